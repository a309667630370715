"""沉睡条款: on which clauses nobody in sight has acted for a year, and where the acts stay under an expected minimum.

The year is the twelve months up to and with the day asked for. What counts under a duty are the acts of its kind,
not voided, by those whom it binds on that day: of a body any act, of a post its own. A holder bound for less than
the year is fresh: it neither makes a clause sleep nor is it short, however little it has done.

It takes six queries, whatever the number of clauses: the viewer's areas, three for who is bound, one for the acts of
the year (in groups of kind, body and post), one for older acts where the last one ever is asked for. The rest is
reckoned in memory.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Max, QuerySet

from jinze.foundation.access.models import Body
from jinze.foundation.access.scope import bodies_in_sight
from jinze.judgement.duties.models import Done
from jinze.judgement.duties.queries.holders import Sight, Unit, look
from jinze.kernel.acting import Acting
from jinze.kernel.days import months_later
from jinze.sources.queries.law import law_of
from jinze.sources.rules.clocks import Standing, events_of
from jinze.sources.rules.law import Clause, Duty

Key = tuple[int, int | None]  # a holder by its row ids: body, and post where the duty means one
Group = tuple[str, int, int]  # acts of one kind by one post of a body


class Rest(StrEnum):
    """How a duty or a clause stands after the year."""

    AWAKE = "awake"  # somebody acted
    ASLEEP = "asleep"  # somebody was bound throughout, nobody acted
    FRESH = "fresh"  # whoever is bound has been so for less than the year
    CONDITIONAL = "conditional"  # it binds where a fact holds, and no such fact is on record


@dataclass(frozen=True, slots=True)
class Work:
    """What came of duties in the year, over those that bind somebody in sight.

    An act that serves two of the duties counts once; `last` is the last act ever. `least` holds the expected minima
    of the standing duties among them, `short` counts the bodies with a holder that stays under one.
    """

    rest: Rest
    bodies: int
    acts: int
    last: date | None
    least: tuple[int, ...]
    short: int


@dataclass(frozen=True, slots=True)
class ClauseWork:
    """A clause and what came of its duties; `waits` when all of these begin with an event."""

    clause: Clause
    work: Work
    waits: bool


@dataclass(frozen=True, slots=True)
class HolderWork:
    """What one holder did under a duty in the year; `last` is its last act ever."""

    acts: int
    last: date | None
    fresh: bool


def clauses(viewer: Acting, *, instrument: str, on: date, level: str = "") -> list[ClauseWork]:
    """Every clause of an instrument that binds somebody in sight, or in sight at one level; in the law's order."""
    law = law_of(instrument)
    year = _Year(_bodies(viewer, level), law.duties, on)
    year.look_back()
    found = []
    for clause in law.clauses.values():
        bound = year.bound(law.duties_by_clause.get(clause.id, []))
        if bound:
            found.append(ClauseWork(clause, year.work(bound), _waits(bound)))
    return found


def works(viewer: Acting, duties: Iterable[Duty], *, on: date) -> dict[str, Work]:
    """What came of each of some duties, by the duty's id; those that bind nobody in sight are absent."""
    asked = {duty.id: duty for duty in duties}
    year = _Year(_bodies(viewer), asked, on, [duty.act for duty in asked.values()])
    year.look_back()
    found = ((key, year.bound([duty])) for key, duty in asked.items())
    return {key: year.work(bound) for key, bound in found if bound}


def by_holder(viewer: Acting, duty: Duty, *, on: date) -> dict[Key, HolderWork]:
    """What each holder of a duty did in the year, by body and post (None where the body as a whole is bound)."""
    year = _Year(_bodies(viewer), [duty.id], on, [duty.act])
    year.look_back()
    return year.by_holder(duty)


def asleep(viewer: Acting, *, instrument: str, on: date) -> frozenset[str]:
    """The paths of the sleeping clauses of an instrument, without what else there is to know; five queries.

    Those whose every duty begins with an event are left out: perhaps nothing has happened.
    """
    law = law_of(instrument)
    year = _Year(_bodies(viewer), law.duties, on)
    asked = ((clause.path, year.bound(law.duties_by_clause.get(clause.id, []))) for clause in law.clauses.values())
    return frozenset(path for path, bound in asked if bound and not _waits(bound) and year.rest(bound) is Rest.ASLEEP)


def start_of_year(on: date) -> date:
    """The first of the twelve months' days that end with `on`."""
    return months_later(on, -12) + timedelta(days=1)


def _waits(bound: "Bound") -> bool:
    return all(events_of(duty.clock) for duty, _ in bound)


def _bodies(viewer: Acting, level: str = "") -> QuerySet[Body]:
    bodies = bodies_in_sight(viewer)
    return bodies.filter(level=level) if level else bodies


class _Holding:
    """The holders of duties that bind alike; `settled` ones are bound for the whole year."""

    def __init__(self, units: tuple[Unit, ...], start: date) -> None:
        self.keys: frozenset[Key] = frozenset((unit.body, unit.post) for unit in units)
        self.settled: frozenset[Key] = frozenset((unit.body, unit.post) for unit in units if unit.since <= start)
        self.bodies = frozenset(unit.body for unit in units)

    def of(self, body: int, post: int) -> Key | None:
        """The holder whose act an act of a post is."""
        return next((key for key in ((body, None), (body, post)) if key in self.keys), None)


