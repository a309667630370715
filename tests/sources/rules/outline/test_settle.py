"""Lines placed by hand."""

import json

import pytest

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.outline.read import read_outline
from jinze.sources.rules.outline.settle import settle
from jinze.sources.rules.outline.tree import Outline, Placement

TEXT = "一、总则\n（一）甲局\n1.检查。\n2.报告。\n2.公布。\n— 3 —\n（二）乙局\n2.抽查。\n3.通报。\n（四）丙局\n"
INTO = Placement(5, "2.公布。", into="1.1.2")
ASIDE = Placement(6, "— 3 —", aside="页码")


@pytest.fixture
def outline() -> Outline:
    found = read_outline(TEXT)
    assert [(line.line, line.text) for line in found.unplaced] == [(5, "2.公布。"), (6, "— 3 —")]
    return found


def text_at(outline: Outline, path: str) -> str:
    return next(node.text for node in outline.nodes if node.path == path)


def test_line_placed_is_a_further_paragraph_of_its_clause_and_of_no_other(outline: Outline) -> None:
    settled = settle(outline, [INTO])
    assert text_at(settled, "1.1.2") == "报告。\n2.公布。"
    others = [(node, now) for node, now in zip(outline.nodes, settled.nodes, strict=True) if node.path != "1.1.2"]
    assert all(node == now for node, now in others)
    assert [line.line for line in settled.unplaced] == [6]


def test_line_set_aside_changes_no_clause_and_is_told(outline: Outline) -> None:
    settled = settle(outline, [ASIDE])
    assert settled.nodes == outline.nodes
    assert [line.line for line in settled.unplaced] == [5]
    assert settled.to_json()["placements"] == [{"line": 6, "text": "— 3 —", "aside": "页码"}]


def test_lines_of_one_clause_stand_in_line_order_however_they_are_given() -> None:
    outline = read_outline("一、总则\n1.甲。\n1.乙。\n1.丙。\n2.丁。\n")
    lines = [Placement(line.line, line.text, into="1.1") for line in outline.unplaced]
    assert text_at(settle(outline, lines[::-1]), "1.1").split("\n")[1:] == [line.text for line in lines]


def test_settling_in_two_goes_is_settling_at_once(outline: Outline) -> None:
    at_once = settle(outline, [ASIDE, INTO])
    assert settle(settle(outline, [ASIDE]), [INTO]) == at_once
    assert at_once.unplaced == ()
    assert [placement.line for placement in at_once.placements] == [5, 6]


def test_placements_kept_as_json_settle_the_text_again(outline: Outline) -> None:
    settled = settle(outline, [INTO, ASIDE])
    kept = json.loads(json.dumps(settled.to_json()))["placements"]
    assert settle(read_outline(TEXT), [Placement(**entry) for entry in kept]) == settled


def test_outline_that_nobody_settled_has_no_placements_in_its_json(outline: Outline) -> None:
    assert "placements" not in outline.to_json()
    assert "placements" not in settle(outline, []).to_json()


@pytest.mark.parametrize(
    ("placement", "words"),
    [
        (Placement(4, "2.报告。", into="1.1.1"), "不在未归位的文字中"),
        (Placement(99, "", aside="页码"), "不在未归位的文字中"),
        (Placement(5, "2.公示。", into="1.1.2"), "与导入的不同"),
        (Placement(5, "2.公布。", into="1.1.9"), "没有编号为 1.1.9 的条款"),
        (Placement(5, "2.公布。"), "二者选一"),
        (Placement(5, "2.公布。", aside=" "), "二者选一"),
        (Placement(5, "2.公布。", into="1.1.2", aside="页码"), "二者选一"),
        (Placement(6, "— 3 —", aside="页" * 201), "不能超过 200 字"),
    ],
)
def test_wrong_placement_is_refused_at_its_line(outline: Outline, placement: Placement, words: str) -> None:
    with pytest.raises(Refusal) as caught:
        settle(outline, [placement])
    assert caught.value.code == "sources.placements"
    assert list(caught.value.fields) == [str(placement.line)]
    assert words in caught.value.fields[str(placement.line)]


def test_all_wrong_placements_are_named_and_the_right_ones_not_made(outline: Outline) -> None:
    with pytest.raises(Refusal) as caught:
        settle(outline, [INTO, INTO, Placement(7, "", into="1")])
    assert caught.value.fields.keys() == {"5", "7"}
    assert "放了两次" in caught.value.fields["5"]


def test_line_settled_before_is_not_settled_again(outline: Outline) -> None:
    with pytest.raises(Refusal):
        settle(settle(outline, [INTO]), [INTO])
