"""Verification of the whole log: every event's content, its place, the tree above it, the signed roots, the texts.

The lowest floor, which is nearly all of the work, is read in blocks by `scan`, by several processes when the log is
long; what is left to do here is small. Notes are read before sizes, and sizes before leaves, so that a log can be
verified while it grows.
"""

import json
import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.context import BaseContext
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from jinze.foundation.ledger.enums import Fault
from jinze.foundation.ledger.models import Checkpoint, Event, Leaf, Log, SealedText, Tile, Waiting, to_micros
from jinze.foundation.ledger.queries.checkpoints import notes_outside
from jinze.foundation.ledger.queries.reading import EVENT, LEAF, Source, borrowed
from jinze.foundation.ledger.queries.scan import Scan, scan, scan_apart
from jinze.foundation.ledger.queries.tree import the_log
from jinze.foundation.ledger.rules import note
from jinze.foundation.ledger.rules.blocks import Above
from jinze.foundation.ledger.rules.preimage import digests_of, leaf_hashes, text_digest
from jinze.foundation.ledger.rules.tiles import WIDTH

APART = WIDTH * 256  # leaves from which on another process is worth its start
PARTS = 4  # per process, so that none waits long for another
TEXTS_AT_ONCE = 2000
_EXTENT = (
    "SELECT (SELECT count(*) FROM ledger_event), (SELECT count(*) FROM ledger_leaf), "
    "(SELECT count(*) FROM ledger_waiting w JOIN ledger_event e ON e.id = w.event_id "
    "LEFT JOIN ledger_leaf l ON l.event_id = w.event_id WHERE l.seq IS NULL), (SELECT max(seq) FROM ledger_leaf), "
    '(SELECT "index" * 256 + length(hashes) / 32 FROM ledger_tile '  # WIDTH hashes of HASH_BYTES each
    'WHERE level = 0 ORDER BY "index" DESC LIMIT 1)'
)
_SERVER = ("host", "hostaddr", "port", "dbname", "user", "password", "options", "sslmode", "sslrootcert", "service")


@dataclass(frozen=True, slots=True)
class Bad:
    """One thing that does not hold. `key` is 32 hex digits, `seq` the place; either may be unknown."""

    key: str | None
    seq: int | None
    what: str


@dataclass(slots=True)
class Report:
    """What verification found. `ok` says that everything holds; otherwise `first_bad` names where it does not."""

    origin: str
    events: int = 0
    sequenced: int = 0
    tree_size: int = 0
    root: str = ""
    texts: int = 0
    erased: int = 0
    checkpoints: int = 0
    ok: bool = True
    first_bad: Bad | None = None
    faults: list[Bad] = field(default_factory=list)

    def add(self, fault: str, *, key: str | None = None, seq: int | None = None) -> None:
        """Notes a fault; the first one stays the first."""
        self.ok = False
        self.faults.append(Bad(key, seq, str(fault)))
        self.first_bad = self.first_bad or self.faults[0]


@dataclass(frozen=True, slots=True)
class _Stated:
    """A note, what it states, and whether our key signed it and our row tells the same."""

    text: str
    said: note.Checkpoint | None
    signed: bool
    row: tuple[int, int] | None  # size and moment of its row; None for a note outside

    @property
    def straight(self) -> bool:
        if self.said is None:
            return False
        return self.signed and self.row in (None, (self.said.size, self.said.moment))


@dataclass(frozen=True, slots=True)
class _Extent:
    """How much there was at one moment; what came later is not looked at."""

    events: int
    leaves: int
    waiting: int
    size: int
    entries: int


