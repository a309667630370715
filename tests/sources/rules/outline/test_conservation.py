"""The law that every outline keeps, over texts of every shape, whole and harmed; and that the law sees a breach."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bench.inside.codes import SHAPES
from bench.inside.mutations import HARM, faults, pieces
from jinze.sources.rules.outline.files import text_of
from jinze.sources.rules.outline.read import read_outline
from jinze.sources.rules.outline.tree import Node, Outline, Repair, Unplaced

SEED = 4103
HARMED = 300


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("count", [1, 25, 1500])
def test_code_of_any_size_is_read_whole_with_every_clause_placed(shape: str, count: int) -> None:
    text = SHAPES[shape](count)
    outline = read_outline(text)
    assert faults(text, outline) == []
    assert len(outline.leaves()) == count
    assert {line.why for line in outline.unplaced} <= {"疑为页码"}


@pytest.mark.parametrize("source", ["plan", "articles", "parts"])
def test_harmed_slices_lose_nothing_and_invent_no_clause(source: str, plan: str) -> None:
    text = plan if source == "plan" else SHAPES[source](400)
    done: Counter[str] = Counter()
    for piece in pieces(text, HARMED, SEED):
        assert faults(piece.text, read_outline(piece.text)) == [], piece.harms
        done.update(piece.harms)
    assert done.keys() == HARM.keys()


@pytest.mark.document
def test_harmed_slices_of_the_document_lose_nothing_and_invent_no_clause(official_document: Path) -> None:
    text = text_of(official_document.read_bytes(), official_document.name)
    for piece in pieces(text, HARMED, SEED):
        assert faults(piece.text, read_outline(piece.text)) == [], piece.harms


def test_same_seed_gives_the_same_slices(plan: str) -> None:
    assert list(pieces(plan, 20, 1)) == list(pieces(plan, 20, 1)) != list(pieces(plan, 20, 2))


def swapped(outline: Outline, place: int, node: Node) -> Outline:
    return replace(outline, nodes=(*outline.nodes[:place], node, *outline.nodes[place + 1 :]))


TEXT = "一、总则\n（一）甲局\n1.负责,检查。\n2.报告。\n2.公布。\n"


def test_breach_of_any_kind_is_seen() -> None:
    outline = read_outline(TEXT)
    assert faults(TEXT, outline) == []
    assert [node.path for node in outline.nodes] == ["1", "1.1", "1.1.1", "1.1.2"]
    last = outline.nodes[3]
    breaches = {
        "a character lost": swapped(outline, 3, replace(last, text="报告")),
        "a character more": swapped(outline, 3, replace(last, text="报告。。")),
        "a character changed": swapped(outline, 3, replace(last, text="报道。")),
        "a node twice": replace(outline, nodes=(*outline.nodes, last)),
        "nodes out of order": replace(outline, nodes=(*outline.nodes[:2], *outline.nodes[:1:-1])),
        "a path of other numbers": swapped(outline, 3, replace(last, path="1.1.3")),
        "a path without the number above": swapped(outline, 3, replace(last, path="2")),
        "a label that is not printed": swapped(outline, 3, replace(last, label="3.", path="1.1.3")),
        "a parent that is not there": swapped(outline, 3, replace(last, above="2")),
        "a line not mended": replace(outline, repairs=()),
        "a repair of what is not there": replace(outline, repairs=(*outline.repairs, Repair(1, 0, "二", "一"))),
        "an unplaced line forgotten": replace(outline, unplaced=()),
        "an unplaced line without a reason": replace(outline, unplaced=(Unplaced(5, "2.公布。", ""),)),
        "an unplaced line of other words": replace(outline, unplaced=(Unplaced(5, "2.公示。", "重复"),)),
    }
    assert [name for name, broken in breaches.items() if not faults(TEXT, broken)] == []
