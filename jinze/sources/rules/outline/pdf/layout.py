"""From runs of text with places to lines as printed, with a blank line where a paragraph begins.

Chinese official documents set the first row of a paragraph in by two characters and run rows to the right edge.
Both show whether a row begins a paragraph, also where a page cuts a sentence. Each page begins with a form feed.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from jinze.sources.rules.outline.edges import furniture
from jinze.sources.rules.outline.lines import is_page_number
from jinze.sources.rules.outline.pdf.sheet import Run
from jinze.sources.rules.outline.styles import Marks

INDENT = 0.8
"""Characters by which a row is further in than the text block, so that it begins a paragraph."""
RAGGED = 3.2
"""Characters that a full row may leave free, where a sign may not stand alone or a number is not divided."""
LEADING = 1.45
"""Times the usual distance of rows, from which on there is a gap between paragraphs."""
SIZES = 1.2
"""Times the size of letters, from which on another size begins a paragraph."""
WORD_GAP, WIDE_GAP = 0.25, 1.0
"""Characters of free space that part words: of Latin letters, of Chinese ones."""
BLANK = 0.15
"""Characters of free space that a blank between Chinese characters takes at least."""
ABOVE = 0.5
"""Characters by which two runs of one row may stand higher or lower."""
TWICE = 0.12
"""Characters of distance below which the same text again is the same text, drawn twice to look bold."""
COMMON = 0.05
"""Of all rows: how many begin at the left edge of the text block, at least."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row; `left`, `right` and `y` in points."""

    text: str
    left: float
    right: float
    y: float
    em: float


@dataclass(frozen=True, slots=True)
class Edges:
    """Left and right edge of the text block, in points."""

    left: float
    right: float


def typeset(pages: Sequence[Sequence[Run]]) -> str:
    """The text of all pages; pages without text leave nothing."""
    sheets = [sheet for sheet in map(rows, pages) if sheet]
    framing = _framing(sheets)
    blocks = _edges(sheets, framing)
    lines: list[str] = []
    before: tuple[Row | None, Edges] = (None, blocks[0])
    for number, sheet in enumerate(sheets):
        block, usual = blocks[number % 2], _leading(sheet)
        above: Row | None = None
        for place, row in enumerate(sheet):
            frame = (number, place) in framing
            gap = above is not None and above.y - row.y > LEADING * usual
            if lines and not frame and (gap or _begins(before[0], row, (before[1], block))):
                lines.append("")
            lines.append("\f" * (number > 0 and place == 0) + row.text)
            if not frame:
                before, above = (row, block), row
    return "\n".join(lines)


def rows(runs: Sequence[Run]) -> list[Row]:
    """The rows of one page from top to bottom; what is turned against most of the text comes last."""
    if not runs:
        return []
    letters: Counter[int] = Counter()
    for run in runs:
        letters[run.turned] += len(run.text)
    upright = letters.most_common(1)[0][0]
    grouped: list[list[Run]] = []
    for run in sorted((run for run in runs if run.turned == upright), key=lambda run: -run.y):
        last = grouped[-1] if grouped else []
        if last and last[0].y - run.y <= ABOVE * min(last[0].em, run.em):
            last.append(run)
        else:
            grouped.append([run])
    grouped += [[run] for run in runs if run.turned != upright]
    return [row for row in map(_row, grouped) if row.text]


def _row(runs: list[Run]) -> Row:
    runs = sorted(runs, key=lambda run: run.x)
    inked = [run for run in runs if run.text.strip()] or runs[:1]
    pieces: list[str] = []
    end, last, blank = inked[0].x, inked[0], False
    for run in runs:
        text = tidy(run.text)
        if not text:
            blank = bool(pieces)
        elif run is last or not _is_again(last, run):
            if pieces and _is_apart(pieces[-1], text, (run.x - end) / run.em, blank=blank):
                pieces.append(" ")
            pieces.append(text)
            end, last, blank = max(end, run.x + width(text) * run.em), run, False
    return Row("".join(pieces).strip(), inked[0].x, end, inked[0].y, max(run.em for run in inked))


