"""The engine against a reference that walks day by day and knows no ordinals, bits or blocks.

The reference finds periods by grouping days that share a name, judges each from the whole list of acts, and
asks of each day whether it is owed or exempt. Ordinals serve only to say which of its periods an act names.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jinze.judgement.duties.rules.duty import Obligation, Rhythm
from jinze.judgement.duties.rules.evidence import (
    Count,
    Evidence,
    absorb,
    credit,
    known_on,
    recompute,
    recompute_all,
)
from jinze.judgement.duties.rules.masks import Block, merge
from jinze.judgement.duties.rules.spans import Span
from jinze.judgement.duties.rules.status import State, Tally, open_periods, strip, tally
from jinze.kernel.periods import Frequency, Window

DAY = timedelta(days=1)
DAYS = [date(2020, 1, 1) + DAY * offset for offset in range(365 * 14)]
BASE = date(2023, 11, 20)
WINDOWS: list[tuple[Window, ...]] = [
    (Window("夏季前", (3, 1), (6, 1)), Window("冬季前", (9, 1), (11, 15))),
    (Window("年中", (6, 1), (7, 1)), Window("冬春", (11, 15), (3, 1))),
    (Window("全年", (1, 1), (1, 1)),),
]


def window_name(day: date, windows: tuple[Window, ...]) -> str:
    month_day = (day.month, day.day)
    for window in windows:
        if window.start < window.end and window.start <= month_day < window.end:
            return f"{window.name}{day.year}"
        if window.start >= window.end and month_day >= window.start:
            return f"{window.name}{day.year}"
        if window.start >= window.end and month_day < window.end:
            return f"{window.name}{day.year - 1}"
    return ""


def name_of(frequency: Frequency, windows: tuple[Window, ...], day: date) -> str:
    season_year = day.year - (day.month < 3)
    return {
        Frequency.DAY: day.isoformat,
        Frequency.WEEK: lambda: "{}-{}".format(*day.isocalendar()),
        Frequency.MONTH: lambda: f"{day.year}-{day.month}",
        Frequency.QUARTER: lambda: f"{day.year}-{(day.month + 2) // 3}",
        Frequency.HALF_YEAR: lambda: f"{day.year}-{day.month > 6}",
        Frequency.YEAR: lambda: f"{day.year}",
        Frequency.SEASON: lambda: f"{season_year}-{'春春春夏夏夏秋秋秋冬冬冬'[day.month - 3]}",
        Frequency.WINDOW: lambda: window_name(day, windows),
    }[frequency]()


@cache
def periods(frequency: Frequency, windows: tuple[Window, ...]) -> list[list[date]]:
    grouped = groupby(DAYS, key=lambda day: name_of(frequency, windows, day))
    return [list(days) for name, days in grouped if name][1:-1]


@dataclass(frozen=True)
class Case:
    obligation: Obligation
    acts: tuple[Evidence, ...]
    on: date
    since: date | None


def judged(rhythm: Rhythm, days: list[date], acts: tuple[Evidence, ...]) -> str:
    """on_time, late or open, from acts alone."""
    named = rhythm.calendar.ordinal_of(days[0])
    good, poor = 0, 0
    for act in acts:
        inside = act.occurred in days
        if act.voided or (act.against is None and not inside) or (act.against not in {None, named}):
            continue
        if act.occurred < days[0]:
            continue
        prompt = (act.recorded - days[-1]).days <= rhythm.grace_days
        good, poor = (good + 1, poor) if inside and prompt else (good, poor + 1)
    if good >= rhythm.at_least:
        return "on_time"
    return "late" if good + poor >= rhythm.at_least else "open"


def reference(case: Case) -> list[tuple[date, str]]:
    """First day and state of every period that counts."""
    owed, rhythm = case.obligation, case.obligation.rhythm
    found = []
    for days in periods(rhythm.frequency, rhythm.windows):
        first, last = days[0], days[-1]
        if first > case.on or (case.since is not None and first < case.since):
            continue
        if first < owed.span.from_ or (owed.span.until is not None and last >= owed.span.until):
            continue
        state = judged(rhythm, days, case.acts)
        if all(any(day in exemption for exemption in owed.exemptions) for day in days):
            state = "exempt"
        elif state == "open":
            state = "due" if (case.on - last).days <= rhythm.grace_days else "overdue"
        found.append((first, state))
    return found


def reference_figures(case: Case) -> dict[str, int]:
    states = [state for _, state in reference(case)]
    figures = {state: states.count(state) for state in ("on_time", "late", "due", "overdue", "exempt")}
    return {"expected": len(states) - figures["exempt"], **figures}


# plain numbers are drawn, since drawing is slow: a day is an offset or, below zero, near the edge of a period
DAY_CODES = st.integers(-24, 1000)
SPAN_CODES = st.tuples(DAY_CODES, st.none() | DAY_CODES)
SELDOM = [-1] * 48 + [0, 1, 4, 8, 10, 11, 20, 50]
DELAYS = [0, 0, 0, 1, 2, 5, 9, 10, 40, 90]
ACT_CODES = st.tuples(DAY_CODES, st.sampled_from(DELAYS), st.sampled_from(SELDOM), st.sampled_from(SELDOM))
RHYTHMS = [
    Rhythm(frequency, at_least, grace, windows)
    for frequency in Frequency
    for at_least in (1, 1, 2, 3)
    for grace in (0, 1, 5, 9)
    for windows in (WINDOWS if frequency is Frequency.WINDOW else [()])
]


@dataclass(frozen=True)
class Days:
    """Turns numbers into days: between the first and the last of nine edges of periods, or beside an edge."""

    edges: list[date]

    def day(self, code: int) -> date:
        if code >= 0:
            return self.edges[0] + DAY * (code % (self.edges[-1] - self.edges[0]).days)
        return self.edges[-code // 3] + DAY * (-code % 3 - 1)

    def span(self, codes: tuple[int, int | None]) -> Span:
        from_ = self.day(codes[0])
        until = None if codes[1] is None else self.day(codes[1])
        if until is None or until == from_:
            return Span(from_)
        return Span(min(from_, until), max(from_, until))

    def act(self, rhythm: Rhythm, codes: tuple[int, int, int, int]) -> Evidence:
        occurred = self.day(codes[0])
        recorded = occurred + DAY * codes[1]
        against = None if codes[2] < 0 else rhythm.calendar.ordinal_of(occurred - DAY * (codes[2] * 2 - 20))
        return Evidence(occurred, recorded, against, None if codes[3] < 0 else recorded + DAY * codes[3])


def case_of(
    rhythm: Rhythm,
    owed: tuple[tuple[int, int | None], list[tuple[int, int | None]]],
    acts: list[tuple[int, int, int, int]],
    asked: tuple[int, int | None],
) -> Case:
    edges = [days[0] for days in periods(rhythm.frequency, rhythm.windows) if days[0] >= BASE]
    # short periods are strode over, so that cases reach across blocks
    days = Days(edges[:: {Frequency.DAY: 16, Frequency.WEEK: 3}.get(rhythm.frequency, 1)][:9])
    span, exemptions = owed
    return Case(
        Obligation(rhythm, days.span(span), tuple(days.span(codes) for codes in exemptions)),
        tuple(days.act(rhythm, codes) for codes in acts),
        days.day(asked[0]),
        None if asked[1] is None else days.day(asked[1]),
    )


def busy_case(seed: int) -> Case:
    """A long stretch with many acts all over it, which drawing one number at a time seldom comes to."""
    rng = Random(seed)
    days = range(-24, 1000)
    acts = [
        (rng.choice(days), rng.choice(DELAYS), rng.choice(SELDOM), rng.choice(SELDOM))
        for _ in range(rng.randrange(2, 30))
    ]
    exemptions = [(rng.choice(days), rng.choice(days)) for _ in range(rng.choice([0, 0, 1, 2]))]
    owed = (rng.randrange(-9, 0), rng.choice([None, rng.randrange(-24, -12)]))
    asked = (
        rng.choice([rng.randrange(-24, -9), rng.choice(days)]),
        rng.choice([None, None, rng.randrange(-15, 0)]),
    )
    return case_of(rng.choice(RHYTHMS), (owed, exemptions), acts, asked)


def cases(fewest_acts: int = 0) -> st.SearchStrategy[Case]:
    return st.builds(
        case_of,
        st.sampled_from(RHYTHMS),
        st.tuples(SPAN_CODES, st.lists(SPAN_CODES, max_size=2)),
        st.lists(ACT_CODES, min_size=fewest_acts, max_size=9),
        SPAN_CODES,
    )


def by_increment(rhythm: Rhythm, acts: tuple[Evidence, ...]) -> tuple[dict[int, Block], dict[int, Count]]:
    blocks: dict[int, Block] = {}
    counts: dict[int, Count] = {}
    for act in acts:
        earned = credit(rhythm, act)
        if earned is not None:
            so_far = counts.get(earned.ordinal, Count()) if rhythm.at_least > 1 else None
            gained, counts[earned.ordinal] = absorb(rhythm, earned, so_far)
            blocks[gained.number] = merge(blocks.get(gained.number, gained), gained)
    return blocks, counts if rhythm.at_least > 1 else {}


def read(case: Case, blocks: dict[int, Block]) -> dict[str, int]:
    return tally(case.obligation, blocks.values(), case.on, case.since).figures()


def assert_all_ways_agree(case: Case, random: Random) -> None:
    rhythm = case.obligation.rhythm
    blocks, counts = by_increment(rhythm, tuple(random.sample(case.acts, len(case.acts))))
    rebuilt = recompute_all(rhythm, case.acts)
    assert blocks == {number: reckoned.block for number, reckoned in rebuilt.items()}
    assert counts == {o: count for reckoned in rebuilt.values() for o, count in reckoned.counts.items()}
    assert all(recompute(rhythm, case.acts, number) == reckoned for number, reckoned in rebuilt.items())
    assert read(case, blocks) == reference_figures(case)


def assert_voiding_agrees(case: Case, index: int) -> None:
    rhythm = case.obligation.rhythm
    blocks, _ = by_increment(rhythm, case.acts)
    earned = credit(rhythm, case.acts[index])
    voided = replace(case.acts[index], voided=case.acts[index].recorded)
    left = (*case.acts[:index], voided, *case.acts[index + 1 :])
    if earned is not None:
        number = earned.ordinal // 60
        blocks[number] = recompute(rhythm, left, number).block
    assert read(case, blocks) == reference_figures(replace(case, acts=left))


def assert_known_then_agrees(case: Case) -> None:
    then = tuple(
        replace(act, voided=None if act.voided and act.voided > case.on else act.voided)
        for act in case.acts
        if act.recorded <= case.on
    )
    known = recompute_all(case.obligation.rhythm, known_on(case.acts, case.on))
    blocks = {number: reckoned.block for number, reckoned in known.items()}
    assert read(case, blocks) == reference_figures(replace(case, acts=then))


def assert_periods_agree(case: Case) -> None:
    blocks = [reckoned.block for reckoned in recompute_all(case.obligation.rhythm, case.acts).values()]
    shown = strip(case.obligation, blocks, case.on, length=5_000)
    assert [(each.start, each.state.value) for each in shown] == reference(replace(case, since=None))
    wanting = open_periods(case.obligation, blocks, case.on, case.since)
    expected = [(first, state) for first, state in reference(case) if state in {"due", "overdue"}]
    assert [(each.start, each.state.value) for each in wanting] == expected
    assert all(each.deadline < case.on for each in wanting if each.state is State.OVERDUE)


@settings(deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_masks_by_increment_in_any_order_are_recomputed_masks_are_the_reference(case: Case, random: Random) -> None:
    assert_all_ways_agree(case, random)


@settings(deadline=None)
@given(cases(fewest_acts=1), st.integers(0, 8))
def test_voiding_recomputes_its_block_and_equals_the_reference(case: Case, chosen: int) -> None:
    assert_voiding_agrees(case, chosen % len(case.acts))


@settings(deadline=None)
@given(cases())
def test_what_was_known_on_a_day_is_the_reference_on_what_was_there(case: Case) -> None:
    assert_known_then_agrees(case)


@settings(deadline=None)
@given(cases())
def test_periods_one_by_one_are_the_reference_and_agree_with_the_tally(case: Case) -> None:
    assert_periods_agree(case)


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_busy_cases_agree_in_every_way(start: int) -> None:
    for seed in range(start, start + 100):
        case, random = busy_case(seed), Random(seed)
        assert_all_ways_agree(case, random)
        assert_voiding_agrees(case, random.randrange(len(case.acts)))
        assert_known_then_agrees(case)
        assert_periods_agree(case)


def test_busy_cases_show_every_state_often_enough_to_mean_something() -> None:
    seen = Counter(state for seed in range(400) for state in {state for _, state in reference(busy_case(seed))})
    assert min(seen[state.value] for state in State) >= 40


@settings(deadline=None)
@given(cases(), st.integers(-30, 400))
def test_cutting_the_days_asked_for_in_two_loses_and_doubles_nothing(case: Case, offset: int) -> None:
    cut = BASE + DAY * offset
    blocks = [reckoned.block for reckoned in recompute_all(case.obligation.rhythm, case.acts).values()]
    whole = tally(case.obligation, blocks, case.on)
    recent = tally(case.obligation, blocks, case.on, since=cut)
    states = [each.state for each in strip(case.obligation, blocks, case.on, 5_000) if each.start < cut]
    assert whole == recent + sum((Tally(**{state.value: 1}) for state in states), Tally())
