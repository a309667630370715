"""A city with neighbours for the tests of the pages: everyone has an account, and there is always someone next door."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from jinze.foundation.access.actions.bodies import load_areas
from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.access.models import Account, Body, Person, Post
from jinze.foundation.ledger.jobs.order import checkpoint, sequence_all
from jinze.foundation.ledger.models import Event
from jinze.kernel.acting import Acting
from jinze.kernel.days import day_of
from jinze.kernel.periods import Frequency, calendar
from tests.support.law import INSTRUMENT, duty_row, small_law
from tests.support.world import SYSTEM, World, moment

TABLE = """code,level,parent,name,since,until,successor
4103,city,41,洛阳市,,,
410305,county,4103,涧西区,,,
410304,county,4103,瀍河回族区,,,
410323,county,4103,新安县,,,
"""
ALL = ("city", "county", "township")
DUTIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("1.1-month", {"levels": ALL}),
    ("1.1-meeting", {"levels": ALL, "post": "principal", "every": "quarter", "act": "meeting"}),
    ("1.2-twice", {"levels": ALL, "every": "half_year", "at_least": 2, "act": "note"}),
    ("1.3-works", {"function": "works", "levels": ("enterprise",)}),
)
KINDS: dict[str, Any] = {  # a shared kind that binds nobody in the scene
    "kinds/checking.yaml": {
        "key": "checking",
        "name": "班前检查",
        "gist": "开工前先看一遍",
        "parts": [
            {
                "title": "班前看一遍",
                "gist": "开工前把设备看一遍",
                "role": "own",
                "standing": "now_and_then",
                "act": "check",
                "evidence": ["record"],
                "on_failure": "提醒",
                "members": [{"path": "1.3", "function": "works", "levels": ["team"]}],
            }
        ],
    }
}
MONTHLY = f"{INSTRUMENT}/1.1-month"
ORDINAL = 10**11


def today() -> date:
    """The day on which the pages think they are."""
    return day_of(timezone.now())


def some_months_ago() -> date:
    """The first of a month, far enough back for missed periods of every duty."""
    back = today().replace(day=1) - timedelta(days=400)
    return back.replace(day=1)


def this_month() -> int:
    return calendar(Frequency.MONTH).last_opened(today())


@dataclass
class Scene:
    """Who is who, by the name of the account."""

    world: World
    bodies: dict[str, Body] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def body(self, name: str, level: Level, area: str, *functions: str, parent: str = "") -> Body:
        above = self.bodies[parent] if parent else None
        self.bodies[name] = self.world.body(name, level, area, functions, parent=above)
        return self.bodies[name]

    def person(self, username: str) -> Account:
        """An account without a post; the person is called 示例 and the name of the account."""
        self.people[username] = self.world.person(f"示例{username}")
        self.accounts[username] = self.world.account(self.people[username], username)
        return self.accounts[username]

    def seat(self, username: str, body: str, role: PostRole, title: str) -> Post:
        """An account in a post."""
        if username not in self.accounts:
            self.person(username)
        self.posts[username] = self.world.post(self.bodies[body], role, title)
        self.world.appoints(self.people[username], self.posts[username])
        return self.posts[username]

    def acting(self, username: str) -> Acting:
        return self.world.acting(self.people[username], self.posts[username])

    def signed(self, username: str) -> Client:
        """A browser in which this account is signed in; "" for nobody."""
        client = Client()
        if username:
            client.force_login(self.accounts[username])
        return client

    def filed(self, username: str, act: str = "check", day: date | None = None, **said: Any) -> UUID:
        """A deed of an account, done and recorded on a day (yesterday unless said otherwise)."""
        done = day or today() - timedelta(days=1)
        if act == "meeting":
            said = {"answers": {"chair": "示例主持"}, **said}
        return self.world.files(self.acting(username), done, act=act, **said)

    def event_of(self, deed: UUID) -> UUID:
        """The event with which a deed was filed."""
        return Event.objects.get(subject_key=deed, kind="deed.filed").key


def small_scene(world: World) -> Scene:
    """Two counties, a city above them, an enterprise in each county, an auditor, and someone without a post."""
    load_areas(acting=SYSTEM, at=world.at, table=TABLE)
    world.adopt(small_law(*(duty_row(slug, **rule) for slug, rule in DUTIES), **KINDS))
    scene = Scene(world)
    scene.body("示例市政府", Level.CITY, "4103", "government")
    scene.body("涧西政府", Level.COUNTY, "410305", "government", parent="示例市政府")
    scene.body("瀍河政府", Level.COUNTY, "410304", "government", parent="示例市政府")
    scene.body("涧西审计", Level.COUNTY, "410305", parent="涧西政府")
    scene.body("涧西铸造", Level.ENTERPRISE, "410305", "works")
    scene.body("瀍河化工", Level.ENTERPRISE, "410304", "works")
    scene.seat("shizhang", "示例市政府", PostRole.PRINCIPAL, "示例市长")
    scene.seat("jianxi", "涧西政府", PostRole.PRINCIPAL, "涧西区长")
    scene.seat("keyuan", "涧西政府", PostRole.OFFICER, "涧西科员")
    scene.seat("chanhe", "瀍河政府", PostRole.PRINCIPAL, "瀍河区长")
    scene.seat("shenji", "涧西审计", PostRole.AUDITOR, "涧西审计员")
    scene.seat("zhuzao", "涧西铸造", PostRole.SAFETY_MANAGER, "铸造安全部长")
    scene.seat("huagong", "瀍河化工", PostRole.SAFETY_MANAGER, "化工安全部长")
    scene.person("wugang")
    return scene


def signed_log() -> None:
    """Every event in its place under a signed checkpoint."""
    sequence_all()
    checkpoint(at=timezone.now())


def open_world() -> World:
    since = some_months_ago()
    return World(since=since, at=moment(since)).open()
