"""From the law's own terms, and from stored rows, to the engine's."""

import json
from datetime import date
from functools import lru_cache

from jinze.judgement.duties.rules.duty import DutyRule, Holder, Obligation, Rhythm
from jinze.judgement.duties.rules.spans import Span
from jinze.kernel.periods import Frequency, Window
from jinze.sources.rules.versions import DutyVersion


def duty_rule(version: DutyVersion) -> DutyRule:
    """A version of a duty with periods as the engine's rule; ValueError for one that has none."""
    duty, timing = version.duty, version.timing
    if timing is None:
        raise ValueError(f"duty {duty.id} has no periods")
    return DutyRule(
        id=duty.id,
        clauses=duty.clauses,
        holder=Holder(version.functions, duty.holder.levels, duty.holder.post),
        rhythm=Rhythm(timing.frequency, timing.at_least, version.grace_days, timing.windows),
        in_force=Span(version.since, version.until),
        applies_if=dict(duty.applies_if),
    )


@lru_cache(maxsize=4096)
def rhythm_of(every: str, windows: str, at_least: int, grace_days: int) -> Rhythm:
    """The rhythm of a stored obligation; `windows` is JSON of (name, start, end)."""
    named = tuple(Window(name, tuple(start), tuple(end)) for name, start, end in json.loads(windows))
    return Rhythm(Frequency(every), at_least, grace_days, named)


def obligation_of(rhythm: Rhythm, since: date, until: date | None) -> Obligation:
    """A stored obligation as the engine judges it."""
    return Obligation(rhythm, Span(since, until))
