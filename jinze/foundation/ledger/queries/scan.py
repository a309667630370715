"""One range of the log against itself: contents, leaves, places, lowest tiles. Runs in any process, without Django."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from jinze.foundation.ledger.enums import Fault
from jinze.foundation.ledger.queries.reading import Reader, Row, Source, columns_of, opened
from jinze.foundation.ledger.rules.blocks import levels, peaks
from jinze.foundation.ledger.rules.preimage import leaf_hashes
from jinze.foundation.ledger.rules.tiles import HASH_BYTES, WIDTH
from jinze.kernel.digests import digest

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
    hashed = _hasher(hash_name)
    for start in range(first, end, AT_ONCE):
        stop = min(end, start + AT_ONCE)
        for low, leaves in _blocks(reader, hash_name, start, stop, done):
            folded = levels(hashed, leaves)
            if len(leaves) == WIDTH:
                done.roots.append(folded[-1][0])
            for size in wanted.get(low // WIDTH, ()):
                done.within[size] = peaks(folded, size % WIDTH)
        if len(done.faults) + len(done.moved) >= most:
            break
    return done


def _blocks(reader: Reader, hash_name: str, start: int, stop: int, done: Scan) -> list[tuple[int, list[bytes]]]:
    """The leaf hashes from start to stop by block, recomputed from the events' columns."""
    held, tiles = reader.leaves(start, stop), reader.tiles(start, stop)
    events = [event for _, event in held if event is not None]
    whole = len(events) == stop - start and [seq for seq, _ in held] == list(range(start, stop))
    if whole:
        _, kept, *columns = columns_of(events)
        leaves = leaf_hashes(hash_name, columns)
        if leaves != list(kept) or not _in_tiles(tiles, start, leaves):
            _name(hash_name, start, stop, dict(held), tiles, done)
    else:
        leaves = _name(hash_name, start, stop, dict(held), tiles, done)
    return [(start + i, leaves[i : i + WIDTH]) for i in range(0, len(leaves), WIDTH)]


def _in_tiles(tiles: dict[int, bytes], start: int, leaves: list[bytes]) -> bool:
    """Whether the tree holds just these leaves from `start` on."""
    wanted = b"".join(leaves)
    step = WIDTH * HASH_BYTES
    return all(
        tiles.get(start // WIDTH + i // step, b"")[:step].startswith(wanted[i : i + step])
        for i in range(0, len(wanted), step)
    )


def _name(
    hash_name: str, start: int, stop: int, held: dict[int, Row | None], tiles: dict[int, bytes], done: Scan
) -> list[bytes]:
    """Place by place, what does not hold; gives the leaves, with what the tree holds where an event is gone."""
    leaves = []
    for seq in range(start, stop):
        event = held.get(seq)
        at = seq % WIDTH * HASH_BYTES
        entry = bytes(tiles.get(seq // WIDTH, b"")[at : at + HASH_BYTES])
        if event is None:
            done.faults.append((Fault.MISSING, None, seq))
            leaves.append(entry.ljust(HASH_BYTES, b"\x00"))
            continue
        _, leaf, *columns = event
        key = columns[0].decode("ascii", "replace")
        [found] = leaf_hashes(hash_name, [[value] for value in columns])
        leaves.append(found)
        if found != leaf:
            done.faults.append((Fault.CONTENT, key, seq))
        elif found != entry:
            done.moved.append((Fault.POSITION, key, seq))
    return leaves


def _hasher(hash_name: str) -> Callable[[bytes], bytes]:
    if hash_name == "sha256":
        return lambda data: sha256(data).digest()
    return partial(digest, hash_name)
