"""An independent reading of RFC 9162: roots by its definition, and its two verification algorithms, word by word."""

import hashlib
from collections.abc import Callable

Hash = Callable[[bytes], bytes]


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def root_of(leaf_hashes: list[bytes], hashed: Hash = sha256) -> bytes:
    """MTH of 2.1.1, from leaf hashes."""
    n = len(leaf_hashes)
    if n == 0:
        return hashed(b"")
    if n == 1:
        return leaf_hashes[0]
    k = 1
    while k * 2 < n:
        k *= 2
    return hashed(b"\x01" + root_of(leaf_hashes[:k], hashed) + root_of(leaf_hashes[k:], hashed))


def includes(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes, hashed: Hash = sha256) -> bool:
    """2.1.3.2."""
    if index >= size:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn % 2 == 1 or fn == sn:
            r = hashed(b"\x01" + p + r)
            if fn % 2 == 0:
                while True:
                    fn, sn = fn >> 1, sn >> 1
                    if fn % 2 == 1 or fn == 0:
                        break
        else:
            r = hashed(b"\x01" + r + p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def extends(
    first: int, second: int, first_hash: bytes, second_hash: bytes, path: list[bytes], hashed: Hash = sha256
) -> bool:
    """2.1.4.2."""
    if first == second:
        return not path and first_hash == second_hash
    if not path:
        return False
    path = [first_hash, *path] if first & (first - 1) == 0 else path
    fn, sn = first - 1, second - 1
    while fn % 2 == 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn % 2 == 1 or fn == sn:
            fr, sr = hashed(b"\x01" + c + fr), hashed(b"\x01" + c + sr)
            if fn % 2 == 0:
                while True:
                    fn, sn = fn >> 1, sn >> 1
                    if fn % 2 == 1 or fn == 0:
                        break
        else:
            sr = hashed(b"\x01" + sr + c)
        fn, sn = fn >> 1, sn >> 1
    return fr == first_hash and sr == second_hash and sn == 0
