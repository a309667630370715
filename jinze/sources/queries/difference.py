"""What a revision of the law changes, and whom it touches. The law is public; whose names one sees is not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from jinze.foundation.access.enums import PostRole
from jinze.foundation.access.models import Appointment, Body, FunctionHeld
from jinze.foundation.access.scope import bodies_in_sight
from jinze.kernel.acting import Acting
from jinze.sources.queries.folder import folder_seen
from jinze.sources.queries.law import law_of, revision_day, revision_line, revision_of
from jinze.sources.rules.clocks import parameters_of
from jinze.sources.rules.difference import Difference, difference
from jinze.sources.rules.law import Duty, Law

SHOWN = 20  # bodies that are listed at once

Places = frozenset[tuple[str, str]]  # of level and function


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states of one instrument: `older` is None where nothing is adopted, `newer` is the folder or a revision."""

    older: Law | None
    newer: Law
    difference: Difference

    @property
    def same(self) -> bool:
        """Whether both have the same content, legal cases included."""
        return self.older is not None and self.older.digest == self.newer.digest


@dataclass(frozen=True, slots=True)
class TouchedBody:
    """A body that holds a function of duties that differ, how many of them it may owe, and who sits in their posts."""

    body: Body
    functions: tuple[str, ...]
    figures: dict[str, int]
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """Whom a difference touches on its day, as far as the viewer sees; `rows` are some of the bodies, from `first`."""

    bodies: int
    people: int
    first: int
    rows: list[TouchedBody]


@dataclass(frozen=True, slots=True)
class _Bond:
    """A duty that differs, reduced to whom it binds: where it is owed, and in which posts (none: the body itself)."""

    sort: str
    places: Places
    posts: frozenset[str]


def first_day(instrument: str, today: date) -> date:
    """The first day from which a next revision may speak, today if that is later."""
    line = revision_line(instrument)
    return max(today, line[1] + timedelta(days=1)) if line else today


def folder_difference(instrument: str, day: date) -> Compared:
    """The folder on the server against the newest adopted revision, as from a day."""
    newer = folder_seen(instrument).law
    older = law_of(instrument) if revision_line(instrument) else None
    return Compared(older, newer, difference(older, newer, day))


def revision_difference(instrument: str, older: int, newer: int) -> Compared:
    """One adopted revision against another, as from the day of the newer one; refuses unknown numbers."""
    before, after = revision_of(instrument, older), revision_of(instrument, newer)
    day = revision_day(instrument, newer)
    return Compared(before, after, difference(before, after, day))


def asked_by(law: Law, parameter: str) -> list[Duty]:
    """The duties whose clock or grace a parameter gives its numbers."""
    return [
        duty
        for duty in law.duties.values()
        if parameter == duty.grace or parameter in {name for name, _ in parameters_of(duty.clock)}
    ]


def touched(viewer: Acting, compared: Compared, *, first: int = 0) -> Touched:
    """Bodies and people whom the duties of a difference bind on its day, among the bodies in sight of the viewer."""
    day, bonds = compared.difference.day, list(_bonds(compared))
    held = _held(bodies_in_sight(viewer), day)
    bodies = Body.objects.filter(pk__in=_at(held, _places(bonds)).values("body"))
    rows = list(bodies.order_by("area", "pk")[first : first + SHOWN])
    return Touched(
        bodies=bodies.count(),
        people=_people(held, bonds, day),
        first=first,
        rows=_rows(rows, bonds, day),
    )


def _bonds(compared: Compared) -> Iterable[_Bond]:
    duties = compared.difference.duties
    for entry in duties.added:
        yield _bond("added", (compared.newer, compared.newer.duties[entry.key]))
    for entry in duties.ended:
        if compared.older is not None:
            yield _bond("ended", (compared.older, compared.older.duties[entry.key]))
    for changed in duties.changed:
        if compared.older is not None:
            old, new = compared.older, compared.newer
            yield _bond("changed", (old, old.duties[changed.key]), (new, new.duties[changed.key]))


def _bond(sort: str, *sides: tuple[Law, Duty]) -> _Bond:
    places = {(level, key) for law, duty in sides for key in law.holders(duty) for level in duty.holder.levels}
    posts = {post for _, duty in sides for post in (duty.holder.post, duty.signed_by) if post is not None}
    return _Bond(sort, frozenset(places), frozenset(posts))


def _places(bonds: Iterable[_Bond]) -> Places:
    return frozenset().union(*(bond.places for bond in bonds))


def _held(sight: QuerySet[Body], day: date) -> QuerySet[FunctionHeld]:
    """The functions that bodies in sight hold on a day."""
    live = Q(until=None) | Q(until__gt=day)
    standing = Q(body__until=None) | Q(body__until__gt=day)
    return FunctionHeld.objects.filter(live, standing, since__lte=day, body__in=sight)


def _at(held: QuerySet[FunctionHeld], places: Places) -> QuerySet[FunctionHeld]:
    by_level: dict[str, list[str]] = defaultdict(list)
    for level, function in sorted(places):
        by_level[level].append(function)
    condition = Q(pk__in=[])
    for level, functions in by_level.items():
        condition |= Q(body__level=level, function__in=functions)
    return held.filter(condition)


def _people(held: QuerySet[FunctionHeld], bonds: Iterable[_Bond], day: date) -> int:
    """How many people sit in the posts that the duties name."""
    by_post: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for bond in bonds:
        for post in bond.posts:
            by_post[post] |= bond.places
    condition = Q(pk__in=[])
    for post, places in by_post.items():
        bodies = _at(held, frozenset(places)).values("body")
        condition |= Q(post__role__in=_roles(post), post__body__in=bodies)
    return _seated(day).filter(condition).values("person").distinct().count() if by_post else 0


def _seated(day: date) -> QuerySet[Appointment]:
    live = Q(until=None) | Q(until__gt=day)
    return Appointment.objects.filter(live, since__lte=day)


def _roles(post: str) -> list[str]:
    """The roles of posts that the law means by a word."""
    return [role.value for role in PostRole if post in role.counts_as]


def _rows(bodies: list[Body], bonds: list[_Bond], day: date) -> list[TouchedBody]:
    keys = [body.pk for body in bodies]
    holds: dict[int, list[str]] = defaultdict(list)
    live = Q(until=None) | Q(until__gt=day)
    held = FunctionHeld.objects.filter(live, since__lte=day, body__in=keys).order_by("since", "pk")
    for body, function in held.values_list("body", "function"):
        holds[body].append(function)
    seats: dict[int, list[Appointment]] = defaultdict(list)
    for seat in _seated(day).filter(post__body__in=keys).select_related("post", "person").order_by("post__id"):
        seats[seat.post.body_id].append(seat)
    by_place: dict[tuple[str, str], list[_Bond]] = defaultdict(list)
    for bond in bonds:
        for place in bond.places:
            by_place[place].append(bond)
    return [_row(body, holds[body.pk], seats[body.pk], by_place) for body in bodies]


def _row(
    body: Body, holds: list[str], seats: list[Appointment], by_place: Mapping[tuple[str, str], list[_Bond]]
) -> TouchedBody:
    bound = {id(bond): bond for function in holds for bond in by_place.get((body.level, function), ())}
    figures = dict.fromkeys(("added", "changed", "ended"), 0)
    roles: set[str] = set()
    for bond in bound.values():
        figures[bond.sort] += 1
        roles.update(role for post in bond.posts for role in _roles(post))
    functions = tuple(function for function in holds if (body.level, function) in by_place)
    people = tuple((seat.post.title, seat.person.name) for seat in seats if seat.post.role in roles)
    return TouchedBody(body, functions, figures, people)
