"""Division codes (GB/T 2260, towns and villages by GB/T 10114) and the prefixes that make a scope.

Codes are kept as prefixes: 4103 is the city, 410305 a county, nine places a town, twelve a village. Areas
without a national code, such as development zones, carry a letter in the county places or below and so never
meet a national code. Reforms replace codes from a day on; the records of before keep the code of their day.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

from jinze.kernel.refusal import Refusal

_FORM = re.compile("[1-9][0-9](?:[0-9]{2}(?:[0-9A-Z]{2}(?:[0-9A-Z]{3}(?:[0-9A-Z]{3})?)?)?)?")
_LENGTHS = (2, 4, 6, 9, 12)


class Level(IntEnum):
    """What a code names; a larger number lies further down."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5


@dataclass(frozen=True, slots=True)
class Succession:
    """From the day `on`, the area `old` is (part of) the area `new`."""

    old: str
    new: str
    on: date


@lru_cache(maxsize=65536)
def prefix(code: str) -> str:
    """The code without the zeros that pad it: 410300 and 410300000000 give 4103. Refuses what is no code."""
    if not _FORM.fullmatch(code):
        raise Refusal(
            "kernel.division",
            f"「{code[:20]}」不是有效的行政区划代码",
            remedy="请填写2、4、6、9或12位代码，例如洛阳市4103、涧西区410305",
        )
    for shorter, longer in zip(reversed(_LENGTHS[:-1]), reversed(_LENGTHS[1:]), strict=True):
        if len(code) == longer and not code[shorter:].strip("0"):
            code = code[:shorter]
    return code


def level(code: str) -> Level:
    return Level(_LENGTHS.index(len(prefix(code))) + 1)


def parent(code: str) -> str | None:
    """The prefix one level up; None for a province."""
    own = prefix(code)
    above = _LENGTHS.index(len(own)) - 1
    return own[: _LENGTHS[above]] if above >= 0 else None


def at_level(code: str, wanted: Level) -> str | None:
    """The area of the `wanted` level that holds `code`; None when `code` itself lies above it."""
    own = prefix(code)
    length = _LENGTHS[wanted - 1]
    return own[:length] if len(own) >= length else None


def is_national(code: str) -> bool:
    """Whether the code is one that the nation could have given, not one of our own for a zone."""
    return prefix(code).isdigit()


def within(code: str, area: str) -> bool:
    """Whether `code` is `area` or lies in it. The empty area holds nothing, not everything."""
    return bool(area) and prefix(code).startswith(prefix(area))


def scope_prefixes(code: str, on: date, successions: Iterable[Succession]) -> tuple[str, ...]:
    """What the scope of `code` covers on the day `on`: its own prefix and those of its predecessors, sorted.

    An area takes over the records of every area that went into it, or into a part of it, up to that day, and
    of their predecessors in turn. A prefix that another one covers is left out. A succession of counties says
    nothing about their towns, whose numbers are dealt anew; a town's predecessor needs its own succession.
    """
    known = {prefix(code)}
    passed = [(prefix(s.old), prefix(s.new)) for s in successions if s.on <= on]
    size = 0
    while size != len(known):
        size = len(known)
        known |= {old for old, new in passed if covers(known, new)}
    return tuple(sorted(one for one in known if not covers(known - {one}, one)))


def successors(code: str, on: date, successions: Iterable[Succession]) -> tuple[str, ...]:
    """The areas that stand in for `code` on the day `on`, sorted; `code` itself while it stands."""
    passed = [(prefix(s.old), prefix(s.new)) for s in successions if s.on <= on]
    found, open_codes, seen = set(), {prefix(code)}, set()
    while open_codes:
        seen |= open_codes
        following = {one: {new for old, new in passed if old == one} for one in open_codes}
        found |= {one for one, new in following.items() if not new}
        open_codes = set().union(*following.values()) - seen
    return tuple(sorted(found))


def covers(prefixes: Iterable[str], code: str) -> bool:
    """Whether `code` lies in one of the `prefixes` of a scope."""
    return any(within(code, one) for one in prefixes)
