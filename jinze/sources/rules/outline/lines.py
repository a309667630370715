"""The printed lines of a text: mended, numbered as in the file, with the label each begins with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from jinze.sources.rules.outline.mend import mend
from jinze.sources.rules.outline.styles import Mark, Marks
from jinze.sources.rules.outline.tree import Repair

ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
SENTENCE = re.compile("[，。；！？：,;!?:]")
ENDED = re.compile("[。！？；：.!?;:…][”’」』）》〉)\"']*$")
PAGE = re.compile(
    r"[-—–－·\s]*(?:(?:第|[Pp]age)\s*)?\d{1,4}(?:\s*页)?"
    r"(?:\s*(?:[，,/]?\s*共|/|of)\s*\d{1,4}(?:\s*页)?)?[-—–－·\s]*"
)
CONTENTS = re.compile(r"[.…·]{3,}\s*\d{1,4}$")
BROKEN_LABEL = re.compile("(?:第|[（(])?(?:[〇零一二三四五六七八九十百千]{1,7}|[0-9]{1,3})")

SHORT = 22
"""Characters a line surely has left room for: a page of this kind is 26 to 28 wide, less indent and label."""
LONGEST_HEADING = 40
ENOUGH = 3
"""Labelled lines from which on they show how a text is set."""
CUT = 16
"""Characters of an unended line from which on it is taken for cut at the end of a page or row."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line without outer blanks.

    `fresh` says that a blank line, or nothing, comes before it. `page` counts the form feeds so far.
    """

    number: int
    text: str
    fresh: bool
    mark: Mark | None
    page: int = 0

    @property
    def is_page_number(self) -> bool:
        return is_page_number(self.text)

    @property
    def is_broken_label(self) -> bool:
        return self.mark is None and BROKEN_LABEL.fullmatch(self.text) is not None

    @property
    def is_contents_row(self) -> bool:
        return CONTENTS.search(self.text[-SHORT:]) is not None

    @property
    def is_table_row(self) -> bool:
        return self.mark is None and "\t" in self.text


def printed(text: str, marks: Marks) -> tuple[list[Line], list[Repair]]:
    """All lines that carry ink, and the repairs made in them."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    before, after = _neighbours(rows)
    lines: list[Line] = []
    repairs: list[Repair] = []
    fresh, page = True, 0
    for number, raw in enumerate(rows, start=1):
        page += raw.count("\f")
        mended, made = mend(number, raw, before[number - 1], after[number - 1])
        inked = mended.translate(ZERO_WIDTH).strip()
        if inked:
            lines.append(Line(number, inked, fresh, marks.at(inked), page))
            repairs += made
        fresh = not inked
    return lines, repairs


def _neighbours(rows: Sequence[str]) -> tuple[list[str], list[str]]:
    """For each row the last sign before it and the first sign after it, page numbers left out."""
    inked = [row.translate(ZERO_WIDTH).strip() for row in rows]
    ends = ["" if is_page_number(row) else row for row in inked]
    before = list(accumulate((row[-1:] for row in ends), lambda last, one: one or last, initial=""))
    after = list(accumulate((row[:1] for row in reversed(ends)), lambda last, one: one or last, initial=""))
    return before[:-1], after[-2::-1]


def is_spaced(lines: Sequence[Line]) -> bool:
    """Whether blank lines part the paragraphs of this text, so that lines without one belong together.

    Lines with a label tell it where there are some: each begins a paragraph, however many lines it has.
    """
    labelled = [line for line in lines if line.mark]
    asked = labelled if len(labelled) >= ENOUGH else lines
    return 2 * sum(line.fresh for line in asked) > len(asked)


def unlabelled(lines: Sequence[Line]) -> list[Line]:
    """The lines of a spaced text, where a row that only happens to begin like a label in the middle of a
    paragraph has none."""
    told = list(lines[:1])
    for line in lines[1:]:
        inside = line.mark and not line.fresh and not is_ended(told[-1]) and len(told[-1].text) >= CUT
        told.append(replace(line, mark=None) if inside else line)
    return told


def whole(lines: Sequence[Line]) -> list[Line]:
    """The lines of a spaced text with every paragraph as one line."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.fresh or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [replace(group[0], text="".join(line.text for line in group)) for group in groups]


def is_page_number(text: str) -> bool:
    return len(text) <= SHORT and PAGE.fullmatch(text) is not None


def is_bare(text: str, longest: int = LONGEST_HEADING) -> bool:
    """Whether the text can be a heading by its looks: short and no sentence."""
    return 0 < len(text) <= longest and not SENTENCE.search(text) and not ENDED.search(text)


def is_ended(line: Line) -> bool:
    return ENDED.search(line.text[-8:]) is not None


def joins(before: Line, line: Line, *, spaced: bool) -> bool:
    """Whether `line` goes on in the paragraph of `before`: by the blank lines, or by a sentence left open."""
    if spaced and not line.fresh:
        return True
    if is_ended(before):
        return False
    if any(before.text.count(left) > before.text.count(right) for left, right in ("《》", "（）", "“”")):
        return True
    return len(before.text) >= CUT or before.text[-1] in "，、,"


def paragraphs(lines: Sequence[Line], first: str | None = None, *, spaced: bool) -> str:
    """The lines as paragraphs divided by line feeds; `first` replaces the first line (less its label)."""
    pieces: list[str] = []
    for index, line in enumerate(lines):
        text = line.text if index or first is None else first
        if pieces and not joins(lines[index - 1], line, spaced=spaced):
            pieces.append("\n")
        pieces.append(text)
    return "".join(pieces).strip()
