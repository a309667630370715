from datetime import date
from uuid import uuid4

import pytest

from jinze.foundation.access.actions.people import end_appointment, end_post, open_account, register_person
from jinze.foundation.access.enums import PostRole
from jinze.foundation.access.models import Account, Appointment, Delegation, Person, Post
from jinze.foundation.ledger.models import Event
from jinze.foundation.ledger.queries.events import facts_of, text
from jinze.kernel.refusal import Refusal
from tests.support.world import EPOCH, PASSWORD, SYSTEM, World


def last_event() -> Event:
    return Event.objects.order_by("-id")[0]


def test_create_post_records_row_and_event_with_the_title_sealed(world: World) -> None:
    body = world.body()
    post = world.post(body, PostRole.SAFETY_DEPUTY, "副区长")
    event = last_event()
    facts = facts_of(event)
    assert (post.body, post.title, post.role, post.since, post.until) == (body, "副区长", "safety_deputy", EPOCH, None)
    assert (event.kind, event.subject_key, event.body, event.area) == ("post.created", post.key, body.key, body.area)
    assert (facts.post, facts.body, facts.role) == (post.key, body.key, PostRole.SAFETY_DEPUTY)
    assert text(facts.title) == "副区长"


def test_register_person_seals_the_name(world: World) -> None:
    person = world.person(" 示例甲 ")
    assert person.name == "示例甲"
    assert "示例" not in last_event().data
    assert text(facts_of(last_event()).name) == "示例甲"


