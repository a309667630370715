"""沉睡条款: on which clauses nobody acted for a year, and where the acts stay under the expected minimum."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jinze.faces.office import words
from jinze.faces.office.views.law.common import address, head, tabs
from jinze.faces.shell.filters import choice, chosen, link
from jinze.faces.shell.frame import frame
from jinze.faces.shell.guards import DeskRequest, in_post
from jinze.judgement.duties.queries.asleep import ClauseWork, Rest, clauses, start_of_year
from jinze.kernel.days import day_of
from jinze.sources.queries import law as laws
from jinze.sources.queries import wording

KEPT = ("show", "part", "level")
SHOWS = {"asleep": "沉睡", "short": "不足", "waiting": "没有遇到事", "all": "全部"}
LEVELS = {"": "全部", **words.LEVEL_WORDS}
PAGE = 60  # clauses on a page
RESTING = {Rest.FRESH: "承担不满一年", Rest.CONDITIONAL: "附条件，未登记"}


@in_post
@require_GET
def asleep(request: DeskRequest, key: str) -> HttpResponse:
    """The clauses of an instrument that bind somebody in sight, by how the last twelve months went."""
    law = laws.law_of(key)
    today = day_of(request.at)
    level = chosen(request, "level", LEVELS)
    bound = clauses(request.acting, instrument=key, on=today, level=level)
    parts = {"": "全部", **{p: f"{p} {h.heading}" for p, h in law.headings.items() if "." not in p}}
    part = chosen(request, "part", parts)
    found = [each for each in bound if not part or f"{each.clause.path}.".startswith(f"{part}.")]
    show = chosen(request, "show", SHOWS, "asleep")
    shown = {"asleep": _asleep(found), "short": _short(found), "waiting": _waiting(found), "all": found}
    page = Paginator(shown[show], PAGE).get_page(request.GET.get("page", 1))
    named = {name: f"{said} {len(shown[name])}" for name, said in SHOWS.items()}
    above = head(law)
    context = {
        **frame(request),
        "crumbs": [{"name": above["title"], "href": above["href"]}, {"name": "沉睡条款"}],
        "line": _line(found, today),
        "tabs": tabs(law, "asleep", None if level else len(_asleep(bound))),
        "filters": [
            choice(request, KEPT, "show", "看", named, "asleep"),
            choice(request, KEPT, "part", "部分", parts),
            choice(request, KEPT, "level", "层级", LEVELS),
        ],
        "as_of": request.at,
        "least": _least(law, today),
        "rows": [_row(law, each, today) for each in page.object_list],
        "page": _page(request, page),
        "nothing": _nothing(request, show, bound=bool(found), narrowed=bool(part or level)),
    }
    return render(request, "office/law/asleep.html", context)


def _asleep(found: list[ClauseWork]) -> list[ClauseWork]:
    return [each for each in found if each.work.rest is Rest.ASLEEP and not each.waits]


def _waiting(found: list[ClauseWork]) -> list[ClauseWork]:
    """Those without an act whose every duty begins with an event: perhaps nothing has happened."""
    return [each for each in found if each.work.rest is Rest.ASLEEP and each.waits]


def _short(found: list[ClauseWork]) -> list[ClauseWork]:
    """Those under the minimum, most bodies first."""
    return sorted((each for each in found if each.work.short), key=lambda each: -each.work.short)


def _line(found: list[ClauseWork], today: date) -> str:
    quiet, short = len(_asleep(found)), len(_short(found))
    return (
        f"{start_of_year(today)} 至 {today}，有单位承担的 {len(found)} 条里："
        f"{quiet} 条没有一次履职，{short} 条有单位少于期望次数，{len(_waiting(found))} 条要遇到事才办、没有记录"
    )


def _least(law: Any, today: date) -> str:
    """The expected minima that the operator has set, as they are today."""
    known = sorted({least for duty in law.duties.values() if (least := wording.least_of(duty, today))})
    return "、".join(str(number) for number in known)


def _row(law: Any, each: ClauseWork, today: date) -> dict[str, Any]:
    clause, work = each.clause, each.work
    state, said = _state(each, today)
    least = " 到 ".join(str(number) for number in dict.fromkeys((work.least[0], work.least[-1]))) if work.least else ""
    return {
        "number": clause.path,
        "name": clause.heading,
        "href": address(law.instrument.key, clause.path),
        "holder": "、".join(law.functions[key].name for key in clause.holders),
        "bodies": work.bodies,
        "last": str(work.last) if work.last else "从无记录",
        "status": state,
        "words": said,
        "note": _note(each, least),
    }


def _note(each: ClauseWork, least: str) -> str:
    """What else there is to know of a clause that sleeps or falls short."""
    if each.work.rest is Rest.ASLEEP and each.waits:
        return "有事才办，没有发生就没有记录"
    if not each.work.short:
        return ""
    expected = f"期望一年至少 {least} 次"
    return expected if each.work.rest is Rest.ASLEEP else f"{each.work.short} 个单位不足，{expected}"


def _state(each: ClauseWork, today: date) -> tuple[str, str]:
    """Chip and words."""
    work = each.work
    if work.rest is Rest.ASLEEP and each.waits:
        return "future", "一年没有记录"
    if work.rest is Rest.ASLEEP:
        return "asleep", f"沉睡 {_months(work.last, today)} 个月" if work.last else "沉睡一年以上"
    if work.rest is Rest.AWAKE:
        return ("due", "履职不足") if work.short else ("done", f"一年 {work.acts} 次")
    return "future", RESTING[work.rest]


def _months(since: date, today: date) -> int:
    """Whole months between two days."""
    return (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)


def _page(request: DeskRequest, page: Any) -> dict[str, Any]:
    def to(number: int) -> str:
        return link(request, KEPT, page=str(number))

    return {
        "first": page.start_index(),
        "last": page.end_index(),
        "total": page.paginator.count,
        "newer_href": to(page.previous_page_number()) if page.has_previous() else None,
        "older_href": to(page.next_page_number()) if page.has_next() else None,
    }


def _nothing(request: DeskRequest, show: str, *, bound: bool, narrowed: bool) -> dict[str, Any]:
    where = "这个范围里" if narrowed else "你能看到的范围里"
    everything = {"words": "看全部条款", "href": link(request, KEPT, show="all")}
    if not bound:
        wider = [{"words": "去掉条件", "href": link(request, KEPT, part=None, level=None)}] if narrowed else []
        return {
            "title": f"{where}没有单位承担条款",
            "words": "谁承担由单位的职能决定。单位有了职能，满十二个月就在这里看得到。",
            "actions": wider,
        }
    if show == "asleep":
        return {
            "title": f"{where}没有沉睡的条款",
            "words": "承担满十二个月的条款，每一条都有人履职。哪条停了满一年，会列在这里。",
            "actions": [everything],
        }
    return {
        "title": f"{where}没有履职不足的条款",
        "words": "经常性的义务，承担满十二个月的单位都达到了期望次数。",
        "actions": [everything],
    }
