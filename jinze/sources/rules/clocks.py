"""Clocks: when a duty falls due, as the law says it.

A duty has exactly one clock. A number that a clause leaves open stands in a dated parameter; a clock names it, and
asks it for the day of the event.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinze.kernel.periods import Frequency


@dataclass(frozen=True, slots=True)
class NamedWindow:
    """A stretch of each year, whose days are the `parameter`'s."""

    name: str
    parameter: str


@dataclass(frozen=True, slots=True)
class Every:
    """So many acts in each period. With `follows` the act of a period is due once that event has happened in it."""

    frequency: Frequency
    at_least: int = 1
    windows: tuple[NamedWindow, ...] = ()
    follows: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Regular:
    """定期 without a number: frequency and quota are the parameter's."""

    parameter: str


@dataclass(frozen=True, slots=True)
class On:
    """After an event, within the days of a parameter; with `after` the count begins so much later."""

    event: str
    within: str
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """Before a day that is known ahead, by the days of a parameter."""

    event: str
    lead: str


@dataclass(frozen=True, slots=True)
class Gate:
    """Without the act the event may not happen."""

    event: str


@dataclass(frozen=True, slots=True)
class Continuous:
    """Without a break, `always` or in a period that is declared or comes with the year."""

    during: str


@dataclass(frozen=True, slots=True)
class Standing:
    """No clock in the clause; the parameter holds the least number of acts expected in a year."""

    parameter: str


Clock = Every | Regular | On | Before | Gate | Continuous | Standing
ALWAYS = "always"
CLOCKS = ("every", "regular", "on", "before", "gate", "continuous", "standing")


def clock_of(row: Mapping[str, Any]) -> Clock:
    """The clock of a duty's row; ValueError when it has none, more than one, or words that belong to another one."""
    said = [name for name in CLOCKS if row.get(name) is not None]
    if len(said) != 1:
        raise ValueError(f"时限 {'、'.join(said) or '（无）'}（必须正好有一种）")
    reads, words = _READERS[said[0]]
    strange = [name for name in _ALL_WORDS if row.get(name) is not None and name not in words]
    if strange:
        raise ValueError(f"{said[0]} 的 {'、'.join(strange)}")
    return reads(row)


def parameters_of(clock: Clock) -> tuple[tuple[str, str], ...]:
    """The parameters that a clock asks, each with the shape its value must have."""
    match clock:
        case Every():
            own = tuple((window.parameter, "window") for window in clock.windows)
            return (*own, *(((clock.within, "within"),) if clock.within else ()))
        case Regular():
            return ((clock.parameter, "regular"),)
        case On():
            return ((clock.within, "within"), *(((clock.after, "after"),) if clock.after else ()))
        case Before():
            return ((clock.lead, "lead"),)
        case Standing():
            return ((clock.parameter, "standing"),)
        case _:
            return ()


def events_of(clock: Clock) -> tuple[str, ...]:
    """The events and periods that start, stop or bound a clock."""
    match clock:
        case Every():
            return (clock.follows,) if clock.follows else ()
        case On() | Before() | Gate():
            return (clock.event,)
        case Continuous():
            return () if clock.during == ALWAYS else (clock.during,)
        case _:
            return ()


def _every(row: Mapping[str, Any]) -> Every:
    windows = tuple(NamedWindow(each["name"], each["parameter"]) for each in row.get("windows") or [])
    at_least = whole(row.get("at_least", 1), "次数")
    return Every(Frequency(row["every"]), at_least, windows, row.get("follows"), row.get("within"))


def whole(value: object, what: str) -> int:
    """A whole number as it stands in a file; TypeError for everything else, yes and no included."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{what} {value!r}")
    return value


_READERS: dict[str, tuple[Callable[[Mapping[str, Any]], Clock], tuple[str, ...]]] = {
    "every": (_every, ("at_least", "windows", "follows", "within")),
    "regular": (lambda row: Regular(row["regular"]), ()),
    "on": (lambda row: On(row["on"], row["within"], row.get("after")), ("within", "after")),
    "before": (lambda row: Before(row["before"], row["lead"]), ("lead",)),
    "gate": (lambda row: Gate(row["gate"]), ()),
    "continuous": (lambda row: Continuous(row["continuous"]), ()),
    "standing": (lambda row: Standing(row["standing"]), ()),
}
_ALL_WORDS = ("at_least", "windows", "follows", "within", "after", "lead")
