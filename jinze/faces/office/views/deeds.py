"""Deeds: filing one for an open period or under any duty of the post, reading one, voiding one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from pydantic import ValidationError

from jinze.cases.deed import actions
from jinze.cases.deed.intake import VoidDeed
from jinze.cases.deed.queries import asks_of, contents_of, deed_for, get_deed
from jinze.cases.deed.scope import may_void
from jinze.faces.office import flash, words
from jinze.faces.office.filing import POST, SUMMARY_LABEL, Free, Task, deed_form, read_deed, task_words
from jinze.faces.office.views.todo import why_chain
from jinze.faces.shell.frame import frame
from jinze.faces.shell.guards import DeskRequest, in_post
from jinze.foundation.access.enums import Role
from jinze.foundation.ledger.queries.events import about, text, wording
from jinze.foundation.ledger.queries.proof import place_of
from jinze.judgement.duties.queries import todo
from jinze.judgement.duties.queries.acts import acts_for_period, discharged_by
from jinze.judgement.duties.queries.holders import mine, served_without_periods
from jinze.kernel.days import day_of
from jinze.kernel.keys import read_key
from jinze.kernel.refusal import Refusal
from jinze.sources.queries.law import act_of, clock_words, duty_of, law_of, timing_of


@in_post
@require_http_methods(["GET", "POST"])
def deed_new(request: DeskRequest, instrument: str, duty: str, ordinal: int) -> HttpResponse:
    """The form for one open period of a duty; posting it files the deed."""
    today = day_of(request.at)
    _check_seat(request)
    again = _filed_before(request)
    try:
        item = todo.get_item(request.acting, duty=f"{instrument}/{duty}", ordinal=ordinal, on=today, done_too=again)
    except Refusal as refusal:
        return _done_already(request, refusal, ordinal)
    _refuse_readers(request)
    return _fill_in(request, item)


@in_post
@require_http_methods(["GET", "POST"])
def deed_free(request: DeskRequest, instrument: str, duty: str) -> HttpResponse:
    """The form for an act under a duty of the viewer's post, for no period; posting it files the deed."""
    _check_seat(request)
    asked = law_of(instrument).duties.get(f"{instrument}/{duty}")
    if asked is None:
        raise Refusal("office.no_duty", f"现行法源里没有义务「{duty[:80]}」", remedy="请从条款页面打开表单", status=404)
    unit = mine(request.acting, asked, on=day_of(request.at))
    if unit is None:
        raise Refusal(
            "office.not_bound",
            f"「{asked.title}」不是你这个岗位的义务，没有打开表单",
            remedy=f"它由{words.holder(asked)}承担；如果该由你办，请换身份，或请管理员核对职能和岗位",
            status=403,
        )
    _refuse_readers(request)
    return _fill_in(request, Free(asked, unit.since))


@in_post
@require_GET
def deed(request: DeskRequest, key: UUID) -> HttpResponse:
    """One deed with what it discharged and what followed."""
    return _deed_page(request, key)


@in_post
@require_http_methods(["GET", "POST"])
def deed_void(request: DeskRequest, key: UUID) -> HttpResponse:
    """Voids a deed; a reason that is missing or too long comes back at its field."""
    if request.method == "GET":  # the address of a refused voiding, opened again
        return HttpResponseRedirect(reverse("office:deed", args=[key]))
    reason = request.POST.get("reason", "")
    try:
        said = VoidDeed(why=reason)
    except ValidationError as refused:
        error = words.fault(refused.errors()[0], "请写明为什么作废，至少两个字")
        return _deed_page(request, key, reason=reason, error=error)
    actions.void_deed(acting=request.acting, at=request.at, deed=key, said=said)
    flash.say(request, "已作废并记入账本；它履行过的义务重新待办。")
    return HttpResponseRedirect(reverse("office:deed", args=[key]))


def _fill_in(request: DeskRequest, item: Task) -> HttpResponse:
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            return _file(request, item)
        except Refusal as refusal:
            if not refusal.fields:
                raise
            errors = refusal.fields
    return _form_page(request, item, errors)


def _file(request: DeskRequest, item: Task) -> HttpResponse:
    receipt = actions.file_deed(
        acting=request.acting,
        at=request.at,
        key=read_key(request.POST.get("key", "")),
        said=read_deed(request, item),
    )
    href = reverse("office:deed", args=[receipt.subject[1]])
    named = f"「{task_words(item)}」"
    flash.say(
        request,
        f"{named}已经提交过，这次没有重复记账。" if receipt.replayed else f"{named}已记入账本。",
        href=reverse("office:proof", args=[receipt.key]),
        link="看凭据",
        filed=item.key,
    )
    return HttpResponseRedirect(href)


