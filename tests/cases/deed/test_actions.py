import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from jinze.cases.deed.actions import file_deed, void_deed
from jinze.cases.deed.intake import FileDeed, VoidDeed
from jinze.cases.deed.models import Deed
from jinze.cases.deed.queries import contents_of, get_deed, list_deeds
from jinze.cases.deed.scope import may_void
from jinze.foundation.access.actions.people import end_appointment
from jinze.foundation.access.enums import PostRole
from jinze.foundation.access.models import Body, Person, Post
from jinze.foundation.ledger.actions.log import erase_text
from jinze.foundation.ledger.jobs.order import sequence_all
from jinze.foundation.ledger.models import Event, SealedText
from jinze.foundation.ledger.queries.events import facts_of, text
from jinze.foundation.ledger.queries.verify import verify
from jinze.kernel.acting import Acting
from jinze.kernel.keys import new_key
from jinze.kernel.refusal import Refusal
from tests.support.law import INSTRUMENT, duty_row
from tests.support.world import SYSTEM, World, moment

DAY, NEXT = date(2022, 6, 1), date(2022, 6, 2)
MONTHLY = f"{INSTRUMENT}/1.1-m"


@dataclass
class Office:
    """A county government: its leader, whom the secretary may file for, and a clerk."""

    world: World
    body: Body
    post: Post
    person: Person
    leader: Acting
    secretary: Acting
    clerk: Acting


@pytest.fixture
def office(world: World) -> Office:
    world.adopt_duties(duty_row("1.1-m"))
    body = world.body(functions=("government",))
    post, person, secretary = world.post(body, PostRole.PRINCIPAL), world.person("示例甲"), world.person("示例乙")
    world.appoints(person, post)
    world.delegates(secretary, post)
    own, delegated = world.acting(person, post), world.acting(secretary, post, person)
    return Office(world, body, post, person, own, delegated, world.filled(body))


def refused(acting: Acting, day: date = DAY, **said: Any) -> Refusal:
    """The refusal of a deed done at ten on `day`, recorded at eleven of DAY; nothing may be left of it."""
    before = (Deed.objects.count(), Event.objects.count(), SealedText.objects.count())
    intake = FileDeed.model_validate({"act": "check", "occurred_at": moment(day), "summary": "示例", **said})
    with pytest.raises(Refusal) as caught:
        file_deed(acting=acting, at=moment(DAY, 11), said=intake)
    assert (Deed.objects.count(), Event.objects.count(), SealedText.objects.count()) == before
    return caught.value


def last_event() -> Event:
    return Event.objects.order_by("-id")[0]


def test_file_deed_records_row_event_and_text(office: Office) -> None:
    clauses = (f"{INSTRUMENT}/1.1", f"{INSTRUMENT}/1.2")
    key = office.world.files(
        office.leader, DAY, NEXT, act="meeting", summary="开了会", answers={"chair": "示例甲"}, clauses=clauses
    )
    deed, event = get_deed(office.leader, key=key), last_event()
    facts = facts_of(event)
    assert (deed.act, deed.body, deed.post, deed.area) == ("meeting", office.body, office.post, "410305")
    assert (deed.holder, deed.filed_by) == (office.person, office.person)
    assert (deed.occurred_at, deed.recorded_at) == (moment(DAY), moment(NEXT, 11))
    assert deed.clauses.split() == list(clauses) == event.clauses.split()
    assert (event.kind, event.subject_kind, event.subject_key) == ("deed.filed", "deed", key)
    assert (event.body, event.area, event.person) == (office.body.key, "410305", office.person.key)
    assert (event.occurred_at, event.recorded_at) == (moment(DAY), moment(NEXT, 11))
    assert (facts.deed, facts.act, facts.post, facts.holder) == (key, "meeting", office.post.key, office.person.key)
    assert (facts.against_duty, facts.against, facts.content) == ("", None, deed.content)
    content = contents_of([deed])[key]
    assert (content.summary, content.answers, content.erased) == ("开了会", {"chair": "示例甲"}, False)
    assert "会" not in event.data


def test_file_deed_takes_a_deed_of_this_very_moment(office: Office) -> None:
    said = FileDeed(act="check", occurred_at=moment(DAY), summary="示例")
    file_deed(acting=office.leader, at=moment(DAY), said=said)
    assert Deed.objects.get().recorded_at == moment(DAY)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"act": "meeting"}, {"chair"}),
        ({"act": "meeting", "answers": {"chair": "示例甲", "present": "许多"}}, {"present"}),
        ({"act": "meeting", "answers": {"chair": "示例甲", "form": "email"}}, {"form"}),
        ({"answers": {"chair": "示例甲"}}, {"chair"}),
        ({"occurred_at": moment(NEXT)}, {"occurred_at"}),
        ({"clauses": (f"{INSTRUMENT}/1.1", f"{INSTRUMENT}/9.9")}, {"clauses"}),
        ({"against": 5}, {"against_duty"}),
        ({"against_duty": MONTHLY, "act": "record"}, {"against_duty"}),
        ({"against_duty": MONTHLY, "against": 999}, {"against"}),
        ({"act": "meeting", "occurred_at": moment(NEXT), "clauses": ("x/1",)}, {"chair", "occurred_at", "clauses"}),
    ],
)
def test_file_deed_refuses_by_field(office: Office, said: dict[str, Any], fields: set[str]) -> None:
    found = refused(office.leader, **said)
    assert (found.code, set(found.fields), found.status) == ("deed.said", fields, 422)


