"""What an act is worth, on each side of every boundary."""

from datetime import date, timedelta

import pytest

from jinze.judgement.duties.rules.duty import Rhythm
from jinze.judgement.duties.rules.evidence import (
    Count,
    Credit,
    Evidence,
    absorb,
    credit,
    known_on,
    recompute,
    recompute_all,
)
from jinze.judgement.duties.rules.masks import Block, place
from jinze.kernel.periods import Frequency, Window

QUARTER = Rhythm(Frequency.QUARTER, at_least=1, grace_days=5)
TWICE = Rhythm(Frequency.YEAR, at_least=2, grace_days=5)
SEASONS = Rhythm(
    Frequency.WINDOW,
    at_least=1,
    grace_days=5,
    windows=(Window("夏季前", (3, 1), (6, 1)), Window("冬季前", (9, 1), (11, 15))),
)


def ordinal(rhythm: Rhythm, *day: int) -> int:
    found = rhythm.calendar.ordinal_of(date(*day))
    assert found is not None
    return found


Q1, Q2, Q3 = (ordinal(QUARTER, 2026, month, 1) for month in (1, 4, 7))


@pytest.mark.parametrize(
    ("occurred", "recorded", "expected"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), Credit(Q1, on_time=True)),
        (date(2025, 12, 31), date(2026, 1, 1), Credit(Q1 - 1, on_time=True)),
        (date(2026, 3, 31), date(2026, 3, 31), Credit(Q1, on_time=True)),
        (date(2026, 3, 31), date(2026, 4, 5), Credit(Q1, on_time=True)),
        (date(2026, 3, 31), date(2026, 4, 6), Credit(Q1, on_time=False)),
        (date(2026, 4, 1), date(2026, 4, 1), Credit(Q2, on_time=True)),
    ],
    ids=[
        "first day",
        "the day before belongs to the period before",
        "last day",
        "deadline day",
        "a day after the deadline",
        "the day after is never attributed backwards, not even within grace",
    ],
)
def test_an_act_counts_for_the_period_of_its_day(occurred: date, recorded: date, expected: Credit) -> None:
    assert credit(QUARTER, Evidence(occurred, recorded)) == expected


@pytest.mark.parametrize(
    ("occurred", "recorded", "against", "expected"),
    [
        (date(2026, 4, 1), date(2026, 4, 1), Q1, Credit(Q1, on_time=False)),
        (date(2026, 9, 30), date(2026, 9, 30), Q1, Credit(Q1, on_time=False)),
        (date(2026, 3, 31), date(2026, 4, 5), Q1, Credit(Q1, on_time=True)),
        (date(2026, 3, 31), date(2026, 4, 6), Q1, Credit(Q1, on_time=False)),
        (date(2026, 3, 31), date(2026, 3, 31), Q2, None),
        (date(2026, 4, 1), date(2026, 4, 1), Q2, Credit(Q2, on_time=True)),
    ],
    ids=[
        "a day after the period, recorded within grace",
        "long after",
        "its own period, named",
        "its own period, named after the deadline",
        "a day before the period opens",
        "the day it opens",
    ],
)
def test_an_act_filed_against_a_period(occurred: date, recorded: date, against: int, expected: Credit | None) -> None:
    assert credit(QUARTER, Evidence(occurred, recorded, against)) == expected


def test_a_voided_act_counts_for_nothing() -> None:
    day = date(2026, 1, 9)
    assert credit(QUARTER, Evidence(day, day, voided=day)) is None


@pytest.mark.parametrize(
    ("occurred", "name"),
    [
        (date(2026, 2, 28), None),
        (date(2026, 3, 1), "夏季前"),
        (date(2026, 5, 31), "夏季前"),
        (date(2026, 6, 1), None),
    ],
)
def test_an_act_between_windows_counts_for_none(occurred: date, name: str | None) -> None:
    earned = credit(SEASONS, Evidence(occurred, occurred))
    assert (None if earned is None else SEASONS.calendar.short(earned.ordinal)) == name


def test_an_act_between_windows_may_be_filed_against_the_one_missed() -> None:
    missed = ordinal(SEASONS, 2026, 5, 1)
    late = Evidence(date(2026, 6, 1), date(2026, 6, 1), against=missed)
    assert credit(SEASONS, late) == Credit(missed, on_time=False)


ON_TIME = Evidence(date(2026, 5, 1), date(2026, 5, 1))
LATE = Evidence(date(2026, 12, 31), date(2027, 1, 6))


@pytest.mark.parametrize(
    ("acts", "done", "on_time"),
    [
        ([ON_TIME], False, False),
        ([ON_TIME, ON_TIME], True, True),
        ([ON_TIME, LATE], True, False),
        ([LATE, LATE], True, False),
        ([LATE, ON_TIME, ON_TIME], True, True),
    ],
    ids=["one of two", "two on time", "one late makes it late", "two late", "late beside enough on time"],
)
def test_a_quota_of_two_is_reached_by_acts_on_time_or_else_late(
    acts: list[Evidence], done: bool, on_time: bool
) -> None:
    year = ordinal(TWICE, 2026, 1, 1)
    number, bit = place(year)
    reckoned = recompute(TWICE, acts, number)
    assert (bool(reckoned.block.done & bit), bool(reckoned.block.on_time & bit)) == (done, on_time)
    assert reckoned.counts == {year: Count(len(acts), acts.count(ON_TIME))}


def test_counts_are_kept_only_for_a_quota_above_one() -> None:
    assert recompute(QUARTER, [ON_TIME, ON_TIME], place(Q2)[0]).counts == {}


def test_recompute_of_a_block_without_acts_is_empty() -> None:
    assert recompute(QUARTER, [ON_TIME], place(Q2)[0] + 1).block == Block(place(Q2)[0] + 1)
    assert recompute_all(QUARTER, []) == {}


def test_absorb_of_a_quota_above_one_wants_the_count_so_far() -> None:
    with pytest.raises(ValueError, match="needs the count"):
        absorb(TWICE, Credit(26, on_time=True))


def test_absorb_twice_for_a_quota_of_one_gives_the_same_bits() -> None:
    first, _ = absorb(QUARTER, Credit(Q1, on_time=True))
    again, _ = absorb(QUARTER, Credit(Q1, on_time=True))
    assert first == again == Block(place(Q1)[0], place(Q1)[1], place(Q1)[1])


def test_known_on_forgets_later_records_and_later_voidings() -> None:
    day = date(2026, 3, 2)
    act = Evidence(day, day, voided=day + timedelta(days=10))
    shown = {offset: list(known_on([act], day + timedelta(days=offset))) for offset in (-1, 0, 9, 10)}
    standing = Evidence(day, day)
    assert shown == {-1: [], 0: [standing], 9: [standing], 10: [act]}


@pytest.mark.parametrize(("at_least", "grace_days"), [(0, 5), (1, -1)])
def test_a_rhythm_that_cannot_be_is_refused(at_least: int, grace_days: int) -> None:
    with pytest.raises(ValueError, match="no rhythm"):
        Rhythm(Frequency.MONTH, at_least, grace_days)