def _is_again(before: Run, run: Run) -> bool:
    """Whether a run is the one before, drawn again beside itself."""
    return (run.text, run.font) == (before.text, before.font) and abs(run.x - before.x) < TWICE * run.em


def tidy(text: str) -> str:
    """The text without the single blanks between Chinese signs that come from their places only."""
    words = text.replace("\n", " ").strip().split(" ")
    pieces = [words[0]]
    for before, word in pairwise(words):
        if not (before and word and is_wide(before[-1]) and is_wide(word[0])):
            pieces.append(" ")
        pieces.append(word)
    return "".join(pieces)


def _is_apart(before: str, text: str, gap: float, *, blank: bool) -> bool:
    """Whether words are parted: by a blank that is printed between them, or by free space alone."""
    if is_wide(before[-1]) and is_wide(text[0]):
        return gap >= (BLANK if blank else WIDE_GAP)
    return blank or gap >= WORD_GAP


@lru_cache(maxsize=20_000)
def is_wide(sign: str) -> bool:
    """Whether a sign takes the width of a Chinese character."""
    return unicodedata.east_asian_width(sign) in "WFA"


def width(text: str) -> float:
    """The width of a text in characters, as fonts of official documents have it."""
    return sum(1.0 if is_wide(sign) else 0.5 for sign in text)


def _framing(sheets: Sequence[Sequence[Row]]) -> set[tuple[int, int]]:
    """Page and row of page numbers, running heads and running feet."""
    numbers = {
        (page, place)
        for page, sheet in enumerate(sheets)
        for place, row in enumerate(sheet)
        if is_page_number(row.text)
    }
    marks = Marks()
    bodies = [
        [place for place in range(len(sheet)) if (page, place) not in numbers] for page, sheet in enumerate(sheets)
    ]
    texts = [
        ["" if marks.at(sheet[place].text) else sheet[place].text for place in body]
        for sheet, body in zip(sheets, bodies, strict=True)
    ]
    return numbers | {(page, bodies[page][row]) for page, row in furniture(texts)}


def _edges(sheets: Sequence[Sequence[Row]], framing: set[tuple[int, int]]) -> tuple[Edges, Edges]:
    """The text blocks of left and right pages, which a binding can set apart; both are as wide as the widest row."""
    blocks: tuple[list[Row], list[Row]] = ([], [])
    for number, sheet in enumerate(sheets):
        blocks[number % 2].extend(row for place, row in enumerate(sheet) if (number, place) not in framing)
    lefts = [_left(block) for block in blocks]
    widths = [row.right - left for block, left in zip(blocks, lefts, strict=True) for row in block]
    widest = sorted(widths)[-2:][0] if widths else 0.0
    first, second = (Edges(left, left + widest) for left in lefts)
    return first, second


def _left(block: Sequence[Row]) -> float:
    if not block:
        return 0.0
    em = median(row.em for row in block)
    places = Counter(round(2 * row.left / em) for row in block)
    enough = min(max(COMMON * len(block), 2), max(places.values()))
    return min(place for place, count in places.items() if count >= enough) * em / 2


def _leading(sheet: Sequence[Row]) -> float:
    gaps = [above.y - row.y for above, row in pairwise(sheet) if above.y > row.y]
    return median(gaps) if gaps else 0.0


def _begins(before: Row | None, row: Row, edges: tuple[Edges, Edges]) -> bool:
    """Whether a row begins a paragraph; it and the row `before` have the edges of their own pages."""
    if before is None or max(before.em, row.em) > SIZES * min(before.em, row.em):
        return True
    full = before.right >= edges[0].right - RAGGED * row.em
    return not full or row.left > edges[1].left + INDENT * row.em
