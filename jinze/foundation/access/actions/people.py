"""Posts, people, appointments, delegations, accounts."""

from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from jinze.foundation.access.events import (
    AccountOpened,
    AppointmentEnded,
    AppointmentStarted,
    DelegationGiven,
    PersonRegistered,
    PostCreated,
    PostEnded,
)
from jinze.foundation.access.intake import AppointmentIntake, DelegationIntake, PostIntake
from jinze.foundation.access.models import Account, Appointment, Delegation, Person, Post
from jinze.foundation.access.queries.bodies import body_by_key
from jinze.foundation.access.queries.people import person_by_key, post_by_key
from jinze.foundation.ledger.actions.recording import Fact, action, seal
from jinze.kernel.acting import Acting
from jinze.kernel.keys import new_key
from jinze.kernel.refusal import Refusal

LONGEST_NAME = 60  # letters of a person's name and of a sign-in, as their columns hold


@action("post.created")
def create_post(*, acting: Acting, at: datetime, said: PostIntake) -> Fact:
    """Sets up a post in a body."""
    body = body_by_key(said.body)
    post = Post.objects.create(key=new_key(), body=body, title=said.title, role=said.role, since=said.since)
    facts = PostCreated(post=post.key, body=body.key, role=said.role, since=said.since, title=seal(said.title))
    return Fact(facts, ("post", post.key), area=body.area, body=body.key)


@action("post.ended")
def end_post(*, acting: Acting, at: datetime, post: UUID, until: date) -> Fact:
    """Abolishes a post; what it owed ends with that day. Refuses while someone is appointed beyond it."""
    found = _locked(post)
    if found.until is not None or until <= found.since:
        raise Refusal("access.post_days", "这个岗位那天不在，没有撤销", remedy="请核对岗位和撤销日期", status=409)
    if any(a.until is None or a.until > until for a in Appointment.objects.filter(post=found)):
        raise Refusal("access.post_filled", "这个岗位那天还有人任职，没有撤销", remedy="请先办理免职", status=409)
    found.until = until
    found.save(update_fields=["until"])
    return Fact(
        PostEnded(post=post, body=found.body.key, until=until),
        ("post", post),
        area=found.body.area,
        body=found.body.key,
    )


@action("person.registered")
def register_person(*, acting: Acting, at: datetime, name: str) -> Fact:
    """Registers a person by name; posts come by appointment, sign-in by an account."""
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refusal(
            "access.person_name", f"姓名应为 1 至 {LONGEST_NAME} 字", remedy="请填写姓名", fields={"name": "请填写姓名"}
        )
    person = Person.objects.create(key=new_key(), name=name)
    return Fact(PersonRegistered(person=person.key, name=seal(person.name)), ("person", person.key), area=acting.area)


@action("appointment.started")
def appoint(*, acting: Acting, at: datetime, said: AppointmentIntake) -> Fact:
    """A person takes a post from a day on; refuses a post that someone holds on that day."""
    person, post = person_by_key(said.person), _locked(said.post)
    if said.since < post.since or (post.until is not None and said.since >= post.until):
        raise Refusal(
            "access.post_not_then",
            "这个岗位那天还没有设立，或已经撤销，没有办理任职",
            remedy="请核对任职日期",
            fields={"since": "这一天没有这个岗位"},
        )
    if any(a.until is None or a.until > said.since for a in Appointment.objects.filter(post=post)):
        raise Refusal("access.post_taken", "这个岗位那天已经有人任职", remedy="请先办理前任的免职", status=409)
    made = Appointment.objects.create(key=new_key(), person=person, post=post, since=said.since)
    facts = AppointmentStarted(appointment=made.key, person=person.key, post=post.key, since=said.since)
    return Fact(facts, ("post", post.key), area=post.body.area, body=post.body.key)


@action("appointment.ended")
def end_appointment(*, acting: Acting, at: datetime, post: UUID, until: date) -> Fact:
    """The holder of a post leaves it with a day."""
    found = _locked(post)
    held = Appointment.objects.filter(post=found, until=None).select_related("person").first()
    if held is None or until <= held.since:
        raise Refusal("access.post_empty", "这个岗位那天没有人任职", remedy="请核对岗位和日期")
    held.until = until
    held.save(update_fields=["until"])
    facts = AppointmentEnded(appointment=held.key, person=held.person.key, post=post, until=until)
    return Fact(facts, ("post", post), area=found.body.area, body=found.body.key)


@action("delegation.given")
def delegate(*, acting: Acting, at: datetime, said: DelegationIntake) -> Fact:
    """Lets a person file for a post that someone else holds."""
    person, post = person_by_key(said.person), _locked(said.post)
    if said.until is not None and said.until <= said.since:
        raise Refusal(
            "access.delegation_days",
            "委托的终止日必须晚于起始日，没有保存",
            remedy="请核对日期",
            fields={"until": "必须晚于起始日"},
        )
    given = Delegation.objects.filter(person=person, post=post)
    if any((d.until is None or d.until > said.since) and (said.until is None or d.since < said.until) for d in given):
        raise Refusal("access.delegated", "这段时间已经委托过此人，没有重复保存", remedy="不用再办", status=409)
    Delegation.objects.create(person=person, post=post, since=said.since, until=said.until)
    facts = DelegationGiven(person=person.key, post=post.key, since=said.since, until=said.until)
    return Fact(facts, ("post", post.key), area=post.body.area, body=post.body.key)


@action("account.opened")
def open_account(*, acting: Acting, at: datetime, person: UUID, username: str, password: str) -> Fact:
    """Opens a sign-in for a person. The password goes to the hasher alone, the name is sealed."""
    found = person_by_key(person)
    username = username.strip()
    if not 2 <= len(username) <= LONGEST_NAME:
        raise Refusal(
            "access.username",
            f"账号名应为 2 至 {LONGEST_NAME} 字，账号没有开通",
            remedy="请换一个账号名",
            fields={"username": "请核对账号名"},
        )
    if Account.objects.filter(username=username).exists():
        raise Refusal(
            "access.username_taken",
            f"账号名「{username}」已经有人使用，账号没有开通",
            remedy="请换一个账号名",
            status=409,
            fields={"username": "已经有人使用"},
        )
    account = Account(username=username, person=found)
    try:
        validate_password(password, account)
    except ValidationError as refused:
        raise Refusal(
            "access.password",
            "密码太简单，账号没有开通",
            remedy="".join(refused.messages),
            fields={"password": "密码太简单"},
        ) from refused
    account.set_password(password)
    account.save()
    return Fact(AccountOpened(person=person, username=seal(username)), ("person", person), area=acting.area)


def _locked(post: UUID) -> Post:
    """A post that nobody else fills or ends at the same moment."""
    Post.objects.select_for_update(no_key=True).filter(key=post).first()
    return post_by_key(post)
