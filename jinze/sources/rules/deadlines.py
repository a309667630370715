"""The last day for an act whose clock starts from an event."""

from datetime import date, timedelta

from jinze.kernel.days import months_later
from jinze.sources.rules.clocks import Before, Every, On
from jinze.sources.rules.law import Duty, Law


def last_day(law: Law, duty: Duty, event: date, ends: date | None = None) -> date | None:
    """The last day on which the act is in time, for an event on a day; None for a clock that no event starts.

    The day of the event is day 0: within seven days of the 2nd ends with the 9th. The numbers are those of the day of
    the event. `ends` is the last day of an event that is a period: what is owed in it is owed by then.
    """
    match duty.clock:
        case On(_, within, after):
            start = event
            if after is not None:
                later = law.asked(after, event)
                start = months_later(event, later.get("after_months", 0)) + timedelta(days=later.get("after_days", 0))
            last = start + timedelta(days=law.asked(within, event)["within_days"])
            return last if ends is None else min(last, ends)
        case Every(within=str(within)):
            return event + timedelta(days=law.asked(within, event)["within_days"])
        case Before(_, lead):
            return event - timedelta(days=law.asked(lead, event)["lead_days"])
        case _:
            return None
