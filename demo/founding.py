"""Founding the city: bodies, functions, posts and people, each by its action, a second apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from demo import people
from demo.shape import CITY, BodyPlan, PostPlan
from jinze.foundation.access.actions import bodies as founding
from jinze.foundation.access.actions import people as staffing
from jinze.foundation.access.enums import ENTERPRISE_LEVELS, Role
from jinze.foundation.access.intake import (
    AppointmentIntake,
    BodyIntake,
    DelegationIntake,
    FunctionIntake,
    OversightIntake,
    PostIntake,
)
from jinze.foundation.ledger.actions.recording import Receipt
from jinze.kernel.acting import Acting

SYSTEM = Acting(system="demo", area=CITY)


def key_of(receipt: Receipt) -> UUID:
    """The key of what an action has made."""
    made = receipt.subject[1]
    if made is None:
        raise ValueError(f"{receipt.kind} makes nothing that has a key")
    return made


@dataclass(frozen=True, slots=True)
class Seat:
    """A post as it was founded."""

    handle: str
    key: UUID
    body: str
    plan: PostPlan


@dataclass(slots=True)
class City:
    """What has been founded so far, by handle, and who held each post since when."""

    plans: dict[str, BodyPlan] = field(default_factory=dict)
    bodies: dict[str, UUID] = field(default_factory=dict)
    posts: dict[str, Seat] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    tenures: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    handles: dict[UUID, str] = field(default_factory=dict)

    def holder(self, post: str, on: date) -> str:
        """Who held a post on a day."""
        return [person for since, person in self.tenures[post] if since <= on][-1]

    def seats(self, body: str) -> list[Seat]:
        """The posts of a body, in the order of the plan."""
        return [self.posts[f"{body}#{post.key}"] for post in self.plans[body].posts]

    def acting(self, post: str, filer: str, holder: str) -> Acting:
        """A person in a post, or on behalf of its holder."""
        seat = self.posts[post]
        plan = self.plans[seat.body]
        role = Role.ENTERPRISE if plan.level in ENTERPRISE_LEVELS else Role.OFFICIAL
        return Acting(
            person=self.people[filer],
            post=seat.key,
            body=self.bodies[seat.body],
            on_behalf_of=None if filer == holder else self.people[holder],
            area=plan.area,
            roles=frozenset({role.value}),
        )


@dataclass(slots=True)
class Founder:
    """Founds what it is given, in order, on a clock that moves a second with every act."""

    city: City
    clock: datetime
    basis: dict[str, str]
    seed: int
    free: Iterator[str] = field(default_factory=people.free_names)

    def tick(self) -> datetime:
        """The moment of the next act."""
        self.clock += timedelta(seconds=1)
        return self.clock

    def found(self, plans: Sequence[BodyPlan]) -> None:
        """Bodies with their functions and posts; then who holds the posts."""
        for plan in plans:
            self._body(plan)
            self._functions(plan)
            self._oversight(plan)
        for plan in plans:
            for post in plan.posts:
                self._post(plan, post)

    def delegate(self, post: str, person: str, since: date) -> None:
        """Lets a person file for a post."""
        said = DelegationIntake(person=self.city.people[person], post=self.city.posts[post].key, since=since)
        staffing.delegate(acting=SYSTEM, at=self.tick(), said=said)

    def hand_over(self, post: str, since: date) -> None:
        """A new person takes a post on a day."""
        seat = self.city.posts[post]
        staffing.end_appointment(acting=SYSTEM, at=self.tick(), post=seat.key, until=since)
        self._appoint(seat, f"{post}:{since}", since)

    def _body(self, plan: BodyPlan) -> None:
        said = BodyIntake(
            name=plan.name,
            short=plan.short,
            level=plan.level,
            area=plan.area,
            parent=self.city.bodies.get(plan.parent),
            since=plan.since,
        )
        key = key_of(founding.found_body(acting=SYSTEM, at=self.tick(), said=said))
        self.city.plans[plan.handle] = plan
        self.city.bodies[plan.handle] = key
        self.city.handles[key] = plan.handle

    def _functions(self, plan: BodyPlan) -> None:
        body = self.city.bodies[plan.handle]
        for held in plan.functions:
            basis = held.basis or self.basis.get(held.function, "")
            said = FunctionIntake(body=body, function=held.function, since=held.since, basis=basis)
            founding.assign_function(acting=SYSTEM, at=self.tick(), said=said)
            if held.until is not None:
                founding.end_function(
                    acting=SYSTEM, at=self.tick(), body=body, function=held.function, until=held.until
                )

    def _oversight(self, plan: BodyPlan) -> None:
        if plan.overseer not in self.city.bodies:
            return
        said = OversightIntake(
            body=self.city.bodies[plan.handle],
            overseer=self.city.bodies[plan.overseer],
            line="enterprise",
            since=plan.since,
        )
        founding.assign_oversight(acting=SYSTEM, at=self.tick(), said=said)

    def _post(self, plan: BodyPlan, post: PostPlan) -> None:
        said = PostIntake(body=self.city.bodies[plan.handle], title=post.title, role=post.role, since=plan.since)
        key = key_of(staffing.create_post(acting=SYSTEM, at=self.tick(), said=said))
        seat = Seat(f"{plan.handle}#{post.key}", key, plan.handle, post)
        self.city.posts[seat.handle] = seat
        self.city.handles[key] = seat.handle
        self._appoint(seat, plan.person(post), self._since(plan, seat))

    def _since(self, plan: BodyPlan, seat: Seat) -> date:
        """A first day in the post: up to four years before the story; whoever has one already takes this one later."""
        held = [days[0][0] for days in self.city.tenures.values() if days[0][1] == seat.plan.holder]
        if held and max(held) > plan.since:
            return min(max(held) + timedelta(days=9), self.clock.date())
        rng = Random(f"{self.seed} since {seat.handle}")  # noqa: S311 - a story, no secret
        drawn = self.clock.date() - timedelta(days=rng.randint(30, 1400))
        return max(plan.since, drawn)

    def _appoint(self, seat: Seat, person: str, since: date) -> None:
        if person not in self.city.people:
            name = people.name_of(person, self.free)
            self.city.names[person] = name
            registered = staffing.register_person(acting=SYSTEM, at=self.tick(), name=name)
            self.city.people[person] = key_of(registered)
        said = AppointmentIntake(person=self.city.people[person], post=seat.key, since=since)
        staffing.appoint(acting=SYSTEM, at=self.tick(), said=said)
        self.city.tenures.setdefault(seat.handle, []).append((since, person))
