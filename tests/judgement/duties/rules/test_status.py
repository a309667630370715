"""Where an obligation stands on a day: states, open periods, strip, sums."""

import time
from datetime import date

import pytest

from jinze.judgement.duties.rules.duty import Obligation, Rhythm
from jinze.judgement.duties.rules.evidence import Count, Evidence, recompute_all
from jinze.judgement.duties.rules.masks import FULL, Block
from jinze.judgement.duties.rules.spans import Span
from jinze.judgement.duties.rules.status import State, Tally, open_periods, strip, tally
from jinze.kernel.periods import Frequency

MONTH = Rhythm(Frequency.MONTH, at_least=1, grace_days=5)
YEAR = Span(date(2026, 1, 1), date(2027, 1, 1))
OWED = Obligation(MONTH, YEAR)


def held(rhythm: Rhythm, *acts: Evidence) -> list[Block]:
    return [reckoned.block for reckoned in recompute_all(rhythm, acts).values()]


JANUARY = Evidence(date(2026, 1, 20), date(2026, 1, 20))
FEBRUARY_LATE = Evidence(date(2026, 2, 20), date(2026, 3, 6))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 12, 31), Tally()),
        (date(2026, 1, 1), Tally(on_time=1)),
        (date(2026, 3, 31), Tally(on_time=1, late=1, due=1)),
        (date(2026, 4, 5), Tally(on_time=1, late=1, due=2)),
        (date(2026, 4, 6), Tally(on_time=1, late=1, due=1, overdue=1)),
        (date(2027, 1, 5), Tally(on_time=1, late=1, due=1, overdue=9)),
        (date(2027, 1, 6), Tally(on_time=1, late=1, overdue=10)),
        (date(2030, 1, 1), Tally(on_time=1, late=1, overdue=10)),
    ],
)
def test_tally_on_a_day(on: date, expected: Tally) -> None:
    assert tally(OWED, held(MONTH, JANUARY, FEBRUARY_LATE), on) == expected


def test_tally_since_a_day_leaves_out_what_opened_before() -> None:
    blocks = held(MONTH, JANUARY, FEBRUARY_LATE)
    assert tally(OWED, blocks, date(2026, 4, 6), since=date(2026, 2, 1)) == Tally(late=1, due=1, overdue=1)


def test_exempt_periods_are_counted_apart_whatever_was_done_in_them() -> None:
    exempted = Obligation(MONTH, YEAR, (Span(date(2026, 1, 1), date(2026, 4, 1)),))
    assert tally(exempted, held(MONTH, JANUARY), date(2026, 5, 6)) == Tally(due=1, overdue=1, exempt=3)


def test_acts_outside_the_days_owed_count_for_nothing() -> None:
    before = Evidence(date(2025, 12, 20), date(2025, 12, 20))
    after = Evidence(date(2027, 1, 20), date(2027, 1, 20))
    assert tally(OWED, held(MONTH, before, after), date(2027, 3, 1)) == Tally(overdue=12)


def test_tallies_add_up_state_by_state() -> None:
    left, right = Tally(1, 2, 3, 4, 5), Tally(10, 20, 30, 40, 50)
    assert left + right == Tally(11, 22, 33, 44, 55)
    assert (left + right).figures() == {
        "expected": 110,
        "on_time": 11,
        "late": 22,
        "due": 33,
        "overdue": 44,
        "exempt": 55,
    }


def test_open_periods_come_by_deadline_and_say_how_they_stand() -> None:
    found = open_periods(OWED, held(MONTH, JANUARY, FEBRUARY_LATE), date(2026, 5, 5))
    assert [(each.label, each.state, each.in_term, each.deadline) for each in found] == [
        ("2026年3月", State.OVERDUE, False, date(2026, 4, 5)),
        ("2026年4月", State.DUE, False, date(2026, 5, 5)),
        ("2026年5月", State.DUE, True, date(2026, 6, 5)),
    ]
    assert (found[2].start, found[2].end) == (date(2026, 5, 1), date(2026, 6, 1))


def test_open_periods_leave_out_the_exempt() -> None:
    exempted = Obligation(MONTH, YEAR, (Span(date(2026, 1, 1), date(2026, 4, 1)),))
    assert [each.label for each in open_periods(exempted, [], date(2026, 4, 1))] == ["2026年4月"]


def test_open_periods_reach_across_blocks() -> None:
    daily = Obligation(Rhythm(Frequency.DAY, at_least=1, grace_days=0), YEAR)
    found = open_periods(daily, [], date(2026, 12, 31))
    assert len(found) == 365
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert found[-1].state is State.DUE
    assert found[-2].state is State.OVERDUE


def test_an_open_quota_says_how_far_it_has_come() -> None:
    rhythm = Rhythm(Frequency.YEAR, at_least=4, grace_days=5)
    year = rhythm.calendar.ordinal_of(date(2026, 1, 1))
    assert year is not None
    (found,) = open_periods(Obligation(rhythm, YEAR), [], date(2026, 6, 1), counts={year: Count(3, 3)})
    assert (found.have, found.needed, found.state) == (3, 4, State.DUE)


def test_strip_shows_the_last_periods_oldest_first_with_the_exempt() -> None:
    exempted = Obligation(MONTH, YEAR, (Span(date(2026, 3, 1), date(2026, 4, 1)),))
    shown = strip(exempted, held(MONTH, JANUARY, FEBRUARY_LATE), date(2026, 5, 6), length=4)
    assert [(each.label, each.state) for each in shown] == [
        ("2026年2月", State.LATE),
        ("2026年3月", State.EXEMPT),
        ("2026年4月", State.OVERDUE),
        ("2026年5月", State.DUE),
    ]
    assert [each.have for each in shown] == [1, 0, 0, 0]


@pytest.mark.parametrize(("length", "expected"), [(0, 0), (2, 2), (60, 3)])
def test_strip_is_never_longer_than_what_opened(length: int, expected: int) -> None:
    assert len(strip(OWED, [], date(2026, 3, 1), length)) == expected


def test_tally_of_ten_thousand_obligations_of_a_year_stays_under_a_second() -> None:
    owed: list[tuple[Obligation, list[Block]]] = []
    for frequency in (Frequency.QUARTER, Frequency.MONTH, Frequency.DAY):
        rhythm = Rhythm(frequency, at_least=1, grace_days=5)
        numbers = sorted({rhythm.calendar.last_opened(day) // 60 for day in (YEAR.from_, date(2026, 12, 31))})
        blocks = [Block(number, FULL, FULL) for number in range(numbers[0], numbers[-1] + 1)]
        owed += [(Obligation(rhythm, YEAR), blocks)] * 3_334
    started = time.process_time()
    total = sum((tally(obligation, blocks, date(2026, 12, 31)) for obligation, blocks in owed), Tally())
    spent = time.process_time() - started
    assert total == Tally(on_time=3_334 * (4 + 12 + 365))
    assert spent < 1.0
