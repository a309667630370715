"""Duties over revisions: which definition of a duty was in force on which days.

A revision speaks from its day on; what it does not change goes on unbroken. A dated parameter that changes inside a
revision cuts the duties whose rhythm or grace asks it there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from jinze.sources.rules.clocks import On, parameters_of
from jinze.sources.rules.law import Duty, Law, Timing


@dataclass(frozen=True, slots=True)
class DutyVersion:
    """One definition of a duty with the days it binds (half-open), and what its parameters say on them.

    `timing` is None for a clock without periods; `functions` are all that bring the duty; `line` is that of the first.
    """

    duty: Duty
    since: date
    until: date | None
    timing: Timing | None
    grace_days: int
    functions: tuple[str, ...]
    line: str


def versions(revisions: Sequence[tuple[date, Law]]) -> list[DutyVersion]:
    """The versions of every duty over the revisions of one instrument, each given with the day it speaks from."""
    cut: list[DutyVersion] = []
    for place, (since, law) in enumerate(revisions):
        ends = [day for day, _ in revisions[place + 1 : place + 2]]
        until = min((day for day in (*ends, law.instrument.until) if day is not None), default=None)
        for duty in law.duties.values():
            cut.extend(_by_values(duty, law, max(since, law.instrument.since), until))
    return _joined(cut)


def _by_values(duty: Duty, law: Law, since: date, until: date | None) -> Iterator[DutyVersion]:
    """The duty between two days, cut where a value changes that its rhythm or grace is made of."""
    asked = (duty.grace, *(name for name, _ in parameters_of(duty.clock) if not isinstance(duty.clock, On)))
    changes = {held.since for name in asked for held in law.parameters[name].values}
    days = [since, *sorted(day for day in changes if since < day and (until is None or day < until)), until]
    functions = law.holders(duty)
    line = law.functions[functions[0]].line
    for first, last in pairwise(days):
        if first is not None and (last is None or first < last):
            grace = law.asked(duty.grace, first)
            yield DutyVersion(duty, first, last, law.timing(duty, first), grace, functions, line)


def _joined(cut: list[DutyVersion]) -> list[DutyVersion]:
    joined: list[DutyVersion] = []
    last_of: dict[str, int] = {}
    for version in sorted(cut, key=lambda v: (v.duty.id, v.since)):
        place = last_of.get(version.duty.id)
        before = joined[place] if place is not None else None
        if place is not None and before is not None and before.until == version.since and _same(before, version):
            joined[place] = replace(version, since=before.since)
        else:
            last_of[version.duty.id] = len(joined)
            joined.append(version)
    return joined


def _same(left: DutyVersion, right: DutyVersion) -> bool:
    """Whether both bind the same holder in the same rhythm; a changed title or gist does not begin a duty anew."""
    return _binding(left) == _binding(right)


def _binding(version: DutyVersion) -> tuple[object, ...]:
    duty = version.duty
    rhythm = version.timing or duty.clock
    held = (version.functions, duty.holder.levels, duty.holder.post, duty.applies_if, duty.per_object)
    return (*held, rhythm, duty.act, version.grace_days, version.line)
