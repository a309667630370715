"""What an act is worth: for which period of an obligation it counts, and whether on time.

- An act counts for the period in which the day it occurred lies, or for the one it was expressly filed
  against. It counts once, for one period, and is never attributed backwards by itself.
- It is on time when it occurred in that period and was recorded no later than the period's deadline (last day
  plus grace). It is late when it was recorded after that, or filed against a period that was over when it
  occurred.
- It counts for nothing when it is voided, when it occurred in no period (between windows) and names none, or
  when it names a period that had not yet opened when it occurred.
- A period is done on time when acts on time alone reach the quota, done late when only late ones make it up.
- Acts of periods that are not expected still set their bits; which periods count is decided by `expectation`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from jinze.judgement.duties.rules.duty import Rhythm
from jinze.judgement.duties.rules.masks import Block, mark, place


@dataclass(frozen=True, slots=True)
class Evidence:
    """One act offered for one obligation, by days in China: when it occurred, was recorded, was voided.

    `against` is the ordinal of the period it was expressly filed against, None when it was not.
    """

    occurred: date
    recorded: date
    against: int | None = None
    voided: date | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """What one act counts for: a period, and whether on time."""

    ordinal: int
    on_time: bool


@dataclass(frozen=True, slots=True)
class Count:
    """Acts that count for one period: all, and those on time. Kept only where the quota is above one."""

    total: int = 0
    on_time: int = 0

    def plus(self, credit: Credit) -> "Count":
        return Count(self.total + 1, self.on_time + credit.on_time)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One block as evidence makes it, and the counts of its periods with acts (empty for a quota of one)."""

    block: Block
    counts: Mapping[int, Count] = field(default_factory=dict)


def credit(rhythm: Rhythm, evidence: Evidence) -> Credit | None:
    """The period that an act counts for and whether on time; None when it counts for none."""
    if evidence.voided is not None:
        return None
    calendar = rhythm.calendar
    ordinal = calendar.ordinal_of(evidence.occurred) if evidence.against is None else evidence.against
    if ordinal is None:
        return None
    start, end = calendar.bounds(ordinal)
    if evidence.occurred < start:
        return None
    return Credit(ordinal, evidence.occurred < end and evidence.recorded <= rhythm.deadline(ordinal))


def absorb(rhythm: Rhythm, credit: Credit, before: Count | None = None) -> tuple[Block, Count]:
    """What one more act adds: the bits to be or-ed into its block, and the period's count after it.

    `before` is the period's count so far; it may be left out where the quota is one, and only there. The bits
    are idempotent, a count is not: whoever stores counts must absorb each act once.
    """
    if before is None and rhythm.at_least > 1:
        raise ValueError("a quota above one needs the count so far")
    count = (before or Count()).plus(credit)
    return _settle(Block(place(credit.ordinal)[0]), credit.ordinal, count, rhythm.at_least), count


def recompute(rhythm: Rhythm, evidence: Iterable[Evidence], number: int) -> Reckoning:
    """Block `number` from all the evidence of its obligation: what voiding an act leaves behind."""
    return recompute_all(rhythm, evidence).get(number) or Reckoning(Block(number))


def recompute_all(rhythm: Rhythm, evidence: Iterable[Evidence]) -> dict[int, Reckoning]:
    """Every block that some act counts in, by number, from all the evidence of an obligation in any order."""
    counts: dict[int, Count] = {}
    for each in evidence:
        earned = credit(rhythm, each)
        if earned is not None:
            counts[earned.ordinal] = counts.get(earned.ordinal, Count()).plus(earned)
    blocks: dict[int, Block] = {}
    kept: dict[int, dict[int, Count]] = {}
    for ordinal, count in sorted(counts.items()):
        number = place(ordinal)[0]
        blocks[number] = _settle(blocks.get(number, Block(number)), ordinal, count, rhythm.at_least)
        if rhythm.at_least > 1:
            kept.setdefault(number, {})[ordinal] = count
    return {number: Reckoning(block, kept.get(number, {})) for number, block in blocks.items()}


def known_on(evidence: Iterable[Evidence], day: date) -> Iterator[Evidence]:
    """The evidence as it stood when `day` ended: without later records, and before later voidings.

    Masks forget when an act was recorded, so a question about what was known on a past day is answered by
    this.
    """
    for each in evidence:
        if each.recorded <= day:
            yield replace(each, voided=None) if each.voided is not None and each.voided > day else each


def _settle(block: Block, ordinal: int, count: Count, at_least: int) -> Block:
    if count.total < at_least:
        return block
    return mark(block, ordinal, on_time=count.on_time >= at_least)