Bound = list[tuple[Duty, _Holding]]
Told = tuple[int, date]  # how many acts, the day of the last
Acts = Mapping[str, Mapping[tuple[int, int], Told]]  # by kind, then by body and post


class _Year:
    """The holders of some duties among some bodies, and the acts of these in the year."""

    def __init__(self, bodies: QuerySet[Body], duties: Iterable[str], on: date, acts: Iterable[str] = ()) -> None:
        """Of a whole law the acts of all kinds are read: naming its thousand kinds takes longer than to skip a few."""
        self.on, self.start = on, start_of_year(on)
        done = Done.objects.filter(body__in=bodies, voided=None)
        self._done = done.filter(act__in=set(acts)) if acts else done
        self._sight: Sight = look(bodies, duties, on)
        self._acts = _grouped(self._done.filter(occurred__gte=self.start, occurred__lte=on))
        self._older: Acts = {}
        self._holdings: dict[int, _Holding] = {}

    def look_back(self) -> None:
        """Reads the acts before the year too."""
        self._older = _grouped(self._done.filter(occurred__lt=self.start))

    def bound(self, duties: Iterable[Duty]) -> Bound:
        """Those of the duties that bind somebody, with their holders."""
        held = ((duty, self._holding(duty)) for duty in duties)
        return [(duty, holding) for duty, holding in held if holding.keys]

    def rest(self, bound: Bound) -> Rest:
        """How some duties stand."""
        if any(holding.of(*who) for duty, holding in bound for who in self._acts.get(duty.act, ())):
            return Rest.AWAKE
        firm = [holding for duty, holding in bound if not duty.applies_if]
        if not firm:
            return Rest.CONDITIONAL
        return Rest.ASLEEP if any(holding.settled for holding in firm) else Rest.FRESH

    def work(self, bound: Bound) -> Work:
        """What came of some duties."""
        done = _together(self._acts, bound)
        known = done or _together(self._older, bound)
        bodies: frozenset[int] = frozenset().union(*(holding.bodies for _, holding in bound))
        short: set[int] = set().union(*(self._short(duty, holding) for duty, holding in bound))
        return Work(
            rest=self.rest(bound),
            bodies=len(bodies),
            acts=sum(number for number, _ in done.values()),
            last=max((last for _, last in known.values()), default=None),
            least=tuple(sorted({self._least(duty) for duty, _ in bound} - {0})),
            short=len(short),
        )

    def by_holder(self, duty: Duty) -> dict[Key, HolderWork]:
        """What each holder of a duty did."""
        holding = self._holding(duty)
        done, older = (_by_holder(acts, duty, holding) for acts in (self._acts, self._older))
        found = {}
        for key in holding.keys:
            number, last = done.get(key) or (0, older[key][1] if key in older else None)
            found[key] = HolderWork(number, last, fresh=key not in holding.settled)
        return found

    def _holding(self, duty: Duty) -> _Holding:
        units = self._sight.units(duty.id)  # duties that bind alike share one tuple, which the sight keeps
        if id(units) not in self._holdings:
            self._holdings[id(units)] = _Holding(units, self.start)
        return self._holdings[id(units)]

    def _least(self, duty: Duty) -> int:
        """The expected minimum of a standing duty, 0 for other clocks."""
        if not isinstance(duty.clock, Standing):
            return 0
        least: int = law_of(duty.id.partition("/")[0]).asked(duty.clock.parameter, self.on)["at_least"]
        return least

    def _short(self, duty: Duty, holding: _Holding) -> set[int]:
        """The bodies with a settled holder that has acted less often than the minimum."""
        if duty.applies_if or not isinstance(duty.clock, Standing):
            return set()
        least = self._least(duty)
        enough = {key for key, (number, _) in _by_holder(self._acts, duty, holding).items() if number >= least}
        return {body for body, _ in holding.settled - enough}


def _together(acts: Acts, bound: Bound) -> dict[Group, Told]:
    """The acts that count under some duties, each once."""
    return {
        (duty.act, *who): told
        for duty, holding in bound
        for who, told in acts.get(duty.act, {}).items()
        if holding.of(*who)
    }


def _by_holder(acts: Acts, duty: Duty, holding: _Holding) -> dict[Key, Told]:
    """The acts under a duty by holder; those who did nothing are absent."""
    found: dict[Key, Told] = {}
    for who, (number, last) in acts.get(duty.act, {}).items():
        key = holding.of(*who)
        if key:
            before, latest = found.get(key, (0, last))
            found[key] = (before + number, max(latest, last))
    return found


def _grouped(rows: QuerySet[Done]) -> Acts:
    found: dict[str, dict[tuple[int, int], Told]] = defaultdict(dict)
    groups = rows.values_list("act", "body", "post").annotate(number=Count("pk"), last=Max("occurred"))
    for act, body, post, number, last in groups:
        found[act][body, post] = (number, last)
    return found
