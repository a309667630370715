"""待办: what I owe, by consequence, and why."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jinze.cases.deed.queries import filed_since
from jinze.faces.office import words
from jinze.faces.office.filing import deed_form, form_address, submit_words
from jinze.faces.office.flash import taken
from jinze.faces.shell.frame import frame
from jinze.faces.shell.guards import DeskRequest, in_post
from jinze.foundation.access.enums import Role
from jinze.foundation.access.queries.people import Seat
from jinze.judgement.duties.queries import todo
from jinze.judgement.duties.queries.todo import Item
from jinze.kernel.acting import Acting
from jinze.kernel.days import day_of, start_of
from jinze.sources.queries.law import act_of

WEEK = 7
CLOSED = "none"  # the panel was closed by hand


@in_post
@require_GET
def todo_list(request: DeskRequest) -> HttpResponse:
    """The list with the chosen item beside it."""
    today = day_of(request.at)
    items = todo.items(request.acting, on=today)
    filed = filed_since(request.acting, moment=start_of(today))
    done = request.GET.get("tab") == "done"
    asked = request.GET.get("item", "")
    chosen = next((item for item in items if item.key == asked), None)
    shown = None if done or asked == CLOSED else chosen or (items[0] if items else None)
    context = {
        **frame(request),
        "today": today,
        "summary": _summary(items),
        "tabs": [
            {"name": "我欠的", "href": reverse("office:todo"), "n": len(items), "current": not done},
            {"name": "今天已办", "href": f"{reverse('office:todo')}?tab=done", "n": len(filed), "current": done},
        ],
        "groups": _filed(filed) if done else _groups(request.acting, items, shown, today),
        "item": None if shown is None else _panel(request, shown, today),
        "opened": chosen is not None,
        "nothing": _nothing_filed() if done else _nothing_owed(),
        "coming": [],
        "flash": taken(request),
    }
    return render(request, "office/todo/list.html", context)


def _nothing_owed() -> dict[str, Any]:
    return {
        "title": "你这个岗位眼下没有欠办的事",
        "words": "到期的都办了。新的一期开始时，事情会自己出现在这里。",
        "actions": [{"words": "看履职看板", "href": reverse("office:board")}],
    }


def _nothing_filed() -> dict[str, Any]:
    return {
        "title": "今天还没有提交履职记录",
        "words": "在「我欠的」里选一件，填好提交后就会出现在这里，并写入账本。",
        "actions": [{"words": "看我欠的", "href": reverse("office:todo")}],
    }


def _filed(filed: list[Any]) -> list[dict[str, Any]]:
    rows = [
        {
            "key": str(deed.key),
            "title": act_of(deed.act).name,
            "href": reverse("office:deed", args=[deed.key]),
            "chosen": False,
            "status": "void" if deed.voided_at else "done",
            "words": "已作废" if deed.voided_at else "已入账",
            "when": words.moment(deed.recorded_at),
            "clause": words.clause_chip(deed.clauses.split()[0]) if deed.clauses else None,
            "next_up": "",
            "page": True,
        }
        for deed in filed
    ]
    return [{"name": "今天已办", "note": "每一份都在账本里", "rows": rows}] if rows else []


def _summary(items: list[Item]) -> dict[str, int]:
    return {
        "overdue": sum(item.days < 0 for item in items),
        "today": sum(item.days == 0 for item in items),
        "week": sum(0 < item.days <= WEEK for item in items),
    }


def _groups(viewer: Acting, items: list[Item], shown: Item | None, today: date) -> list[dict[str, Any]]:
    parts = (
        ("已逾期", "要补报并说明", [i for i in items if i.days < 0]),
        ("今天到期", "", [i for i in items if i.days == 0]),
        ("七天内", "", [i for i in items if 0 < i.days <= WEEK]),
        ("以后", "还来得及", [i for i in items if i.days > WEEK]),
    )
    above = _above_each(viewer, items, today)
    return [
        {"name": name, "note": note, "rows": [_row(item, shown, today, above[item.key]) for item in rows]}
        for name, note, rows in parts
        if rows
    ]


def _above_each(viewer: Acting, items: list[Item], today: date) -> dict[str, str]:
    """Who is next up for each item, by its key; asked once for the body and once for the post."""
    said: dict[tuple[int, int | None], str] = {}
    for item in items:
        holder = (item.owed.row.body_id, item.owed.row.post_id)
        if holder not in said:
            said[holder] = _next_up(viewer, item, today)
    return {item.key: said[item.owed.row.body_id, item.owed.row.post_id] for item in items}


def _row(item: Item, shown: Item | None, today: date, next_up: str) -> dict[str, Any]:
    return {
        "key": item.key,
        "title": f"{item.duty.title}（{_term(item)}）",
        "href": f"{reverse('office:todo')}?{urlencode({'item': item.key})}",
        "chosen": shown is not None and shown.key == item.key,
        "status": words.status(item.days),
        "words": _clock(item, today),
        "when": words.term_dates(item.period, today),
        "clause": words.clause_chip(item.duty.clauses[0]),
        "next_up": next_up,
    }


def _panel(request: DeskRequest, item: Item, today: date) -> dict[str, Any]:
    reads_only = Role.AUDITOR in request.acting.roles
    return {
        "title": f"{item.duty.title}（{_term(item)}）",
        "status": words.status(item.days),
        "words": _clock(item, today),
        "when": words.term_dates(item.period, today),
        "close_href": f"{reverse('office:todo')}?item={CLOSED}",
        "why": why_chain(request.seat, item, today),
        "periods": words.strip(item.owed.strip(today)),
        "next_up": _next_up(request.acting, item, today),
        "form": None if reads_only else deed_form(request, item, today=today),
        "blocked": "审计身份只能查阅，不能填报。这件事请本单位在岗的人办。" if reads_only else "",
        "submit": submit_words(item),
        "full_href": form_address(item),
    }


def why_chain(seat: Seat, item: Item, today: date, title: str = "为什么是我") -> dict[str, Any]:
    """The chain clause → function and body → post and person, as the macro wants it."""
    found = todo.why(item, function_name=words.function_name(item.duty), on=today)
    chip = words.clause_chip(item.duty.clauses[0])
    gist = words.clause_gist(item.duty.clauses[0])
    since = f"自 {found.function_since} 起" if found.function_since else ""
    steps: list[Any] = [
        ["第 ", {"text": chip["number"], "href": chip["href"]}, " 条：", {"text": gist, "strong": True}],
        [f"职能「{found.function}」{since}由 ", {"text": found.body, "strong": True}, " 承担"],
    ]
    if found.whole_body:
        holder = seat.for_other.name if seat.for_other else seat.person.name
        steps.append(
            [f"由本单位办，{holder}任 ", {"text": seat.post.title, "strong": True}, f"（{seat.since} 起），可以填报"]
        )
    else:
        steps.append(
            [{"text": found.title, "strong": True}, f" 由{found.person or '（空缺）'}担任，{found.since} 起任"]
        )
    return {"title": title, "steps": steps}


def _term(item: Item) -> str:
    if len(item.periods) > 1:
        return f"{item.period.label} 起 {len(item.periods)} 期"
    if item.period.needed > 1:
        return f"{item.period.label}，已办 {item.period.have}/{item.period.needed}"
    return item.period.label


def _clock(item: Item, today: date) -> str:
    if len(item.periods) > 1:
        return f"欠 {len(item.periods)} 期，最长 {-item.days} 天"
    return words.countdown(item.period, today)


def _next_up(viewer: Acting, item: Item, today: date) -> str:
    found = todo.above(viewer, item, on=today)
    if found is None:
        return ""
    return f"上一级：{found.body} {found.title} {found.name}"
