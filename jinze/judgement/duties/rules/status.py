"""Where an obligation stands on a day, read from its masks.

Each expected period is in one state: on_time, late, due (not done, and the day is no later than its deadline)
or overdue (not done, and the deadline has passed); expected is the sum of the four. Exempt periods are
counted apart, whatever was done in them. `due` with the period still running is in term, afterwards in grace.
Masks hold what is known now: acts recorded since `on` are seen. For what was known then, see
`evidence.known_on`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jinze.judgement.duties.rules.duty import Obligation
from jinze.judgement.duties.rules.evidence import Count
from jinze.judgement.duties.rules.expectation import Expectation, expect
from jinze.judgement.duties.rules.masks import Block, block_numbers, ordinals_in, place, run_mask


class State(StrEnum):
    """How one period of an obligation stands on a day."""

    ON_TIME = "on_time"
    LATE = "late"
    DUE = "due"
    OVERDUE = "overdue"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Tally:
    """Periods by state; `expected` is derived, so that a tally cannot fail to add up."""

    on_time: int = 0
    late: int = 0
    due: int = 0
    overdue: int = 0
    exempt: int = 0

    @property
    def expected(self) -> int:
        return self.on_time + self.late + self.due + self.overdue

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.on_time + other.on_time,
            self.late + other.late,
            self.due + other.due,
            self.overdue + other.overdue,
            self.exempt + other.exempt,
        )

    def figures(self) -> dict[str, int]:
        """The six figures by name, expected first."""
        return {
            "expected": self.expected,
            "on_time": self.on_time,
            "late": self.late,
            "due": self.due,
            "overdue": self.overdue,
            "exempt": self.exempt,
        }


@dataclass(frozen=True, slots=True)
class PeriodStatus:
    """One period on the day asked for: open from `start` to the day before `end`, recorded by `deadline`.

    `have` of `needed` acts are there; where the quota is one, or no counts were given, `have` says done or
    not.
    """

    ordinal: int
    label: str
    start: date
    end: date
    deadline: date
    state: State
    in_term: bool
    have: int
    needed: int


def tally(obligation: Obligation, blocks: Iterable[Block], on: date, since: date | None = None) -> Tally:
    """Count the periods of `obligation` that opened by `on` (and not before `since`) by their state on `on`.

    `blocks` are those of the obligation, each once, in any order; a block not given has nothing done.
    """
    return tally_of(expect(obligation, on, since), blocks)


def tally_of(expectation: Expectation, blocks: Iterable[Block]) -> Tally:
    """`tally` for an expectation worked out before: obligations with the same rhythm and days share one."""
    ordinals, closed = expectation.ordinals, expectation.closed
    on_time = done = done_closed = 0
    for block in blocks:
        counted = run_mask(block.number, ordinals)
        if expectation.exempt:
            counted &= ~expectation.exempt_mask(block.number)
        done += (block.done & counted).bit_count()
        on_time += (block.on_time & counted).bit_count()
        done_closed += (block.done & counted & run_mask(block.number, closed)).bit_count()
    exempt = sum(len(run) for run in expectation.exempt)
    exempt_closed = sum(max(0, min(run.stop, closed.stop) - run.start) for run in expectation.exempt)
    overdue = len(closed) - exempt_closed - done_closed
    due = len(ordinals) - exempt - done - overdue
    return Tally(on_time=on_time, late=done - on_time, due=due, overdue=overdue, exempt=exempt)


def open_periods(
    obligation: Obligation,
    blocks: Iterable[Block],
    on: date,
    since: date | None = None,
    counts: Mapping[int, Count] | None = None,
) -> tuple[PeriodStatus, ...]:
    """The periods that still want an act on `on`, overdue and due, the earliest deadline first.

    `counts` by ordinal tell how far a quota above one has come.
    """
    reading = _Reading(obligation, expect(obligation, on, since), on, _by_number(blocks), counts or {})
    return tuple(reading.status(ordinal) for ordinal in reading.wanting())


def strip(
    obligation: Obligation,
    blocks: Iterable[Block],
    on: date,
    length: int,
    counts: Mapping[int, Count] | None = None,
) -> tuple[PeriodStatus, ...]:
    """The last `length` periods that opened by `on`, exempt ones too, oldest first; fewer if no more are."""
    reading = _Reading(obligation, expect(obligation, on), on, _by_number(blocks), counts or {})
    ordinals = reading.expectation.ordinals
    return tuple(
        reading.status(ordinal) for ordinal in range(max(ordinals.start, ordinals.stop - length), ordinals.stop)
    )


def state_of(expectation: Expectation, block: Block | None, ordinal: int) -> State:
    """The state of one of `expectation.ordinals`; `block` is the one it lies in, None when there is none."""
    number, bit = place(ordinal)
    if bit & expectation.exempt_mask(number):
        return State.EXEMPT
    if block is not None and block.done & bit:
        return State.ON_TIME if block.on_time & bit else State.LATE
    return State.OVERDUE if ordinal in expectation.closed else State.DUE


@dataclass(frozen=True, slots=True)
class _Reading:
    """An obligation with its masks, read on a day."""

    obligation: Obligation
    expectation: Expectation
    on: date
    blocks: Mapping[int, Block]
    counts: Mapping[int, Count]

    def wanting(self) -> Iterator[int]:
        ordinals = self.expectation.ordinals
        for number in block_numbers(ordinals):
            mask = run_mask(number, ordinals) & ~self.expectation.exempt_mask(number)
            if number in self.blocks:
                mask &= ~self.blocks[number].done
            yield from ordinals_in(number, mask)

    def status(self, ordinal: int) -> PeriodStatus:
        rhythm = self.obligation.rhythm
        number, bit = place(ordinal)
        block = self.blocks.get(number)
        start, end = rhythm.calendar.bounds(ordinal)
        count = self.counts.get(ordinal)
        done = block is not None and bool(block.done & bit)
        return PeriodStatus(
            ordinal=ordinal,
            label=rhythm.calendar.label(ordinal),
            start=start,
            end=end,
            deadline=rhythm.deadline(ordinal),
            state=state_of(self.expectation, block, ordinal),
            in_term=self.on < end,
            have=count.total if count is not None else rhythm.at_least if done else 0,
            needed=rhythm.at_least,
        )


def _by_number(blocks: Iterable[Block]) -> dict[int, Block]:
    return {block.number: block for block in blocks}
