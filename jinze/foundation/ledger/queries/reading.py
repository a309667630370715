"""Reading events for verification: raw columns in blocks, over a connection that any process can open for itself.

Values come as the bytes that the database holds, never through the decoding that a page would do, so that nothing
hides behind a converter and a broken text is named, not stumbled over.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.types.string import ByteaBinaryLoader

from jinze.foundation.ledger.rules.preimage import COLUMNS
from jinze.foundation.ledger.rules.tiles import WIDTH

FAR = 4  # how many times wider than its leaves a range of event ids may be before they are fetched one by one

_MOMENTS = ("v", "occurred_at", "recorded_at")
_FIELDS = ", ".join(f"CAST({name} AS TEXT)" if name in _MOMENTS else name for name in COLUMNS)
EVENT = f"SELECT id, leaf, {_FIELDS} FROM ledger_event "  # noqa: S608 - the names of our own columns

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a log is: the engine, and what opens a connection to it."""

    vendor: str
    opened_with: dict[str, Any]


class Reader:
    """Plain queries on a raw connection of either engine; texts come as bytes."""

    def __init__(self, vendor: str, raw: Any) -> None:
        self._vendor = vendor
        self._raw = raw

    def rows(self, sql: str, *values: int) -> list[Row]:
        """All rows of a query whose parameters are written `?`."""
        if self._vendor == "sqlite":
            found: list[Row] = self._raw.execute(sql, values).fetchall()
            return found
        cursor = psycopg.Cursor(self._raw)
        for name in ("text", "varchar"):
            cursor.adapters.register_loader(name, ByteaBinaryLoader)
        return cursor.execute(sql.replace("?", "%s"), values, binary=True).fetchall()

    def leaves(self, first: int, end: int) -> list[tuple[int, Row | None]]:
        """Sequence number and event (id, leaf, columns) of the leaves first … end; None for an event that is gone."""
        places = self.rows("SELECT seq, event_id FROM ledger_leaf WHERE seq >= ? AND seq < ? ORDER BY seq", first, end)
        ids = [event for _, event in places]
        if not ids:
            return []
        low, high = min(ids), max(ids)
        if high - low <= FAR * (end - first):
            rows = self.rows(EVENT + "WHERE id >= ? AND id <= ? ORDER BY id", low, high)
            if len(rows) == len(ids) and [row[0] for row in rows] == ids:
                return [(place[0], row) for place, row in zip(places, rows, strict=True)]
            found = {row[0]: row for row in rows}
        else:
            found = {event: row for event in ids for row in self.rows(EVENT + "WHERE id = ?", event)}
        return [(seq, found.get(event)) for seq, event in places]

    def tiles(self, first: int, end: int) -> dict[int, bytes]:
        """The lowest tiles over the leaves first … end, by their index."""
        found = self.rows(
            'SELECT "index", hashes FROM ledger_tile WHERE level = 0 AND "index" >= ? AND "index" <= ?',
            first // WIDTH,
            (end - 1) // WIDTH,
        )
        return dict(found)


@contextmanager
def opened(source: Source) -> Iterator[Reader]:
    """A reader on a connection of its own, which sees what is committed."""
    if source.vendor == "sqlite":
        raw: Any = sqlite3.connect(f"file:{source.opened_with['database']}?mode=ro", uri=True)
        raw.text_factory = bytes
    else:
        raw = psycopg.connect(**source.opened_with, autocommit=True)
    try:
        yield Reader(source.vendor, raw)
    finally:
        raw.close()


@contextmanager
def borrowed(vendor: str, raw: Any) -> Iterator[Reader]:
    """A reader on Django's own connection, which sees what its transaction has written."""
    if vendor != "sqlite":
        yield Reader(vendor, raw)
        return
    before, raw.text_factory = raw.text_factory, bytes
    try:
        yield Reader(vendor, raw)
    finally:
        raw.text_factory = before


def columns_of(events: Sequence[Row]) -> list[tuple[Any, ...]]:
    """Id, leaf and each of COLUMNS as a column over the events."""
    return list(zip(*events, strict=True))
