"""A law held against its document, and its duties as plain rows for other programs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinze.sources.rules.clocks import Before, Continuous, Every, Gate, On, Regular, Standing
from jinze.sources.rules.law import Duty, Law

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the leaves of a document are covered, by full clause ids.

    `mapped` leaves have a duty, `not_a_duty` ones a reason why none; `timed` and `standing` leaves have a duty with
    such a clock, and may overlap. `missing` have neither, `extra` are clauses of ours that the document has not.
    """

    leaves: int
    mapped: int
    not_a_duty: int
    timed: int
    standing: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def coverage(law: Law, leaves: Iterable[str]) -> Coverage:
    """How the law covers the leaves of a document, given by their paths."""
    wanted = {f"{law.instrument.key}/{path}": path for path in leaves}
    found = {clause.id: law.duties_by_clause.get(clause.id, []) for clause in law.clauses.values()}
    mapped = [clause for clause in wanted if found.get(clause)]
    reasoned = [clause for clause, path in wanted.items() if path in law.clauses and law.clauses[path].reason]

    def with_clock(*, standing: bool) -> int:
        return sum(any(isinstance(d.clock, Standing) is standing for d in found[clause]) for clause in mapped)

    return Coverage(
        leaves=len(wanted),
        mapped=len(mapped),
        not_a_duty=len(reasoned),
        timed=with_clock(standing=False),
        standing=with_clock(standing=True),
        missing=tuple(clause for clause in wanted if clause not in mapped and clause not in reasoned),
        extra=tuple(clause for clause in found if clause not in wanted),
    )


def leaves_of(outline: Mapping[str, Any]) -> list[str]:
    """The paths of the leaf clauses of an outline: numbered nodes with no numbered node below them."""
    paths = [node["path"] for node in outline["nodes"] if node["path"]]
    above = {path.rpartition(".")[0] for path in paths}
    return [path for path in paths if path not in above]


def duty_row(law: Law, duty: Duty, day: date) -> Row:
    """A duty as a row, its numbers those of a day; what its clock has not is None. Functions are joined by commas."""
    row: Row = {
        "id": duty.id,
        "clauses": list(duty.clauses),
        "matter": duty.matter,
        "role": duty.role.value,
        "holder": ",".join(duty.holder.functions),
        "level": sorted(duty.holder.levels),
        "post": duty.holder.post,
        **dict.fromkeys(
            ("every", "at_least", "windows", "on", "within", "before", "gate", "regular", "continuous", "standing")
        ),
        "per_object": duty.per_object,
        "event": duty.act,
        "evidence": list(duty.evidence),
        "signed_by": duty.signed_by,
        "applies_if": {name: list(v) if isinstance(v, tuple) else v for name, v in duty.applies_if} or None,
        "on_failure": duty.on_failure,
        "kind": duty.kind,
        "title": duty.title,
    }
    return row | _clock(law, duty, day)


def _clock(law: Law, duty: Duty, day: date) -> Row:
    match duty.clock:
        case Every() as every:
            windows = [{"name": w.name, **law.asked(w.parameter, day)} for w in every.windows]
            follows = {"on": every.follows, "within": _days(law, every.within, day)} if every.follows else {}
            row = {"every": every.frequency.value, "at_least": every.at_least, "windows": windows or None, **follows}
        case On(event, within, after):
            later = {"after": law.asked(after, day)} if after else {}
            row = {"on": event, "within": _days(law, within, day), **later}
        case Before(event, lead):
            row = {"before": {"event": event, "lead_days": law.asked(lead, day)["lead_days"], "parameter": lead}}
        case Gate(event):
            row = {"gate": event}
        case Continuous(during):
            row = {"continuous": during}
        case Regular(parameter):
            row = {"regular": {**law.asked(parameter, day), "parameter": parameter}}
        case Standing(parameter):
            row = {"standing": {**law.asked(parameter, day), "every": "year", "parameter": parameter}}
    return row


def _days(law: Law, within: str | None, day: date) -> Row | None:
    return None if within is None else {"days": law.asked(within, day)["within_days"], "parameter": within}
