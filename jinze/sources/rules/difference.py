"""What one revision of an instrument changes against another, in plain values that can be compared and shown.

Every field of the law's value types is compared, so that nothing changes unseen; a number that stands in a dated
parameter is that of the day on which the newer revision begins to speak.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any

from jinze.sources.rules.clocks import CLOCKS
from jinze.sources.rules.law import Duty, Law
from jinze.sources.rules.listing import duty_row
from jinze.sources.rules.versions import versions

Row = dict[str, Any]
Rows = Mapping[str, Row]
Things = Mapping[str, Any]

_THINGS = (
    *("instrument", "headings", "clauses", "parameters", "acts", "functions"),
    *("lines", "matters", "kinds", "events", "facts"),
)

_ONE_DAY = timedelta(days=1)
_NAMED_BY = ("title", "heading", "name", "meaning")
_CLOCK_WORDS = (*CLOCKS, "at_least", "windows", "within", "after")


@dataclass(frozen=True, slots=True)
class Change:
    """One field of something that stays, before and after."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that stands on one side only, with its fields."""

    key: str
    name: str
    row: Row


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that stays and is said otherwise. A duty that is `binding` begins anew, in all others words change."""

    key: str
    name: str
    changes: tuple[Change, ...]
    binding: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that differ."""
        return tuple(change.field for change in self.changes)


@dataclass(frozen=True, slots=True)
class Part:
    """What differs among things of one sort."""

    added: tuple[Entry, ...]
    changed: tuple[Changed, ...]
    ended: tuple[Entry, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.ended)

    def figures(self) -> dict[str, int]:
        """How many of each."""
        return {"added": len(self.added), "changed": len(self.changed), "ended": len(self.ended)}


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two revisions, each sort by the keys it has in the law; duties by their full ids."""

    day: date
    instrument: Part
    headings: Part
    clauses: Part
    duties: Part
    parameters: Part
    acts: Part
    functions: Part
    lines: Part
    matters: Part
    kinds: Part
    events: Part
    facts: Part

    @property
    def is_empty(self) -> bool:
        """Whether nothing that people are judged or guided by differs."""
        return not any(self.parts().values())

    def parts(self) -> dict[str, Part]:
        """Every sort by its name."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "day"}

    def figures(self) -> dict[str, dict[str, int]]:
        """How many were added, changed and ended, of each sort that differs."""
        return {name: part.figures() for name, part in self.parts().items() if part}


def difference(old: Law | None, new: Law | None, day: date) -> Difference:
    """What `new` changes against `old`, seen from the day from which it speaks; None is a law that is not there."""
    parts = {name: _part(*map(_rows, _differing(_things(old, name), _things(new, name)))) for name in _THINGS}
    duties = _part(*_duties(old, new, day))
    anew = _begin_anew(old, new, day, [changed.key for changed in duties.changed])
    told = tuple(replace(changed, binding=changed.key in anew) for changed in duties.changed)
    return Difference(day=day, duties=replace(duties, changed=told), **parts)


def clock_row(law: Law, duty: Duty, day: date) -> Row:
    """The clock of a duty with its numbers on a day, and nothing that it has not."""
    row = duty_row(law, duty, _inside(law, day))
    return {word: row[word] for word in _CLOCK_WORDS if row.get(word) is not None}


def _things(law: Law | None, sort: str) -> Things:
    if law is None:
        return {}
    if sort == "instrument":
        return {law.instrument.key: law.instrument}
    found: Things = getattr(law, sort)
    return found


def _differing(old: Things, new: Things) -> tuple[Things, Things]:
    """Both sides without what is the same in them."""
    same = {key for key, thing in old.items() if key in new and new[key] == thing}
    return _without(old, same), _without(new, same)


def _without(things: Things, same: set[str]) -> Things:
    return {key: thing for key, thing in things.items() if key not in same} if same else things


def _duties(old: Law | None, new: Law | None, day: date) -> tuple[Rows, Rows]:
    """The duties of both sides that may differ: in themselves, or in what their parameters and functions say."""
    before, after = _things(old, "duties"), _things(new, "duties")
    if old and new and (old.parameters, old.functions) == (new.parameters, new.functions):
        before, after = _differing(before, after)
    return _duty_rows(old, before, day), _duty_rows(new, after, day)


def _duty_rows(law: Law | None, duties: Things, day: date) -> Rows:
    return {} if law is None else {key: _duty(law, duty, day) for key, duty in duties.items()}


def _duty(law: Law, duty: Duty, day: date) -> Row:
    """A duty with the numbers of a day, the functions that take it over from its own, and the line it stands in."""
    bearers = law.holders(duty)
    return _row(duty) | {
        "clock": clock_row(law, duty, day),
        "grace": {"parameter": duty.grace, "days": law.asked(duty.grace, _inside(law, day))},
        "takers": [key for key in bearers if key not in duty.holder.functions],
        "line": law.functions[bearers[0]].line,
    }


def _rows(things: Things) -> Rows:
    return {key: _row(thing) for key, thing in things.items()}


def _row(thing: Any) -> Row:
    return {each.name: _plain(getattr(thing, each.name)) for each in fields(thing)}


def _plain(value: Any) -> Any:
    """Value types as lists, dicts, text and numbers; sets in order."""
    if is_dataclass(value):
        return _row(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(_plain(item) for item in value)
    return _word(value)


def _word(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _part(old: Rows, new: Rows) -> Part:
    stay = [key for key in _ordered(new) if key in old and old[key] != new[key]]
    return Part(
        added=tuple(_entry(key, new[key]) for key in _ordered(new) if key not in old),
        changed=tuple(Changed(key, _name(key, new[key]), _changes(old[key], new[key])) for key in stay),
        ended=tuple(_entry(key, old[key]) for key in _ordered(old) if key not in new),
    )


def _changes(old: Row, new: Row) -> tuple[Change, ...]:
    return tuple(Change(name, old[name], new[name]) for name in new if old[name] != new[name])


def _entry(key: str, row: Row) -> Entry:
    return Entry(key, _name(key, row), row)


def _name(key: str, row: Row) -> str:
    return next((str(row[name]) for name in _NAMED_BY if row.get(name)), key)


def _ordered(keys: Iterable[str]) -> list[str]:
    """Keys in the order of the document: 1.10 comes after 1.9."""
    return sorted(keys, key=lambda key: [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", key)])


def _begin_anew(old: Law | None, new: Law | None, day: date, keys: Iterable[str]) -> set[str]:
    """Those among some duties of both revisions that bind otherwise from the day on, and so begin anew."""
    if old is None or new is None:
        return set()
    wanted = set(keys)
    both = [(day - _ONE_DAY, _only(old, wanted)), (day, _only(new, wanted))]
    went_on = {version.duty.id for version in versions(both) if version.since < day and version.until != day}
    return wanted - went_on


def _only(law: Law, keys: set[str]) -> Law:
    return replace(law, duties={key: duty for key, duty in law.duties.items() if key in keys})


def _inside(law: Law, day: date) -> date:
    """The day, or the nearest one on which the instrument is in force and its parameters have values."""
    last = law.instrument.until - _ONE_DAY if law.instrument.until else day
    return max(min(day, last), law.instrument.since)
