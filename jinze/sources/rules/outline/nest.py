"""Lines into drafts of nodes by the rank of their labels; which drafts stand is judged in place.py."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from jinze.sources.rules.outline.lines import Line, is_ended, joins
from jinze.sources.rules.outline.styles import Mark
from jinze.sources.rules.outline.tree import Kind, Unplaced

REPEATED = "与上一行完全相同"
AFTER_CLOSING = "落款之后的文字，不知属于何处"
BROKEN = "编号残缺"
PAGE_NUMBER = "疑为页码"
RUNNING_HEAD = "疑为页眉或页脚"


@dataclass(slots=True, eq=False)
class Draft:
    """A node in the making.

    `before` is the number printed last in the same style, 0 if none; `verse` the paragraph of the article
    above it that its list follows.
    """

    kind: Kind
    lines: list[Line]
    mark: Mark | None = None
    parent: "Draft | None" = None
    before: int = 0
    verse: int = 0
    verses: int = 1
    why: str = ""
    path: str = ""
    level: int = 0
    children: list["Draft"] = field(default_factory=list)

    @property
    def is_article(self) -> bool:
        return self.mark is not None and self.mark.style.absolute


def nest(lines: Sequence[Line], closing: Set[int], *, spaced: bool) -> tuple[list[Draft], list[Unplaced]]:
    """Drafts in document order, and the lines that belong to none of them. `closing` holds indices."""
    builder = _Builder(spaced=spaced)
    before: Line | None = None
    for index, line in enumerate(lines):
        if before and before.text == line.text and index not in closing and not line.is_table_row:
            builder.stray.append(Unplaced(line.number, line.text, REPEATED))
        else:
            builder.take(line, closes=index in closing)
        before = line
    return builder.drafts, builder.stray


class _Builder:
    def __init__(self, *, spaced: bool) -> None:
        self.drafts: list[Draft] = []
        self.stray: list[Unplaced] = []
        self._open: list[Draft] = []
        self._numbers: dict[int, int] = {}
        self._spaced = spaced

    def take(self, line: Line, *, closes: bool) -> None:
        if line.is_contents_row:
            self._continue(line, Kind.FRONT)
        elif closes:
            self._continue(line, Kind.CLOSING)
        elif line.mark:
            self._label(line, line.mark)
        elif line.is_table_row:
            self._continue(line, Kind.TABLE)
        elif line.is_broken_label:
            self.drafts.append(Draft(Kind.PARAGRAPH, [line], why=BROKEN))
        else:
            self._text(line)

    def _continue(self, line: Line, kind: Kind) -> None:
        """A line of a kind whose lines in a row are one node."""
        if self.drafts and self.drafts[-1].kind is kind:
            self.drafts[-1].lines.append(line)
        else:
            parent = self._open[-1] if self._open and kind is Kind.TABLE else None
            self.drafts.append(Draft(kind, [line], parent=parent))

    def _label(self, line: Line, mark: Mark) -> None:
        while self._open and self._open[-1].mark and self._open[-1].mark.style.rank >= mark.style.rank:
            self._open.pop()
        parent = self._open[-1] if self._open else None
        draft = Draft(_kind(mark, self._open), [line], mark, parent, self._numbers.get(mark.style.rank, 0))
        self._numbers[mark.style.rank] = mark.number
        if parent:
            draft.verse = parent.verses if parent.is_article else 0
            parent.children.append(draft)
        self.drafts.append(draft)
        self._open.append(draft)

    def _text(self, line: Line) -> None:
        last = self.drafts[-1] if self.drafts else None
        article = next((draft for draft in self._open if draft.is_article), None)
        if last is None or last.kind in {Kind.TABLE, Kind.FRONT}:
            self._paragraph(line, self._open[-1] if self._open else None)
        elif last.kind is Kind.CLOSING:
            self._after_closing(line, last)
        elif article and not joins(last.lines[-1], line, spaced=self._spaced):
            self._verse(line, last, article)
        else:
            last.lines.append(line)

    def _paragraph(self, line: Line, parent: Draft | None) -> None:
        self.drafts.append(Draft(Kind.PARAGRAPH if parent else Kind.PREAMBLE, [line], parent=parent))

    def _after_closing(self, line: Line, last: Draft) -> None:
        if last.lines[-1].text.startswith("抄") and not is_ended(last.lines[-1]):
            last.lines.append(line)
        else:
            self.stray.append(Unplaced(line.number, line.text, AFTER_CLOSING))

    def _verse(self, line: Line, last: Draft, article: Draft) -> None:
        """A further paragraph of an article: its own text, or a node of its own after a list."""
        alone = last is article and len(last.lines) == 1 and not (last.mark and last.mark.rest)
        article.verses += not alone
        if last is article:
            last.lines.append(line)
            return
        while self._open[-1] is not article:
            self._open.pop()
        self._paragraph(line, article)


def _kind(mark: Mark, above: Sequence[Draft]) -> Kind:
    if any(draft.is_article for draft in above):
        return Kind.ITEM
    if mark.style.kind is Kind.PART and not mark.style.unit and above:
        return Kind.SECTION
    return mark.style.kind
