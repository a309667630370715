"""What a revision changes, and whom it touches in sight of whoever asks."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from jinze.foundation.access.enums import Level, PostRole, Role
from jinze.kernel.acting import Acting
from jinze.kernel.refusal import Refusal
from jinze.sources.queries.difference import (
    Touched,
    asked_by,
    first_day,
    folder_difference,
    revision_difference,
    touched,
)
from jinze.sources.queries.law import law_of
from tests.support.law import INSTRUMENT, duty_row, grace, small_law
from tests.support.world import World

CITY = Acting(system="test", area="4103", roles=frozenset({Role.OFFICIAL}))
DAY = date(2022, 1, 1)
FIRST = duty_row("1.1-a", post="principal")
ROADS = duty_row("1.2-b", function="roads", levels=("city", "county"))


def write(folder: Path, documents: dict[str, Any]) -> None:
    for name, content in documents.items():
        file = folder / INSTRUMENT / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.JINZE_LAW = tmp_path
    return tmp_path


@pytest.fixture
def city(world: World, folder: Path) -> World:
    """Two counties with leaders and officers, one of them keeps the roads; the duty 1.1-a is adopted."""
    world.adopt_duties(FIRST)
    for name, area, functions in (("涧西", "410305", ("government", "roads")), ("瀍河", "410304", ("government",))):
        body = world.body(f"{name}政府", Level.COUNTY, area, functions)
        for role in (PostRole.PRINCIPAL, PostRole.OFFICER):
            world.filled(body, role, f"{name}{role.value}")
    return world


def told(found: Touched) -> dict[str, tuple[tuple[str, ...], dict[str, int], list[str]]]:
    return {
        row.body.name: (row.functions, {k: n for k, n in row.figures.items() if n}, [title for title, _ in row.people])
        for row in found.rows
    }


def test_the_folder_that_was_adopted_differs_in_nothing(city: World, folder: Path) -> None:
    write(folder, small_law(FIRST))
    found = folder_difference(INSTRUMENT, DAY)
    assert (found.same, found.difference.is_empty) == (True, True)
    assert touched(CITY, found) == Touched(0, 0, 0, [])


def test_before_the_first_adoption_everything_is_new(world: World, folder: Path) -> None:
    write(folder, small_law(FIRST))
    found = folder_difference(INSTRUMENT, DAY)
    assert (found.older, found.same, len(found.difference.duties.added)) == (None, False, 1)


def test_bodies_and_people_are_those_whom_the_changed_duties_bind(city: World, folder: Path) -> None:
    write(folder, small_law({**FIRST, "every": "quarter"}, ROADS))
    found = touched(CITY, folder_difference(INSTRUMENT, DAY))
    assert (found.bodies, found.people) == (2, 2)
    assert told(found) == {
        "瀍河政府": (("government",), {"changed": 1}, ["瀍河principal"]),
        "涧西政府": (("government", "roads"), {"changed": 1, "added": 1}, ["涧西principal"]),
    }


def test_a_duty_of_the_body_as_a_whole_touches_no_post(city: World, folder: Path) -> None:
    write(folder, small_law(FIRST, ROADS))
    found = touched(CITY, folder_difference(INSTRUMENT, DAY))
    assert (found.bodies, found.people, told(found)) == (1, 0, {"涧西政府": (("roads",), {"added": 1}, [])})


def test_an_ended_duty_touches_whom_it_bound(city: World, folder: Path) -> None:
    write(folder, small_law())
    found = touched(CITY, folder_difference(INSTRUMENT, DAY))
    assert (found.bodies, found.people) == (2, 2)
    assert {figures["ended"] for _, figures, _ in told(found).values()} == {1}


def test_who_no_longer_holds_the_function_on_the_day_is_not_touched(city: World, folder: Path) -> None:
    write(folder, small_law(FIRST, ROADS))
    compared = folder_difference(INSTRUMENT, DAY)
    body = next(row.body for row in touched(CITY, compared).rows)
    city.takes(body, "roads", until=DAY)
    assert touched(CITY, compared).bodies == 0
    assert touched(CITY, folder_difference(INSTRUMENT, date(2021, 12, 31))).bodies == 1


def test_others_are_told_of_their_own_bodies_alone(city: World, folder: Path) -> None:
    write(folder, small_law({**FIRST, "every": "quarter"}))
    compared = folder_difference(INSTRUMENT, DAY)
    for name in ("涧西", "瀍河"):
        row = next(row for row in touched(CITY, compared).rows if row.body.name == f"{name}政府")
        viewer = city.filled(row.body)
        found = touched(viewer, compared)
        assert (found.bodies, found.people, list(told(found))) == (1, 1, [f"{name}政府"])


def test_two_revisions_are_compared_as_from_the_day_of_the_newer(city: World) -> None:
    city.adopt(small_law(FIRST, ROADS), since=DAY)
    city.adopt(small_law(ROADS), since=date(2023, 1, 1))
    one, both = revision_difference(INSTRUMENT, 1, 2), revision_difference(INSTRUMENT, 1, 3)
    assert [entry.key for entry in one.difference.duties.added] == [f"{INSTRUMENT}/1.2-b"]
    assert both.difference.figures() == {"duties": {"added": 1, "changed": 0, "ended": 1}}
    assert (one.difference.day, both.difference.day) == (DAY, date(2023, 1, 1))
    assert revision_difference(INSTRUMENT, 2, 2).same
    with pytest.raises(Refusal, match="没有采用过第 9 版") as refused:
        revision_difference(INSTRUMENT, 1, 9)
    assert refused.value.status == 404


def test_the_first_day_is_after_the_last_revision_and_not_past(city: World) -> None:
    assert first_day(INSTRUMENT, date(2019, 1, 1)) == date(2020, 1, 2)
    assert first_day(INSTRUMENT, DAY) == DAY
    assert first_day("unknown", DAY) == DAY


def test_a_parameter_names_the_duties_that_ask_it(city: World) -> None:
    often = duty_row("1.2-c", every=None, regular="often")
    city.adopt(small_law(FIRST, often, **{"parameters/grace_days.yaml": grace(("2020-01-01", None, 6))}), since=DAY)
    law = law_of(INSTRUMENT)
    assert [duty.id for duty in asked_by(law, "often")] == [f"{INSTRUMENT}/1.2-c"]
    assert [duty.id for duty in asked_by(law, "grace_days")] == [f"{INSTRUMENT}/1.1-a", f"{INSTRUMENT}/1.2-c"]
