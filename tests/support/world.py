"""A small city told through the real actions: nothing here writes to a table by itself."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from jinze.cases.deed.actions import file_deed, void_deed
from jinze.cases.deed.intake import FileDeed, VoidDeed
from jinze.foundation.access.actions.bodies import assign_function, end_function, found_body
from jinze.foundation.access.actions.people import appoint, create_post, delegate, open_account, register_person
from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.access.intake import (
    AppointmentIntake,
    BodyIntake,
    DelegationIntake,
    FunctionIntake,
    PostIntake,
)
from jinze.foundation.access.models import Account, Body, Person, Post
from jinze.foundation.access.queries.people import Seat, acting_of, holders_of
from jinze.foundation.ledger.actions.log import open_log
from jinze.foundation.ledger.actions.recording import Receipt
from jinze.foundation.ledger.enums import HashName
from jinze.kernel.acting import Acting
from jinze.kernel.days import start_of
from jinze.sources.actions import adopt_revision
from jinze.sources.queries.folder import documents_of
from jinze.sources.rules.reading import digest_of
from tests.support.law import small_law

SYSTEM = Acting(system="demo", area="4103")
EPOCH = date(2020, 1, 1)
PASSWORD = "xiangyun-4103-hetu"


def moment(day: date, hour: int = 10) -> datetime:
    """An hour of a day in China."""
    return start_of(day) + timedelta(hours=hour)


@dataclass
class World:
    """A city whose log is open. Everything stands since `since` unless said otherwise."""

    since: date = EPOCH
    at: datetime = field(default_factory=lambda: moment(EPOCH))
    _numbers: Any = field(default_factory=lambda: count(1))

    def open(self) -> "World":
        open_log(acting=SYSTEM, at=self.at, origin="demo/test", hash_name=HashName.SHA256)
        return self

    def adopt(self, documents: dict[str, Any], since: date | None = None, at: datetime | None = None) -> Receipt:
        """Adopts, having seen the difference."""
        day, seen = since or self.since, digest_of(documents)
        return adopt_revision(acting=SYSTEM, at=at or self.at, documents=documents, since=day, seen=seen)

    def adopt_duties(self, *duties: Any, since: date | None = None) -> Receipt:
        return self.adopt(small_law(*duties), since)

    def adopt_luoyang(self, since: date = date(2017, 12, 28)) -> Receipt:
        return self.adopt(documents_of("luoyang-2017-37"), since)

    def body(
        self,
        name: str = "示例单位",
        level: Level = Level.COUNTY,
        area: str = "410305",
        functions: tuple[str, ...] = (),
        parent: Body | None = None,
        since: date | None = None,
    ) -> Body:
        said = BodyIntake(
            name=name, level=level, area=area, parent=parent.key if parent else None, since=since or self.since
        )
        body = Body.objects.get(key=found_body(acting=SYSTEM, at=self.at, said=said).subject[1])
        for function in functions:
            self.gives(body, function)
        return body

    def gives(self, body: Body, function: str, since: date | None = None, at: datetime | None = None) -> Receipt:
        said = FunctionIntake(body=body.key, function=function, since=since or self.since)
        return assign_function(acting=SYSTEM, at=at or self.at, said=said)

    def takes(self, body: Body, function: str, until: date) -> Receipt:
        return end_function(acting=SYSTEM, at=moment(until), body=body.key, function=function, until=until)

    def person(self, name: str = "") -> Person:
        named = name or f"示例{next(self._numbers)}"
        return Person.objects.get(key=register_person(acting=SYSTEM, at=self.at, name=named).subject[1])

    def post(
        self, body: Body, role: PostRole = PostRole.OFFICER, title: str = "示例岗位", since: date | None = None
    ) -> Post:
        """A post that nobody holds."""
        said = PostIntake(body=body.key, title=title, role=role, since=since or self.since)
        return Post.objects.get(key=create_post(acting=SYSTEM, at=self.at, said=said).subject[1])

    def appoints(self, person: Person, post: Post, since: date | None = None) -> Receipt:
        said = AppointmentIntake(person=person.key, post=post.key, since=since or self.since)
        return appoint(acting=SYSTEM, at=self.at, said=said)

    def filled(self, body: Body, role: PostRole = PostRole.OFFICER, title: str = "示例岗位") -> Acting:
        """Someone in a new post of the body, as they act."""
        post, person = self.post(body, role, title), self.person()
        self.appoints(person, post)
        return self.acting(person, post)

    def delegates(self, person: Person, post: Post, since: date | None = None, until: date | None = None) -> Receipt:
        said = DelegationIntake(person=person.key, post=post.key, since=since or self.since, until=until)
        return delegate(acting=SYSTEM, at=self.at, said=said)

    def account(self, person: Person, username: str = "shili") -> Account:
        open_account(acting=SYSTEM, at=self.at, person=person.key, username=username, password=PASSWORD)
        return Account.objects.get(username=username)

    def acting(self, person: Person, post: Post, for_other: Person | None = None) -> Acting:
        return acting_of(Seat(person, Post.objects.select_related("body").get(pk=post.pk), self.since, None, for_other))

    def files(
        self,
        acting: Acting,
        occurred: date,
        recorded: date | None = None,
        act: str = "check",
        key: UUID | None = None,
        **said: Any,
    ) -> UUID:
        """Files a deed done at ten on a day, recorded at eleven of that day or of another; gives the deed's key."""
        intake = FileDeed(act=act, occurred_at=moment(occurred), summary=said.pop("summary", "示例记录"), **said)
        receipt = file_deed(acting=acting, at=moment(recorded or occurred, 11), said=intake, key=key)
        assert receipt.subject[1] is not None
        return receipt.subject[1]

    def voids(self, acting: Acting, deed: UUID, day: date) -> Receipt:
        return void_deed(acting=acting, at=moment(day, 12), deed=deed, said=VoidDeed(why="填错了"))

    def holder(self, post: Post, on: date) -> Person | None:
        return holders_of([post.key], on).get(post.key)
