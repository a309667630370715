"""Which periods count, on each side of every edge."""

from datetime import date

import pytest

from jinze.judgement.duties.rules.duty import Obligation, Rhythm
from jinze.judgement.duties.rules.expectation import expect
from jinze.judgement.duties.rules.spans import Span
from jinze.kernel.periods import Frequency, Window

QUARTER = Rhythm(Frequency.QUARTER, at_least=1, grace_days=5)
MONTH = Rhythm(Frequency.MONTH, at_least=1, grace_days=0)
YEAR_END = date(2026, 12, 31)


def firsts(obligation: Obligation, run: range) -> list[tuple[int, int]]:
    starts = [obligation.rhythm.calendar.bounds(ordinal)[0] for ordinal in run]
    return [(start.month, start.day) for start in starts]


@pytest.mark.parametrize(
    ("from_", "expected"),
    [(date(2026, 4, 1), [4, 7, 10]), (date(2026, 4, 2), [7, 10]), (date(2026, 3, 31), [4, 7, 10])],
)
def test_a_period_is_expected_when_it_opens_on_or_after_the_first_day(from_: date, expected: list[int]) -> None:
    obligation = Obligation(QUARTER, Span(from_))
    assert firsts(obligation, expect(obligation, YEAR_END).ordinals) == [(month, 1) for month in expected]


@pytest.mark.parametrize(
    ("until", "expected"),
    [(date(2026, 7, 1), [1, 4]), (date(2026, 6, 30), [1]), (date(2026, 7, 2), [1, 4])],
)
def test_a_period_that_the_end_cuts_is_no_longer_expected(until: date, expected: list[int]) -> None:
    obligation = Obligation(QUARTER, Span(date(2026, 1, 1), until))
    assert firsts(obligation, expect(obligation, YEAR_END).ordinals) == [(month, 1) for month in expected]


def test_a_hand_over_in_mid_period_leaves_that_period_to_neither() -> None:
    handed = date(2026, 5, 15)
    before = Obligation(QUARTER, Span(date(2026, 1, 1), handed))
    after = Obligation(QUARTER, Span(handed))
    assert firsts(before, expect(before, YEAR_END).ordinals) == [(1, 1)]
    assert firsts(after, expect(after, YEAR_END).ordinals) == [(7, 1), (10, 1)]


@pytest.mark.parametrize(("on", "expected"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (date(2026, 3, 31), 1)])
def test_a_period_counts_from_the_day_it_opens(on: date, expected: int) -> None:
    assert len(expect(Obligation(QUARTER, Span(date(2026, 1, 1))), on).ordinals) == expected


@pytest.mark.parametrize(
    ("since", "expected"),
    [(date(2025, 1, 1), 4), (date(2026, 4, 1), 3), (date(2026, 4, 2), 2), (date(2027, 1, 1), 0)],
)
def test_since_leaves_out_what_opened_before_it(since: date, expected: int) -> None:
    assert len(expect(Obligation(QUARTER, Span(date(2026, 1, 1))), YEAR_END, since).ordinals) == expected


@pytest.mark.parametrize(
    ("on", "closed"),
    [(date(2026, 3, 31), 0), (date(2026, 4, 5), 0), (date(2026, 4, 6), 1), (date(2026, 7, 5), 1)],
    ids=["last day", "deadline day", "a day after", "deadline of the next"],
)
def test_a_period_closes_the_day_after_its_deadline(on: date, closed: int) -> None:
    assert len(expect(Obligation(QUARTER, Span(date(2026, 1, 1))), on).closed) == closed


@pytest.mark.parametrize(
    ("exemptions", "expected"),
    [
        ([Span(date(2026, 2, 1), date(2026, 4, 1))], [2, 3]),
        ([Span(date(2026, 2, 2), date(2026, 4, 1))], [3]),
        ([Span(date(2026, 2, 1), date(2026, 3, 31))], [2]),
        ([Span(date(2026, 2, 1), date(2026, 2, 14)), Span(date(2026, 2, 14), date(2026, 3, 1))], [2]),
        ([Span(date(2026, 2, 1), date(2026, 2, 14)), Span(date(2026, 2, 15), date(2026, 3, 1))], []),
        ([Span(date(2026, 11, 1))], [11, 12]),
        ([Span(date(2020, 1, 1), date(2026, 1, 31))], []),
        ([Span(date(2020, 1, 1), date(2026, 2, 1))], [1]),
    ],
    ids=[
        "two whole months",
        "a day short at the start",
        "a day short at the end",
        "two that join",
        "two that leave a day between",
        "until further notice",
        "from long before, a day short",
        "from long before",
    ],
)
def test_a_period_is_exempt_only_when_every_day_of_it_is(exemptions: list[Span], expected: list[int]) -> None:
    obligation = Obligation(MONTH, Span(date(2026, 1, 1)), tuple(exemptions))
    runs = expect(obligation, YEAR_END).exempt
    assert [first for run in runs for first in firsts(obligation, run)] == [(month, 1) for month in expected]


def test_windows_are_expected_one_by_one() -> None:
    windows = (Window("夏季前", (3, 1), (6, 1)), Window("冬季前", (9, 1), (11, 15)))
    rhythm = Rhythm(Frequency.WINDOW, at_least=1, grace_days=5, windows=windows)
    obligation = Obligation(rhythm, Span(date(2025, 3, 2), date(2026, 11, 15)))
    assert firsts(obligation, expect(obligation, YEAR_END).ordinals) == [(9, 1), (3, 1), (9, 1)]
    cut = Obligation(rhythm, Span(date(2025, 3, 1), date(2026, 11, 14)))
    assert firsts(cut, expect(cut, YEAR_END).ordinals) == [(3, 1), (9, 1), (3, 1)]
    assert len(expect(cut, date(2025, 6, 5)).closed) == 0
    assert len(expect(cut, date(2025, 6, 6)).closed) == 1
