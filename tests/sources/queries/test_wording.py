"""What the adopted revisions said of a duty and of a clause, in words, with the numbers of their days."""

from datetime import date
from typing import Any

import pytest

from jinze.sources.queries import wording
from jinze.sources.queries.law import clock_words, conditions_of, duty_of, settings_of
from tests.support.law import INSTRUMENT, duty_row, parameter, small_law
from tests.support.world import World

MONTHLY = f"{INSTRUMENT}/1.1-m"
LATER = date(2022, 1, 1)


def told(duty: str) -> list[tuple[str, str, str]]:
    return [(str(said.since), str(said.until or ""), said.clock) for said in wording.history_of(duty)]


def test_a_duty_that_changes_has_a_history_of_days_and_words(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    world.adopt_duties(duty_row("1.1-m", every="quarter", at_least=2), since=LATER)
    assert told(MONTHLY) == [("2022-01-01", "", "每季度不少于 2 次"), ("2020-01-01", "2022-01-01", "每月一次")]


def test_a_duty_that_stays_has_one_entry_over_two_revisions(world: World) -> None:
    for since in (None, LATER):
        world.adopt_duties(duty_row("1.1-m"), duty_row("1.2-x", title=f"题{since}"), since=since)
    assert told(MONTHLY) == [("2020-01-01", "", "每月一次")]


def test_a_duty_that_ended_keeps_its_history_and_its_words(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"), duty_row("1.2-x"))
    world.adopt_duties(duty_row("1.2-x"), since=LATER)
    assert told(MONTHLY) == [("2020-01-01", "2022-01-01", "每月一次")]
    assert clock_words(duty_of(MONTHLY), date(2024, 1, 1)) == "每月一次"


def test_a_value_that_changes_is_told_by_its_day(world: World) -> None:
    value = parameter(("2020-01-01", "2022-01-01", {"at_least": 2}), ("2022-01-01", None, {"at_least": 4}))
    row = duty_row("1.1-m", every=None, standing="now_and_then")
    world.adopt(small_law(row, **{"parameters/now_and_then.yaml": value}))
    duty = duty_of(MONTHLY)
    days = (date(2021, 12, 31), LATER)
    assert [wording.least_of(duty, day) for day in days] == [2, 4]
    assert [settings_of(duty, day)[0].said for day in days] == ["至少 2 次", "至少 4 次"]
    assert [clock for _, _, clock in told(MONTHLY)] == ["经常：一年至少 4 次", "经常：一年至少 2 次"]


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2020, 1, 1), date(2090, 1, 1)])
def test_a_day_on_which_no_revision_speaks_is_answered_by_the_nearest(world: World, day: date) -> None:
    value = parameter(("2020-01-01", None, {"at_least": 7}))
    row = duty_row("1.1-m", every=None, standing="now_and_then")
    world.adopt(small_law(row, **{"parameters/now_and_then.yaml": value}), since=date(2023, 1, 1))
    assert clock_words(duty_of(MONTHLY), day) == "经常：一年至少 7 次"


def test_only_a_standing_duty_has_a_least_number(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"), duty_row("1.2-g", every=None, gate="review.held"))
    assert wording.least_of(duty_of(MONTHLY), LATER) is None
    assert wording.least_of(duty_of(f"{INSTRUMENT}/1.2-g"), LATER) is None
    assert conditions_of(duty_of(MONTHLY)) == ()


def clauses(changed: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = small_law()["clauses/1.yaml"]
    return [{**row, **(changed or {})} if row["path"] == "1.1" else row for row in rows]


def test_a_clause_tells_which_revisions_changed_it_and_how(world: World) -> None:
    first, second = duty_row("1.1-m"), duty_row("1.1-q", every="quarter")
    world.adopt_duties(first, duty_row("1.2-x"))
    world.adopt_duties(first, duty_row("1.2-x", title="别条"), since=date(2021, 1, 1))
    world.adopt(small_law({**first, "title": "改名"}, second, **{"clauses/1.yaml": clauses({"gist": "改了。"})}), LATER)
    holder = {"gist": "改了。", "holder": ["government", "roads"]}
    world.adopt(small_law(second, **{"clauses/1.yaml": clauses(holder)}), date(2023, 1, 1))
    found = wording.changes_of(f"{INSTRUMENT}/1.1")
    assert [(c.number, c.first, c.gist, c.holders) for c in found] == [
        (4, False, False, True),
        (3, False, True, False),
        (1, True, False, False),
    ]
    named = [[[duty.title for duty in part] for part in (c.added, c.changed, c.ended)] for c in found]
    assert named == [[[], [], ["改名"]], [["义务1.1-q"], ["改名"], []], [["义务1.1-m"], [], []]]
