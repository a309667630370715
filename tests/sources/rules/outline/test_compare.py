"""What a new import would change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.sources.rules.outline.compare import LONGEST, Differences, differences, marked, wording
from jinze.sources.rules.outline.read import read_outline
from jinze.sources.rules.outline.tree import Outline

TEXT = "一、总则\n（一）甲局\n1.检查。\n2.报告。\n（二）乙局\n1.抽查。\n"


def held(outline: Outline) -> dict[str, str]:
    return {node.path: wording(node.heading, node.text) for node in outline.nodes if node.path}


def test_same_text_differs_in_nothing_whatever_its_blanks() -> None:
    old = held(read_outline(TEXT))
    assert not differences(old, read_outline(TEXT))
    assert not differences(old, read_outline(TEXT.replace("\n", "\n\n").replace("检查", "检 查")))


def test_clauses_added_changed_and_gone_are_told_in_order() -> None:
    new = read_outline(TEXT.replace("报告", "公布").replace("1.抽查。\n", "").replace("乙局", "丙局") + "（三）丁局\n")
    assert differences(held(read_outline(TEXT)), new) == Differences(
        added=("1.3",), changed=("1.1.2", "1.2"), gone=("1.2.1",)
    )


def test_changed_heading_is_a_change_of_its_clause_alone() -> None:
    new = read_outline(TEXT.replace("甲局", "丙局"))
    assert differences(held(read_outline(TEXT)), new) == Differences((), ("1.1",), ())


def test_first_import_adds_every_clause() -> None:
    outline = read_outline(TEXT)
    assert differences({}, outline).added == tuple(held(outline))
    assert bool(differences({}, outline))


@given(st.text("甲乙丙，", max_size=12), st.text("甲乙丙，", max_size=12))
def test_marked_pieces_hold_both_texts_whole(before: str, after: str) -> None:
    pieces = marked(before, after)
    assert "".join(text for way, text in pieces if way != "new") == before
    assert "".join(text for way, text in pieces if way != "gone") == after
    assert all(text for _, text in pieces)
    assert {way for way, _ in pieces} <= {"same", "gone", "new"}


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("每季度检查", "每月检查", (("same", "每"), ("gone", "季度"), ("new", "月"), ("same", "检查"))),
        ("检查", "检查", (("same", "检查"),)),
        ("", "检查", (("new", "检查"),)),
        ("长" * LONGEST, "长" * (LONGEST + 1), (("gone", "长" * LONGEST), ("new", "长" * (LONGEST + 1)))),
    ],
)
def test_marked_says_what_is_gone_and_what_is_new(before: str, after: str, pieces: tuple[tuple[str, str], ...]) -> None:
    assert marked(before, after) == pieces
