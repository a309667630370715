"""The stored tree: its tiles, its size, its root."""

from functools import partial

from django.db.models import Max

from jinze.foundation.ledger.models import Leaf, Log, Tile
from jinze.foundation.ledger.rules import tree
from jinze.foundation.ledger.rules.tiles import Tiles
from jinze.kernel.digests import digest
from jinze.kernel.refusal import Refusal


def the_log() -> Log:
    """The log of this deployment; refuses when none has been opened."""
    log = Log.objects.first()
    if log is None:
        raise Refusal("ledger.closed", "账本还没有启用", remedy="请先运行 jinze ledger open 或 jinze demo")
    return log


def is_open() -> bool:
    """Whether a log has been opened."""
    return Log.objects.exists()


def is_demo() -> bool:
    """Whether this log tells a story: only then may it run on a story clock, and pages say so."""
    log = Log.objects.first()
    return log is not None and log.origin.split("/")[0] == "demo"


def tree_size() -> int:
    """How many events are sequenced."""
    last = Leaf.objects.aggregate(last=Max("seq"))["last"]
    return 0 if last is None else int(last) + 1


def hasher_of(log: Log) -> tree.Hash:
    """The hash of this log as a function of bytes."""
    return partial(digest, log.hash_name)


def stored_tiles(log: Log) -> Tiles:
    """The tree's tiles, read as they are needed."""
    return Tiles(hasher_of(log), _load)


def _load(level: int, index: int) -> bytes:
    found = Tile.objects.filter(level=level, index=index).values_list("hashes", flat=True).first()
    return bytes(found) if found is not None else b""
