"""Words of the law for the pages: names of rhythms, posts, proofs and things, and what each revision said of a duty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from jinze.sources.queries.law import all_versions, revision_of, revisions_of, speaking
from jinze.sources.rules import wording
from jinze.sources.rules.clocks import Standing, parameters_of
from jinze.sources.rules.law import Duty, Law
from jinze.sources.rules.versions import DutyVersion

FREQUENCIES = wording.FREQUENCIES
POSTS = wording.POSTS
EVIDENCE = wording.EVIDENCE
GRADES = wording.GRADES
SETTERS = {setter.value: word for setter, word in wording.SETTERS.items()}


@dataclass(frozen=True, slots=True)
class Said:
    """What a duty was and when it fell due, in the days (half-open) in which that was so."""

    duty: Duty
    since: date
    until: date | None
    clock: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What a revision changed in a clause; the `first` one brought it."""

    number: int
    since: date
    adopted_at: datetime
    first: bool
    gist: bool
    holders: bool
    added: tuple[Duty, ...]
    changed: tuple[Duty, ...]
    ended: tuple[Duty, ...]

    @property
    def anything(self) -> bool:
        """Whether it changed anything at all."""
        return self.first or self.gist or self.holders or bool(self.added or self.changed or self.ended)


def evidence_words(duty: Duty) -> str:
    """What proves an act under a duty."""
    return wording.evidence(duty.evidence)


def object_words(duty: Duty) -> str:
    """For each of which things a duty is owed; "" for one that is owed as a whole."""
    return wording.per_object(duty.per_object)


def clock_name(duty: Duty) -> str:
    """What sort of clock a duty has, in one word."""
    return wording.clock_name(duty)


def least_of(duty: Duty, day: date) -> int | None:
    """The acts that a year is expected to bring under a standing duty at least; None for every other clock."""
    if not isinstance(duty.clock, Standing):
        return None
    law, on = speaking(duty, day)
    return int(law.asked(duty.clock.parameter, on)["at_least"])


def history_of(duty: str) -> list[Said]:
    """What the adopted revisions and the dated values in them made of a duty, newest first."""
    instrument = duty.partition("/")[0]
    revisions = [(each.since, each.number) for each in revisions_of(instrument)]
    found: list[Said] = []
    for version in (v for v in all_versions() if v.duty.id == duty):
        number = next((number for since, number in revisions if since <= version.since), revisions[-1][1])
        found.extend(_by_words(revision_of(instrument, number), version))
    return sorted(found, key=lambda said: said.since, reverse=True)


def _by_words(law: Law, version: DutyVersion) -> Iterator[Said]:
    """A version cut where a value changes what its clock says."""
    asked = (law.parameters[name] for name, _ in parameters_of(version.duty.clock) if name in law.parameters)
    changes = {held.since for parameter in asked for held in parameter.values}
    inside = (day for day in changes if version.since < day and (version.until is None or day < version.until))
    days = [version.since, *sorted(inside), version.until]
    for first, last in pairwise(days):
        if first is not None:
            yield Said(version.duty, first, last, wording.clock(law, version.duty, first))


def changes_of(clause: str) -> list[ClauseChange]:
    """The revisions that changed what a clause says, whom it binds, or its duties, newest first."""
    instrument, _, path = clause.partition("/")
    before: dict[str, Duty] = {}
    old = None
    found = []
    for revised in reversed(revisions_of(instrument)):
        law = revision_of(instrument, revised.number)
        new = law.clauses.get(path)
        now = {duty.id: duty for duty in law.duties_by_clause.get(clause, [])}
        change = ClauseChange(
            number=revised.number,
            since=revised.since,
            adopted_at=revised.adopted_at,
            first=old is None and new is not None,
            gist=old is not None and new is not None and (old.gist, old.reason) != (new.gist, new.reason),
            holders=old is not None and new is not None and old.holders != new.holders,
            added=tuple(now[key] for key in now if key not in before),
            changed=tuple(now[key] for key in now if key in before and now[key] != before[key]),
            ended=tuple(before[key] for key in before if key not in now),
        )
        if change.anything:
            found.append(change)
        before, old = now, new
    return found[::-1]
