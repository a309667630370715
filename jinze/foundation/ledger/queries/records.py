"""Records held against the events that made them: what pages read must be what was recorded."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from jinze.foundation.ledger.enums import Fault
from jinze.foundation.ledger.followers import Mirror, mirrors
from jinze.foundation.ledger.models import Event
from jinze.foundation.ledger.queries.events import texts
from jinze.foundation.ledger.rules.kinds import read

BLOCK = 2000
_ERASED = object()
_GONE = object()


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that differs from its event, lacks one, or is gone. `key` is the event's, None for a row without one."""

    table: str
    row: str
    key: str | None
    what: str


def check_records(most: int = 20) -> list[Wrong]:
    """Every registered record against its event; the first `most` that do not agree."""
    found: list[Wrong] = []
    for each in mirrors():
        for wrong in _check(each):
            found.append(wrong)
            if len(found) >= most:
                return found
    return found


def _check(record: Mirror) -> Iterator[Wrong]:
    table = record.model._meta.db_table
    rows = _rows(record)
    for block in _blocks(record.kind):
        held = texts(getattr(facts, source) for _, facts in block for source in record.texts.values())
        for event, facts in block:
            name = tuple(_plain(_said(event, facts, source)) for source in record.names.values())
            label = " ".join(str(part) for part in name)
            row = rows.pop(name, None)
            if row is None:
                yield Wrong(table, label, event.key.hex, f"{Fault.MISSING}")
                continue
            for column, wanted, kept in zip(_columns(record), _expected(record, event, facts, held), row, strict=True):
                if wanted is not _ERASED and wanted != kept:
                    what = f"{column}: {wanted} → {kept}" if column in record.columns else f"{column}: not as sealed"
                    yield Wrong(table, label, event.key.hex, what)
    if record.makes:
        for name in rows:
            yield Wrong(table, " ".join(str(part) for part in name), None, "no event made this row")


def _expected(record: Mirror, event: Event, facts: Any, held: dict[str, str | None]) -> list[Any]:
    """What the row must say: plain columns from the event, texts as they were sealed, `_ERASED` where they are gone."""
    plain = [_plain(_said(event, facts, source)) for source in record.columns.values()]
    return plain + [_sealed(getattr(facts, source), held) for source in record.texts.values()]


def _sealed(digest: str, held: dict[str, str | None]) -> Any:
    """The text under a digest; `_ERASED` where it was erased, and what no row can say where the text itself is gone."""
    if not digest:
        return ""
    if digest not in held:
        return _GONE
    return _ERASED if held[digest] is None else held[digest]


def _columns(record: Mirror) -> list[str]:
    return [*record.columns, *record.texts]


def _rows(record: Mirror) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    width = len(record.names)
    found = record.model._default_manager.values_list(*record.names, *_columns(record)).iterator(chunk_size=BLOCK)
    return {tuple(map(_plain, row[:width])): tuple(map(_plain, row[width:])) for row in found}


def _blocks(kind: str) -> Iterator[list[tuple[Event, Any]]]:
    last = 0
    while True:
        events = list(Event.objects.filter(kind=kind, pk__gt=last).order_by("pk")[:BLOCK])
        if not events:
            return
        yield [(event, read(event.kind, event.v, json.loads(event.data))) for event in events]
        last = events[-1].pk


def _said(event: Event, facts: Any, source: str) -> Any:
    return getattr(event, source[1:]) if source.startswith("@") else getattr(facts, source)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
