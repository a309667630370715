"""A duty as the law states it, and an obligation: that duty, owed by one holder for a stretch of days.

`sources` fills these from law/; nothing here has a default that would be a rule of law.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from jinze.judgement.duties.rules.spans import Span
from jinze.kernel.periods import Calendar, Frequency, Window, calendar


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, how many acts each time, and how long after a period an act of it may still be recorded.

    `grace_days` are calendar days after the period's last day. A changed quota or grace is a new version of
    the duty: its span of force is best cut at the first day of a period, since a period cut in two is
    expected of neither part.
    """

    frequency: Frequency
    at_least: int
    grace_days: int
    windows: tuple[Window, ...] = ()
    calendar: Calendar = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.at_least < 1 or self.grace_days < 0:
            raise ValueError(f"a quota of {self.at_least} with {self.grace_days} days of grace is no rhythm")
        object.__setattr__(self, "calendar", calendar(self.frequency, self.windows))

    def deadline(self, ordinal: int) -> date:
        """The last day on which an act of the period may be recorded as on time: its last day plus grace."""
        return self.calendar.bounds(ordinal)[1] + timedelta(days=self.grace_days - 1)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a duty binds: holders of any of the functions (none: any), at these levels (none: any), in this post.

    Without a post the duty is the body's.
    """

    functions: tuple[str, ...] = ()
    levels: frozenset[str] = frozenset()
    post: str | None = None


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One version of a duty: `id` is instrument/path-slug, `clauses` full clause ids, the leading one first.

    `applies_if` maps a fact of the body to the value it must have, or to a tuple of values of which it must
    have one. `in_force` are the days of this version; two versions of an id share no day.
    """

    id: str
    clauses: tuple[str, ...]
    holder: Holder
    rhythm: Rhythm
    in_force: Span
    applies_if: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.clauses:
            raise ValueError(f"duty {self.id} names no clause")


@dataclass(frozen=True, slots=True)
class Obligation:
    """What one holder owes: the rhythm, the days the holder owes it, and the days of which it is exempt.

    `span` lies inside the duty's days in force (see `applies.spans_owed`). Exemptions may touch, overlap, and
    reach beyond the span.
    """

    rhythm: Rhythm
    span: Span
    exemptions: tuple[Span, ...] = ()
