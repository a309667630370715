from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.kernel.refusal import Refusal
from jinze.kernel.workdays import (
    FIRST_YEAR,
    LAST_YEAR,
    add_workdays,
    day_words,
    holiday_name,
    is_workday,
    workdays_between,
)

INSIDE = st.dates(date(2018, 1, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("day", "works", "holiday", "words"),
    [
        (date(2026, 9, 30), True, None, "工作日"),
        (date(2026, 10, 1), False, "国庆节", "国庆节放假"),
        (date(2026, 10, 7), False, "国庆节", "国庆节放假"),
        (date(2026, 10, 8), True, None, "工作日"),
        (date(2026, 10, 10), True, None, "国庆节调休上班"),
        (date(2026, 10, 11), False, None, "周末"),
        (date(2026, 2, 14), True, None, "春节调休上班"),
        (date(2026, 2, 15), False, "春节", "春节放假"),
        (date(2026, 2, 23), False, "春节", "春节放假"),
        (date(2026, 2, 24), True, None, "工作日"),
    ],
)
def test_a_day_works_or_rests_by_the_state_council_arrangement(
    day: date, works: bool, holiday: str | None, words: str
) -> None:
    assert is_workday(day) is works
    assert holiday_name(day) == holiday
    assert day_words(day) == words


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_is_workday_agrees_with_the_library(day: date) -> None:
    assert is_workday(day) == chinese_calendar.is_workday(day)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 10, 3), 1, date(2026, 10, 8)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 10, 1), 0, date(2026, 10, 8)),
        (date(2026, 10, 8), 0, date(2026, 10, 8)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),
    ],
)
def test_add_workdays_skips_days_off_and_counts_swapped_days(day: date, count: int, expected: date) -> None:
    assert add_workdays(day, count) == expected


@given(INSIDE, st.integers(-120, 120).filter(bool))
def test_workdays_between_is_the_reverse_of_add_workdays(day: date, count: int) -> None:
    reached = add_workdays(day, count)
    assert is_workday(reached)
    assert workdays_between(day, reached) == count


@given(INSIDE, st.integers(0, 200))
def test_workdays_between_counts_the_last_day_and_not_the_first(day: date, length: int) -> None:
    days = [day + timedelta(days=n) for n in range(1, length + 1)]
    assert workdays_between(day, day + timedelta(days=length)) == sum(map(is_workday, days))


@pytest.mark.parametrize("day", [date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)])
def test_the_first_and_last_known_days_are_answered(day: date) -> None:
    assert isinstance(is_workday(day), bool)


@pytest.mark.parametrize("day", [date(FIRST_YEAR - 1, 12, 31), date(LAST_YEAR + 1, 1, 1)])
def test_a_day_outside_the_known_years_is_refused_and_names_them(day: date) -> None:
    for ask in (is_workday, holiday_name, day_words):
        with pytest.raises(Refusal) as refused:
            ask(day)
        assert refused.value.code == "kernel.workdays_unknown"
        assert f"{FIRST_YEAR}年至{LAST_YEAR}年" in refused.value.words
        assert str(day.year) in refused.value.remedy


def test_a_deadline_that_runs_out_of_the_known_years_is_refused() -> None:
    assert add_workdays(date(LAST_YEAR, 12, 1), 5).year == LAST_YEAR
    with pytest.raises(Refusal):
        add_workdays(date(LAST_YEAR, 12, 31), 1)
    with pytest.raises(Refusal):
        workdays_between(date(LAST_YEAR, 12, 31), date(LAST_YEAR + 1, 1, 1))
