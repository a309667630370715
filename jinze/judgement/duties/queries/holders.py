"""Who is bound by a duty on a day: whoever holds a function that brings it, at its levels, in its post.

A duty binds whether it has periods or not, so this asks the projections of bodies, functions and posts, and not the
obligations, which exist for periods alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from jinze.foundation.access.enums import PostRole
from jinze.foundation.access.models import Body, Person, Post
from jinze.foundation.access.queries.people import holders_of
from jinze.foundation.access.scope import bodies_in_sight
from jinze.judgement.duties.models import Bound, Done, Held, Seat
from jinze.judgement.duties.rules.spans import Span, common, union
from jinze.kernel.acting import Acting
from jinze.sources.queries.law import all_versions
from jinze.sources.rules.law import Duty
from jinze.sources.rules.versions import DutyVersion


@dataclass(frozen=True, slots=True)
class Unit:
    """One holder by its row ids: a body, or a post of it; `since` begins the unbroken days in which it is bound."""

    body: int
    post: int | None
    since: date


@dataclass(frozen=True, slots=True)
class Holder:
    """One holder; `person` sits in the post on the day, None where nobody does or the body as a whole is bound."""

    body: Body
    post: Post | None
    person: Person | None
    since: date


@dataclass(frozen=True, slots=True)
class Binding:
    """Whom a duty binds on a day, in sight of a viewer.

    `lacking` bodies hold the function, but have no post such as the duty means: nobody answers there. What is
    `conditional` binds only those for whom a fact holds, and no fact of a body is on record yet.
    """

    holders: tuple[Holder, ...]
    lacking: tuple[Body, ...]
    conditional: bool

    @property
    def vacant(self) -> int:
        """How many of the posts stand empty."""
        return sum(holder.post is not None and holder.person is None for holder in self.holders)


def bound(viewer: Acting, duties: Iterable[Duty], *, on: date) -> dict[str, Binding]:
    """Whom each of the duties binds in sight on a day, by the duty's id; the queries do not grow with the duties."""
    wanted = {duty.id: duty for duty in duties}
    sight = look(bodies_in_sight(viewer), wanted, on)
    units = {key: sight.units(key) for key in wanted}
    lacking = {key: sight.lacking(key) for key in wanted}
    bodies = Body.objects.in_bulk({u.body for each in units.values() for u in each}.union(*lacking.values()))
    posts = Post.objects.in_bulk({u.post for each in units.values() for u in each if u.post is not None})
    people = holders_of([post.key for post in posts.values()], on) if posts else {}

    def whole(unit: Unit) -> Holder:
        post = posts[unit.post] if unit.post is not None else None
        return Holder(bodies[unit.body], post, people.get(post.key) if post else None, unit.since)

    return {
        key: Binding(
            holders=tuple(sorted(map(whole, units[key]), key=_by_area)),
            lacking=tuple(sorted((bodies[body] for body in lacking[key]), key=lambda body: (body.area, body.pk))),
            conditional=bool(duty.applies_if),
        )
        for key, duty in wanted.items()
    }


def mine(viewer: Acting, duty: Duty, *, on: date) -> Unit | None:
    """What binds the post in which the viewer acts, itself or through its body; None when nothing does."""
    sight = look(_own(viewer), {duty.id}, on)
    return next((unit for unit in sight.units(duty.id) if sight.is_of(unit, viewer.post)), None)


def served_by(viewer: Acting, *, act: str, on: date) -> list[Duty]:
    """The duties of the viewer's post, with periods or without, that an act of this kind discharges."""
    return _served(_own(viewer), viewer.post, on, lambda v: v.duty.act == act)


def served_without_periods(viewer: Acting, *, act: str, body: Body, post: UUID, on: date) -> list[Duty]:
    """The duties without periods that an act of a post counts for, as they bound it on the day it was done."""
    bodies = bodies_in_sight(viewer).filter(pk=body.pk)
    return _served(bodies, post, on, lambda v: v.duty.act == act and v.timing is None)


