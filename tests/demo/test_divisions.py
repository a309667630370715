"""The table of divisions: whole, and true to the mergers of 2021."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from jinze.foundation.access.models import Area
from jinze.foundation.access.queries.areas import read_table
from jinze.kernel.divisions import parent, prefix


@pytest.fixture(scope="module")
def areas() -> dict[str, Area]:
    table = (Path(settings.JINZE_LAW) / "divisions" / "luoyang.csv").read_text(encoding="utf-8")
    rows = read_table(table)
    assert len(rows) == len({row.code for row in rows})
    return {row.code: row for row in rows}


def test_every_area_stands_below_one_that_is_there(areas: dict[str, Area]) -> None:
    for code, area in areas.items():
        assert code == prefix(code)
        assert area.parent == parent(code)
        assert code == "4103" or area.parent in areas


def test_fifteen_counties_stand_today(areas: dict[str, Area]) -> None:
    live = [a for a in areas.values() if a.level == "county" and a.until is None]
    assert len(live) == 15
    assert {a.code for a in live} >= {"410307", "410308", "410371"}


def test_the_mergers_of_2021_name_what_the_areas_became(areas: dict[str, Area]) -> None:
    merger = date(2021, 3, 18)
    became = {code: (a.until, a.successor) for code, a in areas.items() if a.level == "county" and a.until}
    assert became == {
        "410381": (merger, "410307"),
        "410322": (merger, "410308"),
        "410306": (merger, "410308"),
    }
    assert areas["410307"].since == areas["410308"].since == merger
    for code, area in areas.items():
        if area.level == "township" and code[:6] in became:
            assert area.until == merger
            assert area.successor.startswith(became[code[:6]][1])


def test_successors_are_there_and_begin_where_the_area_ends(areas: dict[str, Area]) -> None:
    for area in areas.values():
        if area.successor:
            assert areas[area.successor].since == area.until
