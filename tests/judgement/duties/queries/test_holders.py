"""Who is bound by a duty, against a second opinion day by day from the records of access."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinze.foundation.access.actions.bodies import load_areas
from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.access.models import Body, FunctionHeld, Post
from jinze.foundation.access.queries.people import holders_of
from jinze.judgement.duties.queries import holders
from jinze.kernel.acting import Acting
from jinze.sources.queries.law import law_of
from jinze.sources.rules.law import Duty
from tests.judgement.duties.queries.city import TABLE
from tests.support.law import INSTRUMENT, duty_row, small_law
from tests.support.world import SYSTEM, World, moment

CITY = Acting(system="operator", area="4103", roles=frozenset({"official"}))
COUNTY = Acting(system="operator", area="410305", roles=frozenset({"official"}))
NEIGHBOUR = Acting(system="operator", area="410304", roles=frozenset({"official"}))
LEVELS = ("city", "county", "township")
FIRST = (
    duty_row("1.1-all", levels=LEVELS),
    duty_row("1.1-standing", levels=LEVELS, every=None, standing="now_and_then", post="principal"),
    duty_row("1.2-two", function=["government", "roads"], every=None, on="accident.reported", within="soon"),
    duty_row("1.2-member", function="roads", levels=("city", "county"), every=None, gate="review.held", post="member"),
    duty_row("1.3-works", function="works", levels=("enterprise",)),
)
CUT = date(2021, 7, 1)
SECOND = (
    duty_row("1.1-all", levels=("city", "county"), act="note"),  # the township is let go, the others go on
    duty_row("1.1-standing", levels=LEVELS, every=None, standing="now_and_then", post="member"),
    *FIRST[2:],
)
ON = date(2022, 3, 10)
PLACES = ((Level.CITY, "4103"), (Level.COUNTY, "410305"), (Level.COUNTY, "410304"), (Level.TOWNSHIP, "410305001"))


def told(world: World, seed: int) -> None:
    """Bodies that take, lose and take back functions, with posts of every role, some of them empty."""
    draw = Random(seed)
    load_areas(acting=SYSTEM, at=world.at, table=TABLE)
    world.adopt(small_law(*FIRST))
    world.adopt(small_law(*SECOND), since=CUT)
    for number in range(9):
        body = world.body(f"示例{number}", *draw.choice(PLACES))
        for function in ("government", "roads"):
            day = world.since + timedelta(days=draw.randrange(900))
            for _ in range(draw.randrange(3)):
                world.gives(body, function, since=day, at=moment(day))
                if draw.random() < 0.5:
                    break
                day += timedelta(days=draw.randrange(1, 400))
                world.takes(body, function, until=day)
                day += timedelta(days=draw.choice([0, 0, 30]))
        for role in draw.sample(list(PostRole), 3):
            post = world.post(body, role, role.value, since=world.since + timedelta(days=draw.randrange(900)))
            if draw.random() < 0.6:
                world.appoints(world.person(), post, since=max(post.since, body.since))


def duty_of(slug: str) -> Duty:
    return law_of(INSTRUMENT).duties[f"{INSTRUMENT}/{slug}"]


def bound(slug: str, viewer: Acting = CITY) -> holders.Binding:
    return holders.bound(viewer, [duty_of(slug)], on=ON)[f"{INSTRUMENT}/{slug}"]


def slugs(duties: list[Duty]) -> list[str]:
    return [duty.id.partition("/")[2] for duty in duties]


def binds(slug: str, body: Body, post: Post | None, day: date) -> bool:
    """The second opinion on one day."""
    holder = {row["id"]: row for row in (SECOND if day >= CUT else FIRST)}[slug]["holder"]
    asked = holder["function"] if isinstance(holder["function"], list) else [holder["function"]]
    held = any(
        row.since <= day and (row.until is None or day < row.until)
        for row in FunctionHeld.objects.filter(body=body, function__in=asked)
    )
    meant = post is None if holder["post"] is None else post is not None and _counts(post, holder["post"], day)
    return held and meant and body.level in holder["levels"] and body.since <= day


def _counts(post: Post, role: str, day: date) -> bool:
    return role in PostRole(post.role).counts_as and post.since <= day and (post.until is None or day < post.until)


def reckoned(slug: str, on: date, since: date) -> dict[tuple[int, int | None], date]:
    """Everyone bound on a day, with the first of the unbroken days of that, walking back from it."""
    wanted = {}
    for body in Body.objects.all():
        for post in (None, *Post.objects.filter(body=body)):
            if binds(slug, body, post, on):
                first = on
                while first > since and binds(slug, body, post, first - timedelta(days=1)):
                    first -= timedelta(days=1)
                wanted[body.pk, post.pk if post else None] = first
    return wanted


@pytest.mark.parametrize("seed", range(3))
def test_who_is_bound_and_since_when_is_so_day_by_day(world: World, seed: int) -> None:
    told(world, seed)
    for on in (ON, CUT, CUT - timedelta(days=1)):
        found = holders.bound(CITY, law_of(INSTRUMENT).duties.values(), on=on)
        for slug in ("1.1-all", "1.1-standing", "1.2-two", "1.2-member"):
            binding = found[f"{INSTRUMENT}/{slug}"]
            got = {(h.body.pk, h.post.pk if h.post else None): h.since for h in binding.holders}
            assert got == reckoned(slug, on, world.since), (slug, on)
            posts = [h.post.key for h in binding.holders if h.post]
            seated = holders_of(posts, on)
            assert {h.post.key: h.person for h in binding.holders if h.post and h.person} == seated
            assert binding.vacant == len(posts) - len(seated)


def test_a_body_without_such_a_post_is_named(world: World) -> None:
    world.adopt(small_law(*FIRST))
    bare, full = world.body("示例无岗", functions=("government",)), world.body("示例有岗", functions=("government",))
    world.filled(full, PostRole.PRINCIPAL)
    world.post(bare, PostRole.OFFICER)
    assert ([h.body for h in bound("1.1-standing").holders], bound("1.1-standing").lacking) == ([full], (bare,))
    assert bound("1.1-all").lacking == ()


@pytest.mark.parametrize("level", ["city", "county", "township"])
def test_a_duty_binds_at_its_own_levels_alone(world: World, level: str) -> None:
    world.adopt(small_law(duty_row("1.1-one", levels=(level,))))
    areas = {"city": "4103", "county": "410305", "township": "410305001"}
    bodies = {name: world.body(name, Level(name), area, ("government",)) for name, area in areas.items()}
    assert [holder.body for holder in bound("1.1-one").holders] == [bodies[level]]


def test_a_body_with_both_functions_of_a_duty_is_bound_once_and_since_the_first(world: World) -> None:
    world.adopt(small_law(*FIRST))
    body = world.body("示例政府", functions=("government",))
    world.gives(body, "roads", since=ON - timedelta(days=9))
    assert [(holder.body, holder.since) for holder in bound("1.2-two").holders] == [(body, world.since)]


def test_a_duty_on_a_condition_is_said_to_be_so_and_nobody_files_under_it(world: World) -> None:
    world.adopt(small_law(duty_row("1.1-big", every=None, standing="now_and_then", applies_if={"size": "big"})))
    leader = world.filled(world.body("示例政府", functions=("government",)), PostRole.PRINCIPAL)
    assert (bound("1.1-big").conditional, [h.body.key for h in bound("1.1-big").holders]) == (True, [leader.body])
    assert holders.served_by(leader, act="check", on=ON) == []


def test_nobody_sees_who_is_bound_next_door(world: World) -> None:
    told(world, 1)
    for body in ("示例甲府", "示例乙府"):  # one with a post, one lacking it
        found = world.body(body, Level.COUNTY, "410304", ("government",))
        if body == "示例甲府":
            world.filled(found, PostRole.PRINCIPAL)
    duties = law_of(INSTRUMENT).duties.values()
    everywhere, here = holders.bound(CITY, duties, on=ON), holders.bound(COUNTY, duties, on=ON)
    for key, binding in here.items():
        named = [h for h in everywhere[key].holders if h.body.area.startswith("410305")]
        assert list(binding.holders) == named
        assert list(binding.lacking) == [b for b in everywhere[key].lacking if b.area.startswith("410305")]
    assert {h.body.name for h in bound("1.1-standing", NEIGHBOUR).holders} >= {"示例甲府"}
    assert {b.name for b in bound("1.1-standing", NEIGHBOUR).lacking} >= {"示例乙府"}


def test_the_queries_do_not_grow_with_duties_and_bodies(world: World) -> None:
    told(world, 2)
    numbers = []
    for duties in ([duty_of("1.1-all"), duty_of("1.1-standing")], list(law_of(INSTRUMENT).duties.values())):
        with CaptureQueriesContext(connection) as queries:
            holders.bound(CITY, duties, on=ON)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 9


def test_a_post_answers_for_its_own_duties_and_those_of_its_body(world: World) -> None:
    world.adopt(small_law(*FIRST))
    body = world.body("示例政府", functions=("government",))
    leader, clerk = world.filled(body, PostRole.PRINCIPAL), world.filled(body, PostRole.OFFICER)
    stranger = world.filled(world.body("示例邻居"), PostRole.PRINCIPAL)

    def own(acting: Acting) -> list[str]:
        duties = law_of(INSTRUMENT).duties.values()
        return slugs([duty for duty in duties if holders.mine(acting, duty, on=ON) is not None])

    assert own(leader) == ["1.1-all", "1.1-standing", "1.2-two"]
    assert own(clerk) == ["1.1-all", "1.2-two"]
    assert own(stranger) == []
    assert slugs(holders.served_by(leader, act="check", on=ON)) == own(leader)
    assert slugs(holders.served_by(clerk, act="check", on=ON)) == own(clerk)
    assert holders.served_by(clerk, act="meeting", on=ON) == []


def test_an_act_serves_the_duties_without_periods_that_bound_its_post_on_its_day(world: World) -> None:
    world.adopt(small_law(*FIRST))
    body = world.body("示例政府", functions=("government",))
    leader, clerk = world.filled(body, PostRole.PRINCIPAL), world.filled(body, PostRole.OFFICER)

    def served(acting: Acting, viewer: Acting = CITY, on: date = ON) -> list[str]:
        assert acting.post is not None
        return slugs(holders.served_without_periods(viewer, act="check", body=body, post=acting.post, on=on))

    assert served(leader) == ["1.1-standing", "1.2-two"]
    assert served(clerk) == ["1.2-two"]
    assert served(leader, on=world.since - timedelta(days=1)) == []
    assert served(leader, NEIGHBOUR) == []


def test_the_acts_of_a_duty_are_those_of_its_holders_and_of_its_post_alone(world: World) -> None:
    world.adopt(small_law(*FIRST))
    body, other = world.body("示例甲府", functions=("government",)), world.body("示例乙府", functions=("roads",))
    leader, clerk = world.filled(body, PostRole.PRINCIPAL), world.filled(body, PostRole.OFFICER)
    deeds = [world.files(who, ON - timedelta(days=n), ON) for n, who in enumerate((leader, clerk, world.filled(other)))]
    world.voids(clerk, world.files(clerk, ON, ON), ON)

    def subjects(*named: str, viewer: Acting = CITY, since: date | None = None) -> list[object]:
        found = holders.acts_of(viewer, [duty_of(slug) for slug in named], on=ON, since=since)
        return list(found.values_list("subject", flat=True))

    assert subjects("1.1-all") == deeds[:2]
    assert subjects("1.1-standing") == deeds[:1]
    assert subjects("1.2-two") == subjects("1.1-all", "1.1-standing", "1.2-two") == deeds
    assert subjects("1.2-two", since=ON - timedelta(days=1)) == deeds[:2]
    assert subjects("1.2-two", viewer=NEIGHBOUR) == subjects() == []
