from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from jinze.foundation.access.enums import Level
from jinze.judgement.duties.queries.board import Board, board
from jinze.judgement.duties.queries.figures import Asked, total
from jinze.judgement.duties.rules.status import Tally
from jinze.kernel.acting import Acting
from tests.judgement.duties.queries.city import CITY, City, told

ON = date(2022, 6, 20)
YEAR = Asked(on=ON, today=ON, since=date(2022, 1, 1))


def adds_up(found: Board) -> Tally:
    """Asserts that cells, rows, lines and total are the same sum; gives it."""
    for row in found.rows:
        assert sum(row.cells.values(), Tally()) == row.total
    assert sum((row.total for row in found.rows), Tally()) == found.total
    assert sum(found.by_line.values(), Tally()) == found.total
    figures = found.total.figures()
    assert figures["expected"] == sum(figures[name] for name in ("on_time", "late", "due", "overdue"))
    return found.total


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("asked", [YEAR, Asked(on=ON, today=ON), Asked(on=ON, today=ON + timedelta(days=9))])
def test_cells_rows_lines_and_total_are_one_sum(city: City, seed: int, asked: Asked) -> None:
    told(city, seed, ON)
    for viewer in (CITY, city.leaders["涧西区政府"], city.leaders["示例街道办"]):
        assert adds_up(board(viewer, asked)) == total(viewer, asked)


def test_a_row_is_the_area_right_below_or_the_own_level(city: City) -> None:
    rows = {row.area: (row.name, row.own) for row in board(CITY, YEAR).rows}
    assert rows == {
        "4103": ("洛阳市本级", True),
        "410305": ("涧西区", False),
        "410304": ("瀍河回族区", False),
        "410308": ("孟津区", False),
    }
    inside = {row.area: (row.name, row.own) for row in board(city.leaders["涧西区政府"], YEAR).rows}
    assert inside == {"410305": ("涧西区本级", True), "410305001": ("示例街道", False)}
    lowest = {row.area: (row.name, row.own) for row in board(city.leaders["示例街道办"], YEAR).rows}
    assert lowest == {"410305001": ("示例街道本级", True)}


def test_an_area_that_was_merged_stands_in_the_row_of_what_it_became(city: City) -> None:
    city.found("孟津区政府", Level.COUNTY, "410308")
    city.found("吉利区政府", Level.COUNTY, "410306")
    row = next(row for row in board(CITY, YEAR).rows if row.area == "410308")
    parts = [total(CITY, Asked(on=ON, today=ON, since=YEAR.since, area=code)) for code in ("410322", "410306")]
    own = total(
        city.leaders["孟津区政府"], Asked(on=ON, today=ON, since=YEAR.since, body=city.bodies["孟津区政府"].key)
    )
    assert row.total == own + parts[0] + parts[1]
    assert adds_up(board(city.leaders["孟津区政府"], YEAR)) == row.total


def test_rows_stand_by_what_is_overdue(city: City) -> None:
    told(city, 3, ON)
    overdue = [row.total.overdue for row in board(CITY, YEAR).rows]
    assert overdue == sorted(overdue, reverse=True)


@pytest.mark.parametrize("line", ["", "general", "industry"])
def test_the_rows_under_a_cell_are_the_cell(city: City, line: str) -> None:
    told(city, 4, ON)
    for viewer in (CITY, city.leaders["涧西区政府"]):
        for row in board(viewer, YEAR).rows:
            found = board(viewer, YEAR).under(row.area, line)
            cell = row.total if not line else row.cells.get(line, Tally())
            assert sum((figures for _, figures in found), Tally()) == cell
            assert all(each.tally(ON, YEAR.since) == figures for each, figures in found)
            owed = [figures.overdue for _, figures in found]
            assert owed == sorted(owed, reverse=True)


def test_a_choice_of_role_or_level_still_adds_up(city: City) -> None:
    told(city, 5, ON)
    whole = adds_up(board(CITY, YEAR))
    by_role = [
        adds_up(board(CITY, Asked(on=ON, today=ON, since=YEAR.since, roles=(role,))))
        for role in ("own", "guide", "lead")
    ]
    assert sum(by_role, Tally()) == whole


def outsiders(city: City) -> list[Acting]:
    works = city.world.filled(city.world.body("示例厂", Level.ENTERPRISE, "410305"))
    return [city.leaders["瀍河区政府"], works, Acting()]


def test_a_board_shows_nothing_of_a_neighbour(city: City) -> None:
    told(city, 6, ON)
    asked: list[Callable[[Acting], Any]] = [
        lambda viewer: board(viewer, YEAR).under("410305", ""),
        lambda viewer: board(viewer, Asked(on=ON, today=ON, area="410305")).rows,
        lambda viewer: [row for row in board(viewer, YEAR).rows if row.area.startswith("410305")],
    ]
    for viewer in outsiders(city):
        assert [call(viewer) for call in asked] == [[], [], []]


def test_a_board_takes_as_many_queries_for_one_county_as_for_three(
    city: City, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for viewer in (city.leaders["示例街道办"], CITY):
        with django_assert_num_queries(6):
            board(viewer, YEAR)
