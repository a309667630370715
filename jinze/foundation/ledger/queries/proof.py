"""The proof of one event: its columns, its path to a signed root, and whether it holds, for people and for programs."""

import base64
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from jinze.foundation.ledger.models import Checkpoint, Event, Leaf, Log
from jinze.foundation.ledger.queries.checkpoints import covering, latest, notes_outside
from jinze.foundation.ledger.queries.tree import hasher_of, stored_tiles, the_log, tree_size
from jinze.foundation.ledger.rules import note, tree
from jinze.foundation.ledger.rules.preimage import COLUMNS, leaf_hashes
from jinze.kernel.refusal import Refusal

FORMAT = "jinze-proof-1"


@dataclass(frozen=True, slots=True)
class Proof:
    """What can be shown of an event today.

    `seq` is None while it waits to be sequenced; `checkpoint` is None until a signed root covers it. The four answers
    are: do the columns give the leaf; does it stand where it was sequenced; does its path give the signed root; does
    the same signed note stand outside the database.
    """

    log: Log
    event: Event
    seq: int | None
    size: int
    path: list[bytes]
    root: bytes
    checkpoint: Checkpoint | None
    content_holds: bool
    position_holds: bool
    root_holds: bool
    outside_holds: bool

    @property
    def holds(self) -> bool:
        """Everything that can be checked so far holds."""
        if not self.content_holds:
            return False
        if self.seq is None:
            return True
        return self.position_holds and (self.checkpoint is None or self.root_holds)

    def sides(self) -> list[str]:
        """On which side the neighbour stands at each step of the path, from the leaf up: "left" or "right"."""
        found = []
        position, last = self.seq or 0, self.size - 1
        for _ in self.path:
            left = bool(position & 1) or position == last
            found.append("left" if left else "right")
            while left and position and not position & 1:
                position, last = position >> 1, last >> 1
            position, last = position >> 1, last >> 1
        return found

    def to_json(self) -> dict[str, Any]:
        """The proof as a document for outsiders; docs/proof-format.md says how to check it."""
        return {
            "format": FORMAT,
            "origin": self.log.origin,
            "hash": self.log.hash_name,
            "public_key": self.log.public_key,
            "key": self.event.key.hex,
            "seq": self.seq,
            "tree_size": self.size,
            "columns": [[name, value] for name, value in _strings(self.event)],
            "leaf": bytes(self.event.leaf).hex(),
            "path": [step.hex() for step in self.path],
            "root": self.root.hex(),
            "checkpoint": self.checkpoint.note if self.checkpoint else None,
        }


def prove(key: UUID) -> Proof:
    """The proof of the event `key` against the first checkpoint that covers it; refuses an unknown key.

    Says nothing about who may see it: callers fetch through `queries.events` first.
    """
    log = the_log()
    event = Event.objects.filter(key=key).first()
    if event is None:
        raise Refusal("ledger.no_event", "账本里没有这条记录", remedy="请核对编号，或从记录页面打开", status=404)
    content = _leaf_of(log, event) == bytes(event.leaf)
    leaf = Leaf.objects.filter(event=event).first()
    if leaf is None:
        return Proof(log, event, None, 0, [], b"", None, content, False, False, False)
    checkpoint = covering(leaf.seq)
    size = checkpoint.size if checkpoint else tree_size()
    placed, path = _placed(log, leaf.seq, size)
    climbed = tree.climb(hasher_of(log), leaf.seq, size, bytes(event.leaf), path) or b""
    stated = note.parse(checkpoint.note) if checkpoint else None
    return Proof(
        log=log,
        event=event,
        seq=leaf.seq,
        size=size,
        path=path,
        root=stated.root if stated else climbed,
        checkpoint=checkpoint,
        content_holds=content,
        position_holds=placed == bytes(event.leaf),
        root_holds=bool(checkpoint and stated and stated.root == climbed and _is_ours(log, checkpoint)),
        outside_holds=bool(checkpoint and checkpoint.note in notes_outside(log.origin)),
    )


def consistency(old: int) -> dict[str, Any]:
    """The proof that the tree of the latest checkpoint extends the one over `old` events."""
    log = the_log()
    newest = latest()
    if newest is None or not 0 < old <= newest.size:
        raise Refusal("ledger.no_tree", "没有这么大的账本可供比对", remedy="请用已公布检查点里的条数", status=404)
    path = tree.consistency_path(hasher_of(log), old, newest.size, stored_tiles(log).node)
    return {
        "format": "jinze-consistency-1",
        "origin": log.origin,
        "hash": log.hash_name,
        "old_size": old,
        "size": newest.size,
        "path": [step.hex() for step in path],
        "checkpoint": newest.note,
    }


def _leaf_of(log: Log, event: Event) -> bytes:
    """The leaf that the columns give now; they may have been changed to anything."""
    values = [value.encode() if isinstance(value, str) else value for value in event.columns().values()]
    return leaf_hashes(log.hash_name, [values])[0]


def _placed(log: Log, seq: int, size: int) -> tuple[bytes | None, list[bytes]]:
    """What the stored tree holds at `seq` and the path from there; nothing where the tree itself is broken."""
    tiles = stored_tiles(log)
    try:
        return tiles.node(0, seq), tree.inclusion_path(hasher_of(log), seq, size, tiles.node)
    except LookupError:
        return None, []


def _is_ours(log: Log, checkpoint: Checkpoint) -> bool:
    return note.is_signed(checkpoint.note, base64.b64decode(log.public_key))


def _strings(event: Event) -> list[tuple[str, str | None]]:
    held = event.columns()
    return [(name, None if held[name] is None else str(held[name])) for name in COLUMNS]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event stands: what it is about, who did it, and its number once it is sequenced."""

    kind: str
    subject_key: UUID | None
    person: UUID | None
    seq: int | None


def place_of(key: UUID) -> Place | None:
    """The place of an event, or None when there is none with this key."""
    event = Event.objects.filter(key=key).first()
    if event is None:
        return None
    seq = Leaf.objects.filter(event=event).values_list("seq", flat=True).first()
    return Place(event.kind, event.subject_key, event.person, seq)
