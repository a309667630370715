"""条款: the instrument as a whole."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jinze.faces.office.views.law.common import (
    SORTS,
    address,
    head,
    missed_by_clause,
    nodes,
    revision,
    search,
    sleeping,
    standing_of,
    tabs,
)
from jinze.faces.office.views.law.kinds import kind_row
from jinze.faces.shell.frame import frame
from jinze.faces.shell.guards import DeskRequest, in_post
from jinze.kernel.refusal import Refusal
from jinze.sources.queries import law as laws
from jinze.sources.queries import wording


@in_post
@require_GET
def law_home(request: DeskRequest) -> HttpResponse:  # noqa: ARG001 - there is but one way on
    """The instrument; with several, the first in order (a list comes with the second)."""
    known = laws.instruments()
    if not known:
        raise Refusal("office.no_law", "还没有采用任何文件", remedy="请管理员先采用一版法源数据", status=404)
    return HttpResponseRedirect(reverse("office:instrument", args=[known[0]]))


@in_post
@require_GET
def instrument(request: DeskRequest, key: str) -> HttpResponse:
    """An instrument as a whole, or what a search in it finds."""
    law = laws.law_of(key)
    missed = missed_by_clause(standing_of(request), key)
    asleep_now = sleeping(request, key)
    said = law.instrument
    context = {
        **frame(request),
        "instrument": {
            **head(law),
            "gist": f"{len(law.clauses)} 条职责，{len(law.duties):,} 项义务，写明谁办、什么时候办、什么算办了。",
            "facts": [
                {"name": "文号", "value": said.number},
                {"name": "发文单位", "value": "、".join(said.issuer)},
                {"name": "成文日期", "value": str(said.issued)},
                {"name": "数据版本", "value": revision(key)},
                {"name": "官方原文", "value": _imported(key)},
            ],
        },
        "tabs": tabs(law, "instrument", len(asleep_now)),
        "nodes": nodes(law, missed, "", asleep_now),
        "search": search(request, law, missed, asleep_now),
        "figures": [_clauses_by_sort(law, asleep_now), _duties_by_clock(law)],
        "kinds": [kind_row(law, kind) for kind in law.kinds.values()],
        "chapters": _chapters(law, missed),
    }
    return render(request, "office/law/instrument.html", context)


def _clauses_by_sort(law: Any, asleep_now: frozenset[str]) -> dict[str, Any]:
    """How many clauses there are of each sort; each figure leads to them."""
    held = [(clause, law.duties_by_clause.get(clause.id, [])) for clause in law.clauses.values()]
    sorts = [
        (name, sum(asks(*each) for each in held), f"?{urlencode({'sort': sort})}#tree")
        for sort, (name, asks) in SORTS.items()
    ]
    quiet = ("沉睡的", len(asleep_now), reverse("office:asleep", args=[law.instrument.key]))
    return {"name": f"条款 {len(held):,} 条", "value": _linked([*sorts, quiet])}


def _duties_by_clock(law: Any) -> dict[str, Any]:
    """How many duties have which sort of clock; each figure leads to their clauses."""
    counted = Counter(wording.clock_name(duty) for duty in law.duties.values())
    clocks = [(name, number, f"?{urlencode({'clock': name})}#tree") for name, number in counted.most_common()]
    return {"name": f"义务 {len(law.duties):,} 项", "value": _linked(clocks)}


def _linked(figures: list[tuple[str, int, str]]) -> list[Any]:
    """Figures as pieces: a name with its number, and where the rows are; nothing to open where there are none."""
    said = [{"text": f"{name} {n:,}", "href": href} if n else f"{name} 0" for name, n, href in figures]
    return [piece for each in said for piece in (" · ", each)][1:]


def _imported(key: str) -> str:
    found = laws.newest_import(key)
    if found is None:
        return "还没有导入；条款以本平台的一句话说明"
    return f"第 {found.number} 次导入，修复 {len(found.repairs)} 处，未归位 {len(found.unplaced)} 处"


def _chapters(law: Any, missed: dict[str, int]) -> list[dict[str, Any]]:
    key = law.instrument.key
    rows = []
    for path, heading in law.headings.items():
        if path.count(".") > 1 or (path.count(".") == 0 and any(h.startswith(f"{path}.") for h in law.headings)):
            continue
        under = [p for p in law.clauses if p == path or p.startswith(f"{path}.")]
        duties = {duty.id for p in under for duty in law.duties_by_clause.get(f"{key}/{p}", [])}
        first = under[0] if under else ""
        rows.append(
            {
                "number": path,
                "name": heading.heading,
                "href": address(key, first) if first else reverse("office:instrument", args=[key]),
                "holder": "、".join(law.functions[key].name for key in heading.holders) or None,
                "clauses": len(under),
                "duties": len(duties),
                "owed": sum(missed.get(p, 0) for p in under),
                "in_sight": any(p in missed for p in under),
            }
        )
    return rows
