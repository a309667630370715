"""The value types of the law as data: one `Law` is one revision of one instrument, read whole."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from jinze.kernel.periods import Frequency, Window
from jinze.sources.enums import AskType, Confidence, DutyRole, FactType
from jinze.sources.rules import values
from jinze.sources.rules.clocks import Clock, Every, Regular


@dataclass(frozen=True, slots=True)
class Instrument:
    """The document itself."""

    key: str
    number: str
    title: str
    issuer: tuple[str, ...]
    issued: date
    since: date
    until: date | None
    area: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A node above leaf clauses."""

    path: str
    heading: str
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A leaf clause in our own words; `id` is instrument/path; `reason` says why it makes no duty, if it makes none."""

    id: str
    path: str
    heading: str
    gist: str
    holders: tuple[str, ...]
    role: DutyRole | None
    reason: str


@dataclass(frozen=True, slots=True)
class Takes:
    """Whoever holds a function also takes the duties of another one, by a clause, where the facts hold."""

    function: str
    clause: str
    facts: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A 职能: what a body holds, and by it the duties."""

    key: str
    name: str
    line: str
    levels: frozenset[str]
    takes: Takes | None


@dataclass(frozen=True, slots=True)
class Line:
    """A column of the duty board."""

    key: str
    name: str
    order: int


@dataclass(frozen=True, slots=True)
class Event:
    """What starts, stops or bounds a clock; a `period` has days, everything else is a moment."""

    key: str
    name: str
    period: bool


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact about a body, a place or a year that a duty or a condition asks for; `of` says whose it is."""

    key: str
    of: str
    type: FactType
    name: str
    clause: str | None
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """一事: one thing that several bodies have a part in."""

    key: str
    name: str
    gist: str


@dataclass(frozen=True, slots=True)
class KindPart:
    """One piece of work of a shared kind, with the paths of the clauses that ask for it."""

    slug: str
    title: str
    gist: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of duty that stands alike in many clauses and is defined once."""

    key: str
    name: str
    gist: str
    parts: tuple[KindPart, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """One field of a form; `prefill` says what the record puts there: the `holder`'s name, or the `last` answer."""

    key: str
    label: str
    type: AskType
    required: bool
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    prefill: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of act 履职记录 that discharges duties."""

    key: str
    name: str
    verb: str
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A value in force from a day until another, half-open; `clause` where one states it."""

    since: date
    until: date | None
    value: Any
    clause: str | None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated parameter; asked by the day of the event, never by today."""

    name: str
    meaning: str
    unit: str
    confidence: Confidence
    values: tuple[ParameterValue, ...]

    def on(self, day: date) -> ParameterValue:
        """The value in force on `day`; LookupError before its first day."""
        for held in self.values:
            if held.since <= day and (held.until is None or day < held.until):
                return held
        raise LookupError(f"parameter {self.name} has no value on {day}")


@dataclass(frozen=True, slots=True)
class Holding:
    """Whom a duty binds: who holds one of the functions, at which levels, in which post (None: the body as a whole)."""

    functions: tuple[str, ...]
    levels: frozenset[str]
    post: str | None


@dataclass(frozen=True, slots=True)
class Timing:
    """A calendar rhythm with its numbers filled in for a day."""

    frequency: Frequency
    at_least: int
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty as this revision defines it. `id` is instrument/path-slug; `grace` names the parameter.

    `kind` is the shared kind it was made from, `scope` the field to which the clause narrows it.
    """

    id: str
    clauses: tuple[str, ...]
    title: str
    role: DutyRole
    matter: str | None
    kind: str | None
    scope: str
    holder: Holding
    clock: Clock
    per_object: str | None
    act: str
    asks: tuple[Ask, ...]
    evidence: tuple[str, ...]
    applies_if: tuple[tuple[str, object], ...]
    signed_by: str | None
    on_failure: str
    grace: str


@dataclass(frozen=True)
class Law:
    """One revision of one instrument."""

    instrument: Instrument
    headings: dict[str, Heading]
    clauses: dict[str, Clause]
    functions: dict[str, Function]
    lines: dict[str, Line]
    events: dict[str, Event]
    facts: dict[str, KnownFact]
    matters: dict[str, Matter]
    kinds: dict[str, Kind]
    acts: dict[str, Act]
    parameters: dict[str, Parameter]
    duties: dict[str, Duty]
    digest: str = field(default="")

    @cached_property
    def duties_by_clause(self) -> dict[str, list[Duty]]:
        """The duties that each clause makes, by clause id."""
        found: dict[str, list[Duty]] = {}
        for duty in self.duties.values():
            for clause in duty.clauses:
                found.setdefault(clause, []).append(duty)
        return found

    @cached_property
    def duties_by_matter(self) -> dict[str, list[Duty]]:
        """The duties of each matter."""
        found: dict[str, list[Duty]] = {}
        for duty in self.duties.values():
            if duty.matter is not None:
                found.setdefault(duty.matter, []).append(duty)
        return found

    def clause(self, clause_id: str) -> Clause:
        """A leaf clause by its full id; KeyError for one that is not there."""
        return self.clauses[clause_id.partition("/")[2]]

    def asked(self, name: str, day: date) -> Any:
        """The value of a parameter on a day; LookupError where there is none."""
        return self.parameters[name].on(day).value

    def timing(self, duty: Duty, day: date) -> Timing | None:
        """The calendar rhythm of a duty as its parameters say it on a day; None for a clock that has no periods."""
        match duty.clock:
            case Every() as every:
                named = tuple(values.window(w.name, self.asked(w.parameter, day)) for w in every.windows)
                return Timing(every.frequency, every.at_least, named)
            case Regular(parameter):
                held = self.asked(parameter, day)
                return Timing(Frequency(held["every"]), held["at_least"], ())
            case _:
                return None

    def holders(self, duty: Duty) -> tuple[str, ...]:
        """The functions that bring a duty: its own, and those that take its duties without any condition."""
        own = duty.holder.functions
        taking = (f.key for f in self.functions.values() if f.takes and not f.takes.facts and f.takes.function in own)
        return own + tuple(key for key in taking if key not in own)
