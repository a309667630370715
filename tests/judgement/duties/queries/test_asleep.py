"""Every figure about the year is worked out a second time, holder by holder and deed by deed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.access.models import Body, Post
from jinze.judgement.duties.queries.asleep import Rest, asleep, by_holder, clauses, start_of_year, works
from jinze.kernel.acting import Acting
from jinze.sources.queries.law import law_of
from tests.support.law import INSTRUMENT, duty_row
from tests.support.world import EPOCH, World

ON = date(2022, 6, 20)
START = date(2021, 6, 21)
BOTH = ("city", "county")
CITY = Acting(system="operator", area="4103", roles=frozenset({"official"}))
JIANXI = Acting(system="operator", area="410305", roles=frozenset({"official"}))
STANDING: dict[str, Any] = {"every": None, "standing": "now_and_then", "levels": BOTH}
DUTIES: dict[str, dict[str, Any]] = {
    "1.1-note": {**STANDING, "act": "note"},
    "1.1-same": {**STANDING, "act": "note"},
    "1.1-report": {"every": None, "on": "accident.reported", "within": "soon", "act": "check", "levels": BOTH},
    "1.2-lead": {**STANDING, "act": "check", "post": "principal"},
    "1.2-roads": {**STANDING, "act": "record", "function": "roads"},
    "1.3-big": {**STANDING, "act": "check", "applies_if": {"size": "big"}},
}
EVENT_ONLY = ("1.1-report",)


@dataclass(frozen=True)
class Done:
    """One deed as the test filed it."""

    number: int
    body: int
    post: int
    act: str
    day: date


@dataclass
class Town:
    """What the test itself knows: who exists since when with what, and what was done."""

    world: World
    bodies: dict[int, Body] = field(default_factory=dict)
    held: dict[tuple[int, str], tuple[date, date | None]] = field(default_factory=dict)
    posts: dict[int, tuple[int, PostRole, date]] = field(default_factory=dict)
    people: dict[int, Acting] = field(default_factory=dict)
    deeds: list[Done] = field(default_factory=list)

    def found(self, level: Level, area: str, since: date = EPOCH) -> Body:
        body = self.world.body(f"示例{area}-{len(self.bodies)}", level, area, since=since)
        self.bodies[body.pk] = body
        return body

    def gives(self, body: Body, function: str, since: date = EPOCH, until: date | None = None) -> None:
        self.world.gives(body, function, since)
        if until is not None:
            self.world.takes(body, function, until)
        self.held[body.pk, function] = (since, until)

    def seats(self, body: Body, role: PostRole, since: date = EPOCH) -> Post:
        post, person = self.world.post(body, role, since=since), self.world.person()
        self.world.appoints(person, post, since)
        self.posts[post.pk] = (body.pk, role, since)
        self.people[post.pk] = self.world.acting(person, post)
        return post

    def does(self, post: Post | int, act: str, day: date, *, voided: bool = False) -> None:
        pk = post if isinstance(post, int) else post.pk
        key = self.world.files(self.people[pk], day, act=act)
        if voided:
            self.world.voids(self.people[pk], key, day)
        else:
            self.deeds.append(Done(len(self.deeds), self.posts[pk][0], pk, act, day))

    def holders(self, slug: str, seen: set[int]) -> Iterator[tuple[int, int | None, date]]:
        """Body, post and first day of everyone whom a duty binds on the day."""
        rule = DUTIES[slug]
        for pk, body in self.bodies.items():
            since, until = self.held.get((pk, rule.get("function", "government")), (date.max, None))
            if pk not in seen or body.level not in rule["levels"] or since > ON or (until and until <= ON):
                continue
            if "post" not in rule:
                yield pk, None, since
            for post, (owner, role, day) in self.posts.items():
                if "post" in rule and owner == pk and role == rule["post"] and day <= ON:
                    yield pk, post, max(since, day)

    def by(self, slug: str, body: int, post: int | None) -> list[Done]:
        """The deeds of a holder that count under a duty, up to the day."""
        act = DUTIES[slug]["act"]
        return [d for d in self.deeds if d.body == body and post in (None, d.post) and d.act == act and d.day <= ON]

    def reckoned(self, slugs: list[str], seen: set[int]) -> tuple[Any, ...] | None:
        """State, bodies, acts, last act, minima and short bodies of some duties, by walking."""
        bodies, short, settled, firm = set(), set(), False, False
        deeds: dict[int, Done] = {}
        least = set()
        for slug in slugs:
            for body, post, since in self.holders(slug, seen):
                bodies.add(body)
                done = self.by(slug, body, post)
                deeds.update({d.number: d for d in done})
                standing, sure = "standing" in DUTIES[slug], "applies_if" not in DUTIES[slug]
                least |= {2} if standing else set()
                firm |= sure
                settled |= sure and since <= START
                if standing and sure and since <= START and sum(d.day >= START for d in done) < 2:
                    short.add(body)
        if not bodies:
            return None
        year = [d for d in deeds.values() if d.day >= START]
        asleep_or_fresh = Rest.ASLEEP if settled else Rest.FRESH
        rest = Rest.AWAKE if year else asleep_or_fresh if firm else Rest.CONDITIONAL
        last = max((d.day for d in deeds.values()), default=None)
        return rest, len(bodies), len(year), last, tuple(least), len(short)

    def in_sight(self, area: str, level: str = "") -> set[int]:
        return {pk for pk, b in self.bodies.items() if b.area.startswith(area) and level in ("", b.level)}


def town_of(world: World, *slugs: str) -> Town:
    world.adopt_duties(*(duty_row(slug, **DUTIES[slug]) for slug in slugs or DUTIES))
    return Town(world)


def random_town(world: World, seed: int, number: int = 14) -> Town:
    """Bodies with functions and posts of different age, and a few deeds in and before the year."""
    town, draw = town_of(world), Random(seed)
    days = (EPOCH, EPOCH, START, START + timedelta(days=1), ON)
    for level, area in (
        (Level.CITY, "4103"),
        (Level.COUNTY, "410305"),
        (Level.COUNTY, "410305"),
        (Level.COUNTY, "410304"),
    ):
        body = town.found(level, area)
        for function in ("government", "roads"):
            if draw.random() < 0.7:
                until = draw.choice((None, None, None, ON, ON + timedelta(days=9)))
                town.gives(body, function, draw.choice(days), until)
        for role in (PostRole.PRINCIPAL, PostRole.OFFICER, PostRole.PRINCIPAL)[: draw.randrange(1, 4)]:
            town.seats(body, role, draw.choice(days[:4]))
    for _ in range(number):
        post = draw.choice(list(town.posts))
        since = max(town.posts[post][2], ON - timedelta(days=draw.choice((300, 700))))
        day = since + timedelta(days=draw.randrange((ON - since).days + 3))
        town.does(post, draw.choice(("note", "check", "record")), day, voided=draw.random() < 0.15)
    return town


def told(work: Any) -> tuple[Any, ...]:
    return work.rest, work.bodies, work.acts, work.last, work.least, work.short


def slugs_of(path: str) -> list[str]:
    return [slug for slug in DUTIES if slug.startswith(f"{path}-")]


@pytest.mark.parametrize("seed", range(6))
def test_clauses_and_duties_are_what_the_deeds_say(world: World, seed: int) -> None:
    town = random_town(world, seed)
    law = law_of(INSTRUMENT)
    for viewer, area in ((CITY, "4103"), (JIANXI, "410305")):
        seen = town.in_sight(area)
        wanted = {path: town.reckoned(slugs_of(path), seen) for path in law.clauses}
        found = clauses(viewer, instrument=INSTRUMENT, on=ON)
        assert {each.clause.path: told(each.work) for each in found} == {p: w for p, w in wanted.items() if w}
        waiting = {each.clause.path for each in found if each.waits}
        sleeping = {path for path, said in wanted.items() if said and said[0] is Rest.ASLEEP}
        assert asleep(viewer, instrument=INSTRUMENT, on=ON) == sleeping - waiting
        each_duty = works(viewer, law.duties.values(), on=ON)
        by_duty = {slug: town.reckoned([slug], seen) for slug in DUTIES}
        told_of = {key.partition("/")[2]: told(work) for key, work in each_duty.items()}
        assert told_of == {slug: said for slug, said in by_duty.items() if said}


@pytest.mark.parametrize("seed", range(6, 9))
def test_each_holder_is_what_its_deeds_say(world: World, seed: int) -> None:
    town = random_town(world, seed)
    for slug in DUTIES:
        wanted = {}
        for body, post, since in town.holders(slug, set(town.bodies)):
            done = town.by(slug, body, post)
            last = max((d.day for d in done), default=None)
            wanted[body, post] = (sum(d.day >= START for d in done), last, since > START)
        found = by_holder(CITY, law_of(INSTRUMENT).duties[f"{INSTRUMENT}/{slug}"], on=ON)
        assert {key: (work.acts, work.last, work.fresh) for key, work in found.items()} == wanted


def test_one_level_alone_is_reckoned_alone(world: World) -> None:
    town = random_town(world, 10)
    for level in ("city", "county", "village"):
        seen = town.in_sight("4103", level)
        wanted = {path: town.reckoned(slugs_of(path), seen) for path in law_of(INSTRUMENT).clauses}
        found = clauses(CITY, instrument=INSTRUMENT, on=ON, level=level)
        assert {each.clause.path: told(each.work) for each in found} == {p: w for p, w in wanted.items() if w}


@pytest.fixture
def county(world: World) -> Town:
    """A county bound for the whole year by one standing duty and by one that starts from an accident."""
    town = town_of(world, "1.1-note", "1.1-report", "1.2-roads")
    body = town.found(Level.COUNTY, "410305")
    town.gives(body, "government")
    town.seats(body, PostRole.OFFICER)
    return town


def stands(viewer: Acting = CITY) -> Any:
    found = {each.clause.path: each for each in clauses(viewer, instrument=INSTRUMENT, on=ON)}
    assert set(found) == {"1.1"}
    return found["1.1"]


@pytest.mark.parametrize(
    ("day", "rest", "short"),
    [
        (START - timedelta(days=1), Rest.ASLEEP, 1),
        (START, Rest.AWAKE, 1),
        (ON, Rest.AWAKE, 1),
        (ON + timedelta(days=1), Rest.ASLEEP, 1),
    ],
)
def test_an_act_wakes_a_clause_from_the_first_to_the_last_day_of_the_year(
    county: Town, day: date, rest: Rest, short: int
) -> None:
    county.does(next(iter(county.posts)), "note", day)
    assert (stands().work.rest, stands().work.short) == (rest, short)
    assert stands().work.last == (day if day <= ON else None)


def test_a_second_act_reaches_the_minimum_and_a_voided_one_does_not(county: Town) -> None:
    post = next(iter(county.posts))
    county.does(post, "note", ON)
    county.does(post, "note", ON, voided=True)
    assert (stands().work.acts, stands().work.short, stands().work.least) == (1, 1, (2,))
    county.does(post, "note", ON)
    assert (stands().work.acts, stands().work.short) == (2, 0)


def test_an_act_of_a_neighbour_wakes_nothing_here(county: Town) -> None:
    other = county.found(Level.COUNTY, "410304")
    county.gives(other, "government")
    county.does(county.seats(other, PostRole.OFFICER), "note", ON)
    assert (stands().work.rest, stands().work.bodies) == (Rest.AWAKE, 2)
    assert (stands(JIANXI).work.rest, stands(JIANXI).work.bodies) == (Rest.ASLEEP, 1)


def test_an_act_of_somebody_who_is_not_bound_wakes_nothing(county: Town) -> None:
    other = county.found(Level.COUNTY, "410305")
    county.gives(other, "government", until=ON - timedelta(days=30))
    county.does(county.seats(other, PostRole.OFFICER), "note", ON - timedelta(days=60))
    assert (stands().work.rest, stands().work.bodies) == (Rest.ASLEEP, 1)


def test_a_clause_waits_when_all_its_duties_start_from_an_event(world: World) -> None:
    town = town_of(world, *EVENT_ONLY)
    town.gives(town.found(Level.COUNTY, "410305"), "government")
    assert (stands().waits, stands().work.rest, stands().work.least) == (True, Rest.ASLEEP, ())


def test_a_clause_with_a_standing_duty_does_not_wait(county: Town) -> None:
    assert not stands().waits


def test_nobody_in_sight_is_bound_by_nothing(county: Town) -> None:
    other = Acting(system="operator", area="410304", roles=frozenset({"official"}))
    assert clauses(other, instrument=INSTRUMENT, on=ON) == []
    assert asleep(other, instrument=INSTRUMENT, on=ON) == frozenset()
    assert works(other, law_of(INSTRUMENT).duties.values(), on=ON) == {}


def test_the_queries_are_six_whatever_there_is(world: World) -> None:
    random_town(world, 3)
    with CaptureQueriesContext(connection) as queries:
        clauses(CITY, instrument=INSTRUMENT, on=ON)
    own = [q for q in queries.captured_queries if "sources_revision" not in q["sql"]]
    assert len(own) == 6
    with CaptureQueriesContext(connection) as queries:
        asleep(CITY, instrument=INSTRUMENT, on=ON)
    assert len([q for q in queries.captured_queries if "sources_revision" not in q["sql"]]) == 5


@pytest.mark.parametrize(
    ("on", "start"),
    [
        (ON, START),
        (date(2022, 12, 31), date(2022, 1, 1)),
        (date(2024, 2, 28), date(2023, 3, 1)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 2, 29)),
    ],
)
def test_the_year_is_the_twelve_months_that_end_with_the_day(on: date, start: date) -> None:
    assert start_of_year(on) == start