def verify(most_faults: int = 20, processes: int | None = None) -> Report:
    """Reads the whole log once and checks it; stops after about `most_faults`.

    `processes` (default: one for each processor) share the reading of a long log, unless a transaction is open here.
    """
    log = the_log()
    notes = _notes(log)
    extent = _extent()
    report = Report(log.origin, events=extent.events, sequenced=extent.leaves, tree_size=extent.size)
    sizes = sorted({stated.said.size for stated in notes if stated.said} | {extent.size})
    done = _scanned(log, extent.size, sizes, most_faults, processes)
    for fault, key, seq in done.faults:
        report.add(fault, key=key, seq=seq)
    if len(done.faults) + len(done.moved) < most_faults:
        above = Above(digests_of(log.hash_name), done.roots)
        report.root = above.root(extent.size, done.within.get(extent.size, [])).hex()
        proven = _check_notes(report, notes, above, done, extent.size)
        _check_moved(report, done, proven)
        _check_above(report, above, extent)
    else:
        _check_moved(report, done, 0)
    _check_loose(log, report, extent)
    _check_log(log, report)
    _check_texts(log, report, most_faults)
    return report


def _extent() -> _Extent:
    """One statement, so that all figures are of one moment."""
    with connection.cursor() as cursor:
        cursor.execute(_EXTENT)
        events, leaves, waiting, seq, entries = cursor.fetchone()
    return _Extent(events, leaves, waiting, 0 if seq is None else seq + 1, entries or 0)


def _notes(log: Log) -> list[_Stated]:
    """All notes, those of the database and those outside, each once, in the order of their sizes."""
    public = log.public_bytes()
    rows = {
        text: (size, to_micros(at)) for text, size, at in Checkpoint.objects.values_list("note", "size", "signed_at")
    }
    found = []
    for text in {**rows, **dict.fromkeys(notes_outside(log.origin))}:
        said = note.parse(text)
        ours = said is not None and (said.origin, said.hash_name) == (log.origin, log.hash_name)
        found.append(_Stated(text, said, ours and note.is_signed(text, public), rows.get(text)))
    return sorted(found, key=lambda stated: stated.said.size if stated.said else 0)