def _check_seat(request: DeskRequest) -> None:
    """A form belongs to the post in which it was opened: what was changed in another window moves no duty."""
    opened_in = request.POST.get(POST, "")
    if opened_in and opened_in != str(request.acting.post):
        raise Refusal(
            "office.other_post",
            "打开表单以后你换了身份，这份记录没有提交",
            remedy="在左上角换回原来的身份，再从待办打开；填的内容在草稿里，会自动恢复",
            status=409,
        )


def _refuse_readers(request: DeskRequest) -> None:
    """No form for those who may not file it: nobody is to type what is refused afterwards."""
    if Role.AUDITOR in request.acting.roles:
        raise Refusal("office.reads_only", "审计身份只能查阅，不能填报", remedy="请本单位在岗的人办理", status=403)


def _filed_before(request: DeskRequest) -> bool:
    """Whether this form has been sent before by the same person: then the period that it names may be done."""
    key = request.POST.get("key", "")
    if not key:
        return False
    place = place_of(read_key(key))
    return place is not None and place.kind == "deed.filed" and place.person == request.acting.person


def _done_already(request: DeskRequest, refusal: Refusal, ordinal: int) -> HttpResponse:
    """Leads to the deed that discharged a period already; any other refusal goes on as it is."""
    duty = refusal.facts.get("duty")
    if refusal.code != "duties.done" or not isinstance(duty, str):
        raise refusal
    found = deed_for(request.acting, keys=acts_for_period(request.acting, duty=duty, ordinal=ordinal))
    if found is None:
        raise refusal
    flash.say(request, "这一期已经办过，没有再次提交；这就是那份记录。")
    return HttpResponseRedirect(reverse("office:deed", args=[found]))


def _form_page(request: DeskRequest, item: Task, errors: dict[str, str]) -> HttpResponse:
    today = day_of(request.at)
    title = "为什么是他" if request.seat.for_other is not None else "为什么是我"
    if isinstance(item, Free):
        term, why, periods = clock_words(item.duty, today), _why_free(request, item, title), []
    else:
        term, why = words.term_dates(item.period, today), why_chain(request.seat, item, today, title)
        periods = words.strip(item.owed.strip(today))
    context = {
        **frame(request),
        "crumbs": _way_back(item),
        "title": task_words(item),
        "term": term,
        "clauses": [words.clause_chip(clause) for clause in item.duty.clauses],
        "form": deed_form(request, item, today=today, errors=errors),
        "why": why,
        "periods": periods,
        "before": None,
    }
    return render(request, "office/deeds/form.html", context, status=422 if errors else 200)


def _way_back(item: Task) -> list[dict[str, Any]]:
    if not isinstance(item, Free):
        return [{"name": "待办", "href": reverse("office:todo")}, {"name": item.duty.title}]
    instrument, _, slug = item.duty.id.partition("/")
    chip = words.clause_chip(item.duty.clauses[0])
    duty = {"name": item.duty.title, "href": reverse("office:duty", args=[instrument, slug])}
    return [{"name": f"{chip['number']} {chip['gist']}", "href": chip["href"]}, duty, {"name": "记一次履职"}]


def _why_free(request: DeskRequest, item: Free, title: str) -> dict[str, Any]:
    """The chain clause → function and body → post and person for a duty without periods."""
    seat, chip = request.seat, words.clause_chip(item.duty.clauses[0])
    holder = seat.for_other.name if seat.for_other else seat.person.name
    gist = {"text": words.clause_gist(item.duty.clauses[0]), "strong": True}
    body = {"text": seat.post.body.name, "strong": True}
    steps: list[Any] = [
        ["第 ", {"text": chip["number"], "href": chip["href"]}, " 条：", gist],
        [f"职能「{words.function_name(item.duty)}」，", body, f" 自 {item.since} 起承担这项义务"],
        [f"{holder}任 ", {"text": seat.post.title, "strong": True}, f"（{seat.since} 起），可以填报"],
    ]
    return {"title": title, "steps": steps}


def _deed_page(request: DeskRequest, key: UUID, *, reason: str = "", error: str = "") -> HttpResponse:
    viewer = request.acting
    found = get_deed(viewer, key=key)
    act = act_of(found.act)
    events = about(found.key)
    who = words.Who(events)
    filed = next(event for event in events if event.kind == "deed.filed")
    place = place_of(filed.key)
    context = {
        **frame(request),
        "crumbs": [{"name": "待办", "href": reverse("office:todo")}, {"name": act.name}],
        "title": f"{found.body.short}：{act.name}",
        "line": f"{who.of(filed)} · {words.moment(found.recorded_at)} 入账",
        "voided": _voided(found, events, who),
        "facts": _facts(found, act, who.of(filed)),
        "texts": _texts(found, act),
        "discharged": _discharged(viewer, found),
        "timeline": [_step(event, who) for event in events],
        "proof": {
            "href": reverse("office:proof", args=[filed.key]),
            "words": "刚写入，正在排入账本" if place is None or place.seq is None else f"账本第 {place.seq + 1:,} 条",
            "ready": place is not None and place.seq is not None,
        },
        "void": _void(found, reason, error) if may_void(viewer, found) else None,
        "flash": flash.taken(request),
    }
    return render(request, "office/deeds/detail.html", context, status=422 if error else 200)