def test_file_deed_refuses_names_that_the_law_does_not_know(office: Office) -> None:
    assert refused(office.leader, act="dance").code == "sources.no_act"
    assert refused(office.leader, against_duty=f"{INSTRUMENT}/9.9-x").code == "sources.no_duty"


def test_file_deed_refuses_those_who_act_in_no_post(office: Office) -> None:
    for nobody in (SYSTEM, Acting(), replace(office.leader, post=None), replace(office.leader, person=None)):
        found = refused(nobody)
        assert (found.code, found.status) == ("deed.no_post", 403)


def test_file_deed_refuses_an_auditor(office: Office) -> None:
    found = refused(office.world.filled(office.body, PostRole.AUDITOR))
    assert (found.code, found.status) == ("deed.auditor", 403)


def test_file_deed_refuses_a_day_on_which_nobody_held_the_post(office: Office) -> None:
    found = refused(office.leader, date(2019, 12, 31))
    assert (found.code, set(found.fields)) == ("deed.post_empty", {"occurred_at"})


def test_file_deed_of_a_day_on_which_another_held_the_post_names_that_person(office: Office) -> None:
    world = office.world
    end_appointment(acting=SYSTEM, at=world.at, post=office.post.key, until=DAY)
    successor = world.person("示例丙")
    world.appoints(successor, office.post, DAY)
    new = world.acting(successor, office.post)
    found = refused(new, date(2022, 5, 31))
    assert (found.code, found.status, set(found.fields)) == ("deed.not_then", 403, {"occurred_at"})
    assert "示例甲" in found.fields["occurred_at"]
    assert world.files(new, DAY)
    assert refused(office.leader, DAY).code == "deed.not_then"
    assert world.files(office.leader, date(2022, 5, 31), DAY)


def test_file_deed_on_behalf_is_the_holders_and_names_the_filer(office: Office) -> None:
    key = office.world.files(office.secretary, DAY)
    deed, event = get_deed(office.secretary, key=key), last_event()
    secretary = Person.objects.get(name="示例乙")
    assert (deed.holder, deed.filed_by, deed.post) == (office.person, secretary, office.post)
    assert facts_of(event).holder == office.person.key
    assert (event.person, event.on_behalf_of) == (secretary.key, office.person.key)


def test_file_deed_on_behalf_of_a_past_day_is_the_holders_of_that_day(office: Office) -> None:
    world = office.world
    end_appointment(acting=SYSTEM, at=world.at, post=office.post.key, until=DAY)
    successor, secretary = world.person("示例丙"), Person.objects.get(name="示例乙")
    world.appoints(successor, office.post, DAY)
    delegated = world.acting(secretary, office.post, successor)
    key = world.files(delegated, date(2022, 5, 31), DAY)
    assert get_deed(delegated, key=key).holder == office.person


def test_file_deed_twice_with_one_key_is_one_deed(office: Office) -> None:
    key, world = new_key(), office.world
    first = world.files(office.leader, DAY, key=key)
    before = Event.objects.count()
    assert world.files(office.leader, DAY, NEXT, key=key) == first
    assert (Deed.objects.count(), Event.objects.count()) == (1, before)
    with pytest.raises(Refusal, match="key_taken"):
        world.files(office.leader, DAY, key=key, summary="另一份")
    with pytest.raises(Refusal, match="key_taken"):
        world.files(office.clerk, DAY, key=key)
    assert Deed.objects.count() == 1


def test_file_deed_after_a_refusal_may_use_the_same_key(office: Office) -> None:
    key, world = new_key(), office.world
    with pytest.raises(Refusal):
        world.files(office.leader, DAY, act="meeting", key=key)
    world.files(office.leader, DAY, act="meeting", answers={"chair": "示例甲"}, key=key)
    assert Deed.objects.count() == 1


def voided(acting: Acting, deed: UUID) -> Refusal:
    with pytest.raises(Refusal) as caught:
        void_deed(acting=acting, at=moment(NEXT), deed=deed, said=VoidDeed(why="填错了"))
    return caught.value


