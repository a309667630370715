"""一事一链: one thing across bodies, who leads it and who has which part, and where the chain is silent."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jinze.faces.office import words
from jinze.faces.office.rows import ago, duty_address
from jinze.faces.office.views.law.common import head
from jinze.faces.shell.frame import frame
from jinze.faces.shell.guards import DeskRequest, in_post
from jinze.faces.shell.places import ROOT_AREA
from jinze.foundation.access.enums import Role
from jinze.judgement.duties.queries import asleep, holders
from jinze.kernel.days import day_of
from jinze.kernel.refusal import Refusal
from jinze.sources.enums import DutyRole
from jinze.sources.queries import law as laws
from jinze.sources.queries import wording

ROLES = tuple(DutyRole)  # as the enumeration has them: who leads first
NOTES = {
    DutyRole.LEAD: "统起来办的",
    DutyRole.OWN: "自己的一份，自己办",
    DutyRole.JOINT: "和牵头的一起办",
    DutyRole.ASSIST: "应要求配合",
    DutyRole.GUIDE: "教下面怎样办",
    DutyRole.SUPERVISE: "看别人办了没有",
}
NAMED = 4  # bodies that a row names
LISTED = 8  # links that a sentence names
WAITING = ("有事即办", "提前办", "先办后行")  # clocks that an event starts, which may not have happened


@in_post
@require_GET
def matters(request: DeskRequest, key: str) -> HttpResponse:
    """Every thing that goes through several hands, with who leads it and where it is silent."""
    law = laws.law_of(key)
    today = day_of(request.at)
    chained = [duty for duties in law.duties_by_matter.values() for duty in duties]
    done = asleep.works(request.acting, chained, on=today)
    rows = [_thing(law, matter, done) for matter in law.matters.values()]
    wanted = request.GET.get("q", "").strip()
    found = [row for row in rows if all(word in row["text"] for word in wanted.split())]
    context = {
        **frame(request),
        "instrument": head(law),
        "rows": sorted(found, key=lambda row: (-row["parts"], row["name"])),
        "all": len(rows),
        "unled": sum(row["unled"] for row in rows),
        "search": {"href": reverse("office:matters", args=[key]), "value": wanted},
    }
    return render(request, "office/law/matters.html", context)


@in_post
@require_GET
def matter(request: DeskRequest, key: str, matter: str) -> HttpResponse:
    """One thing: its parts by role, with who holds each today and the last act."""
    law = laws.law_of(key)
    found = law.matters.get(matter)
    if found is None:
        raise Refusal("office.no_matter", f"没有「{matter[:60]}」这件事", remedy="请从一事一链的目录打开", status=404)
    today = day_of(request.at)
    duties = sorted(law.duties_by_matter.get(matter, []), key=_place)
    bound = holders.bound(request.acting, duties, on=today)
    done = asleep.works(request.acting, duties, on=today)
    parts = [_part(duty, bound[duty.id], done.get(duty.id), today) for duty in duties]
    groups = [_group(role, [part for part in parts if part["role"] is role]) for role in ROLES]
    clauses = {clause for duty in duties for clause in duty.clauses}
    functions = len({function for duty in duties for function in duty.holder.functions})
    context = {
        **frame(request),
        "matter": {
            "name": found.name,
            "gist": found.gist,
            "line": f"{functions} 项职能 · {len(clauses)} 条条款 · {len(duties)} 项义务",
            "crumbs": [
                {"name": law.instrument.title, "href": reverse("office:instrument", args=[key])},
                {"name": "一事一链", "href": reverse("office:matters", args=[key])},
                {"name": found.name},
            ],
        },
        "nobody": "没有单位承担" if _sees_all(request) else "你能看到的范围里没有",
        "groups": [group for group in groups if group["rows"]],
        "silent": _silences(law, duties, parts, whole=_sees_all(request)),
        "as_of": request.at,
    }
    return render(request, "office/law/matter.html", context)


def _place(duty: Any) -> tuple[int, ...]:
    """Where a duty stands in the document: by its first clause; those of one clause stay in the order of the data."""
    return tuple(int(part) for part in duty.clauses[0].partition("/")[2].split("."))


def _thing(law: Any, matter: Any, done: dict[str, Any]) -> dict[str, Any]:
    """One line of the index."""
    duties = law.duties_by_matter.get(matter.key, [])
    roles = Counter(duty.role for duty in duties)
    leading = dict.fromkeys(
        law.functions[key].name for duty in duties if duty.role is DutyRole.LEAD for key in duty.holder.functions
    )
    work = [done[duty.id] for duty in duties if duty.id in done]
    functions = {key for duty in duties for key in duty.holder.functions}
    return {
        "name": matter.name,
        "gist": matter.gist,
        "href": reverse("office:matter", args=[law.instrument.key, matter.key]),
        "lead": "、".join(leading),
        "unled": not leading and len(functions) > 1,
        "roles": " · ".join(f"{role.word} {roles[role]}" for role in ROLES if roles[role]),
        "parts": len(functions),
        "quiet": sum(_quiet(each) for each in work),
        "unheld": len(duties) - len(work),
        "alone": not leading and len(functions) == 1,
        "text": " ".join([matter.name, matter.gist, *leading]),
    }


def _quiet(work: Any) -> bool:
    """Whether nobody acted in the year, though somebody was bound for the whole of it."""
    return work is not None and not work.acts and work.rest is asleep.Rest.ASLEEP


def _part(duty: Any, binding: Any, work: Any, today: date) -> dict[str, Any]:
    """One link of the chain."""
    bodies = list(dict.fromkeys(holder.body.short for holder in binding.holders))
    return {
        "role": duty.role,
        "duty": duty,
        "title": duty.title,
        "href": duty_address(duty.id),
        "clause": words.clause_chip(duty.clauses[0]),
        "who": words.holder(duty),
        "clock": laws.clock_words(duty, today),
        "bodies": "、".join(bodies[:NAMED]) + (f"等 {len(bodies)} 个单位" if len(bodies) > NAMED else ""),
        "held": bool(bodies),
        "vacant": binding.vacant,
        "conditional": binding.conditional,
        "last": ago(work.last if work else None, today),
        "quiet": _quiet(work),
        "waits": wording.clock_name(duty) in WAITING,
    }


def _group(role: DutyRole, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": role.word, "note": NOTES[role], "rows": rows}


def _sees_all(request: DeskRequest) -> bool:
    """Whether the viewer sees every body: only then is it known that nobody holds a function."""
    return request.acting.area == ROOT_AREA and Role.OFFICIAL in request.acting.roles


def _silences(law: Any, duties: list[Any], parts: list[dict[str, Any]], *, whole: bool) -> list[Any]:
    """Where the chain is silent, as sentences of pieces."""
    said: list[Any] = []
    functions = dict.fromkeys(key for duty in duties for key in duty.holder.functions)
    if len(functions) > 1 and not any(duty.role is DutyRole.LEAD for duty in duties):
        said.append(f"没有写由谁牵头：{len(functions)} 项职能各有一份，要有人统起来得另外商定。")
    if whole:
        held = {key for part in parts if part["held"] for key in part["duty"].holder.functions}
        empty = [law.functions[key].name for key in functions if key not in held]
        if empty:
            said.append(f"今天没有单位承担：{'、'.join(empty)}。")
    for part in parts:
        if part["vacant"] and not part["conditional"]:
            named = {"text": part["title"], "href": part["href"]}
            said.append(["「", named, f"」有 {part['vacant']} 个岗位空着，没有人任职。"])
    for waits, start in ((False, "十二个月没有一次履职"), (True, "十二个月没有记录，也许是没有遇到要办的事")):
        quiet = [part for part in parts if part["quiet"] and part["waits"] is waits]
        if quiet:
            said.append([f"{start}：", *_linked(quiet), "。"])
    return said


def _linked(parts: list[dict[str, Any]]) -> list[Any]:
    pieces: list[Any] = []
    for part in parts[:LISTED]:
        pieces += ["、"] if pieces else []
        pieces.append({"text": f"{part['clause']['number']} {part['title']}", "href": part["href"]})
    return pieces + ([f"等 {len(parts)} 项"] if len(parts) > LISTED else [])
