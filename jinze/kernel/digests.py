"""Hashes by name, so that a log can say which one it uses: sha256 (FIPS 180-4) or sm3 (GB/T 32905-2016)."""

import hashlib
from collections.abc import Callable
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SM3, Hash

from jinze.kernel.refusal import Refusal

NAMES = ("sha256", "sm3")


class Hasher(Protocol):
    """A hash in progress, fed with bytes."""

    def update(self, data: bytes, /) -> None: ...

    def digest(self) -> bytes: ...


class CryptographySM3:
    """SM3 for Python builds whose hashlib has none."""

    def __init__(self) -> None:
        self._hash = Hash(SM3())

    def update(self, data: bytes, /) -> None:
        self._hash.update(data)

    def digest(self) -> bytes:
        return self._hash.copy().finalize()


def _hashlib_sm3() -> Hasher:
    return hashlib.new("sm3")


_HASHERS: dict[str, Callable[[], Hasher]] = {
    "sha256": hashlib.sha256,
    "sm3": _hashlib_sm3 if "sm3" in hashlib.algorithms_available else CryptographySM3,
}


def hasher(name: str) -> Hasher:
    """A fresh hash of that name; refuses names other than those in NAMES."""
    make = _HASHERS.get(name)
    if make is None:
        raise Refusal("kernel.hash", f"不支持摘要算法「{name}」", remedy="请使用 sha256 或 sm3")
    return make()


def digest(name: str, data: bytes) -> bytes:
    """The 32-byte hash of `data`."""
    if name == "sha256":
        return hashlib.sha256(data).digest()
    made = hasher(name)
    made.update(data)
    return made.digest()
