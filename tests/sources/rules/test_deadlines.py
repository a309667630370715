"""Last days, on each side of the ends of months."""

from datetime import date, timedelta
from typing import Any

import pytest

from jinze.sources.rules.deadlines import last_day
from jinze.sources.rules.reading import read_law
from tests.support.law import INSTRUMENT, duty_row, parameter, small_law


def asked(event: date, files: dict[str, Any] | None = None, **clock: Any) -> date | None:
    law = read_law(small_law(duty_row("1.1-x", every=None, **clock), **(files or {})))
    return last_day(law, law.duties[f"{INSTRUMENT}/1.1-x"], event)


def test_the_day_of_the_event_is_day_nought() -> None:
    assert asked(date(2026, 3, 2), on="accident.reported", within="soon") == date(2026, 3, 9)
    at_once = {"parameters/soon.yaml": parameter(("2020-01-01", None, {"within_days": 0}))}
    assert asked(date(2026, 3, 2), at_once, on="accident.reported", within="soon") == date(2026, 3, 2)


def test_what_is_owed_in_a_period_is_owed_by_its_last_day() -> None:
    law = read_law(small_law(duty_row("1.1-x", every=None, on="holiday", within="soon")))
    duty, first = law.duties[f"{INSTRUMENT}/1.1-x"], date(2026, 10, 1)
    last = [last_day(law, duty, first, first + timedelta(days=days)) for days in (2, 7, 20)]
    assert last == [date(2026, 10, 3), date(2026, 10, 8), date(2026, 10, 8)]


def test_a_count_that_begins_later_is_counted_from_there() -> None:
    last = asked(date(2024, 2, 29), on="accident.reported", within="soon", after="a_year_on")
    assert last == date(2025, 2, 28) + timedelta(days=7)


def test_what_follows_in_each_period_is_counted_from_what_it_follows() -> None:
    law = read_law(small_law(duty_row("1.1-x", every="quarter", follows="review.held", within="soon")))
    assert last_day(law, law.duties[f"{INSTRUMENT}/1.1-x"], date(2026, 3, 30)) == date(2026, 4, 6)


def test_a_lead_is_counted_backwards() -> None:
    assert asked(date(2026, 10, 1), before="holiday", lead="ahead") == date(2026, 9, 28)


def test_the_number_is_that_of_the_day_of_the_event() -> None:
    values = (("2020-01-01", "2026-01-01", {"within_days": 7}), ("2026-01-01", None, {"within_days": 2}))
    files = {"parameters/soon.yaml": parameter(*values)}
    for event, days in ((date(2025, 12, 31), 7), (date(2026, 1, 1), 2)):
        assert asked(event, files, on="accident.reported", within="soon") == event + timedelta(days=days)


@pytest.mark.parametrize("clock", [{"every": "month"}, {"gate": "review.held"}, {"standing": "now_and_then"}])
def test_a_clock_that_no_event_starts_has_no_last_day(clock: dict[str, Any]) -> None:
    law = read_law(small_law(duty_row("1.1-x", **{"every": None, **clock})))
    assert last_day(law, law.duties[f"{INSTRUMENT}/1.1-x"], date(2026, 3, 2)) is None
