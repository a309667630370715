"""What every page of an instrument needs: its head, its tree, its search, and who owes what of it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from jinze.faces.office import words
from jinze.faces.shell.guards import DeskRequest
from jinze.judgement.duties.queries import asleep
from jinze.judgement.duties.queries.figures import Asked, owed
from jinze.kernel.days import day_of
from jinze.sources.queries import law as laws
from jinze.sources.queries import wording

Standing = tuple[Any, Any]  # an obligation with its masks, and its figures
HITS = 40  # clauses that a search lists; more are told
STANDING = "经常"
SORTS: dict[str, tuple[str, Callable[[Any, list[Any]], bool]]] = {  # clauses by what the figures count
    "timed": ("有时限的", lambda _, duties: any(wording.clock_name(duty) != STANDING for duty in duties)),
    "standing": ("经常的", lambda _, duties: any(wording.clock_name(duty) == STANDING for duty in duties)),
    "reason": ("说明理由的", lambda clause, _: bool(clause.reason)),
}


def head(law: Any) -> dict[str, Any]:
    said = law.instrument
    return {
        "title": said.title,
        "line": f"{said.number} · {len(law.clauses)} 条 · {revision(said.key)}",
        "href": reverse("office:instrument", args=[said.key]),
    }


def revision(key: str) -> str:
    found = laws.revision_line(key)
    return f"现行第 {found[0]} 版，{found[1]} 起" if found else "未采用"


def address(key: str, path: str) -> str:
    return reverse("office:clause", args=[key, path])


def standing_of(request: DeskRequest) -> list[Standing]:
    """What the viewer may see of who owes what, each with its figures of today; read once for a page."""
    today = day_of(request.at)
    return [(each, each.tally(today)) for each in owed(request.acting, Asked(on=today, today=today))]


def missed_by_clause(standing: list[Standing], instrument: str) -> dict[str, int]:
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


def sleeping(request: DeskRequest, key: str) -> frozenset[str]:
    """The paths of the clauses on which nobody in sight has acted for a year."""
    return asleep.asleep(request.acting, instrument=key, on=day_of(request.at))


def tabs(law: Any, current: str, asleep_now: int | None) -> list[dict[str, Any]]:
    """The pages about an instrument as a whole; None where nobody has counted what sleeps."""
    key = law.instrument.key
    pages = (
        ("instrument", "条款", len(law.clauses)),
        ("matters", "一事一链", len(law.matters)),
        ("asleep", "沉睡条款", asleep_now),
        ("difference", "修订差别", None),
        ("import_text", "导入原文", None),
    )
    return [
        {"name": name, "href": reverse(f"office:{route}", args=[key]), "n": number, "current": route == current}
        for route, name, number in pages
    ]


def nodes(
    law: Any, missed: dict[str, int], current: str, asleep_now: frozenset[str] = frozenset()
) -> list[dict[str, Any]]:
    """The tree: headings with what is beneath them, leaves with what is owed, or that they sleep."""
    made: dict[str, dict[str, Any]] = {}
    roots: list[dict[str, Any]] = []
    key = law.instrument.key
    for path, name in _in_order(law):
        leaf = path in law.clauses
        node: dict[str, Any] = {
            "number": path,
            "name": name,
            "href": address(key, path) if leaf else reverse("office:instrument", args=[key]),
            "n": None if leaf else 0,
            "owed": missed.get(path) if leaf else None,
            "asleep": path in asleep_now,
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


def search(
    request: DeskRequest, law: Any, missed: dict[str, int], asleep_now: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The clauses that the address asks for: by number or words (`q`), or by what a figure counts (`sort`, `clock`)."""
    typed = request.GET.get("q", "").strip()
    said, asks = _asked(request, law, typed)
    hits = None
    if asks is not None:
        found = (clause for clause in law.clauses.values() if asks(clause, law.duties_by_clause.get(clause.id, [])))
        hits = [_hit(law, clause, missed, asleep_now) for clause in found]
    return {
        "href": reverse("office:instrument", args=[law.instrument.key]),
        "value": typed,
        "said": said,
        "total": len(hits or ()),
        "hits": hits if hits is None or not typed else hits[:HITS],
    }


def _asked(request: DeskRequest, law: Any, typed: str) -> tuple[str, Callable[[Any, list[Any]], bool] | None]:
    """What is asked for, in words, and whether a clause with its duties is that; None when nothing is."""
    today, wanted = day_of(request.at), typed.split()
    if typed:
        return (
            f"「{typed}」找到",
            lambda clause, duties: (
                f"{clause.path}.".startswith(f"{typed.rstrip('.')}.") or _holds(law, clause, duties, wanted, today)
            ),
        )
    sort, clock = request.GET.get("sort", ""), request.GET.get("clock", "")
    if sort in SORTS:
        return f"{SORTS[sort][0]}条款有", SORTS[sort][1]
    if clock:
        return f"含「{clock}」义务的条款有", lambda _, duties: any(wording.clock_name(duty) == clock for duty in duties)
    return "", None


def _hit(law: Any, clause: Any, missed: dict[str, int], asleep_now: frozenset[str]) -> dict[str, Any]:
    return {
        "number": clause.path,
        "name": clause.heading,
        "href": address(law.instrument.key, clause.path),
        "n": None,
        "owed": missed.get(clause.path),
        "asleep": clause.path in asleep_now,
    }


def _holds(law: Any, clause: Any, duties: list[Any], wanted: list[str], today: date) -> bool:
    """Whether every word stands in the label, the gist, the holders or the duties of a clause."""
    said = [clause.heading, clause.gist, *(law.functions[key].name for key in clause.holders)]
    said += [f"{duty.title} {laws.clock_words(duty, today)} {words.holder(duty)}" for duty in duties]
    text = " ".join(said)
    return all(word in text for word in wanted)


def crumbs(law: Any, path: str) -> list[dict[str, str]]:
    key = law.instrument.key
    parts = path.split(".")
    ways = [".".join(parts[:n]) for n in range(1, len(parts))]
    href = reverse("office:instrument", args=[key])
    return [{"name": f"{way} {law.headings[way].heading}", "href": href} for way in ways if way in law.headings]
