"""Addresses of the desk."""

from django.urls import path

from jinze.faces.office.views import adopting, board, deeds, ledger, session, todo
from jinze.faces.office.views.importing import pages as importing
from jinze.faces.office.views.law import asleep, clause, duty, instrument, kinds, matter

app_name = "office"
urlpatterns = [
    path("", todo.todo_list, name="todo"),
    path("signin/", session.sign_in, name="signin"),
    path("signout/", session.sign_out, name="signout"),
    path("posts/", session.choose_post, name="choose_post"),
    path("posts/act-as/", session.act_as, name="act_as"),
    path("board/", board.board, name="board"),
    path("deeds/new/<slug:instrument>/<str:duty>/<int:ordinal>/", deeds.deed_new, name="deed_new"),
    path("deeds/new/<slug:instrument>/<str:duty>/", deeds.deed_free, name="deed_free"),
    path("deeds/<uuid:key>/", deeds.deed, name="deed"),
    path("deeds/<uuid:key>/void/", deeds.deed_void, name="deed_void"),
    path("law/", instrument.law_home, name="law"),
    path("law/<slug:key>/", instrument.instrument, name="instrument"),
    path("law/<slug:key>/asleep/", asleep.asleep, name="asleep"),
    path("law/<slug:key>/kinds/<str:kind>/", kinds.kind, name="kind"),
    path("law/<slug:key>/difference/", adopting.difference, name="difference"),
    path("law/<slug:key>/difference/between/", adopting.between, name="difference_between"),
    path("law/<slug:key>/import/", importing.import_text, name="import_text"),
    path("law/<slug:key>/import/<uuid:draft>/", importing.import_lines, name="import_draft"),
    path("law/<slug:key>/duties/<str:slug>/", duty.duty, name="duty"),
    path("law/<slug:key>/matters/", matter.matters, name="matters"),
    path("law/<slug:key>/matters/<str:matter>/", matter.matter, name="matter"),
    path("law/<slug:key>/<str:path>/", clause.clause, name="clause"),
    path("kit/", session.kit, name="kit"),
    path("ledger/", ledger.ledger_list, name="ledger"),
    path("ledger/acts/", ledger.acts, name="acts"),
    path("ledger/how-to-check/", ledger.checker, name="checker"),
    path("ledger/how-to-check/<str:name>", ledger.checker_file, name="checker_file"),
    path("ledger/<uuid:key>/", ledger.proof, name="proof"),
    path("ledger/<uuid:key>/proof.json", ledger.proof_download, name="proof_download"),
]
