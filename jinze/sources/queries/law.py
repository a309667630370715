"""The law in force, read once per process and revision. The law is public: no viewer is asked for."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from jinze.foundation.ledger.models import Event
from jinze.foundation.ledger.queries.events import facts_of
from jinze.kernel.refusal import Refusal
from jinze.sources.events import RevisionAdopted, TextImported
from jinze.sources.models import OfficialText, Revision, TextImport
from jinze.sources.rules.law import Act, Clause, Duty, Law, Timing
from jinze.sources.rules.reading import read_adopted
from jinze.sources.rules.versions import DutyVersion, versions
from jinze.sources.rules.wording import Setting, clock, conditions, settings

_Line = tuple[str, int, str, date]
_pinned: ContextVar[list[list[_Line]] | None] = ContextVar("sources_reading", default=None)


@dataclass(frozen=True, slots=True)
class Revised:
    """A revision as it was adopted; `event` is None only where the ledger does not know of it, which is a fault."""

    number: int
    since: date
    digest: str
    adopted_at: datetime
    event: Event | None


@dataclass(frozen=True, slots=True)
class Imported:
    """An import of the official wording; `placements` are the lines that a person placed: line, text, into or aside."""

    number: int
    imported_at: datetime
    digest: str
    repairs: int
    name: str
    placements: tuple[dict[str, Any], ...]
    event: Event | None


def law_of(instrument: str) -> Law:
    """The newest adopted revision of an instrument; refuses when none is adopted."""
    newest = _revisions(instrument)
    if not newest:
        raise Refusal("sources.no_law", "这份文件还没有采用", remedy="请先由管理员采用一版法源数据", status=404)
    return _law(*newest[-1][:3])


def instruments() -> list[str]:
    """The keys of all instruments with an adopted revision."""
    return sorted({line[0] for line in _revisions()})


def act_of(act: str) -> Act:
    """A kind of act by its key, from whichever instrument defines it last; refuses an unknown one."""
    for law in _laws_newest_first():
        if act in law.acts:
            return law.acts[act]
    raise Refusal("sources.no_act", f"没有「{act[:40]}」这种履职记录", remedy="请从待办或条款页面打开表单", status=404)


def duty_of(duty: str) -> Duty:
    """A duty by its full id in its newest definition, also one that is no longer in force; refuses an unknown one."""
    for law in _laws_newest_first():
        if duty in law.duties:
            return law.duties[duty]
    raise Refusal("sources.no_duty", f"法源里没有义务「{duty[:80]}」", remedy="请从待办或条款页面打开表单", status=404)


def timing_of(duty: str, day: date) -> Timing | None:
    """The calendar rhythm of a duty on a day, outside its days the nearest one; None for one without periods."""
    known = [version for version in all_versions() if version.duty.id == duty]
    bound = [v for v in known if v.since <= day and (v.until is None or day < v.until)]
    nearest = bound or sorted(known, key=lambda v: abs((v.since - day).days))
    return nearest[0].timing if nearest else None


def clock_in(law: Law, duty: Duty, day: date) -> str:
    """When a duty of one revision falls due, in words, with the numbers of a day on which it speaks."""
    return clock(law, duty, day)


def clock_words(duty: Duty, day: date) -> str:
    """When a duty falls due, in words, with the numbers of a day."""
    law, on = speaking(duty, day)
    return clock(law, duty, on)


def settings_of(duty: Duty, day: date) -> tuple[Setting, ...]:
    """Every dated value behind the clock of a duty on a day: what it says, since when, who sets it."""
    law, on = speaking(duty, day)
    return settings(law, duty, on)


def conditions_of(duty: Duty) -> tuple[str, ...]:
    """The facts that must hold for a duty to bind, by their names."""
    return conditions(defining(duty)[0], duty)


def defining(duty: Duty) -> tuple[Law, date]:
    """The newest revision that has a duty, with its first day."""
    instrument = duty.id.partition("/")[0]
    for key, number, digest, since in reversed(_revisions(instrument)):
        law = _law(key, number, digest)
        if duty.id in law.duties:
            return law, since
    raise LookupError(f"no revision has {duty.id}")


def speaking(duty: Duty, day: date) -> tuple[Law, date]:
    """The newest revision that has a duty, and the day, or the nearest to it on which that revision speaks."""
    law, since = defining(duty)
    said = law.instrument
    last = said.until - timedelta(days=1) if said.until else day
    return law, max(min(day, last), since, said.since)


def clause_of(clause: str) -> Clause:
    """A leaf clause by its full id in its newest wording; refuses an unknown one."""
    instrument, _, path = clause.partition("/")
    found = law_of(instrument).clauses.get(path)
    if found is None:
        raise Refusal("sources.no_clause", f"法源里没有条款 {path[:40]}", remedy="请从条款目录打开", status=404)
    return found


def clauses_known(clauses: Iterable[str]) -> bool:
    """Whether every id is a clause of an adopted instrument."""
    known = {clause.id for law in _laws() for clause in law.clauses.values()}
    return all(clause in known for clause in clauses)


def all_versions() -> list[DutyVersion]:
    """Every version of every duty of every instrument, over all adopted revisions."""
    return list(_all_versions(tuple(_revisions())))


def revision_day(instrument: str, number: int) -> date:
    """The first day of an adopted revision; refuses a number that was never adopted."""
    return _adopted(instrument, number)[3]


def revision_line(instrument: str) -> tuple[int, date] | None:
    """Number and first day of the newest revision."""
    newest = _revisions(instrument)
    return (newest[-1][1], newest[-1][3]) if newest else None


def revision_of(instrument: str, number: int) -> Law:
    """One adopted revision of an instrument; refuses a number that was never adopted."""
    return _law(*_adopted(instrument, number)[:3])


def revisions_of(instrument: str) -> list[Revised]:
    """Every adopted revision of an instrument, newest first, each with the event that adopted it."""
    events = Event.objects.filter(kind=RevisionAdopted.KIND).order_by("id")
    told = [(facts_of(event), event) for event in events]
    by_number = {facts.number: event for facts, event in told if facts.instrument == instrument}
    rows = Revision.objects.filter(instrument=instrument).order_by("-number").defer("content")
    return [Revised(r.number, r.since, r.digest, r.adopted_at, by_number.get(r.number)) for r in rows]


def official_text(instrument: str, path: str) -> OfficialText | None:
    """The imported official wording of a clause, from the newest import."""
    return OfficialText.objects.filter(instrument=instrument, path=path).order_by("-import_number").first()


def imports_of(instrument: str) -> list[Imported]:
    """Every import of the official wording of an instrument, newest first, each with the event that made it."""
    found = Event.objects.filter(kind=TextImported.KIND)
    events = {event.recorded_at: event for event in found if facts_of(event).instrument == instrument}
    rows = TextImport.objects.filter(instrument=instrument).order_by("-number")
    return [_imported(row, events.get(row.imported_at)) for row in rows]


def _imported(row: TextImport, event: Event | None) -> Imported:
    said: dict[str, Any] = json.loads(row.settled) if row.settled else {"name": "", "placements": []}
    placed = tuple(said["placements"])
    return Imported(row.number, row.imported_at, row.digest, len(row.repairs), said["name"], placed, event)


def wording_of(instrument: str, number: int) -> dict[str, tuple[str, str, str]]:
    """Label, heading and text of every node of one import, by path."""
    rows = OfficialText.objects.filter(instrument=instrument, import_number=number)
    return {
        path: (label, heading, text)
        for path, label, heading, text in rows.values_list("path", "label", "heading", "text")
    }


def newest_import(instrument: str) -> TextImport | None:
    """The newest import of the official document."""
    return TextImport.objects.filter(instrument=instrument).order_by("-number").first()


def _laws() -> list[Law]:
    newest = {revision[0]: revision[:3] for revision in _revisions()}
    return [_law(*revision) for revision in newest.values()]


def _laws_newest_first() -> Iterator[Law]:
    """Every revision, so that what an older one asked for can still be filed late and read."""
    for revision in sorted(_revisions(), key=lambda each: each[1], reverse=True):
        yield _law(*revision[:3])


@contextmanager
def one_reading() -> Iterator[None]:
    """For its length (a request, a job) the adopted revisions are looked up once; adopting one looks again."""
    token = _pinned.set([])
    try:
        yield
    finally:
        _pinned.reset(token)


def look_again() -> None:
    """Forgets what a running `one_reading` has looked up."""
    held = _pinned.get()
    if held is not None:
        held.clear()


def _adopted(instrument: str, number: int) -> _Line:
    for line in _revisions(instrument):
        if line[1] == number:
            return line
    raise Refusal("sources.no_revision", f"没有采用过第 {number} 版", remedy="请从采用过的版本中选择", status=404)


def _revisions(instrument: str | None = None) -> list[_Line]:
    held = _pinned.get()
    if held:
        lines = held[0]
    else:
        ordered = Revision.objects.order_by("instrument", "number")
        lines = list(ordered.values_list("instrument", "number", "digest", "since"))
        if held is not None:
            held.append(lines)
    return [line for line in lines if instrument is None or line[0] == instrument]


@lru_cache(maxsize=64)
def _law(instrument: str, number: int, digest: str) -> Law:  # noqa: ARG001 - the digest keeps two databases apart
    content = Revision.objects.values_list("content", flat=True).get(instrument=instrument, number=number)
    return read_adopted(json.loads(content))


@lru_cache(maxsize=8)
def _all_versions(revisions: tuple[_Line, ...]) -> tuple[DutyVersion, ...]:
    found: list[DutyVersion] = []
    for instrument in sorted({revision[0] for revision in revisions}):
        own = [(since, _law(key, number, digest)) for key, number, digest, since in revisions if key == instrument]
        found.extend(versions(own))
    return tuple(found)
