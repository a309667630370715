"""Numbering styles of Chinese official documents as data: a new shape is a new row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jinze.sources.rules.outline.tree import Kind

HAN = "[〇零一二三四五六七八九十百]{1,7}"
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
    return rf"第\s*(?P<n>{HAN}|{SMALL})\s*{unit}(?![{unless}])"


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


def _han(number: int) -> str:
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = digits[hundreds] + "百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (digits[ones] if ones else "")


NUMERALS: dict[str, int] = {_han(number): number for number in range(1, 1000)}


def value(numeral: str) -> int | None:
    """The number a numeral prints (Han up to 999, Arabic, circled), or None if it prints none: 二三, 0."""
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
