"""Rows of the law files as value types. A row that cannot be read raises KeyError, ValueError or TypeError."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from jinze.sources.enums import AskType, Confidence, DutyRole, FactType
from jinze.sources.rules.clocks import clock_of
from jinze.sources.rules.law import (
    Act,
    Ask,
    Clause,
    Duty,
    Event,
    Function,
    Heading,
    Holding,
    Instrument,
    Kind,
    KindPart,
    KnownFact,
    Line,
    Matter,
    Parameter,
    ParameterValue,
    Takes,
)

Row = Mapping[str, Any]
Facts = tuple[tuple[str, object], ...]

USUAL_GRACE = "grace_days"
_PATH = re.compile(r"\d+(\.\d+)*")
_OWN_TO_PARTS = ("slug", "gist", "members")
_OF_MEMBERS = ("path", "function", "levels", "post")


def instrument(row: Row) -> Instrument:
    """instrument.yaml."""
    force = row["in_force"]
    return Instrument(
        key=row["key"],
        number=row["number"],
        title=row["title"],
        issuer=tuple(row["issuer"]),
        issued=date.fromisoformat(row["issued"]),
        since=date.fromisoformat(force["from"]),
        until=_day(force.get("until")),
        area=row["area"],
    )


def heading(row: Row) -> Heading:
    """A row of headings."""
    return Heading(row["path"], row["heading"], names(row.get("holder")))


def clause(instrument_key: str, row: Row) -> Clause:
    """A row of clauses."""
    if not _PATH.fullmatch(row["path"]):
        raise ValueError(f"编号 {row['path']}")
    return Clause(
        id=f"{instrument_key}/{row['path']}",
        path=row["path"],
        heading=row["heading"],
        gist=row["gist"],
        holders=names(row.get("holder")),
        role=DutyRole(row["role"]) if row.get("role") else None,
        reason=row.get("reason") or "",
    )


def function(row: Row) -> Function:
    """A row of functions."""
    said = row.get("takes")
    takes = Takes(said["function"], said["clause"], _facts(said.get("if"))) if said else None
    return Function(row["key"], row["name"], row["line"], frozenset(row["levels"]), takes)


def line(row: Row) -> Line:
    """A row of lines."""
    return Line(row["key"], row["name"], int(row["order"]))


def event(row: Row) -> Event:
    """A row of events."""
    return Event(row["key"], row["name"], bool(row.get("period")))


def fact(row: Row) -> KnownFact:
    """A row of facts."""
    return KnownFact(row["key"], row["of"], FactType(row["type"]), row["name"], row.get("clause"), _choices(row))


def matter(row: Row) -> Matter:
    """A row of matters."""
    return Matter(row["key"], row["name"], row["gist"])


def kind(row: Row) -> Kind:
    """A shared kind, without the duties that it makes of its members."""
    parts = (
        KindPart(each.get("slug") or "", each["title"], each["gist"], tuple(m["path"] for m in each["members"]))
        for each in row["parts"]
    )
    return Kind(row["key"], row["name"], row["gist"], tuple(parts))


def duty_rows(row: Row) -> list[dict[str, Any]]:
    """The rows of the duties that a shared kind makes: one for each member of each part."""
    made = []
    for part in row["parts"]:
        shared = {name: value for name, value in part.items() if name not in _OWN_TO_PARTS}
        slug = "-".join(word for word in (row["key"].replace("_", "-"), part.get("slug")) if word)
        for member in part["members"]:
            own = {name: value for name, value in member.items() if name not in _OF_MEMBERS}
            holder = {name: member[name] for name in ("function", "levels", "post") if name in member}
            made.append(
                shared
                | own
                | {
                    "id": f"{member['path']}-{slug}",
                    "clauses": [member["path"]],
                    "kind": row["key"],
                    "holder": holder,
                }
            )
    return made


def act(row: Row) -> Act:
    """A row of acts."""
    return Act(row["key"], row["name"], row["verb"], tuple(map(ask, row.get("asks") or [])))


def ask(row: Row) -> Ask:
    """A field of a form."""
    prefill = row.get("prefill")
    if prefill not in {None, "holder", "last"}:
        raise ValueError(f"prefill {prefill}")
    return Ask(
        key=row["key"],
        label=row["label"],
        type=AskType(row["type"]),
        required=bool(row.get("required")),
        help=row.get("help") or "",
        choices=_choices(row),
        prefill=prefill,
    )


def parameter(name: str, content: Row) -> Parameter:
    """A file of parameters/."""
    values = tuple(
        ParameterValue(date.fromisoformat(v["from"]), _day(v.get("until")), v["value"], v.get("clause"))
        for v in content["values"]
    )
    return Parameter(name, content["meaning"], content["unit"], Confidence(content["confidence"]), values)


def duty(instrument_key: str, row: Row) -> Duty:
    """A row of duties, or one that a shared kind made."""
    holder = row["holder"]
    return Duty(
        id=f"{instrument_key}/{row['id']}",
        clauses=tuple(f"{instrument_key}/{path}" for path in row["clauses"]),
        title=row["title"],
        role=DutyRole(row["role"]),
        matter=row.get("matter"),
        kind=row.get("kind"),
        scope=row.get("scope") or "",
        holder=Holding(names(holder["function"]), frozenset(holder["levels"]), holder.get("post")),
        clock=clock_of(row),
        per_object=row.get("per_object"),
        act=row["act"],
        asks=tuple(map(ask, row.get("asks") or [])),
        evidence=tuple(row.get("evidence") or []),
        applies_if=_facts(row.get("applies_if")),
        signed_by=row.get("signed_by"),
        on_failure=row.get("on_failure") or "",
        grace=row.get("grace") or USUAL_GRACE,
    )


def names(said: str | list[str] | None) -> tuple[str, ...]:
    """A key, or several, or none, as a tuple."""
    return (said,) if isinstance(said, str) else tuple(said or ())


def _choices(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple((choice["key"], choice["label"]) for choice in row.get("choices") or [])


def _facts(said: Row | None) -> Facts:
    listed = sorted((said or {}).items())
    return tuple((name, tuple(wanted) if isinstance(wanted, list) else wanted) for name, wanted in listed)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
