"""What can befall a printed text, and the law that its outline must keep then: nothing lost, nothing invented.

`pieces` makes short slices of a text and harms them, from a seed. `faults` says in what an outline breaks the law.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jinze.sources.rules.outline.styles import STYLES, Marks
from jinze.sources.rules.outline.tree import Kind, Node, Outline, Repair

LONGEST = 40
"""Lines of a slice."""
HARMS = 3
"""Mutations of a slice, at most."""
LABELS = (
    "一、",
    "二、",
    "（三）",
    "(四)",
    "（五)",
    "1.",
    "2．",
    "９．",
    "3、",
    "（1）",
    "（2",
    "第三条",
    "第一章",
    "③",
    "5）",
)
NOISE = (
    "，",
    ",",
    "and",
    " and ",
    "。",
    "：",
    "《",
    "》",
    "“",
    "\t",
    "人員",
    "⽣",
    "\u200b",
    "\u3000",
    "*",
    "#",
    "２０",
    "1.5",
)
FURNITURE = ("— 12 —", "- 3 -", "第4页 共9页", "17", "2031年3月5日印发", "抄送：示例甲。", "……………… 3", "\f示例汇编")
FULL = str.maketrans("0123456789.,:;()", "０１２３４５６７８９．，：；（）")
HALF = str.maketrans("０１２３４５６７８９．，：；（）", "0123456789.,:;()")
_BLANK = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]")
_LABEL = re.compile(r"\s*(?:[（(]\s*\w{1,4}\s*[）)]|\w{1,4}\s*[、.．]|第\s*\w{1,7}\s*[章节条])\s*")
_MARKS = Marks(STYLES)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a slice. `origin` is its index in the whole text, -1 once it is no longer what stood there."""

    text: str
    origin: int = -1


@dataclass(frozen=True, slots=True)
class Piece:
    """A harmed slice. `placeable` says that no harm made one line look like another one's."""

    rows: tuple[Row, ...]
    harms: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(row.text for row in self.rows)

    @property
    def placeable(self) -> bool:
        return not MISLEADING & set(self.harms)


Harm = Callable[[list[Row], int, random.Random], None]


def _delete(rows: list[Row], at: int, _chance: random.Random) -> None:
    rows[at] = Row("")


def _double(rows: list[Row], at: int, chance: random.Random) -> None:
    rows.insert(min(len(rows), at + chance.choice([1, 1, 2, 5])), Row(rows[at].text))


def _swap(rows: list[Row], at: int, chance: random.Random) -> None:
    other = chance.randrange(len(rows))
    rows[at], rows[other] = Row(rows[other].text), Row(rows[at].text)


def _unlabel(rows: list[Row], at: int, _chance: random.Random) -> None:
    rows[at] = Row(_LABEL.sub("", rows[at].text, count=1))


def _relabel(rows: list[Row], at: int, chance: random.Random) -> None:
    rows[at] = Row(chance.choice(LABELS) + _LABEL.sub("", rows[at].text, count=1))


def _cut(rows: list[Row], at: int, chance: random.Random) -> None:
    place = chance.randint(0, len(rows[at].text))
    rows[at : at + 1] = [Row(rows[at].text[:place]), *[Row("")] * chance.randint(0, 1), Row(rows[at].text[place:])]


def _lose(rows: list[Row], at: int, chance: random.Random) -> None:
    rows[at] = Row(rows[at].text[: chance.randint(0, len(rows[at].text))])


def _join(rows: list[Row], at: int, _chance: random.Random) -> None:
    if at + 1 < len(rows):
        rows[at : at + 2] = [Row(rows[at].text + rows[at + 1].text)]


def _furnish(rows: list[Row], at: int, chance: random.Random) -> None:
    rows.insert(at, Row(chance.choice(FURNITURE)))


def _blank(rows: list[Row], at: int, _chance: random.Random) -> None:
    if rows[at].text.strip():
        rows.insert(at, Row(""))
    else:
        del rows[at]


def _noise(rows: list[Row], at: int, chance: random.Random) -> None:
    place = chance.randint(0, len(rows[at].text))
    rows[at] = Row(rows[at].text[:place] + chance.choice(NOISE) + rows[at].text[place:])


def _narrow(rows: list[Row], at: int, _chance: random.Random) -> None:
    rows[at] = Row(rows[at].text.translate(HALF), rows[at].origin)


def _widen(rows: list[Row], at: int, _chance: random.Random) -> None:
    rows[at] = Row(rows[at].text.translate(FULL), rows[at].origin)


def _unclose(rows: list[Row], at: int, chance: random.Random) -> None:
    brackets = [place for place, sign in enumerate(rows[at].text) if sign in "（）()《》“”"]
    if brackets:
        place = chance.choice(brackets)
        rows[at] = Row(rows[at].text[:place] + chance.choice(["", "(", "）", "】"]) + rows[at].text[place + 1 :])