def acts_of(viewer: Acting, duties: Iterable[Duty], *, on: date, since: date | None = None) -> QuerySet[Done]:
    """The acts under some duties by those whom they bind on a day, up to it and on or after `since`, newest first.

    A function that has moved away takes no acts along: those of its earlier holder are not among them.
    """
    asked: dict[tuple[tuple[str, ...], frozenset[str], str | None], set[str]] = defaultdict(set)
    for versions in _versions({duty.id for duty in duties}).values():
        for version in (v for v in versions if _live(v.since, v.until, on)):
            holder = version.duty.holder
            asked[version.functions, holder.levels, holder.post].add(version.duty.act)
    condition = Q(pk__in=[])
    for (functions, levels, role), acts in asked.items():
        condition |= Q(act__in=acts) & _holding(functions, levels, role, on)
    found = Done.objects.filter(condition, body__in=bodies_in_sight(viewer), voided=None, occurred__lte=on)
    return (found if since is None else found.filter(occurred__gte=since)).order_by("-occurred", "-id")


def _holding(functions: Iterable[str], levels: Iterable[str], role: str | None, on: date) -> Q:
    """Acts of whoever holds one of the functions on a day, at these levels, in such a post."""
    live = Q(until=None) | Q(until__gt=on)
    held = Held.objects.filter(live, function__in=functions, since__lte=on).values("body")
    exists = Bound.objects.filter(live, level__in=levels, since__lte=on).values("body")
    condition = Q(body__in=held) & Q(body__in=exists)
    if role is None:
        return condition
    roles = [each for each in PostRole if role in each.counts_as]
    return condition & Q(post__in=Seat.objects.filter(live, role__in=roles, since__lte=on).values("post"))


def _served(bodies: QuerySet[Body], post: UUID | None, on: date, wanted: Callable[[DutyVersion], bool]) -> list[Duty]:
    asked = {v.duty.id: v.duty for v in all_versions() if _live(v.since, v.until, on) and wanted(v)}
    asked = {key: duty for key, duty in asked.items() if not duty.applies_if}
    sight = look(bodies, asked, on)
    return [asked[key] for key in sorted(asked) if any(sight.is_of(unit, post) for unit in sight.units(key))]


def _own(viewer: Acting) -> QuerySet[Body]:
    sight = bodies_in_sight(viewer)
    return sight.none() if viewer.body is None else sight.filter(key=viewer.body)


