"""The law in force, read once per process and revision. The law is public: no viewer is asked for."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache

from jinze.kernel.refusal import Refusal
from jinze.sources.models import OfficialText, Revision, TextImport
from jinze.sources.rules.law import Act, Clause, Duty, Law, Timing
from jinze.sources.rules.reading import read_law
from jinze.sources.rules.versions import DutyVersion, versions

_Line = tuple[str, int, str, date]
_pinned: ContextVar[list[list[_Line]] | None] = ContextVar("sources_reading", default=None)


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


def revision_line(instrument: str) -> tuple[int, date] | None:
    """Number and first day of the newest revision."""
    newest = _revisions(instrument)
    return (newest[-1][1], newest[-1][3]) if newest else None


def official_text(instrument: str, path: str) -> OfficialText | None:
    """The imported official wording of a clause, from the newest import."""
    return OfficialText.objects.filter(instrument=instrument, path=path).order_by("-import_number").first()


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
    return read_law(json.loads(content))


@lru_cache(maxsize=8)
def _all_versions(revisions: tuple[_Line, ...]) -> tuple[DutyVersion, ...]:
    found: list[DutyVersion] = []
    for instrument in sorted({revision[0] for revision in revisions}):
        own = [(since, _law(key, number, digest)) for key, number, digest, since in revisions if key == instrument]
        found.extend(versions(own))
    return tuple(found)
