"""The duty board: areas by lines, each cell a tally; and the rows under a cell."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from jinze.foundation.access.queries import areas
from jinze.judgement.duties.queries.figures import Asked, owed
from jinze.judgement.duties.queries.reading import Owed
from jinze.judgement.duties.rules.status import Tally
from jinze.kernel.acting import Acting

_CHILD = {2: 4, 4: 6, 6: 9, 9: 12}  # length of a code → length of the codes right below it


@dataclass(frozen=True, slots=True)
class Row:
    """One area: the part of the city right below the viewer's, or the viewer's own level itself."""

    area: str
    name: str
    own: bool
    cells: dict[str, Tally]
    total: Tally


@dataclass(frozen=True, slots=True)
class Board:
    """All of it; the total is the sum of the rows, the rows the sum of their cells."""

    rows: list[Row]
    total: Tally
    by_line: dict[str, Tally]


def board(viewer: Acting, asked: Asked) -> Board:
    """The board of the area asked for, or of the viewer's own; rows with the most owed first."""
    top = asked.area or viewer.area
    found = owed(viewer, asked)
    cells: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    by_line: dict[str, Tally] = defaultdict(Tally)
    place = _placer(top)
    for each in found:
        figures = each.tally(asked.on, asked.since)
        if figures.expected or figures.exempt:
            cells[place(each.row.area)][each.row.line] += figures
            by_line[each.row.line] += figures
    names = areas.names(set(cells))
    rows = [_row(code, names.get(code, code), top, dict(cells[code])) for code in cells]
    rows.sort(key=lambda row: (-row.total.overdue, -row.total.due, row.area))
    return Board(rows, sum((row.total for row in rows), Tally()), dict(by_line))


def under(viewer: Acting, asked: Asked, *, row: str, line: str) -> list[Owed]:
    """The obligations in one cell (or one row, with no line), those that owe the most first."""
    top = asked.area or viewer.area
    place = _placer(top)
    found = [
        each for each in owed(viewer, asked) if place(each.row.area) == row and (not line or each.row.line == line)
    ]
    figures = {each.row.pk: each.tally(asked.on, asked.since) for each in found}
    kept = [each for each in found if figures[each.row.pk].expected]
    return sorted(kept, key=lambda e: (-figures[e.row.pk].overdue, -figures[e.row.pk].due, e.row.duty, e.row.pk))


def _placer(top: str) -> Callable[[str], str]:
    """Which row an area code belongs to: the area right below `top`, by today's code."""
    length = _CHILD.get(len(top), len(top))
    became = areas.successions()

    def place(code: str) -> str:
        cut = code[:length]
        return became.get(cut, cut)

    return place


def _row(code: str, name: str, top: str, cells: dict[str, Tally]) -> Row:
    own = code == top
    return Row(code, f"{name}本级" if own else name, own, cells, sum(cells.values(), Tally()))
