"""条款: the instrument as a tree, and each clause with its duties and who owes them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jinze.faces.office import words
from jinze.faces.office.rows import owing_rows
from jinze.faces.shell.frame import frame
from jinze.faces.shell.guards import DeskRequest, in_post
from jinze.judgement.duties.queries.figures import Asked, owed, summed
from jinze.kernel.days import day_of
from jinze.kernel.refusal import Refusal
from jinze.sources.queries import law as laws

Standing = tuple[Any, Any]  # an obligation with its masks, and its figures
HITS = 40
SHOWN = 20


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
    missed = _missed_by_clause(_standing(request), key)
    said = law.instrument
    context = {
        **frame(request),
        "instrument": {
            **_head(law),
            "gist": f"{len(law.clauses)} 条职责，{len(law.duties)} 项有期限的义务，写明谁办、多久一次、什么算办了。",
            "facts": [
                {"name": "文号", "value": said.number},
                {"name": "发文单位", "value": "、".join(said.issuer)},
                {"name": "成文日期", "value": str(said.issued)},
                {"name": "数据版本", "value": _revision(key)},
                {"name": "官方原文", "value": _imported(key)},
            ],
        },
        "nodes": _nodes(law, missed, ""),
        "search": _search(request, law, missed),
        "chapters": _chapters(law, missed),
        "asleep": [],
    }
    return render(request, "office/law/instrument.html", context)


@in_post
@require_GET
def clause(request: DeskRequest, key: str, path: str) -> HttpResponse:
    """One clause: gist, official wording when imported, duties, who owes."""
    law = laws.law_of(key)
    if path not in law.clauses:
        if path in law.headings:
            return HttpResponseRedirect(f"{reverse('office:instrument', args=[key])}#n-{path}")
        raise Refusal(
            "office.no_clause", f"《{law.instrument.title}》里没有条款 {path[:40]}", remedy="请从目录选择", status=404
        )
    found = law.clauses[path]
    standing = _standing(request)
    missed = _missed_by_clause(standing, key)
    paths = list(law.clauses)
    here = paths.index(path)
    duties = law.duties_by_clause.get(found.id, [])
    context = {
        **frame(request),
        "instrument": _head(law),
        "nodes": _nodes(law, missed, path),
        "search": _search(request, law, missed),
        "clause": {
            "number": path,
            "title": found.heading,
            "crumbs": _crumbs(law, path),
            "gist": found.gist,
            "prev_href": _address(key, paths[here - 1]) if here else None,
            "next_href": _address(key, paths[here + 1]) if here + 1 < len(paths) else None,
            "official": _official(key, path),
        },
        "duties": [_duty(law, duty, day_of(request.at)) for duty in duties],
        "owing": _owing(request, duties, standing),
        "settings": _settings(law, duties, day_of(request.at)),
    }
    return render(request, "office/law/clause.html", context)


def _head(law: Any) -> dict[str, Any]:
    said = law.instrument
    return {
        "title": said.title,
        "line": f"{said.number} · {len(law.clauses)} 条 · {_revision(said.key)}",
        "href": reverse("office:instrument", args=[said.key]),
    }


def _revision(key: str) -> str:
    found = laws.revision_line(key)
    return f"现行第 {found[0]} 版，{found[1]} 起" if found else "未采用"


def _imported(key: str) -> str:
    found = laws.newest_import(key)
    if found is None:
        return "还没有导入；条款以本平台的一句话说明"
    return f"第 {found.number} 次导入，修复 {len(found.repairs)} 处，未归位 {len(found.unplaced)} 处"


def _address(key: str, path: str) -> str:
    return reverse("office:clause", args=[key, path])


def _standing(request: DeskRequest) -> list[Standing]:
    """What the viewer may see of who owes what, each with its figures of today; read once for a page."""
    today = day_of(request.at)
    return [(each, each.tally(today)) for each in owed(request.acting, Asked(on=today, today=today))]


def _missed_by_clause(standing: list[Standing], instrument: str) -> dict[str, int]:
    """Missed periods by path of a clause of one instrument; a clause that binds nobody in sight is absent."""
    by_duty: dict[str, int] = defaultdict(int)
    for each, figures in standing:
        by_duty[each.row.duty] += figures.overdue
    counted: dict[str, int] = defaultdict(int)
    for duty, missed in by_duty.items():
        for clause_id in laws.duty_of(duty).clauses:
            within, _, path = clause_id.partition("/")
            if within == instrument:
                counted[path] += missed
    return counted


def _nodes(law: Any, missed: dict[str, int], current: str) -> list[dict[str, Any]]:
    """The tree: headings with what is beneath them, leaves with what is owed."""
    made: dict[str, dict[str, Any]] = {}
    roots: list[dict[str, Any]] = []
    key = law.instrument.key
    for path, name in _in_order(law):
        leaf = path in law.clauses
        node: dict[str, Any] = {
            "number": path,
            "name": name,
            "href": _address(key, path) if leaf else reverse("office:instrument", args=[key]),
            "n": None if leaf else 0,
            "owed": missed.get(path) if leaf else None,
            "asleep": False,
            "open": current.startswith(f"{path}."),
            "current": path == current,
            "children": [],
        }
        made[path] = node
        above = path.rpartition(".")[0]
        (made[above]["children"] if above in made else roots).append(node)
        while leaf and above in made:
            made[above]["n"] += 1
            above = above.rpartition(".")[0]
    return roots


def _in_order(law: Any) -> Iterator[tuple[str, str]]:
    names = {path: heading.heading for path, heading in law.headings.items()}
    names.update({path: found.heading for path, found in law.clauses.items()})
    for path in sorted(names, key=lambda p: [int(part) for part in p.split(".")]):
        yield path, names[path]


def _search(request: DeskRequest, law: Any, missed: dict[str, int]) -> dict[str, Any]:
    """Clauses that hold every word asked for, in number, label, gist, holders or duties."""
    wanted = request.GET.get("q", "").strip()
    today = day_of(request.at)
    key = law.instrument.key
    hits = None
    if wanted:
        hits = [
            {"number": path, "name": found.heading, "href": _address(key, path), "n": None, "owed": missed.get(path)}
            for path, found in law.clauses.items()
            if path == wanted or path.startswith(f"{wanted}.") or _holds(law, found, wanted.split(), today)
        ][:HITS]
    return {"href": reverse("office:instrument", args=[key]), "value": wanted, "hits": hits}


def _holds(law: Any, clause: Any, wanted: list[str], today: date) -> bool:
    duties = law.duties_by_clause.get(clause.id, [])
    said = [clause.heading, clause.gist, *(law.functions[key].name for key in clause.holders)]
    said += [f"{duty.title} {words.clock(law, duty, today)} {words.holder(duty)}" for duty in duties]
    text = " ".join(said)
    return all(word in text for word in wanted)


def _chapters(law: Any, missed: dict[str, int]) -> list[dict[str, Any]]:
    key = law.instrument.key
    rows = []
    for path, heading in law.headings.items():
        if path.count(".") > 1 or (path.count(".") == 0 and any(h.startswith(f"{path}.") for h in law.headings)):
            continue
        under = [p for p in law.clauses if p == path or p.startswith(f"{path}.")]
        ids = {f"{key}/{p}" for p in under}
        first = under[0] if under else ""
        rows.append(
            {
                "number": path,
                "name": heading.heading,
                "href": _address(key, first) if first else reverse("office:instrument", args=[key]),
                "holder": "、".join(law.functions[key].name for key in heading.holders) or None,
                "clauses": len(under),
                "duties": sum(1 for duty in law.duties.values() if ids.intersection(duty.clauses)),
                "owed": sum(missed.get(p, 0) for p in under),
                "in_sight": any(p in missed for p in under),
            }
        )
    return rows


def _crumbs(law: Any, path: str) -> list[dict[str, str]]:
    key = law.instrument.key
    parts = path.split(".")
    ways = [".".join(parts[:n]) for n in range(1, len(parts))]
    href = reverse("office:instrument", args=[key])
    return [{"name": f"{way} {law.headings[way].heading}", "href": href} for way in ways if way in law.headings]


def _official(key: str, path: str) -> dict[str, Any] | None:
    text = laws.official_text(key, path)
    imported = laws.newest_import(key)
    if text is None or imported is None:
        return None
    lines = [line for line in f"{text.heading}\n{text.text}".split("\n") if line.strip()]
    return {"paragraphs": lines, "source": f"由使用单位导入，第 {imported.number} 次，{imported.imported_at:%Y-%m-%d}"}


def _duty(law: Any, duty: Any, today: date) -> dict[str, Any]:
    return {
        "title": duty.title,
        "who": words.holder(duty),
        "role": duty.role.word,
        "every": words.clock(law, duty, today),
        "counts": law.acts[duty.act].name,
        "failure": duty.on_failure,
        "href": None,
    }


def _owing(request: DeskRequest, duties: list[Any], standing: list[Standing]) -> dict[str, Any] | None:
    if not duties:
        return None
    today = day_of(request.at)
    asked = Asked(on=today, today=today)
    wanted = {duty.id for duty in duties}
    found = [(each, figures) for each, figures in standing if each.row.duty in wanted]
    worst = sorted(found, key=lambda pair: (-pair[1].overdue, pair[0].row.area, pair[0].row.duty))
    late = [each for each, figures in worst if figures.overdue]
    return {
        "equation": summed((each for each, _ in found), asked).figures(),
        "as_of": request.at,
        "board_href": f"{reverse('office:board')}?only=overdue",
        "in_sight": bool(found),
        "rows": owing_rows(late[:SHOWN], asked),
        "more": f"还有 {len(late) - SHOWN} 个单位没有列出" if len(late) > SHOWN else None,
    }


def _settings(law: Any, duties: list[Any], today: Any) -> list[dict[str, Any]]:
    rows = []
    for name in sorted({duty.grace for duty in duties}):
        parameter = law.parameters[name]
        held = parameter.on(today)
        used = "、".join(duty.title for duty in duties if duty.grace == name)
        source = "条款规定" if parameter.confidence.value == "clause" else "使用单位的设置，原文没有写明"
        rows.append(
            {
                "name": "宽限",
                "value": f"期满后 {held.value} 天内补录仍算按期",
                "note": f"{used}。{source}，{held.since} 起",
            }
        )
    return rows
