"""The result of reading: an immutable tree in document order, what was mended, what found no place."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a node is in its document."""

    TITLE = "title"
    FRONT = "front"
    PREAMBLE = "preamble"
    PART = "part"
    SECTION = "section"
    ITEM = "item"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    CLOSING = "closing"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Node:
    """One piece of the document; label, heading and text together hold its characters, none of them twice.

    `path` is made of printed numbers and empty for what has none. `level` is the depth among numbered nodes
    (1 at the top, 0 for what stands outside them). `text` is the node's own, without its children; its
    paragraphs are divided by line feeds. `line` is the line of its first character, `above` the path of
    the numbered node it stands in.
    """

    kind: Kind
    line: int
    text: str = ""
    path: str = ""
    level: int = 0
    label: str = ""
    heading: str = ""
    above: str = ""

    def to_json(self) -> dict[str, object]:
        return {
            "path": self.path,
            "kind": str(self.kind),
            "level": self.level,
            "label": self.label,
            "heading": self.heading,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Repair:
    """A misprint mended: the excerpt of line `line` that begins at `column` (from 0) before and after."""

    line: int
    column: int
    before: str
    after: str

    def to_json(self) -> dict[str, object]:
        return {"line": self.line, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A whole line, as mended, that a person has to place, with the reason in Chinese."""

    line: int
    text: str
    why: str

    def to_json(self) -> dict[str, object]:
        return {"line": self.line, "text": self.text, "why": self.why}


@dataclass(frozen=True, slots=True)
class Placement:
    """What a person decided about an unplaced line: a further paragraph of the clause `into`, or no part of any.

    `text` is the line as it was shown to the person. Exactly one of `into` (a path) and `aside` (the reason,
    such as a page number) is filled.
    """

    line: int
    text: str
    into: str = ""
    aside: str = ""

    def to_json(self) -> dict[str, object]:
        where = {"into": self.into} if self.into else {"aside": self.aside}
        return {"line": self.line, "text": self.text, **where}


@dataclass(frozen=True, slots=True)
class Outline:
    """A document read. Every printed character is in exactly one node or one unplaced line.

    Take the lines as mended by `repairs`, leave out the unplaced ones: what remains is, blanks apart,
    the concatenation of label, heading and text of all nodes in order. `date` is ISO or empty.
    Lines that `placements` put somewhere are no longer unplaced: they end the text of a node, or stand aside.
    """

    title: str
    number: str
    issuer: str
    date: str
    nodes: tuple[Node, ...]
    repairs: tuple[Repair, ...]
    unplaced: tuple[Unplaced, ...]
    placements: tuple[Placement, ...] = ()

    def leaves(self) -> tuple[Node, ...]:
        """The numbered nodes without numbered children: the clauses that can bind someone."""
        parents = {node.above for node in self.nodes if node.path}
        return tuple(node for node in self.nodes if node.path and node.path not in parents)

    def to_json(self) -> dict[str, object]:
        """The outline as a document; `placements` only once there are some."""
        settled = {"placements": [placement.to_json() for placement in self.placements]} if self.placements else {}
        return {
            "title": self.title,
            "number": self.number,
            "issuer": self.issuer,
            "date": self.date,
            "nodes": [node.to_json() for node in self.nodes],
            "repairs": [repair.to_json() for repair in self.repairs],
            "unplaced": [line.to_json() for line in self.unplaced],
            **settled,
        }
