"""One range of the log against itself: contents, leaves, places, lowest tiles. Runs in any process, without Django."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from jinze.foundation.ledger.enums import Fault
from jinze.foundation.ledger.queries.reading import LEAF, Reader, Row, Source, opened
from jinze.foundation.ledger.rules.blocks import levels, peaks
from jinze.foundation.ledger.rules.preimage import digests_of, leaf_hashes
from jinze.foundation.ledger.rules.tiles import HASH_BYTES, WIDTH

AT_ONCE = WIDTH * 8

Found = tuple[str, str | None, int]  # fault, key, place


@dataclass(slots=True)
class Scan:
    """What one range gave: the roots of its complete blocks, the peaks inside blocks that checkpoints ask for, faults.

    `moved` are events that are whole in themselves but are not what the tree holds at their place.
    """

    roots: list[bytes] = field(default_factory=list)
    within: dict[int, list[bytes]] = field(default_factory=dict)
    faults: list[Found] = field(default_factory=list)
    moved: list[Found] = field(default_factory=list)


def scan_apart(source: Source, hash_name: str, first: int, end: int, sizes: list[int], most: int) -> Scan:
    """`scan` over a connection of its own."""
    with opened(source) as reader:
        return scan(reader, hash_name, first, end, sizes, most)


def scan(reader: Reader, hash_name: str, first: int, end: int, sizes: Iterable[int], most: int) -> Scan:
    """Checks the leaves first … end (first at the start of a block), up to `most` faults.

    `sizes` are tree sizes whose roots will be wanted.
    """
    done = Scan()
    wanted: dict[int, list[int]] = {}
    for size in sizes:
        if first < size <= end and size % WIDTH:
            wanted.setdefault(size // WIDTH, []).append(size)
    digests = digests_of(hash_name)
    with _uncollected():
        for start in range(first, end, AT_ONCE):
            leaves = _leaves(reader, hash_name, start, min(end, start + AT_ONCE), done)
            for low in range(0, len(leaves), WIDTH):
                folded = levels(digests, leaves[low : low + WIDTH])
                if len(folded[0]) == WIDTH:
                    done.roots.append(folded[-1][0])
                for size in wanted.get((start + low) // WIDTH, ()):
                    done.within[size] = peaks(folded, size % WIDTH)
            if len(done.faults) + len(done.moved) >= most:
                break
    return done


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cycle collector, which finds nothing among rows and costs a fifth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _leaves(reader: Reader, hash_name: str, start: int, stop: int, done: Scan) -> list[bytes]:
    """The leaf hashes from start to stop, recomputed from the events' columns."""
    seqs, events = reader.leaves(start, stop)
    tiles = reader.tiles(start, stop)
    whole = [event for event in events if event is not None]
    if seqs == list(range(start, stop)) and len(whole) == len(events):
        leaves = leaf_hashes(hash_name, whole)
        if leaves == [event[LEAF] for event in whole] and _in_tiles(tiles, start, leaves):
            return leaves
    return _name(hash_name, range(start, stop), dict(zip(seqs, events, strict=True)), tiles, done)


def _in_tiles(tiles: dict[int, bytes], start: int, leaves: list[bytes]) -> bool:
    """Whether the tree holds just these leaves from `start` on."""
    wanted = b"".join(leaves)
    step = WIDTH * HASH_BYTES
    return all(
        tiles.get(start // WIDTH + i // step, b"")[:step].startswith(wanted[i : i + step])
        for i in range(0, len(wanted), step)
    )


def _name(
    hash_name: str, places: range, held: dict[int, Row | None], tiles: dict[int, bytes], done: Scan
) -> list[bytes]:
    """Place by place, what does not hold; gives the leaves, with what the tree holds where an event is gone."""
    leaves = []
    for seq in places:
        event = held.get(seq)
        at = seq % WIDTH * HASH_BYTES
        entry = bytes(tiles.get(seq // WIDTH, b"")[at : at + HASH_BYTES])
        if event is None:
            done.faults.append((Fault.MISSING, None, seq))
            leaves.append(entry.ljust(HASH_BYTES, b"\x00"))
            continue
        key = event[0].decode("ascii", "replace")
        [found] = leaf_hashes(hash_name, [event])
        leaves.append(found)
        if found != event[LEAF]:
            done.faults.append((Fault.CONTENT, key, seq))
        elif found != entry:
            done.moved.append((Fault.POSITION, key, seq))
    return leaves
