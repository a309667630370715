"""The Merkle tree of RFC 9162 (2.1), over nodes that a caller can look up.

`node(level, index)` is the hash of the complete subtree of 2**level leaves that starts at leaf index * 2**level.
Only complete subtrees are stored; what lies on the ragged right edge is folded from them.
"""

from collections.abc import Callable

Node = Callable[[int, int], bytes]
Hash = Callable[[bytes], bytes]


def join(hashed: Hash, left: bytes, right: bytes) -> bytes:
    """The parent of two nodes: H(0x01 || left || right)."""
    return hashed(b"\x01" + left + right)


def root(hashed: Hash, size: int, node: Node) -> bytes:
    """The root over the first `size` leaves; of no leaves, the hash of nothing."""
    return hashed(b"") if size == 0 else _range_root(hashed, 0, size, node)


def inclusion_path(hashed: Hash, index: int, size: int, node: Node) -> list[bytes]:
    """The neighbours on the way from leaf `index` up to the root over `size` leaves (2.1.3.1); IndexError outside."""
    if not 0 <= index < size:
        raise IndexError(f"leaf {index} is not among {size}")
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_range_root(hashed, middle, high, node))
            high = middle
        else:
            path.append(_range_root(hashed, low, middle, node))
            low = middle
    return path[::-1]


def consistency_path(hashed: Hash, old: int, size: int, node: Node) -> list[bytes]:
    """The nodes that prove that the tree over `size` leaves extends the one over `old` (2.1.4.1)."""
    if not 0 < old <= size:
        raise IndexError(f"no consistency from {old} to {size}")
    path: list[bytes] = []
    low, high, whole = 0, size, True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(_range_root(hashed, middle, high, node))
            high = middle
        else:
            path.append(_range_root(hashed, low, middle, node))
            low, whole = middle, False
    if not whole:
        path.append(_range_root(hashed, low, high, node))
    return path[::-1]


def climb(hashed: Hash, index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes | None:
    """The root that `leaf` at `index` gives with `path` (2.1.3.2), or None when the path has the wrong length."""
    position, last, found = index, size - 1, leaf
    for neighbour in path:
        if last == 0:
            return None
        if position & 1 or position == last:
            found = join(hashed, neighbour, found)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            found = join(hashed, found, neighbour)
        position, last = position >> 1, last >> 1
    return found if last == 0 else None


def fold(hashed: Hash, nodes: list[bytes]) -> bytes:
    """The root of a complete subtree from its 2**n nodes of one level."""
    while len(nodes) > 1:
        nodes = [hashed(b"\x01" + nodes[i] + nodes[i + 1]) for i in range(0, len(nodes), 2)]
    return nodes[0]


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _range_root(hashed: Hash, low: int, high: int, node: Node) -> bytes:
    """The root over leaves low … high, where low is a multiple of the largest power of two that fits."""
    pieces: list[tuple[int, int]] = []
    while low < high:
        level = (high - low).bit_length() - 1
        pieces.append((level, low >> level))
        low += 1 << level
    found = node(*pieces[-1])
    for piece in reversed(pieces[:-1]):
        found = join(hashed, node(*piece), found)
    return found
