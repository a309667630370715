"""Work of the ledger beside the acts: order and tree each second, signed checkpoints, later followers."""

import json
import os
from datetime import datetime
from pathlib import Path

from django.db import transaction

from jinze.foundation.ledger.enums import Follow
from jinze.foundation.ledger.followers import Projection, as_recorded, projections
from jinze.foundation.ledger.models import Checkpoint, Cursor, Leaf, Log, Tile, Waiting, to_micros
from jinze.foundation.ledger.queries.checkpoints import checkpoint_file
from jinze.foundation.ledger.queries.signing import signing_key
from jinze.foundation.ledger.queries.tree import hasher_of, stored_tiles, tree_size
from jinze.foundation.ledger.rules import note, tree
from jinze.foundation.ledger.rules.kinds import read

BATCH = 5000


def sequence(limit: int = BATCH) -> int:
    """Gives the waiting events their places in the tree and returns how many.

    The log's row is the lock, so that only one sequencer runs. An event waits in a row of its own that its act wrote,
    so whatever has committed is seen, in whatever order transactions end.
    """
    with transaction.atomic():
        log = Log.objects.select_for_update().first()
        if log is None:
            return 0
        waiting = list(Waiting.objects.order_by("event_id").values_list("event_id", "event__leaf")[:limit])
        if not waiting:
            return 0
        size = tree_size()
        Leaf.objects.bulk_create([Leaf(seq=size + i, event_id=event) for i, (event, _) in enumerate(waiting)])
        tiles = stored_tiles(log)
        tiles.append(size, (bytes(leaf) for _, leaf in waiting))
        Tile.objects.bulk_create(
            [Tile(level=level, index=index, hashes=hashes) for (level, index), hashes in tiles.changed().items()],
            update_conflicts=True,
            unique_fields=["level", "index"],
            update_fields=["hashes"],
        )
        Waiting.objects.filter(event_id__in=[event for event, _ in waiting]).delete()
    return len(waiting)


def sequence_all() -> int:
    """Sequences until nothing waits."""
    total = 0
    while done := sequence():
        total += done
    return total


def checkpoint(at: datetime) -> str | None:
    """Signs the root over all sequenced events, keeps it and appends it to the file outside; None if nothing is new."""
    with transaction.atomic():
        log = Log.objects.select_for_update().first()
        size = tree_size()
        if log is None or size == 0 or Checkpoint.objects.filter(size=size).exists():
            return None
        root = tree.root(hasher_of(log), size, stored_tiles(log).node)
        stated = note.Checkpoint(log.origin, size, root, log.hash_name, to_micros(at))
        signed = note.sign(stated, signing_key())
        # The file first: a note outside without its row is true and harmless, a row without its note is not.
        _append_outside(checkpoint_file(log.origin), signed)
        Checkpoint.objects.create(size=size, note=signed, signed_at=at)
    return signed


def catch_up(projection: Projection, limit: int = BATCH) -> int:
    """Lets a later follower read on from its cursor; each batch takes effect once, with its cursor."""
    with transaction.atomic():
        Cursor.objects.get_or_create(follower=projection.name)
        cursor = Cursor.objects.select_for_update().get(follower=projection.name)
        leaves = Leaf.objects.filter(seq__gte=cursor.next_seq).select_related("event").order_by("seq")[:limit]
        count = 0
        for leaf in leaves:
            count += 1
            if projection.wants(leaf.event.kind):
                facts = read(leaf.event.kind, leaf.event.v, json.loads(leaf.event.data))
                projection.follow(as_recorded(leaf.event, facts))
        Cursor.objects.filter(pk=cursor.pk).update(next_seq=cursor.next_seq + count)
    return count


def tick() -> None:
    """One beat of the worker: order what waits, then let the later followers read on."""
    sequence_all()
    for projection in projections():
        if projection.mode is Follow.LATER:
            while catch_up(projection) == BATCH:
                pass


def _append_outside(path: Path, signed: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - 2))
        # A note torn by a power cut stays where it is; the next one begins on a line of its own.
        torn = b"" if file.read() in {b"", b"\n\n"} else b"\n\n"
        file.write(torn + f"{signed}\n".encode())
        file.flush()
        os.fsync(file.fileno())