def test_void_deed_keeps_the_deed_with_its_reason(office: Office) -> None:
    key = office.world.files(office.leader, DAY, clauses=(f"{INSTRUMENT}/1.1",))
    office.world.voids(office.leader, key, NEXT)
    deed, event = get_deed(office.leader, key=key), last_event()
    assert (deed.voided_at, text(deed.void_reason)) == (moment(NEXT, 12), "填错了")
    assert (event.kind, event.subject_key, event.clauses) == ("deed.voided", key, f"{INSTRUMENT}/1.1")
    assert facts_of(event).why == deed.void_reason
    assert contents_of([deed])[key].summary == "示例记录"


def test_void_deed_is_for_the_filer_and_the_holder_alone(office: Office) -> None:
    world = office.world
    filed_for = world.files(office.secretary, DAY)
    assert voided(office.clerk, filed_for).code == "deed.not_yours"
    world.voids(office.leader, filed_for, NEXT)
    again = world.files(office.secretary, DAY)
    world.voids(office.secretary, again, NEXT)
    assert Deed.objects.exclude(voided_at=None).count() == 2


def test_void_deed_is_not_for_whoever_comes_after_in_the_post(office: Office) -> None:
    world = office.world
    key = world.files(office.leader, NEXT)
    deed = Deed.objects.get(key=key)
    successor = Person.objects.create(key=new_key(), name="示例后任")
    assert not may_void(replace(office.leader, person=successor.key), deed)
    assert may_void(office.leader, deed)


def test_void_deed_of_a_superior_in_sight_of_it_is_refused(office: Office) -> None:
    key = office.world.files(office.leader, DAY)
    above = office.world.filled(office.world.body("市政府", area="4103"), PostRole.PRINCIPAL)
    found = voided(above, key)
    assert (found.code, found.status) == ("deed.not_yours", 403)
    assert Deed.objects.get().voided_at is None


def test_void_deed_is_for_the_filer_only_while_acting_in_that_body(office: Office) -> None:
    world, filer = office.world, Person.objects.get(name="示例乙")
    key = world.files(office.secretary, DAY)
    post = world.post(world.body("市政府", area="4103"))
    world.appoints(filer, post)
    assert voided(world.acting(filer, post), key).code == "deed.not_yours"


def test_void_deed_twice_is_refused(office: Office) -> None:
    key = office.world.files(office.leader, DAY)
    office.world.voids(office.leader, key, NEXT)
    found = voided(office.leader, key)
    assert (found.code, found.status) == ("deed.voided", 409)


def test_a_deed_of_another_county_is_not_there(office: Office) -> None:
    world = office.world
    key = world.files(office.leader, DAY)
    neighbour = world.filled(world.body("邻区政府", area="410304"), PostRole.PRINCIPAL)
    own = world.files(neighbour, DAY)
    for call in (lambda: get_deed(neighbour, key=key), lambda: get_deed(neighbour, key=new_key())):
        with pytest.raises(Refusal) as caught:
            call()
        assert (caught.value.code, caught.value.status) == ("deed.none", 404)
    assert voided(neighbour, key).status == 404
    assert [deed.key for deed in list_deeds(neighbour, keys=[key, own])] == [own]


def test_list_deeds_gives_the_newest_first(office: Office) -> None:
    world = office.world
    keys = [world.files(office.leader, date(2022, 5, day), DAY) for day in (3, 5, 4)]
    assert [deed.occurred_at.day for deed in list_deeds(office.leader, keys=keys)] == [5, 4, 3]


def test_erasing_the_text_leaves_the_deed_and_a_ledger_that_verifies(office: Office) -> None:
    key = office.world.files(office.leader, DAY, act="meeting", summary="机密", answers={"chair": "示例甲"})
    other = office.world.files(office.leader, DAY, summary="留下")
    deed = get_deed(office.leader, key=key)
    erase_text(acting=SYSTEM, at=moment(NEXT), digest=deed.content, why="本人依法申请")
    contents = contents_of(list_deeds(office.leader, keys=[key, other]))
    assert (contents[key].summary, contents[key].answers, contents[key].erased) == ("（已依法抹除）", {}, True)
    assert (contents[other].summary, contents[other].erased) == ("留下", False)
    assert not SealedText.objects.filter(text__contains="机密").exists()
    sequence_all()
    report = verify()
    assert (report.ok, report.erased, report.sequenced) == (True, 1, Event.objects.count())


def test_nothing_of_what_was_written_stands_in_the_events(office: Office) -> None:
    office.world.files(office.leader, DAY, act="meeting", summary="某某路段塌陷", answers={"chair": "示例甲"})
    office.world.voids(office.leader, Deed.objects.get().key, NEXT)
    stored = json.dumps(list(Event.objects.values_list("data", "clauses", "area")), ensure_ascii=False)
    assert not any(word in stored for word in ("塌陷", "示例", "填错"))
