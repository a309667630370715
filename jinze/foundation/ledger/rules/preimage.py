"""The leaf of an event: a hash over its columns, each length-prefixed, in a fixed order.

A column is written as a netstring, `<length>:<value>,`, an absent one as `-,`; all values are ASCII (keys as 32 hex
digits, moments as microseconds since 1970 in UTC, data as canonical JSON of codes, numbers and digests), so that
characters are bytes. The leaf hash is H(0x00 || preimage) (RFC 9162, 2.1.1).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
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
_SHORT = [b"%d:" % length for length in range(4096)]
_REMEMBERED = 20_000

Raw = bytes | int | None
Row = Sequence[Raw]
Digests = Callable[[Iterable[bytes]], list[bytes]]


def preimage(columns: Mapping[str, str | int | None]) -> bytes:
    """The bytes under the leaf hash; KeyError for a missing column, UnicodeEncodeError for what is not ASCII."""
    return b"".join(_netstring(_ascii(columns[name])) for name in COLUMNS)


def leaf_hash(hash_name: str, columns: Mapping[str, str | int | None]) -> bytes:
    """H(0x00 || preimage) under the hash the log names."""
    return digest(hash_name, b"\x00" + preimage(columns))


def digests_of(hash_name: str) -> Digests:
    """The hash as a function of many texts at once."""
    if hash_name == "sha256":
        return lambda texts: [sha256(text).digest() for text in texts]
    return lambda texts: [digest(hash_name, text) for text in texts]


def leaf_hashes(hash_name: str, events: Sequence[Row]) -> list[bytes]:
    """The leaf hashes of many events: `leaf_hash` on each, several times as fast.

    An event is given as the values of COLUMNS in UTF-8; what follows behind them is not looked at.
    """
    return digests_of(hash_name)(_written(b"\x00", events))


def preimages(events: Sequence[Row]) -> list[bytes]:
    """The preimages of many events, given as for `leaf_hashes`."""
    return _written(b"", events)


def text_digest(hash_name: str, salt: bytes, text: str) -> str:
    """The hex digest that stands in an event for a sealed text: H(salt || UTF-8 of the text)."""
    return digest(hash_name, salt + text.encode()).hex()


class _Runs(dict[Row, bytes]):
    """Netstrings of runs of columns that come again and again: who acted, where, under which clauses."""

    def __missing__(self, values: Row) -> bytes:
        made = b"".join(map(_netstring, values))
        if len(self) < _REMEMBERED:
            self[values] = made
        return made


_runs = _Runs()


def _written(lead: bytes, events: Sequence[Row]) -> list[bytes]:
    try:
        return _written_fast(lead, cast(Sequence[tuple[bytes, ...]], events))
    except (TypeError, IndexError):  # an absent subject, a number, a text too long
        return [lead + b"".join(map(_netstring, event[: len(COLUMNS)])) for event in events]


def _written_fast(lead: bytes, events: Sequence[tuple[bytes, ...]]) -> list[bytes]:
    """One flat expression, which is half the work: a run for what is often the same, else length and value."""
    short, runs = _SHORT, _runs
    return [
        b"".join(
            (
                lead,
                short[len(event[0])],
                event[0],
                b",",
                runs[event[1:3]],
                short[len(event[3])],
                event[3],
                b",",
                short[len(event[4])],
                event[4],
                b",",
                runs[event[5:11]],
                short[len(event[11])],
                event[11],
                b",",
                runs[event[12:16]],
                short[len(event[16])],
                event[16],
                b",",
            )
        )
        for event in events
    ]


def _netstring(value: Raw) -> bytes:
    if value is None:
        return b"-,"
    text = b"%d" % value if isinstance(value, int) else value
    return b"%d:%b," % (len(text), text)


def _ascii(value: str | int | None) -> Raw:
    return value.encode("ascii") if isinstance(value, str) else value
