"""The duty board: areas by lines, each cell a tally; and the rows under a cell."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from jinze.foundation.access.enums import Role
from jinze.foundation.access.queries import areas
from jinze.foundation.access.scope import bodies_in_sight
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
    placed: tuple[tuple[str, Owed, Tally], ...] = ()

    def under(self, row: str, line: str) -> list[tuple[Owed, Tally]]:
        """The obligations in one cell (or one row, with no line) with their figures, those that owe the most first."""
        found = [
            (owed, figures)
            for area, owed, figures in self.placed
            if area == row and (not line or owed.row.line == line) and figures.expected
        ]
        return sorted(found, key=lambda f: (-f[1].overdue, -f[1].due, f[0].row.duty, f[0].row.pk))


def board(viewer: Acting, asked: Asked) -> Board:
    """The board of the area asked for, or of the viewer's own; rows with the most owed first."""
    top = asked.area or viewer.area
    found = owed(viewer, asked)
    cells: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    by_line: dict[str, Tally] = defaultdict(Tally)
    place = _placer(top)
    placed = [(place(each.row.area), each, each.tally(asked.on, asked.since)) for each in found]
    for area, each, figures in placed:
        if figures.expected or figures.exempt:
            cells[area][each.row.line] += figures
            by_line[each.row.line] += figures
    names = areas.names(set(cells))
    if Role.OFFICIAL not in viewer.roles:  # inside an enterprise the only row is the enterprise, wherever it lies
        names = dict.fromkeys(cells, _enterprise(viewer))
        top = ""
    rows = [_row(code, names.get(code, code), top, dict(cells[code])) for code in cells]
    rows.sort(key=lambda row: (-row.total.overdue, -row.total.due, row.area))
    return Board(rows, sum((row.total for row in rows), Tally()), dict(by_line), tuple(placed))


def _enterprise(viewer: Acting) -> str:
    found = bodies_in_sight(viewer).filter(key=models.F("top")).values_list("short", flat=True).first()
    return found or "本单位"


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
