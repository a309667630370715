"""Which periods count when a day is asked for: the sentences by which people are held to account.

- A period is expected of an obligation when it lies wholly inside the obligation's days: it opens on or after
  the first, and ends before the day on which the obligation ends. A period that either edge cuts is expected
  of nobody.
- On a day `on` it counts when it opened on or before that day; with `since`, also when it opened on or after
  that.
- It is exempt, and then counted apart and not as expected, when exemptions cover every one of its days,
  several that join counting as one. A single day left uncovered leaves the period expected: whoever may work
  one day of it owes it.
- It is closed when the day asked for is later than its deadline: its last day plus the grace.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from jinze.judgement.duties.rules.duty import Obligation
from jinze.judgement.duties.rules.masks import run_mask
from jinze.judgement.duties.rules.spans import Span, union
from jinze.kernel.periods import Calendar

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Expectation:
    """The periods of an obligation that count on a day, as runs of ordinals.

    `ordinals` are all of them, exempt ones included; `closed` the leading part whose deadline has passed;
    `exempt` disjoint runs inside `ordinals`, ascending.
    """

    ordinals: range
    closed: range
    exempt: tuple[range, ...] = ()

    def exempt_mask(self, number: int) -> int:
        """The exempt periods of block `number`, as bits."""
        mask = 0
        for run in self.exempt:
            mask |= run_mask(number, run)
        return mask


def expect(obligation: Obligation, on: date, since: date | None = None) -> Expectation:
    """The periods of `obligation` that count on the day `on`, of those that opened on or after `since`."""
    calendar, span = obligation.rhythm.calendar, obligation.span
    first = span.from_ if since is None or since <= span.from_ else since
    start = calendar.first_opening(first)
    stop = calendar.last_opened(on) + 1
    if span.until is not None:
        stop = min(stop, calendar.last_closed(span.until) + 1)
    over = calendar.last_closed(on - DAY * obligation.rhythm.grace_days) + 1
    ordinals = range(start, max(start, stop))
    closed = range(start, max(start, min(stop, over)))
    if not obligation.exemptions:
        return Expectation(ordinals, closed)
    runs = (_within(calendar, exemption, ordinals) for exemption in union(obligation.exemptions))
    return Expectation(ordinals, closed, tuple(run for run in runs if run))


def _within(calendar: Calendar, span: Span, ordinals: range) -> range:
    """Those of `ordinals` whose every day lies in `span`."""
    start = max(ordinals.start, calendar.first_opening(span.from_))
    stop = ordinals.stop
    if span.until is not None:
        stop = min(stop, calendar.last_closed(span.until) + 1)
    return range(start, max(start, stop))
