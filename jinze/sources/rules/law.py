"""The value types of the law as data: one `Law` is one revision of one instrument, read whole."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from jinze.kernel.periods import Frequency, Window
from jinze.sources.enums import AskType, Confidence, DutyRole


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
    """A leaf clause in our own words; `id` is instrument/path."""

    id: str
    path: str
    heading: str
    gist: str
    holders: tuple[str, ...]
    role: DutyRole | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Function:
    """A 职能: what a body holds, and by it the duties."""

    key: str
    name: str
    line: str
    levels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A column of the duty board."""

    key: str
    name: str
    order: int


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
    value: object
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
    """Whom a duty binds: the function, at which levels, in which post (None: the body as a whole)."""

    function: str
    levels: frozenset[str]
    post: str | None


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty as this revision defines it. `id` is instrument/path-slug; `grace` names the parameter."""

    id: str
    clauses: tuple[str, ...]
    title: str
    role: DutyRole
    matter: str | None
    holder: Holding
    every: Frequency
    at_least: int
    windows: tuple[Window, ...]
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

    def clause(self, clause_id: str) -> Clause:
        """A leaf clause by its full id; KeyError for one that is not there."""
        return self.clauses[clause_id.partition("/")[2]]
