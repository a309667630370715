"""A tree checked block by block: each block of 256 leaves is folded once, and nothing below its root is kept.

Ten million events need about a megabyte of block roots, so that a whole log can be checked in little memory and in
parts by several processes.
"""

from collections.abc import Iterable, Sequence

from jinze.foundation.ledger.rules.preimage import Digests
from jinze.foundation.ledger.rules.tiles import HASH_BYTES, HEIGHT, WIDTH


def levels(digests: Digests, nodes: Sequence[bytes]) -> list[list[bytes]]:
    """The complete nodes over `nodes`, level by level upward, as far as there are two to join."""
    found = [list(nodes)]
    while len(nodes) > 1:
        nodes = digests([b"\x01" + left + right for left, right in zip(nodes[::2], nodes[1::2], strict=False)])
        found.append(nodes)
    return found


def peaks(folded: Sequence[Sequence[bytes]], count: int) -> list[bytes]:
    """The roots of the complete subtrees that cover the first `count` nodes of the lowest level, left to right."""
    found, start = [], 0
    for level in reversed(range(count.bit_length())):
        if count >> level & 1:
            found.append(folded[level][start >> level])
            start += 1 << level
    return found


def bag(digests: Digests, found: Sequence[bytes]) -> bytes:
    """The root over `found`, the complete subtrees of a tree from left to right; of none, the hash of nothing."""
    if not found:
        return digests([b""])[0]
    *others, root = found
    for peak in reversed(others):
        [root] = digests([b"\x01" + peak + root])
    return root


class Above:
    """All that stands above complete blocks: given their roots, the upper tiles and the root of any size."""

    def __init__(self, digests: Digests, roots: Sequence[bytes]) -> None:
        self._digests = digests
        self._levels = levels(digests, roots)

    def root(self, size: int, within: Sequence[bytes]) -> bytes:
        """The root over the first `size` leaves; `within` are the peaks of its last, incomplete block."""
        return bag(self._digests, [*peaks(self._levels, size // WIDTH), *within])

    def tiles(self) -> Iterable[tuple[int, int, bytes]]:
        """Level, index and hashes of every tile above the lowest."""
        for level in range(0, len(self._levels), HEIGHT):
            row = b"".join(self._levels[level])
            for start in range(0, len(row), WIDTH * HASH_BYTES):
                yield level // HEIGHT + 1, start // (WIDTH * HASH_BYTES), row[start : start + WIDTH * HASH_BYTES]
