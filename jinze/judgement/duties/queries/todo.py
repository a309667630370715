"""What a post owes: open periods by consequence, why they are its own, and what an act would discharge."""

from dataclasses import dataclass
from datetime import date, timedelta

from jinze.foundation.access.models import FunctionHeld
from jinze.foundation.access.queries.people import Above, appointment_on, next_up
from jinze.judgement.duties.queries.reading import Owed, read
from jinze.judgement.duties.rules.status import PeriodStatus, State
from jinze.judgement.duties.scope import obligations_mine
from jinze.kernel.acting import Acting
from jinze.kernel.refusal import Refusal
from jinze.sources.queries.law import duty_of
from jinze.sources.rules.law import Duty

ONE_DAY = timedelta(days=1)
EVERY = 10**6  # more periods than any obligation has


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: a duty with its open periods in one state, the oldest first.

    `period` is the one an act is filed for; missed periods of one duty stand together, since one row for each would
    bury the rest. `days` count to the last day of a period that runs, then to the end of the grace, and are negative
    once that has passed.
    """

    key: str
    duty: Duty
    owed: Owed
    periods: tuple[PeriodStatus, ...]
    days: int

    @property
    def period(self) -> PeriodStatus:
        """The period to act on first."""
        return self.periods[0]

    @property
    def overdue(self) -> bool:
        """Whether its deadline has passed."""
        return self.period.state is State.OVERDUE


@dataclass(frozen=True, slots=True)
class Why:
    """Why a duty is this post's: clause → function and body → post and person, with dates."""

    duty: Duty
    function: str
    function_since: date | None
    body: str
    title: str
    person: str
    since: date | None
    whole_body: bool


def items(viewer: Acting, *, on: date) -> list[Item]:
    """What the viewer's post owes on `on`, by consequence: overdue longest first, then by deadline."""
    found: list[Item] = []
    for owed in read(obligations_mine(viewer), on=on, today=on):
        duty = duty_of(owed.row.duty)
        open_now = owed.open_periods(on)
        missed = tuple(p for p in open_now if p.state is State.OVERDUE)
        for periods in (missed, *((p,) for p in open_now if p.state is State.DUE)):
            if periods:
                key = f"{owed.row.duty.partition('/')[2]}.{periods[0].ordinal}"
                found.append(Item(key, duty, owed, periods, days_left(periods[0], on)))
    return sorted(found, key=lambda item: (item.days, item.duty.id))


def get_item(viewer: Acting, *, duty: str, ordinal: int, on: date, done_too: bool = False) -> Item:
    """One open period of a duty of the viewer's; refuses what is not owed, or not any more.

    `done_too` gives a period that is done as well: a form that is sent again names the period that it has discharged.
    """
    done = False
    for owed in read(obligations_mine(viewer).filter(duty=duty), on=on, today=on):
        for period in owed.strip(on, EVERY) if done_too else owed.open_periods(on):
            if period.ordinal == ordinal:
                key = f"{duty.partition('/')[2]}.{ordinal}"
                return Item(key, duty_of(duty), owed, (period,), days_left(period, on))
        done = done or any(period.ordinal == ordinal for period in owed.strip(on, EVERY))
    if done:
        raise Refusal(
            "duties.done", "这一期已经办过，没有再次提交", remedy="可以打开已有的记录核对", status=409, duty=duty
        )
    raise Refusal(
        "duties.not_owed",
        "这一期不是你这个岗位的义务，没有打开",
        remedy="请回到待办，从列表中选择",
        status=404,
    )


def days_left(period: PeriodStatus, on: date) -> int:
    """Days to the end of the period while it runs, to the end of its grace after that, negative once that is over."""
    last = period.end - ONE_DAY if period.in_term else period.deadline
    return (last - on).days


def why(item: Item, *, function_name: str, on: date) -> Why:
    """The chain from the clause to the person, as of a day."""
    row = item.owed.row
    functions = item.duty.holder.functions
    held = FunctionHeld.objects.filter(body=row.body, function__in=functions).order_by("-since").first()
    appointment = None if row.post is None else appointment_on(row.post.key, on)
    return Why(
        duty=item.duty,
        function=function_name,
        function_since=held.since if held else None,
        body=row.body.name,
        title=row.post.title if row.post else "",
        person=appointment.person.name if appointment else "",
        since=appointment.since if appointment else None,
        whole_body=row.post is None,
    )


def above(viewer: Acting, item: Item, *, on: date) -> Above | None:
    """Who is next up the chain for an item, beyond the viewer's own post."""
    return next_up(item.owed.row.body, item.owed.row.post, on, beyond=viewer.post)
