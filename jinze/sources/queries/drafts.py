"""Texts staged for import: how they read, how far their lines are settled, what they would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from jinze.kernel.acting import Acting
from jinze.kernel.refusal import Refusal
from jinze.sources.intake import LONGEST_PATH, Placed
from jinze.sources.models import TextDraft
from jinze.sources.queries.law import law_of, newest_import, wording_of
from jinze.sources.rules.outline.compare import Differences, Pieces, differences, marked, wording
from jinze.sources.rules.outline.read import read_outline
from jinze.sources.rules.outline.settle import settle
from jinze.sources.rules.outline.tree import Node, Outline, Placement, Unplaced
from jinze.sources.scope import may_keep

LONGEST_LABEL = 32  # letters, as the column holds


@dataclass(frozen=True, slots=True)
class Staged:
    """A text as it reads (`read`) and with its lines placed as far as they are settled (`outline`)."""

    text: str
    read: Outline
    outline: Outline

    @property
    def waiting(self) -> tuple[Unplaced, ...]:
        """The lines that nobody has settled."""
        return self.outline.unplaced

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Every line that a person placed, in their order."""
        return self.outline.placements

    def around(self, line: int, reach: int = 2) -> list[tuple[int, str]]:
        """The lines as they stand in the document around a line, itself included, each with its number."""
        lines = self.text.split("\n")
        first = max(0, line - 1 - reach)
        return list(enumerate(lines[first : line + reach], first + 1))

    def clause_before(self, line: int) -> str:
        """The path of the numbered node that stands last before a line; "" where none does."""
        return next((node.path for node in reversed(self.numbered()) if node.line < line), "")

    def numbered(self) -> list[Node]:
        """The nodes that have a path."""
        return [node for node in self.outline.nodes if node.path]

    def wording(self) -> dict[str, tuple[str, str, str]]:
        """Label, heading and text by path."""
        return {node.path: (node.label, node.heading, node.text) for node in self.numbered()}

    def check_nodes(self) -> None:
        """Refuses a text without clauses, and one with numbers beyond all measure."""
        numbered = self.numbered()
        if not numbered:
            raise Refusal("sources.no_nodes", "这份文件里没有找到带编号的条款", remedy="请核对文件是否完整")
        if any(len(node.path) > LONGEST_PATH or len(node.label) > LONGEST_LABEL for node in numbered):
            words = "这份文件的编号层次太多或编号太长，不像一份公文"
            raise Refusal("sources.strange_nodes", words, remedy="请核对文件是否完整")

    def check(self) -> None:
        """Refuses what cannot be imported: no clauses, or lines that nobody has settled."""
        self.check_nodes()
        if waiting := self.waiting:
            raise Refusal(
                "sources.unplaced",
                f"还有 {len(waiting)} 行没有归位，没有导入",
                remedy="请在导入页面逐行确定属于哪一条，或注明不属于条款",
                lines=[line.to_json() for line in waiting],
            )


@dataclass(frozen=True, slots=True)
class Effects:
    """What an import would mean: how the paths fit our clauses, and what it changes in the wording that is held.

    `missing` are clauses of ours that the document has not, `unknown` its numbered nodes that neither a clause nor a
    heading of ours knows; `against` is the number of the import it is compared with, None for a first one.
    """

    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    against: int | None
    changes: Differences
    before: Mapping[str, str]
    after: Mapping[str, str]

    def marked(self, path: str) -> Pieces:
        """The wording of a clause in pieces: what stays, what is gone, what is new."""
        return marked(self.before.get(path, ""), self.after.get(path, ""))


def list_drafts(viewer: Acting, *, instrument: str, on: date) -> list[TextDraft]:
    """The staged texts of an instrument, newest first, without the texts; none for who does not keep the law."""
    if not may_keep(viewer, on):
        return []
    return list(TextDraft.objects.filter(instrument=instrument).defer("text").order_by("-made_at", "-id"))


def get_draft(viewer: Acting, *, key: UUID, on: date) -> TextDraft:
    """A staged text; 404 for who does not keep the law, in the same words as for one that is gone."""
    found = TextDraft.objects.filter(key=key).first() if may_keep(viewer, on) else None
    if found is None:
        raise draft_gone()
    return found


def staged_of(draft: TextDraft) -> Staged:
    """A draft as it reads today; what was settled of lines that are read otherwise by now is left out."""
    words = {line.line: line.text for line in read_text(draft.text).unplaced}
    placed = [Placed.model_validate(row) for row in draft.placements]
    return read_staged(draft.text, [each for each in placed if words.get(each.line) == each.text])


def read_staged(text: str, placements: Iterable[Placed]) -> Staged:
    """A text with what is settled of it; refuses a placement that does not fit, by line in `fields`."""
    read = read_text(text)
    words = {line.line: line.text for line in read.unplaced}
    placed = [Placement(p.line, p.text or words.get(p.line, ""), p.into, p.aside) for p in placements]
    return Staged(text, read, settle(read, placed))


@lru_cache(maxsize=4)
def read_text(text: str) -> Outline:
    """The outline of a text; a page asks for the same one again and again."""
    return read_outline(text)


def effects(instrument: str, staged: Staged) -> Effects:
    """What importing a staged text would change."""
    law, last = law_of(instrument), newest_import(instrument)
    paths = {node.path for node in staged.numbered()}
    held = {} if last is None else {p: wording(h, t) for p, (_, h, t) in wording_of(instrument, last.number).items()}
    return Effects(
        missing=tuple(path for path in law.clauses if path not in paths),
        unknown=tuple(n.path for n in staged.numbered() if n.path not in law.clauses and n.path not in law.headings),
        against=last.number if last else None,
        changes=differences(held, staged.outline),
        before=held,
        after={node.path: wording(node.heading, node.text) for node in staged.numbered()},
    )


def mended(staged: Staged) -> list[tuple[int, Pieces]]:
    """Every repair of a text: its line, and the excerpt in pieces."""
    return [(repair.line, marked(repair.before, repair.after)) for repair in staged.outline.repairs]


def draft_gone() -> Refusal:
    """For a draft that is imported or dropped, or that the viewer may not see."""
    return Refusal("sources.no_draft", "没有这份草稿，它可能已经导入或丢弃", remedy="请从导入页面打开", status=404)
