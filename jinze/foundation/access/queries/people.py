"""People, their posts, and the value under which they act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from jinze.foundation.access.enums import ENTERPRISE_LEVELS, PostRole, Role
from jinze.foundation.access.models import Account, Appointment, Body, Delegation, Person, Post
from jinze.kernel.acting import Acting
from jinze.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Seat:
    """A way in which an account may act: its own appointment, or filing for a post that another holds."""

    person: Person
    post: Post
    since: date
    until: date | None
    for_other: Person | None = None

    @property
    def own(self) -> bool:
        """Whether the person holds the post."""
        return self.for_other is None


def person_by_key(key: UUID) -> Person:
    """A person; refuses an unknown key."""
    found = Person.objects.filter(key=key).first()
    if found is None:
        raise Refusal("access.no_person", "没有这个人", remedy="请从人员列表中选择", status=404)
    return found


def post_by_key(key: UUID) -> Post:
    """A post with its body; refuses an unknown key."""
    found = Post.objects.filter(key=key).select_related("body").first()
    if found is None:
        raise Refusal("access.no_post", "没有这个岗位", remedy="请从岗位列表中选择", status=404)
    return found


def seats(account: Account, on: date) -> list[Seat]:
    """Every seat of an account on a day, own posts first."""
    live = Q(until=None) | Q(until__gt=on)
    own = Appointment.objects.filter(live, person=account.person, since__lte=on).select_related("post__body", "person")
    given = Delegation.objects.filter(live, person=account.person, since__lte=on).select_related("post__body", "person")
    found = [Seat(a.person, a.post, a.since, a.until) for a in own.order_by("since", "id")]
    holders = holders_of([d.post.key for d in given], on)
    for d in given.order_by("since", "id"):
        other = holders.get(d.post.key)
        if other is not None:
            found.append(Seat(d.person, d.post, d.since, d.until, other))
    return found


def acting_of(seat: Seat) -> Acting:
    """The value that every action and query gets: as which post of which body this person acts."""
    body = seat.post.body
    role = Role.ENTERPRISE if body.level in ENTERPRISE_LEVELS else Role.OFFICIAL
    roles = {role.value}
    if seat.post.role == PostRole.AUDITOR:
        roles.add(Role.AUDITOR.value)
    return Acting(
        person=seat.person.key,
        post=seat.post.key,
        body=body.key,
        on_behalf_of=None if seat.for_other is None else seat.for_other.key,
        area=body.area,
        roles=frozenset(roles),
    )


def holders_of(posts: Iterable[UUID], on: date) -> dict[UUID, Person]:
    """Who holds each post on a day; posts that stand empty are absent."""
    live = Q(until=None) | Q(until__gt=on)
    held = Appointment.objects.filter(live, post__key__in=set(posts), since__lte=on).select_related("person", "post")
    return {a.post.key: a.person for a in held}


def names_of(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Names of people by key."""
    return dict(Person.objects.filter(key__in=set(keys)).values_list("key", "name"))


def titles_of(keys: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """(short body name, post title) by post key."""
    rows = Post.objects.filter(key__in=set(keys)).values_list("key", "body__short", "title")
    return {key: (body, title) for key, body, title in rows}


@dataclass(frozen=True, slots=True)
class Above:
    """The next in the chain above a holder, and who sits there."""

    body: str
    title: str
    name: str


def next_up(body: Body, post: Post | None, on: date, *, beyond: UUID | None = None) -> Above | None:
    """Who hears of it next: the principal of the body, or of a body above where the principal owes it.

    `beyond` is a post that is passed over: nobody is next up to themselves.
    """
    current: Body | None = body if post is None or post.role != PostRole.PRINCIPAL else body.parent
    while current is not None:
        found = _principal(current, on)
        if found is not None and found.post.key != beyond:
            return Above(current.short, found.post.title, found.person.name)
        current = current.parent
    return None


def appointment_on(post: UUID, on: date) -> Appointment | None:
    """Who held a post on a day, with the dates."""
    live = Q(until=None) | Q(until__gt=on)
    return Appointment.objects.filter(live, post__key=post, since__lte=on).select_related("person", "post").first()


def _principal(body: Body, on: date) -> Appointment | None:
    live = Q(until=None) | Q(until__gt=on)
    held = Appointment.objects.filter(live, since__lte=on, post__body=body, post__role=PostRole.PRINCIPAL)
    return held.select_related("person", "post").first()
