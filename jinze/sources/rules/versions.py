"""Duties over revisions: which definition of a duty was in force on which days.

A revision speaks from its day on; what it does not change goes on unbroken. A dated parameter that changes inside a
revision cuts the duties that use it there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from jinze.sources.rules.law import Duty, Law


@dataclass(frozen=True, slots=True)
class DutyVersion:
    """One definition of a duty with the days it binds (half-open), its grace in days, and the line of its function."""

    duty: Duty
    since: date
    until: date | None
    grace_days: int
    line: str


def versions(revisions: Sequence[tuple[date, Law]]) -> list[DutyVersion]:
    """The versions of every duty over the revisions of one instrument, each given with the day it speaks from."""
    cut: list[DutyVersion] = []
    for place, (since, law) in enumerate(revisions):
        ends = [day for day, _ in revisions[place + 1 : place + 2]]
        until = min((day for day in (*ends, law.instrument.until) if day is not None), default=None)
        for duty in law.duties.values():
            cut.extend(_by_grace(duty, law, since, until))
    return _joined(cut)


def _by_grace(duty: Duty, law: Law, since: date, until: date | None) -> list[DutyVersion]:
    found = []
    for held in law.parameters[duty.grace].values:
        first = max(since, held.since, law.instrument.since)
        last = min((day for day in (until, held.until) if day is not None), default=None)
        if (last is None or first < last) and isinstance(held.value, int):
            found.append(DutyVersion(duty, first, last, held.value, law.functions[duty.holder.function].line))
    return found


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

    def binding(version: DutyVersion) -> tuple[object, ...]:
        duty = version.duty
        return (
            duty.holder,
            duty.every,
            duty.windows,
            duty.at_least,
            duty.act,
            duty.applies_if,
            duty.per_object,
            version.grace_days,
            version.line,
        )

    return binding(left) == binding(right)
