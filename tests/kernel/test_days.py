from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.kernel.days import CHINA, day_of, months_later, start_of


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 15, 59, 59, 999999, UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 16, 0, 0, 0, UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 0, 0, tzinfo=CHINA), date(2026, 11, 23)),
    ],
)
def test_the_day_turns_at_midnight_in_china(moment: datetime, day: date) -> None:
    assert day_of(moment) == day


# China kept summer time from 1986 to 1991, where a day may have 23 or 25 hours
@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_the_start_of_a_day_is_its_first_moment(day: date) -> None:
    start = start_of(day)
    assert start.tzinfo is UTC
    assert day_of(start) == day
    assert day_of(start - timedelta(microseconds=1)) == day - timedelta(days=1)


def test_a_moment_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        day_of(datetime(2026, 11, 23))  # noqa: DTZ001


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_later_keeps_the_day_or_takes_the_last_of_the_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