def _facts(found: Any, act: Any, filer: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"name": "做了什么", "value": [{"text": act.name, "strong": True}]},
        {"name": "责任人", "value": f"{found.holder.name}，{found.body.name} {found.post.title}"},
        {"name": "何时发生", "value": f"{words.full_moment(found.occurred_at)[:16]}（填报）"},
        {"name": "何时入账", "value": f"{words.full_moment(found.recorded_at)}（服务器时间）"},
    ]
    if found.filed_by.key != found.holder.key:
        rows.append({"name": "经手", "value": filer})
    if found.clauses:
        chips = [words.clause_chip(clause) for clause in found.clauses.split()]
        rows.append({"name": "依据条款", "value": "", "clauses": chips})
    return rows


def _texts(found: Any, act: Any) -> list[dict[str, Any]]:
    content = contents_of([found])[found.key]
    asks = {ask.key: ask for ask in (*act.asks, *asks_of(found.against_duty))}
    lines = [{"name": SUMMARY_LABEL, "words": content.summary, "erased": content.erased}]
    for key in sorted(content.answers, key=lambda key: (list(asks).index(key) if key in asks else len(asks), key)):
        said, ask = content.answers[key], asks.get(key)
        label = ask.label if ask else key
        lines.append({"name": label, "words": dict(ask.choices).get(said, said) if ask else said, "erased": False})
    if content.late_reason:
        lines.append({"name": "为什么迟了", "words": content.late_reason, "erased": False})
    return lines


def _discharged(viewer: Any, found: Any) -> list[dict[str, Any]]:
    """Every duty that a deed serves: periods with how they stand, then duties that have no periods."""
    voided = found.voided_at is not None
    rows = []
    by_period = discharged_by(viewer, subject=found.key)
    for each in by_period:
        state = "void" if voided else ("done" if each.on_time else "late")
        rows.append(_served_row(duty_of(each.duty), each.label, state, "按期" if each.on_time else "迟办"))
    day = day_of(found.occurred_at)
    served = served_without_periods(viewer, act=found.act, body=found.body, post=found.post.key, on=day)
    named = [duty_of(found.against_duty)] if found.against_duty and found.against is None else []
    named = [duty for duty in named if duty.applies_if or timing_of(duty.id, day) is None]
    known = {duty.id for duty in served} | {each.duty for each in by_period}
    state = "void" if voided else "done"
    others = [*served, *(each for each in named if each.id not in known)]
    return rows + [_served_row(duty, clock_words(duty, day), state, "算一次") for duty in others]


def _served_row(duty: Any, period: str, state: str, said: str) -> dict[str, Any]:
    instrument, _, slug = duty.id.partition("/")
    in_force = duty.id in law_of(instrument).duties
    return {
        "clause": words.clause_chip(duty.clauses[0]),
        "duty": duty.title,
        "href": reverse("office:duty", args=[instrument, slug]) if in_force else None,
        "period": period,
        "status": state,
        "words": "已作废，不算" if state == "void" else said,
    }


def _step(event: Any, who: words.Who) -> dict[str, Any]:
    return {
        "what": wording(event),
        "when": words.moment(event.recorded_at),
        "who": who.of(event),
        "state": "void" if event.kind == "deed.voided" else "done",
        "href": reverse("office:proof", args=[event.key]),
        "link": "凭据",
    }


def _voided(found: Any, events: list[Any], who: words.Who) -> dict[str, Any] | None:
    if found.voided_at is None:
        return None
    event = next(e for e in events if e.kind == "deed.voided")
    said = text(found.void_reason)
    return {
        "words": f"{words.moment(found.voided_at)} 由 {who.of(event)} 作废：{said}",
        "href": reverse("office:proof", args=[event.key]),
    }


def _void(found: Any, reason: str, error: str) -> dict[str, Any]:
    return {
        "href": reverse("office:deed_void", args=[found.key]),
        "reason": reason,
        "error": error,
        "warning": "作废以后，这份记录履行过的义务重新变为待办；已过期的会显示逾期。",
        "open": bool(error),
    }