@dataclass
class Sight:
    """Some bodies with their days, functions and posts, and some duties; whom these bind is reckoned in memory.

    Time and memory grow with the bodies, and with the pairs of a body and a distinct way of holding (some hundred
    for a thousand duties), not with the duties: those that bind alike share their units.
    """

    on: date
    versions: dict[str, list[DutyVersion]]
    levels: dict[int, str] = field(default_factory=dict)
    exists: dict[int, Span] = field(default_factory=dict)
    held: dict[str, dict[int, list[Span]]] = field(default_factory=dict)
    seats: dict[int, list["_Seat"]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[int, UUID] = field(default_factory=dict)
    _known: dict[tuple[object, ...], tuple[Unit, ...]] = field(default_factory=dict)

    def units(self, duty: str) -> tuple[Unit, ...]:
        """Everyone whom a duty binds on the day, or would bind if its conditions hold."""
        versions = self.versions.get(duty, [])
        alike = tuple((v.since, v.until, v.functions, v.duty.holder) for v in versions)
        if alike not in self._known:
            self._known[alike] = tuple(self._units(versions))
        return self._known[alike]

    def lacking(self, duty: str) -> tuple[int, ...]:
        """The bodies that hold the function of a duty of a post, and have no such post on the day."""
        now = self._now(self.versions.get(duty, []))
        if now is None or now.duty.holder.post is None:
            return ()
        found = {unit.body for unit in self.units(duty)}
        return tuple(body for body in self._bodies(now) if body not in found)

    def is_of(self, unit: Unit, post: UUID | None) -> bool:
        """Whether a post of the unit's body answers for it: it is that post, or the body as a whole is bound."""
        return unit.post is None or self.keys[unit.post] == post

    def _now(self, versions: list[DutyVersion]) -> DutyVersion | None:
        return next((v for v in versions if _live(v.since, v.until, self.on)), None)

    def _units(self, versions: list[DutyVersion]) -> Iterator[Unit]:
        now = self._now(versions)
        if now is None:
            return
        role = now.duty.holder.post
        for body in self._bodies(now):
            if role is None:
                yield Unit(body, None, self._since(versions, body, None))
                continue
            for seat in self.seats[body]:
                if role in seat.counts_as and self.on in seat.days:
                    yield Unit(body, seat.post, self._since(versions, body, seat))

    def _bodies(self, version: DutyVersion) -> Iterator[int]:
        """The bodies that hold a function of a version, at its levels, on the day."""
        seen: set[int] = set()
        for function in version.functions:
            for body, days in self.held.get(function, {}).items():
                holds = self.on in self.exists[body] and any(self.on in span for span in days)
                if holds and body not in seen and self.levels[body] in version.duty.holder.levels:
                    seen.add(body)
                    yield body

    def _since(self, versions: list[DutyVersion], body: int, seat: "_Seat | None") -> date:
        """The first of the unbroken days, up to the day asked for, in which some version binds this holder."""
        own = [self.exists[body]] if seat is None else [self.exists[body], seat.days]
        meant = [v for v in versions if self._means(v, body, seat)]
        rows = [(v, span) for v in meant for f in v.functions for span in self.held.get(f, {}).get(body, ())]
        if len(rows) == 1:
            return max(rows[0][0].since, *(span.from_ for span in (rows[0][1], *own)))
        days = [day for v, held in rows for day in common([Span(v.since, v.until)], [held], *([each] for each in own))]
        return next(span.from_ for span in union(days) if self.on in span)

    def _means(self, version: DutyVersion, body: int, seat: "_Seat | None") -> bool:
        holder = version.duty.holder
        same = holder.post is None if seat is None else holder.post in seat.counts_as
        return same and self.levels[body] in holder.levels


@dataclass(frozen=True, slots=True)
class _Seat:
    """A post with what the law may mean by it."""

    post: int
    counts_as: frozenset[str]
    days: Span


def look(bodies: QuerySet[Body], duties: Iterable[str], on: date) -> Sight:
    """Some bodies and duties for `Sight`, in three queries, which read the bodies that ever held the functions."""
    sight = Sight(on, _versions(set(duties)))
    functions = {f for versions in sight.versions.values() for version in versions for f in version.functions}
    held = Held.objects.filter(body__in=bodies, function__in=sorted(functions) or [""])
    holding = held.values("body")
    for body, function, since, until in held.order_by("id").values_list("body", "function", "since", "until"):
        sight.held.setdefault(function, {}).setdefault(body, []).append(Span(since, until))
    bound = Bound.objects.filter(body__in=holding).order_by("id")
    for body, level, since, until in bound.values_list("body", "level", "since", "until"):
        sight.levels[body], sight.exists[body] = level, Span(since, until)
    seats = Seat.objects.filter(body__in=holding).order_by("id")
    for post, key, body, role, since, until in seats.values_list("post", "post__key", "body", "role", "since", "until"):
        sight.keys[post] = key
        sight.seats[body].append(_Seat(post, PostRole(role).counts_as, Span(since, until)))
    return sight


def _versions(duties: set[str]) -> dict[str, list[DutyVersion]]:
    found: dict[str, list[DutyVersion]] = defaultdict(list)
    for version in all_versions():
        if version.duty.id in duties:
            found[version.duty.id].append(version)
    return found


def _live(since: date, until: date | None, on: date) -> bool:
    return since <= on and (until is None or on < until)


def _by_area(holder: Holder) -> tuple[object, ...]:
    return holder.body.area, holder.body.pk, holder.post.pk if holder.post else 0
