"""The leaf of an event: a hash over its columns, each length-prefixed, in a fixed order.

A column is written as a netstring, `<length>:<value>,`, an absent one as `-,`; all values are ASCII (keys as 32 hex
digits, moments as microseconds since 1970 in UTC, data as canonical JSON of codes, numbers and digests), so that
characters are bytes. The leaf hash is H(0x00 || preimage) (RFC 9162, 2.1.1).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import repeat
from typing import cast

from jinze.kernel.digests import digest

COLUMNS = (
    "key",
    "kind",
    "v",
    "occurred_at",
    "recorded_at",
    "person",
    "post",
    "acting_body",
    "on_behalf_of",
    "system",
    "subject_kind",
    "subject_key",
    "area",
    "body",
    "clauses",
    "caused_by",
    "data",
)
_UNLIKE = {"key", "subject_key", "occurred_at", "recorded_at", "data"}  # rarely the same twice
_REMEMBERED = 20_000

Raw = bytes | int | None


def preimage(columns: Mapping[str, str | int | None]) -> bytes:
    """The bytes under the leaf hash; KeyError for a missing column, UnicodeEncodeError for what is not ASCII."""
    return b"".join(_netstring(_ascii(columns[name])) for name in COLUMNS)


def leaf_hash(hash_name: str, columns: Mapping[str, str | int | None]) -> bytes:
    """H(0x00 || preimage) under the hash the log names."""
    return digest(hash_name, b"\x00" + preimage(columns))


def leaf_hashes(hash_name: str, columns: Sequence[Sequence[Raw]]) -> list[bytes]:
    """The leaf hashes of many events; `columns` holds, for each of COLUMNS, its value in every event, in UTF-8.

    The same as `leaf_hash` on each event, several times as fast.
    """
    prefixed = _written(b"\x00", columns)
    if hash_name == "sha256":
        return [sha256(text).digest() for text in prefixed]
    return [digest(hash_name, text) for text in prefixed]


def preimages(columns: Sequence[Sequence[Raw]]) -> list[bytes]:
    """The preimages of many events, written column by column instead of event by event."""
    return list(_written(b"", columns))


def text_digest(hash_name: str, salt: bytes, text: str) -> str:
    """The hex digest that stands in an event for a sealed text: H(salt || UTF-8 of the text)."""
    return digest(hash_name, salt + text.encode()).hex()


class _Netstrings(dict[Raw, bytes]):
    """Netstrings of values that come again and again: bodies, people, kinds."""

    def __missing__(self, value: Raw) -> bytes:
        made = _netstring(value)
        if len(self) < _REMEMBERED:
            self[value] = made
        return made


_netstrings = _Netstrings()


def _written(lead: bytes, columns: Sequence[Sequence[Raw]]) -> Iterator[bytes]:
    pieces: list[Iterable[bytes]] = [repeat(lead, len(columns[0]))]
    for name, values in zip(COLUMNS, columns, strict=True):
        pieces += _pieces(name, values)
    return map(b"".join, zip(*pieces, strict=False))


def _pieces(name: str, values: Sequence[Raw]) -> Iterator[Iterable[bytes]]:
    """Iterables that together write the netstrings of one column; endless ones for what is the same in each event."""
    if name not in _UNLIKE:
        yield map(_netstrings.__getitem__, values)
    elif set(map(type, values)) == {bytes}:
        texts = cast(Sequence[bytes], values)
        lengths = set(map(len, texts))
        yield repeat(b"%d:" % lengths.pop()) if len(lengths) == 1 else map(b"%d:".__mod__, map(len, texts))
        yield texts
        yield repeat(b",")
    else:
        yield map(_netstring, values)


def _netstring(value: Raw) -> bytes:
    if value is None:
        return b"-,"
    text = b"%d" % value if isinstance(value, int) else value
    return b"%d:%b," % (len(text), text)


def _ascii(value: str | int | None) -> Raw:
    return value.encode("ascii") if isinstance(value, str) else value
