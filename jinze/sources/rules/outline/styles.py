"""Numbering styles of Chinese official documents as data: a new shape is a new row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jinze.sources.rules.outline.tree import Kind

HAN = "[〇零一二三四五六七八九十百千]{1,7}"
ARABIC = "[0-9０-９]"
SMALL = f"{ARABIC}{{1,3}}"
CITED = r"(?!项|款|\s?[、至和]\s?[（(])"
"""What follows a number that is cited in a sentence and does not open a line of its own."""
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Style:
    """One way to number.

    `rank` orders the styles from outside to inside; `pattern` matches the label at the start of a line and
    names the number `n`. An `absolute` style runs through the whole document, so that its path leaves out
    what stands above it, and its unnumbered paragraphs are counted (条.款.项). `unit` tells the numbers of
    chapters from those of articles where a document has both.
    """

    name: str
    rank: int
    kind: Kind
    pattern: str
    absolute: bool = False
    unit: str = ""


def _unit(unit: str, *, unless: str) -> str:
    return rf"第\s*(?P<n>{HAN}|{ARABIC}{{1,4}})\s*{unit}(?![{unless}])"


STYLES: tuple[Style, ...] = (
    Style("book", 10, Kind.PART, _unit("编", unless="的规和及至、"), unit="编"),
    Style("chapter", 20, Kind.PART, _unit("章", unless="的规和及至、第"), unit="章"),
    Style("division", 30, Kind.SECTION, _unit("节", unless="的规和及至、第"), unit="节"),
    Style("article", 40, Kind.ARTICLE, _unit("条", unless="的规和及至、第之所款"), absolute=True),
    Style("han", 50, Kind.PART, rf"(?P<n>{HAN})\s*[、.．](?!{HAN}[级类档、])"),
    Style("han bracket", 60, Kind.SECTION, rf"[（(]\s*(?P<n>{HAN})\s*[）)]{CITED}"),
    Style("arabic", 70, Kind.ITEM, rf"(?P<n>{SMALL})(?:[.．](?!{ARABIC})|、(?!{SMALL}(?!{ARABIC})))"),
    Style("arabic bracket", 80, Kind.ITEM, rf"[（(]\s*(?P<n>{SMALL})\s*[）)]{CITED}"),
    Style("arabic half bracket", 85, Kind.ITEM, rf"(?P<n>{ARABIC}{{1,2}})\s*[）)]"),
    Style("circled", 90, Kind.ITEM, rf"(?P<n>[{CIRCLED}])"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A label found at the start of a line: its style, its number, the label without blanks, the rest."""

    style: Style
    number: int
    label: str
    rest: str


def han(number: int) -> str:
    """The Han numeral of a number from 1 to 9999, as official documents print it: 十二, 一百零三, 一千二百六十."""
    words, gap = "", False
    for unit, worth in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // worth % 10
        if digit:
            alone = unit == "十" and digit == 1 and not words
            words += ("零" if gap and words else "") + ("" if alone else "零一二三四五六七八九"[digit]) + unit
        gap = not digit
    return words


NUMERALS: dict[str, int] = {han(number): number for number in range(1, 10_000)}


def value(numeral: str) -> int | None:
    """The number a numeral prints (Han up to 9999, Arabic, circled), or None if it prints none: 二三, 0."""
    if numeral in CIRCLED:
        return CIRCLED.index(numeral) + 1
    if numeral.isdecimal():
        return int(numeral) or None
    return NUMERALS.get(numeral.replace("〇", "零"))


class Marks:
    """A table of styles made ready for matching."""

    def __init__(self, styles: Sequence[Style] = STYLES) -> None:
        self._rows = [(style, re.compile(style.pattern)) for style in styles]

    def at(self, text: str) -> Mark | None:
        """The label at the start of a stripped line; None if there is none or its numeral is broken."""
        for style, pattern in self._rows:
            found = pattern.match(text)
            number = value(found["n"]) if found else None
            if found and number:
                label = "".join(found[0].split())
                return Mark(style, number, label, text[found.end() :].strip())
        return None