def _scanned(log: Log, size: int, sizes: list[int], most: int, processes: int | None) -> Scan:
    """The scans of all parts of the log as one."""
    count = (os.cpu_count() or 1) if processes is None else processes
    if count < 2 or size < APART or connection.in_atomic_block:
        connection.ensure_connection()
        with borrowed(connection.vendor, connection.connection) as reader:
            return scan(reader, log.hash_name, 0, size, sizes, most)
    part = -(-size // (count * PARTS) // WIDTH) * WIDTH
    bounds = [(first, min(size, first + part)) for first in range(0, size, part)]
    done = Scan()
    source = _source()
    with ProcessPoolExecutor(count, mp_context=_context()) as pool:
        parts = [pool.submit(scan_apart, source, log.hash_name, *bound, sizes, most) for bound in bounds]
        for running in parts:
            found = running.result()
            done.roots += found.roots
            done.within |= found.within
            done.faults += found.faults
            done.moved += found.moved
            if len(done.faults) + len(done.moved) >= most:
                pool.shutdown(cancel_futures=True)
                break
    return done


def _context() -> BaseContext:
    """A fork starts at once, but only a process without other threads may fork, and no connection may be shared."""
    if threading.active_count() > 1 or "fork" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    connection.close()
    return multiprocessing.get_context("fork")


def _source() -> Source:
    given = connection.get_connection_params()
    if connection.vendor == "sqlite":
        return Source("sqlite", {"database": str(given["database"])})
    return Source("postgresql", {name: given[name] for name in _SERVER if given.get(name)})


def _check_notes(report: Report, notes: list[_Stated], above: Above, done: Scan, size: int) -> int:
    """Every note against the tree as recomputed from the events; gives the size up to which one proves the events."""
    spoilt = min((seq for _, _, seq in done.faults), default=size)
    proven = 0
    for stated in notes:
        report.checkpoints += 1
        said = stated.said
        if said is None or (stated.signed and not stated.straight):
            report.add(Fault.CHECKPOINT, seq=stated.row[0] - 1 if stated.row else None)
        elif not stated.signed:
            report.add(Fault.SIGNATURE, seq=said.size - 1)
        elif said.size <= size and above.root(said.size, done.within.get(said.size, [])) == said.root:
            proven = max(proven, said.size)
        elif said.size > size or (said.size <= spoilt and not any(seq < said.size for _, _, seq in done.moved)):
            report.add(Fault.CHECKPOINT, seq=said.size - 1)
    return proven


def _check_moved(report: Report, done: Scan, proven: int) -> None:
    """Where events and lowest tiles differ, a signed root over the events tells which of them is false."""
    for fault, key, seq in done.moved:
        if seq < proven:
            report.add(Fault.TREE, seq=seq)
        else:
            report.add(fault, key=key, seq=seq)


def _check_above(report: Report, above: Above, extent: _Extent) -> None:
    """The stored upper tiles against the recomputed ones, and the end of the tree against the last leaf."""
    if extent.entries > extent.size:
        report.add(Fault.MISSING, seq=extent.size)
    if not report.ok:
        return
    stored = {
        (level, index): bytes(hashes)
        for level, index, hashes in Tile.objects.filter(level__gt=0).values_list("level", "index", "hashes")
    }
    for level, index, hashes in above.tiles():
        if not stored.get((level, index), b"").startswith(hashes):
            report.add(Fault.TREE, seq=index * WIDTH ** (level + 1))
            return


def _check_loose(log: Log, report: Report, extent: _Extent) -> None:
    """Events outside the tree: those that wait must be whole; one that neither waits nor stands in it was hidden."""
    waiting = list(Waiting.objects.order_by("event_id").values_list("event_id", flat=True)[: extent.waiting])
    connection.ensure_connection()
    with borrowed(connection.vendor, connection.connection) as reader:
        rows = [row for event in waiting for row in reader.rows(EVENT + "WHERE id = ?", event)]
    for row, found in zip(rows, leaf_hashes(log.hash_name, rows), strict=True):
        if row[LEAF] != found:
            report.add(Fault.CONTENT, key=row[0].decode("ascii", "replace"))
    gone = sum(bad.what == Fault.MISSING for bad in report.faults)
    if extent.events + gone == extent.leaves + extent.waiting:
        return
    placed, waits = Leaf.objects.filter(event=OuterRef("pk")), Waiting.objects.filter(event=OuterRef("pk"))
    hidden = Event.objects.filter(~Exists(placed), ~Exists(waits)).order_by("id").values_list("key", flat=True)
    for key in hidden[:WIDTH]:
        report.add(Fault.UNSEQUENCED, key=key.hex)
    if report.ok:
        report.add(Fault.MISSING)


def _check_log(log: Log, report: Report) -> None:
    """The log's own row, which says whose signature counts, against the event that opened it."""
    opened = Event.objects.filter(kind="log.opened").order_by("id").values_list("key", "data").first()
    if opened is None:
        report.add(Fault.LOG)
        return
    said = json.loads(opened[1])
    if (said["origin"], said["hash_name"], said["public_key"]) != (
        log.origin,
        log.hash_name,
        log.public_key.rstrip("="),
    ):
        report.add(Fault.LOG, key=opened[0].hex, seq=0)


def _check_texts(log: Log, report: Report, most: int) -> None:
    """Every sealed text against its digest; an erased one against the event that erased it."""
    erased = {json.loads(data)["digest"] for data in _data_of("text.erased")}
    texts = SealedText.objects.order_by("id").values_list("digest", "salt", "text", "erased_at")
    for digest, salt, text, erased_at in texts.iterator(chunk_size=TEXTS_AT_ONCE):
        report.texts += 1
        if text is None and salt is None and erased_at is not None and digest in erased:
            report.erased += 1
        elif text is None or salt is None or text_digest(log.hash_name, bytes(salt), text) != digest:
            report.add(Fault.TEXT, key=digest)
            if len(report.faults) >= most:
                return


def _data_of(kind: str) -> Iterator[Any]:
    return Event.objects.filter(kind=kind).order_by("id").values_list("data", flat=True).iterator(TEXTS_AT_ONCE)
