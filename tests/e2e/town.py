"""The small town of the browser tests: the real law, and offices that are founded by the real actions."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from jinze.foundation.access.actions.bodies import load_areas
from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.access.models import Body, Person, Post
from jinze.foundation.ledger.jobs.order import checkpoint, sequence_all
from jinze.kernel.acting import Acting
from jinze.kernel.days import day_of
from jinze.kernel.periods import Frequency, calendar
from tests.support.world import SYSTEM, World

LAW = "luoyang-2017-37"
SWEEP = f"{LAW}/1.2.19-sweep-county"  # monthly, owed by the body that leads the sweep in a county
MEETING = f"{LAW}/1.2.7-meeting"  # quarterly, owed by the head of a government
SWEEP_SAID = {"places_checked": "12", "violations_found": "0"}
JIANXI, XINAN = "410305", "410323"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Office:
    """A county office that leads the sweep, with one officer who can sign in."""

    body: Body
    person: Person
    post: Post
    username: str
    acting: Acting


class Town:
    """A world with the law and the areas of Luoyang; every office has bodies, people and an account of its own."""

    def __init__(self) -> None:
        self.world = World()
        self.today = day_of(timezone.now())
        self.months = calendar(Frequency.MONTH)
        self.this_month = self.months.last_opened(self.today)
        self._numbers = count(1)

    def open(self) -> "Town":
        self.world.open()
        table = (Path(settings.JINZE_LAW) / "divisions" / "luoyang.csv").read_text(encoding="utf-8")
        load_areas(acting=SYSTEM, at=self.world.at, table=table)
        self.world.adopt_luoyang()
        return self

    def first_day(self, months_ago: int) -> date:
        """The first day of a month; 0 is this one."""
        return self.months.bounds(self.this_month - months_ago)[0]

    def month_word(self, months_ago: int) -> str:
        return self.months.label(self.this_month - months_ago)

    def office(self, *, owed: int = 1, area: str = JIANXI, name: str = "") -> Office:
        """An office that owes the sweep of this month and has missed the `owed` oldest of the two months before last.

        The months between are done in time, so that what is overdue is so on any day of the month.
        """
        number = next(self._numbers)
        named = name or f"示例{number}号应急管理局"
        first = 2 + owed
        body = self.world.body(named, area=area)
        self.world.gives(body, "sweep_lead", since=self.first_day(first))
        person = self.world.person()
        post = self.world.post(body, title="综合科科长")
        self.world.appoints(person, post)
        username = f"shili{number}"
        self.world.account(person, username)
        office = Office(body, person, post, username, self.world.acting(person, post))
        for ago in (2, 1):
            self.files(office, self.first_day(ago) + 9 * DAY)
        return office

    def files(self, office: Office, day: date) -> UUID:
        """Files a sweep done and recorded on a day, without a browser."""
        return self.world.files(office.acting, day, act="sweep_check", answers=SWEEP_SAID)

    def government(self, area: str = JIANXI) -> tuple[Body, Post, Person]:
        """The government of a county with its head; its terms begin with this quarter."""
        body = self.world.body("示例区人民政府", Level.COUNTY, area)
        quarters = calendar(Frequency.QUARTER)
        self.world.gives(body, "government", since=quarters.bounds(quarters.last_opened(self.today))[0])
        head = self.world.person("示例区长")
        post = self.world.post(body, PostRole.PRINCIPAL, "区长")
        self.world.appoints(head, post)
        return body, post, head

    def order_ledger(self) -> None:
        """What the worker does each second and each minute: everything gets its place, and a signature covers it."""
        sequence_all()
        checkpoint(at=timezone.now())


def form_path(duty: str, ordinal: int) -> str:
    """The address of the form for one period of a duty."""
    instrument, _, slug = duty.partition("/")
    return f"/deeds/new/{instrument}/{slug}/{ordinal}/"
