"""The printed lines of a text: mended, numbered as in the file, with the label each begins with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jinze.sources.rules.outline.mend import mend
from jinze.sources.rules.outline.styles import Mark, Marks
from jinze.sources.rules.outline.tree import Repair

ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
SENTENCE = re.compile("[，。；！？：,;!?:]")
ENDED = re.compile("[。！？；：.!?;:…][”’」』）》〉)\"']*$")
PAGE = re.compile(r"[-—–－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[，,]?\s*共\s*\d{1,4}\s*页)?[-—–－·\s]*")
CONTENTS = re.compile(r"[.…·]{3,}\s*\d{1,4}$")
BROKEN_LABEL = re.compile("(?:第|[（(])?(?:[〇零一二三四五六七八九十百]{1,7}|[0-9]{1,3})")

SHORT = 22
"""Characters a line surely has left room for: a page of this kind is 26 to 28 wide, less indent and label."""
LONGEST_HEADING = 40
CUT = 16
"""Characters of an unended line from which on it is taken for cut at the end of a page or row."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line without outer blanks. `fresh` says that a blank line, or nothing, comes before it."""

    number: int
    text: str
    fresh: bool
    mark: Mark | None

    @property
    def is_page_number(self) -> bool:
        return len(self.text) <= SHORT and PAGE.fullmatch(self.text) is not None

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
    lines: list[Line] = []
    repairs: list[Repair] = []
    fresh = True
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        mended, made = mend(number, raw)
        inked = mended.translate(ZERO_WIDTH).strip()
        if inked:
            lines.append(Line(number, inked, fresh, marks.at(inked)))
            repairs += made
        fresh = not inked
    return lines, repairs


def is_spaced(lines: Sequence[Line]) -> bool:
    """Whether blank lines part the paragraphs of this text, so that lines without one belong together."""
    return 2 * sum(line.fresh for line in lines) > len(lines)


def is_bare(text: str, longest: int = LONGEST_HEADING) -> bool:
    """Whether the text can be a heading by its looks: short and no sentence."""
    return 0 < len(text) <= longest and not SENTENCE.search(text) and not ENDED.search(text)


def is_ended(line: Line) -> bool:
    return ENDED.search(line.text[-8:]) is not None


def joins(before: Line, line: Line, *, spaced: bool) -> bool:
    """Whether `line` goes on in the middle of the sentence that `before` leaves open."""
    if is_ended(before):
        return False
    if any(before.text.count(left) > before.text.count(right) for left, right in ("《》", "（）", "“”")):
        return True
    return (spaced and not line.fresh) or len(before.text) >= CUT or before.text[-1] in "，、,"


def paragraphs(lines: Sequence[Line], first: str | None = None, *, spaced: bool) -> str:
    """The lines as paragraphs divided by line feeds; `first` replaces the first line (less its label)."""
    pieces: list[str] = []
    for index, line in enumerate(lines):
        text = line.text if index or first is None else first
        if pieces and not joins(lines[index - 1], line, spaced=spaced):
            pieces.append("\n")
        pieces.append(text)
    return "".join(pieces).strip()
