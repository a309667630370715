"""Acts at the same moment on real connections: neither may miss the other."""

from dataclasses import dataclass
from datetime import date

import pytest

from jinze.cases.deed.models import Deed
from jinze.foundation.access.enums import PostRole
from jinze.foundation.access.models import Body
from jinze.foundation.ledger.jobs.rebuild import rebuild
from jinze.foundation.ledger.models import Event
from jinze.judgement.duties.models import Count, Done, Mask
from jinze.kernel.acting import Acting
from jinze.kernel.keys import new_key
from jinze.kernel.refusal import Refusal
from tests.support.duties import month, standing, the_obligation
from tests.support.law import duty_row
from tests.support.together import at_once, while_uncommitted
from tests.support.world import World

JUNE, ON = date(2022, 6, 1), date(2022, 6, 30)


@dataclass
class County:
    world: World
    body: Body
    leader: Acting


@pytest.fixture
def county(lasting_world: World) -> County:
    world = lasting_world
    world.adopt_duties(duty_row("1.1-m"), duty_row("1.2-q", at_least=2))
    body = world.body()
    return County(world, body, world.filled(body, PostRole.PRINCIPAL))


def rebuilds_alike() -> bool:
    return all(each.same for each in rebuild(keep=False))


def test_deeds_filed_at_once_are_all_counted(county: County) -> None:
    world, leader = county.world, county.leader
    world.gives(county.body, "government")
    days = [date(2022, 6, day) for day in (1, 2, 3, 4)]
    keys = at_once(*[lambda day=day: world.files(leader, day) for day in days])
    assert set(keys) == set(Deed.objects.values_list("key", flat=True))
    assert list(Count.objects.values_list("ordinal", "total", "on_time")) == [(month(JUNE), 4, 4)]
    assert [standing(the_obligation(county.body, slug), ON, JUNE).on_time for slug in ("1.1-m", "1.2-q")] == [1, 1]
    assert rebuilds_alike()


def test_one_deed_sent_twice_at_once_is_one(county: County) -> None:
    world, leader, key = county.world, county.leader, new_key()
    found = at_once(*[lambda: world.files(leader, JUNE, key=key)] * 3)
    assert found == [Deed.objects.get().key] * 3
    assert (Done.objects.count(), Event.objects.filter(kind="deed.filed").count()) == (1, 1)


def test_a_deed_is_not_missed_by_an_obligation_that_begins_at_the_same_moment(county: County) -> None:
    world = county.world
    while_uncommitted(
        lambda: world.files(county.leader, JUNE),
        lambda: world.gives(county.body, "government"),
    )
    assert standing(the_obligation(county.body, "1.1-m"), ON, JUNE).on_time == 1
    assert rebuilds_alike()


def test_an_obligation_is_not_missed_by_a_deed_that_is_filed_at_the_same_moment(county: County) -> None:
    world = county.world
    while_uncommitted(
        lambda: world.gives(county.body, "government"),
        lambda: world.files(county.leader, JUNE),
    )
    assert standing(the_obligation(county.body, "1.1-m"), ON, JUNE).on_time == 1
    assert rebuilds_alike()


def test_a_deed_is_not_missed_by_the_voiding_of_another(county: County) -> None:
    world, leader = county.world, county.leader
    world.gives(county.body, "government")
    deed = world.files(leader, JUNE)
    while_uncommitted(lambda: world.files(leader, JUNE), lambda: world.voids(leader, deed, ON))
    again = Deed.objects.exclude(key=deed).get().key
    while_uncommitted(lambda: world.voids(leader, again, ON), lambda: world.files(leader, ON))
    assert Count.objects.get().total == 1
    assert standing(the_obligation(county.body, "1.1-m"), ON, JUNE).on_time == 1
    assert rebuilds_alike()


def test_a_deed_voided_twice_at_once_is_voided_once(county: County) -> None:
    world, leader = county.world, county.leader
    world.gives(county.body, "government")
    deed = world.files(leader, JUNE)
    found = at_once(*[lambda: world.voids(leader, deed, ON)] * 3)
    assert [each.code for each in found if isinstance(each, Refusal)] == ["deed.voided", "deed.voided"]
    assert Event.objects.filter(kind="deed.voided").count() == 1
    assert Mask.objects.count() == 0


def test_a_function_given_twice_at_once_is_given_once(county: County) -> None:
    world = county.world
    days = (date(2020, 1, 1), date(2020, 2, 1), date(2020, 3, 1))
    found = at_once(*[lambda day=day: world.gives(county.body, "government", day) for day in days])
    assert [each.code for each in found if isinstance(each, Refusal)] == ["access.function_held"] * 2
    assert rebuilds_alike()


def test_a_post_filled_twice_at_once_has_one_holder(county: County) -> None:
    world = county.world
    post, people = world.post(county.body), [world.person() for _ in range(3)]
    found = at_once(*[lambda person=person: world.appoints(person, post) for person in people])
    assert [each.code for each in found if isinstance(each, Refusal)] == ["access.post_taken"] * 2
