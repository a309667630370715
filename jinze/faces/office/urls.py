"""Addresses of the desk."""

from django.urls import path

from jinze.faces.office.views import board, deeds, law, ledger, session, todo

app_name = "office"
urlpatterns = [
    path("", todo.todo_list, name="todo"),
    path("signin/", session.sign_in, name="signin"),
    path("signout/", session.sign_out, name="signout"),
    path("posts/", session.choose_post, name="choose_post"),
    path("posts/act-as/", session.act_as, name="act_as"),
    path("board/", board.board, name="board"),
    path("deeds/new/<slug:instrument>/<str:duty>/<int:ordinal>/", deeds.deed_new, name="deed_new"),
    path("deeds/<uuid:key>/", deeds.deed, name="deed"),
    path("deeds/<uuid:key>/void/", deeds.deed_void, name="deed_void"),
    path("law/", law.law_home, name="law"),
    path("law/<slug:key>/", law.instrument, name="instrument"),
    path("law/<slug:key>/<str:path>/", law.clause, name="clause"),
    path("kit/", session.kit, name="kit"),
    path("ledger/", ledger.ledger_list, name="ledger"),
    path("ledger/acts/", ledger.acts, name="acts"),
    path("ledger/how-to-check/", ledger.checker, name="checker"),
    path("ledger/how-to-check/<str:name>", ledger.checker_file, name="checker_file"),
    path("ledger/<uuid:key>/", ledger.proof, name="proof"),
    path("ledger/<uuid:key>/proof.json", ledger.proof_download, name="proof_download"),
]
