"""Tiles: how the complete nodes of the tree are kept, 256 hashes a tile, as in the tlog-tiles layout.

Tile (level, index) holds the nodes of height 8 * level with numbers 256 * index …; a full tile never changes again.
"""

from collections.abc import Callable, Iterable

from jinze.foundation.ledger.rules import tree

WIDTH = 256
HEIGHT = 8
HASH_BYTES = 32

Load = Callable[[int, int], bytes]


class Tiles:
    """Tiles read through `load` and kept; grows in memory until the caller stores `changed`."""

    def __init__(self, hashed: tree.Hash, load: Load) -> None:
        self._hashed = hashed
        self._load = load
        self._held: dict[tuple[int, int], bytearray] = {}
        self._changed: set[tuple[int, int]] = set()

    def node(self, level: int, index: int) -> bytes:
        """The complete node (level, index) in the tree's own terms; LookupError when it is not there yet."""
        tile_level, height = divmod(level, HEIGHT)
        first = index << height
        entries = self._entries(tile_level, first, 1 << height)
        return tree.fold(self._hashed, entries)

    def append(self, size: int, leaves: Iterable[bytes]) -> int:
        """Puts leaf hashes behind the first `size` and returns the new size."""
        for leaf in leaves:
            self._put(0, size, leaf)
            size += 1
        return size

    def row(self, level: int, first: int, count: int) -> bytes:
        """The hashes of nodes first … first + count of a tile row, as far as they are there."""
        found = bytearray()
        while count > 0:
            tile = self._tile(level, first // WIDTH)
            start = first % WIDTH
            taken = min(count, WIDTH - start)
            found += tile[start * HASH_BYTES : (start + taken) * HASH_BYTES]
            first, count = first + taken, count - taken
        return bytes(found)

    def changed(self) -> dict[tuple[int, int], bytes]:
        """What has grown since it was loaded, by (level, index)."""
        return {place: bytes(self._held[place]) for place in sorted(self._changed)}

    def _put(self, level: int, number: int, value: bytes) -> None:
        place = (level, number // WIDTH)
        tile = self._tile(*place)
        if len(tile) != number % WIDTH * HASH_BYTES:
            raise LookupError(f"tile {place} holds {len(tile) // HASH_BYTES} hashes, node {number} does not follow")
        tile += value
        self._changed.add(place)
        if len(tile) == WIDTH * HASH_BYTES:
            self._put(level + 1, place[1], tree.fold(self._hashed, _split(tile)))

    def _entries(self, level: int, first: int, count: int) -> list[bytes]:
        tile = self._tile(level, first // WIDTH)
        start = first % WIDTH * HASH_BYTES
        piece = bytes(tile[start : start + count * HASH_BYTES])
        if len(piece) < count * HASH_BYTES:
            raise LookupError(f"nodes {first}..{first + count - 1} of level {level} are not there")
        return _split(piece)

    def _tile(self, level: int, index: int) -> bytearray:
        if (level, index) not in self._held:
            self._held[level, index] = bytearray(self._load(level, index))
        return self._held[level, index]


def _split(tile: bytes | bytearray) -> list[bytes]:
    return [bytes(tile[i : i + HASH_BYTES]) for i in range(0, len(tile), HASH_BYTES)]
