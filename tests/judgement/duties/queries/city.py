"""A small city with every kind of duty, random acts, and a second opinion on what they are worth."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from jinze.foundation.access.actions.bodies import load_areas
from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.access.models import Body
from jinze.judgement.duties.rules.status import Tally
from jinze.kernel.acting import Acting
from jinze.kernel.periods import Calendar, Frequency, calendar
from tests.support.law import INSTRUMENT, duty_row
from tests.support.world import EPOCH, SYSTEM, World

GRACE = 5  # days, as in the small law
CITY = Acting(system="operator", area="4103", roles=frozenset({"official"}))
TABLE = """code,level,parent,name,since,until,successor
4103,city,41,洛阳市,,,
410305,county,4103,涧西区,,,
410304,county,4103,瀍河回族区,,,
410306,county,4103,吉利区,,2021-03-18,410308
410322,county,4103,孟津县,,2021-03-18,410308
410308,county,4103,孟津区,2021-03-18,,
410305001,township,410305,示例街道,,,
"""
DUTIES = {
    "1.1-day": {"every": "day"},
    "1.1-week": {"every": "week", "act": "note"},
    "1.1-month": {"every": "month"},
    "1.1-twice": {"every": "quarter", "at_least": 2},
    "1.1-leader": {"every": "quarter", "post": "principal", "role": "guide"},
    "1.2-roads": {"every": "month", "function": "roads", "levels": ("city", "county")},
    "1.1-year": {"every": "year", "act": "note", "role": "lead"},
}
LEVELS = ("city", "county", "township")


@dataclass(frozen=True)
class Done:
    """One deed as the test filed it."""

    body: str
    leader: bool
    act: str
    occurred: date
    recorded: date
    duty: str
    against: int | None


@dataclass
class City:
    world: World
    bodies: dict[str, Body] = field(default_factory=dict)
    leaders: dict[str, Acting] = field(default_factory=dict)
    clerks: dict[str, Acting] = field(default_factory=dict)
    deeds: list[Done] = field(default_factory=list)

    def found(self, name: str, level: Level, area: str, *functions: str) -> Body:
        body = self.world.body(name, level, area, functions or ("government",))
        self.bodies[name] = body
        self.leaders[name] = self.world.filled(body, PostRole.PRINCIPAL, "主要负责人")
        self.clerks[name] = self.world.filled(body, PostRole.OFFICER, "科员")
        return body

    def file(self, done: Done) -> UUID:
        acting = (self.leaders if done.leader else self.clerks)[done.body]
        against = {} if done.against is None else {"against_duty": done.duty, "against": done.against}
        self.deeds.append(done)
        return self.world.files(acting, done.occurred, done.recorded, act=done.act, **against)

    def void(self, done: Done, key: UUID, day: date) -> None:
        self.deeds.remove(done)
        self.world.voids((self.leaders if done.leader else self.clerks)[done.body], key, day)

    def expected(self, body: str, slug: str, on: date, *, since: date = EPOCH, past: bool = False) -> Tally:
        """The figures of one obligation, period by period, from the deeds alone."""
        rhythm = calendar(Frequency(DUTIES[slug]["every"]))
        figures = Tally()
        for ordinal in _ordinals(rhythm, since, on):
            figures += self._state(body, slug, ordinal, on, past)
        return figures

    def _state(self, body: str, slug: str, ordinal: int, on: date, past: bool) -> Tally:
        rule = DUTIES[slug]
        start, end = calendar(Frequency(rule["every"])).bounds(ordinal)
        deadline = end + timedelta(days=GRACE - 1)
        total = timely = 0
        for done in self.deeds:
            if done.body != body or done.act != rule.get("act", "check") or (past and done.occurred > on):
                continue
            if "post" in rule and not done.leader:
                continue
            named = done.against is not None and done.duty == f"{INSTRUMENT}/{slug}"
            if done.against == ordinal if named else start <= done.occurred < end:
                total += 1
                timely += done.occurred < end and done.recorded <= deadline
        quota = rule.get("at_least", 1)
        if total >= quota:
            return Tally(on_time=1) if timely >= quota else Tally(late=1)
        return Tally(due=1) if on <= deadline else Tally(overdue=1)


def _ordinals(rhythm: Calendar, since: date, on: date) -> Iterator[int]:
    """The periods that open on or after `since` and by `on`, by walking."""
    ordinal = rhythm.last_opened(since)
    while rhythm.bounds(ordinal)[0] <= on:
        if rhythm.bounds(ordinal)[0] >= since:
            yield ordinal
        ordinal += 1


def small_city(world: World) -> City:
    """A city, two counties that were one in part, a township; no deed yet."""
    load_areas(acting=SYSTEM, at=world.at, table=TABLE)
    world.adopt_duties(*(duty_row(slug, **{"levels": LEVELS, **rule}) for slug, rule in DUTIES.items()))
    city = City(world)
    city.found("市政府", Level.CITY, "4103")
    city.found("涧西区政府", Level.COUNTY, "410305")
    city.found("涧西公路局", Level.COUNTY, "410305", "roads")
    city.found("示例街道办", Level.TOWNSHIP, "410305001")
    city.found("孟津县政府", Level.COUNTY, "410322")
    city.found("瀍河区政府", Level.COUNTY, "410304")
    return city


def told(city: City, seed: int, until: date, number: int = 40) -> City:
    """Random deeds over five months before `until`, some late, some against a missed period, some voided."""
    draw = Random(seed)
    slugs = [slug for slug in DUTIES if slug != "1.2-roads"]
    for _ in range(number):
        body = draw.choice(list(city.bodies))
        slug = "1.2-roads" if body == "涧西公路局" else draw.choice(slugs)
        rule = DUTIES[slug]
        occurred = until - timedelta(days=draw.randrange(150))
        recorded = occurred + timedelta(days=draw.choice((0, 0, 0, 3, 6, 40)))
        against = None
        if draw.random() < 0.25:
            against = calendar(Frequency(rule["every"])).last_opened(occurred) - draw.randrange(3)
        done = Done(
            body,
            draw.random() < 0.5,
            rule.get("act", "check"),
            occurred,
            recorded,
            f"{INSTRUMENT}/{slug}",
            against,
        )
        key = city.file(done)
        if draw.random() < 0.15:
            city.void(done, key, max(recorded, until))
    return city