HARM: dict[str, Harm] = {
    "delete": _delete,
    "double": _double,
    "swap": _swap,
    "unlabel": _unlabel,
    "relabel": _relabel,
    "cut": _cut,
    "lose": _lose,
    "join": _join,
    "furnish": _furnish,
    "blank": _blank,
    "noise": _noise,
    "narrow": _narrow,
    "widen": _widen,
    "unclose": _unclose,
}
MISLEADING = {"double", "swap", "relabel", "furnish", "noise", "unclose", "cut", "lose", "unlabel", "join"}
"""Harms after which a line may rightly be read as something else than it was."""


def pieces(text: str, count: int, seed: int) -> Iterator[Piece]:
    """`count` harmed slices of a text, the same ones for the same seed."""
    chance = random.Random(seed)
    lines = text.split("\n")
    for _ in range(count):
        start = chance.randrange(len(lines))
        end = min(len(lines), start + chance.randint(1, LONGEST))
        rows = [Row(line, place) for place, line in enumerate(lines[start:end], start=start)]
        done = []
        for _ in range(chance.randint(1, HARMS)):
            harm = chance.choice(list(HARM))
            if rows:
                HARM[harm](rows, chance.randrange(len(rows)), chance)
                done.append(harm)
        yield Piece(tuple(rows), tuple(done))


def faults(text: str, outline: Outline) -> list[str]:
    """In what an outline breaks the law: a character lost, doubled, moved or changed unsaid; a clause not printed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = _mend(lines, outline.repairs)
    printed = list(lines)
    for line in outline.unplaced:
        if not _ink(line.text) or _ink(lines[line.line - 1]) != _ink(line.text) or not line.why:
            found.append(f"unplaced line {line.line} is not the line printed there")
        lines[line.line - 1] = ""
    kept = _ink("".join(node.label + node.heading + node.text for node in outline.nodes))
    if kept != _ink("".join(lines)):
        found.append("the characters of the nodes are not those of the lines")
    return found + _inventions(printed, outline.nodes)


def misfiled(piece: Piece, outline: Outline, paths: dict[int, str]) -> list[str]:
    """Clauses of a slice that stand under another clause than in the whole text, whose `paths` go by line index."""
    wrong = []
    for node in outline.nodes:
        known = paths.get(piece.rows[node.line - 1].origin, "") if node.path else ""
        if known and not f".{known}".endswith(f".{node.path}"):
            wrong.append(f"{known} read as {node.path}")
    return wrong


def _mend(lines: list[str], repairs: Sequence[Repair]) -> list[str]:
    """Make the repairs in the lines; what of them does not fit."""
    found = []
    for repair in sorted(repairs, key=lambda one: (one.line, -one.column)):
        line, end = lines[repair.line - 1], repair.column + len(repair.before)
        if line[repair.column : end] != repair.before or repair.before == repair.after:
            found.append(f"repair of line {repair.line} mends what is not there")
        lines[repair.line - 1] = line[: repair.column] + repair.after + line[end:]
    return found


def _inventions(printed: Sequence[str], nodes: Sequence[Node]) -> list[str]:
    """Numbered nodes whose label, or that of a node above, is not printed, and paths that come twice."""
    found = []
    numbered: dict[str, Node] = {}
    for node in nodes:
        above = numbered.get(node.above)
        if node.above and (above is None or above.line >= node.line):
            found.append(f"{node.path or node.kind} stands under {node.above}, which is not printed before it")
        if not node.path:
            found += [f"a label without a path in line {node.line}"] if node.label else []
            continue
        mark = _MARKS.at(node.label)
        if mark is None or not _ink(printed[node.line - 1]).startswith(_ink(node.label)):
            found.append(f"{node.path}: no label {node.label!r} is printed in line {node.line}")
        elif not _follows(node, mark.number):
            found.append(f"{node.path}: its numbers are not those printed in {node.above!r} and {node.label!r}")
        if node.path in numbered:
            found.append(f"{node.path} comes twice")
        numbered[node.path] = node
    return found


def _follows(node: Node, number: int) -> bool:
    """Whether a path is the one above, with the paragraph of an article where there is one, and the number."""
    own = re.sub("^第|[编章节]$", "", node.path.rpartition(".")[2])
    if own != str(number):
        return False
    rest = node.path.rpartition(".")[0]
    if not rest:
        return not node.above or node.kind is Kind.ARTICLE
    return rest == node.above or (rest.startswith(f"{node.above}.") and rest[len(node.above) + 1 :].isdecimal())


def _ink(text: str) -> str:
    return _BLANK.sub("", text)
