"""Building projections again from the ledger: deleting them, and letting their followers read everything anew."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from jinze.foundation.ledger.enums import Follow
from jinze.foundation.ledger.followers import Projection, Recorded, as_recorded, projections
from jinze.foundation.ledger.models import Cursor, Event, Leaf, Waiting
from jinze.foundation.ledger.queries.projections import fingerprint, snapshot
from jinze.foundation.ledger.rules.kinds import read


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One projection before and after: row count, fingerprints, and the first rows that differ, each with its table."""

    name: str
    rows: int
    before: str
    after: str
    differences: list[str]

    @property
    def same(self) -> bool:
        """Whether the rebuild gave the same bytes."""
        return self.before == self.after


class _UndoError(Exception):
    """Carries the result out of a transaction that must not stay."""


def rebuild(*, keep: bool, most: int = 20) -> list[Rebuilt]:
    """Rebuilds every projection, floors from below upward; `keep` False only compares and changes nothing.

    Acts wait until it is done, so that both sides of the comparison are of one moment. A later follower is rebuilt as
    far as it had read.
    """
    results: list[Rebuilt] = []
    try:
        with transaction.atomic():
            _hold_acts()
            before = {projection.name: snapshot(projection) for projection in projections()}
            for projection in reversed(projections()):
                for model in reversed(projection.tables):
                    model._default_manager.all().delete()
            _replay()
            results = [_compared(projection, before[projection.name], most) for projection in projections()]
            if not keep:
                raise _UndoError  # noqa: TRY301 - leaving the block is the point
    except _UndoError:
        return results
    return results


def _hold_acts() -> None:
    if connection.vendor == "postgresql":  # SQLite's transaction has the one write lock already
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE ledger_event IN SHARE MODE")


def _replay() -> None:
    read_to = dict(Cursor.objects.values_list("follower", "next_seq"))
    for seq, recorded in _events():
        for projection in projections():
            if projection.wants(recorded.kind) and (
                projection.mode is Follow.INLINE or (seq is not None and seq < read_to.get(projection.name, 0))
            ):
                projection.follow(recorded)


def _events() -> Iterator[tuple[int | None, Recorded]]:
    """All events with their places: those of the tree in its order, then those that wait."""
    for leaf in Leaf.objects.select_related("event").order_by("seq").iterator(chunk_size=2000):
        yield leaf.seq, _recorded(leaf.event)
    for waiting in Waiting.objects.select_related("event").order_by("event_id").iterator(chunk_size=2000):
        yield None, _recorded(waiting.event)


def _recorded(event: Event) -> Recorded:
    return as_recorded(event, read(event.kind, event.v, json.loads(event.data)))


def _compared(projection: Projection, before: dict[str, dict[str, tuple[str, ...]]], most: int) -> Rebuilt:
    after = snapshot(projection)
    differences = []
    for table, held in after.items():
        differences += [
            f"{table} {name}: {before[table].get(name)} → {held.get(name)}"
            for name in sorted(held.keys() | before[table].keys())
            if held.get(name) != before[table].get(name)
        ]
    return Rebuilt(
        projection.name, sum(map(len, after.values())), fingerprint(before), fingerprint(after), differences[:most]
    )
