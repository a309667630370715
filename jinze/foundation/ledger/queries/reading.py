"""Reading events for verification: raw columns in blocks, over a connection that any process can open for itself.

Values come as the bytes that the database holds, never through the decoding that a page would do, so that nothing
hides behind a converter and a broken text is named, not stumbled over.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.types.string import ByteaBinaryLoader

from jinze.foundation.ledger.rules.preimage import COLUMNS
from jinze.foundation.ledger.rules.tiles import WIDTH

FAR = 4  # how many times wider than its leaves a range of event ids may be before they are fetched one by one

_MOMENTS = ("occurred_at", "recorded_at")
_FIELDS = ", ".join(f"CAST({name} AS TEXT)" if name in _MOMENTS else name for name in COLUMNS)
EVENT = f"SELECT {_FIELDS}, leaf, id FROM ledger_event "  # noqa: S608 - the names of our own columns
_EVENTS = EVENT + "WHERE id >= ? AND id <= ? ORDER BY id"
_AHEAD = "SELECT count(*), min(event_id - seq), max(event_id - seq) FROM ledger_leaf WHERE seq >= ? AND seq < ?"
LEAF, ID = len(COLUMNS), len(COLUMNS) + 1  # what stands behind the columns

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

    def leaves(self, first: int, end: int) -> tuple[list[int], list[Row | None]]:
        """The places from first to end that are taken, and the event at each: COLUMNS, leaf, id; None for one gone."""
        [(taken, ahead, most_ahead)] = self.rows(_AHEAD, first, end)
        if taken == end - first and ahead == most_ahead:
            rows = self.rows(_EVENTS, first + ahead, end - 1 + ahead)
            if len(rows) == taken:
                return list(range(first, end)), list(rows)
        return self._leaves_one_by_one(first, end)

    def _leaves_one_by_one(self, first: int, end: int) -> tuple[list[int], list[Row | None]]:
        places = self.rows("SELECT seq, event_id FROM ledger_leaf WHERE seq >= ? AND seq < ? ORDER BY seq", first, end)
        seqs, ids = [place[0] for place in places], [place[1] for place in places]
        if not ids:
            return [], []
        low, high = min(ids), max(ids)
        if high - low <= FAR * (end - first):
            rows = self.rows(_EVENTS, low, high)
            if [row[ID] for row in rows] == ids:
                return seqs, list(rows)
            found = {row[ID]: row for row in rows}
        else:
            found = {event: row for event in ids for row in self.rows(EVENT + "WHERE id = ?", event)}
        return seqs, [found.get(event) for event in ids]

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
        raw.execute("PRAGMA mmap_size = 1073741824")  # bytes that are read without being copied
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
