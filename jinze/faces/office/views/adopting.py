"""修订差别: what the folder on the server would change against the revision in force, and adopting it once seen."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from jinze.faces.office import changes, flash, words
from jinze.faces.office.views.law.common import tabs
from jinze.faces.shell.frame import frame
from jinze.faces.shell.guards import DeskRequest, in_post
from jinze.foundation.access.queries import areas
from jinze.foundation.access.scope import events_in_sight
from jinze.judgement.duties.queries.cases import judged
from jinze.kernel.days import day_of
from jinze.kernel.keys import new_key, read_key
from jinze.kernel.refusal import Refusal
from jinze.sources.actions import adopt_revision
from jinze.sources.queries import law as laws
from jinze.sources.queries.difference import (
    SHOWN,
    Compared,
    first_day,
    folder_difference,
    revision_difference,
    touched,
)
from jinze.sources.queries.folder import folder_of, folder_seen
from jinze.sources.scope import keeper, may_keep

Row = dict[str, Any]

PAGE = "office/adopting/difference.html"
HERE = {"name": "修订差别"}
NO_DAY = "请填日期，例如 2026-12-01"
YEARS = range(1949, 3000)  # far from the ends of the calendar, where days cannot be reckoned with
STALE = {"sources.changed_since_seen", "sources.same"}


@in_post
@require_http_methods(["GET", "POST"])
def difference(request: DeskRequest, key: str) -> HttpResponse:
    """The folder against the newest revision, with the form that adopts it; posting it adopts."""
    if request.method == "GET":
        return _folder_page(request, key)
    try:
        return _adopt(request, key)
    except Refusal as refusal:
        if refusal.fields:
            return _folder_page(request, key, errors=refusal.fields, status=422)
        if refusal.code in STALE:
            return _folder_page(request, key, told=f"{refusal.words}。下面是现在的差别。", status=refusal.status)
        raise


@in_post
@require_GET
def between(request: DeskRequest, key: str) -> HttpResponse:
    """The difference between two adopted revisions, named in the address."""
    older, newer = sorted((_number(request, "older"), _number(request, "newer")))
    compared = revision_difference(key, older, newer)
    context = {
        **_shared(request, key, compared),
        "title": f"第 {newer} 版与第 {older} 版的差别",
        "sides": {"older": older, "newer": newer},
    }
    return render(request, PAGE, context)


def _adopt(request: DeskRequest, key: str) -> HttpResponse:
    since = _day(request.POST.get("since", ""))
    if since is None:
        raise Refusal("office.since", "还差 1 处，没有采用", fields={"since": NO_DAY})
    folder = folder_of(key)
    wrong = judged(folder.documents).failed
    if wrong:
        told = f"有 {len(wrong)} 个案例与法源数据不符，没有采用"
        raise Refusal("office.cases", told, remedy="请先改正法源数据或案例；不符的案例列在差别页上")
    over = request.POST.get("over", "")
    receipt = adopt_revision(
        acting=request.acting,
        at=request.at,
        key=read_key(request.POST.get("key", "")),
        documents=folder.documents,
        since=since,
        seen=request.POST.get("seen", ""),
        over=int(over) if over.isdecimal() else None,
    )
    line = laws.revision_line(key)
    number = line[0] if line else 1
    said = "这一版已经采用过，没有重复采用。" if receipt.replayed else f"已采用第 {number} 版，自 {since} 起。"
    flash.say(request, said, href=reverse("office:proof", args=[receipt.key]), link="看凭据")
    return HttpResponseRedirect(reverse("office:difference", args=[key]))


def _folder_page(
    request: DeskRequest, key: str, *, errors: dict[str, str] | None = None, told: str = "", status: int = 200
) -> HttpResponse:
    day = _day(request.GET.get("since", "")) or first_day(key, day_of(request.at))
    try:
        compared = folder_difference(key, day)
    except Refusal as refusal:
        if refusal.code not in {"sources.law", "sources.yaml", "sources.no_folder"}:
            raise
        return _faulty(request, key, refusal)
    line = laws.revision_line(key)
    cases = None if compared.same else judged(folder_seen(key).documents)
    context = {
        **_shared(request, key, compared),
        "title": f"拟采用的数据与现行第 {line[0]} 版的差别" if line else "还没有采用过的法源数据",
        "told": told,
        "cases": cases,
        "adopt": None if cases is None or cases.failed else _form(request, compared, day, errors or {}),
        "same_line": f"服务器上的数据与现行第 {line[0]} 版完全相同，不用采用。" if line else "",
    }
    return render(request, PAGE, context, status=status)


def _faulty(request: DeskRequest, key: str, refusal: Refusal) -> HttpResponse:
    """The folder makes no law: what is wrong with it, beside the history that stays as it is."""
    if refusal.code == "sources.no_folder" and laws.revision_line(key) is None:
        raise refusal
    faults: Any = refusal.facts.get("faults") or [refusal.words]
    context = {
        **_frame(request, key),
        "title": "服务器上的法源数据读不成，不能采用",
        "line": f"{len(faults)} 处不对；现行版本不受影响，照常执行。",
        "faults": faults,
    }
    return render(request, PAGE, context)


def _frame(request: DeskRequest, key: str) -> Row:
    """What every state of the page has, with nothing yet to compare."""
    line = laws.revision_line(key)
    title = laws.law_of(key).instrument.title if line else key
    law, home = (reverse("office:law"), reverse("office:instrument", args=[key])) if line else ("", "")
    return {
        **frame(request),
        "flash": flash.taken(request),
        "crumbs": [{"name": "法源", "href": law}, {"name": title, "href": home}, HERE],
        "tabs": tabs(laws.law_of(key), "difference", None) if line else [],
        "line": "",
        "told": "",
        "same": False,
        "same_line": "",
        "only_cases": False,
        "sides": None,
        "figures": [],
        "sections": [],
        "touched": None,
        "cases": None,
        "faults": [],
        "adopt": None,
        "history": _history(request, key),
        "address": reverse("office:difference", args=[key]),
        "between": reverse("office:difference_between", args=[key]),
    }


def _shared(request: DeskRequest, key: str, compared: Compared) -> Row:
    """The difference itself, with whom it touches."""
    line = laws.revision_line(key)
    known = frozenset(laws.law_of(key).clauses) if line else frozenset()
    counted = changes.figures(compared)
    return {
        **_frame(request, key),
        "line": changes.in_words(counted),
        "same": compared.same,
        "only_cases": not compared.same and compared.difference.is_empty,
        "figures": counted,
        "sections": changes.sections(
            compared, known, request.GET.get("all", ""), lambda sort: _link(request, all=sort)
        ),
        "touched": _touched(request, compared) if compared.difference.duties else None,
    }


def _touched(request: DeskRequest, compared: Compared) -> Row:
    """Bodies and people, some of the bodies at once."""
    said = request.GET.get("from", "")
    first = int(said) // SHOWN * SHOWN if said.isdecimal() and len(said) < 8 else 0
    found = touched(request.acting, compared, first=first)
    named = areas.names({row.body.area for row in found.rows})
    functions = compared.newer.functions | (compared.older.functions if compared.older else {})
    last = first + len(found.rows)
    return {
        "day": compared.difference.day,
        "bodies": found.bodies,
        "people": f"，{found.people:,} 人在指明的岗位上" if found.people else "；没有指明岗位，由单位整体承担",
        "rows": [
            {
                "name": row.body.short,
                "area": named.get(row.body.area, row.body.area),
                "functions": "、".join(functions[each].name if each in functions else each for each in row.functions),
                "duties": "、".join(f"{changes.WAYS[way]} {n:,} 项" for way, n in row.figures.items() if n),
                "people": [f"{title} {name}" for title, name in row.people],
            }
            for row in found.rows
        ],
        "page": {
            "first": first + 1 if found.rows else 0,
            "last": last,
            "total": found.bodies,
            "newer_href": _link(request, **{"from": str(first - SHOWN) if first > SHOWN else ""}) if first else None,
            "older_href": _link(request, **{"from": str(last)}) if last < found.bodies else None,
        },
    }


def _form(request: DeskRequest, compared: Compared, day: date, errors: dict[str, str]) -> Row:
    """The form that adopts, for whoever may; for others who it is that may."""
    functions = compared.newer.functions
    office = functions[keeper()].name if keeper() in functions else "承担这项职能的单位"
    line = laws.revision_line(compared.newer.instrument.key)
    return {
        "may": may_keep(request.acting, day_of(request.at)),
        "who": f"市里的{office}",
        "number": line[0] + 1 if line else 1,
        "digest": compared.newer.digest,
        "key": request.POST.get("key") or str(new_key()),
        "over": line[0] if line else "",
        "day": str(day),
        "errors": [{"name": "since", "label": "生效日", "words": said} for said in errors.values()],
        "field": {
            "name": "since",
            "label": "自哪一天起采用",
            "kind": "date",
            "value": request.POST.get("since") or str(day),
            "required": True,
            "min": str(first_day(compared.newer.instrument.key, date.min)) if line else None,
            "error": errors.get("since", ""),
            "help": f"必须晚于现行第 {line[0]} 版的 {line[1]}；此前的履职仍按当时的版本判断。" if line else "",
        },
    }


def _history(request: DeskRequest, key: str) -> list[Row]:
    """Every adopted revision; who adopted it is told to those who may read that event."""
    found = laws.revisions_of(key)
    events = [each.event for each in found if each.event is not None]
    seen = set(
        events_in_sight(request.acting).filter(key__in=[e.key.hex for e in events]).values_list("key", flat=True)
    )
    who = words.Who(event for event in events if event.key in seen)
    rows = []
    for each in found:
        told = each.event if each.event is not None and each.event.key in seen else None
        rows.append(
            {
                "number": each.number,
                "since": each.since,
                "adopted": each.adopted_at,
                "who": who.of(told) if told else "",
                "proof": reverse("office:proof", args=[told.key]) if told else "",
                "digest": each.digest,
                "href": _between(key, each.number - 1, each.number) if each.number > 1 else "",
            }
        )
    return rows


def _between(key: str, older: int, newer: int) -> str:
    return f"{reverse('office:difference_between', args=[key])}?{urlencode({'older': older, 'newer': newer})}"


def _link(request: DeskRequest, **changed: str) -> str:
    """This page with other conditions; an empty one is left out."""
    said = {**request.GET.dict(), **changed}
    kept = {name: value for name, value in said.items() if value}
    return f"{request.path}{'?' + urlencode(kept) if kept else ''}"


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _number(request: DeskRequest, name: str) -> int:
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 8 else 0