@pytest.mark.parametrize("name", ["", "   ", "长" * 61])
def test_register_person_refuses_a_name_that_is_none(world: World, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        register_person(acting=SYSTEM, at=world.at, name=name)
    assert set(refused.value.fields) == {"name"}
    assert Person.objects.count() == 0


def test_appoint_records_row_and_event(world: World) -> None:
    post, person = world.post(world.body()), world.person()
    world.appoints(person, post)
    held = Appointment.objects.get()
    facts = facts_of(last_event())
    assert (held.person, held.post, held.since, held.until) == (person, post, EPOCH, None)
    assert (facts.appointment, facts.person, facts.post, facts.since) == (held.key, person.key, post.key, EPOCH)


def test_appoint_refuses_a_post_that_is_held_and_takes_it_on_the_day_it_is_free(world: World) -> None:
    post, first, second = world.post(world.body()), world.person(), world.person()
    world.appoints(first, post)
    with pytest.raises(Refusal) as refused:
        world.appoints(second, post, date(2022, 1, 1))
    assert (refused.value.code, refused.value.status) == ("access.post_taken", 409)
    end_appointment(acting=SYSTEM, at=world.at, post=post.key, until=date(2021, 6, 1))
    with pytest.raises(Refusal, match="post_taken"):
        world.appoints(second, post, date(2021, 5, 31))
    world.appoints(second, post, date(2021, 6, 1))
    assert world.holder(post, date(2021, 5, 31)) == first
    assert world.holder(post, date(2021, 6, 1)) == second


def test_appoint_refuses_days_on_which_the_post_does_not_exist(world: World) -> None:
    post, person = world.post(world.body(), since=date(2021, 1, 1)), world.person()
    end_post(acting=SYSTEM, at=world.at, post=post.key, until=date(2022, 1, 1))
    for day in (date(2020, 12, 31), date(2022, 1, 1)):
        with pytest.raises(Refusal, match="post_not_then"):
            world.appoints(person, post, day)
    assert Appointment.objects.count() == 0


def test_end_appointment_refuses_an_empty_post_and_a_day_before_it_began(world: World) -> None:
    post = world.post(world.body())
    with pytest.raises(Refusal, match="post_empty"):
        end_appointment(acting=SYSTEM, at=world.at, post=post.key, until=date(2021, 1, 1))
    world.appoints(world.person(), post, date(2020, 6, 1))
    with pytest.raises(Refusal, match="post_empty"):
        end_appointment(acting=SYSTEM, at=world.at, post=post.key, until=date(2020, 6, 1))
    end_appointment(acting=SYSTEM, at=world.at, post=post.key, until=date(2020, 6, 2))
    assert (last_event().kind, facts_of(last_event()).until) == ("appointment.ended", date(2020, 6, 2))


def test_end_post_refuses_while_someone_is_appointed_beyond_it(world: World) -> None:
    post = world.post(world.body())
    world.appoints(world.person(), post)
    with pytest.raises(Refusal, match="post_filled"):
        end_post(acting=SYSTEM, at=world.at, post=post.key, until=date(2022, 1, 1))
    end_appointment(acting=SYSTEM, at=world.at, post=post.key, until=date(2021, 6, 1))
    with pytest.raises(Refusal, match="post_filled"):
        end_post(acting=SYSTEM, at=world.at, post=post.key, until=date(2021, 5, 31))
    end_post(acting=SYSTEM, at=world.at, post=post.key, until=date(2021, 6, 1))
    assert Post.objects.get().until == date(2021, 6, 1)
    assert (last_event().kind, last_event().subject_key) == ("post.ended", post.key)


def test_end_post_refuses_twice_and_a_day_before_it_began(world: World) -> None:
    post = world.post(world.body())
    with pytest.raises(Refusal, match="post_days"):
        end_post(acting=SYSTEM, at=world.at, post=post.key, until=EPOCH)
    end_post(acting=SYSTEM, at=world.at, post=post.key, until=date(2020, 1, 2))
    with pytest.raises(Refusal, match="post_days"):
        end_post(acting=SYSTEM, at=world.at, post=post.key, until=date(2021, 1, 1))
    assert Post.objects.get().until == date(2020, 1, 2)


def test_delegate_records_row_and_event_and_refuses_the_same_days_again(world: World) -> None:
    post, secretary = world.post(world.body()), world.person()
    world.delegates(secretary, post, EPOCH, date(2021, 1, 1))
    facts = facts_of(last_event())
    assert (facts.person, facts.post, facts.until) == (secretary.key, post.key, date(2021, 1, 1))
    for days in ((EPOCH, None), (date(2020, 12, 31), None), (date(2019, 1, 1), date(2020, 1, 2))):
        with pytest.raises(Refusal, match="delegated"):
            world.delegates(secretary, post, *days)
    world.delegates(secretary, post, date(2021, 1, 1))
    assert Delegation.objects.count() == 2


def test_delegate_refuses_an_end_before_its_beginning(world: World) -> None:
    post, secretary = world.post(world.body()), world.person()
    with pytest.raises(Refusal) as refused:
        world.delegates(secretary, post, EPOCH, EPOCH)
    assert set(refused.value.fields) == {"until"}


def test_open_account_hashes_the_password_and_seals_the_name(world: World) -> None:
    person = world.person()
    account = world.account(person, "shilijia")
    event = last_event()
    assert (account.person, account.is_active) == (person, True)
    assert account.check_password(PASSWORD)
    assert (event.kind, event.subject_key) == ("account.opened", person.key)
    assert "shilijia" not in event.data
    assert PASSWORD not in event.data + account.password
    assert text(facts_of(event).username) == "shilijia"


@pytest.mark.parametrize("password", ["", "1234567", "password", "20260101"])
def test_open_account_refuses_a_weak_password(world: World, password: str) -> None:
    person, before = world.person(), Event.objects.count()
    with pytest.raises(Refusal) as refused:
        open_account(acting=SYSTEM, at=world.at, person=person.key, username="shilijia", password=password)
    assert (refused.value.code, set(refused.value.fields)) == ("access.password", {"password"})
    assert (Account.objects.count(), Event.objects.count()) == (0, before)


def test_open_account_refuses_a_name_that_is_taken_or_none(world: World) -> None:
    person = world.person()
    world.account(person, "shilijia")
    for username, code in (("shilijia", "username_taken"), (" ", "username"), ("x" * 61, "username")):
        with pytest.raises(Refusal) as refused:
            open_account(acting=SYSTEM, at=world.at, person=person.key, username=username, password=PASSWORD)
        assert (refused.value.code, set(refused.value.fields)) == (f"access.{code}", {"username"})


def test_actions_on_people_and_posts_that_do_not_exist_refuse_and_record_nothing(world: World) -> None:
    post, person, nobody = world.post(world.body()), world.person(), uuid4()
    before = Event.objects.count()
    calls = [
        (lambda: world.appoints(Person(key=nobody), post), "access.no_person"),
        (lambda: world.appoints(person, Post(key=nobody)), "access.no_post"),
        (lambda: world.delegates(Person(key=nobody), post), "access.no_person"),
        (lambda: world.delegates(person, Post(key=nobody)), "access.no_post"),
        (lambda: world.account(Person(key=nobody)), "access.no_person"),
        (lambda: end_post(acting=SYSTEM, at=world.at, post=nobody, until=date(2021, 1, 1)), "access.no_post"),
        (lambda: end_appointment(acting=SYSTEM, at=world.at, post=nobody, until=date(2021, 1, 1)), "access.no_post"),
    ]
    for call, code in calls:
        with pytest.raises(Refusal) as refused:
            call()
        assert (refused.value.code, refused.value.status) == (code, 404)
    assert Event.objects.count() == before
