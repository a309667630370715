"""Placements as a file holds them: read as they are meant, or refused with the row."""

from typing import Any

import pytest
from pydantic import ValidationError

from jinze.kernel.refusal import Refusal
from jinze.sources.intake import LONGEST_REASON, Placed, read_placements


def test_read_placements_takes_a_clause_or_a_reason_for_each_line() -> None:
    rows = [{"line": 6, "into": "2.10"}, {"line": 7, "aside": " 页码 ", "text": "— 3 —"}]
    assert read_placements(rows, "a.yaml") == [
        Placed(line=6, into="2.10"),
        Placed(line=7, text="— 3 —", aside="页码"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        5,
        {"line": 6},
        {"line": 6, "into": "", "aside": " "},
        {"line": 6, "into": "1", "aside": "x"},
        {"line": 0, "aside": "x"},
        {"line": "x", "aside": "y"},
        {"line": 6, "into": "一.2"},
        {"line": 6, "into": "1..2"},
        {"line": 6, "into": "1." * 40 + "1"},
        {"line": 6, "aside": "长" * (LONGEST_REASON + 1)},
        {"line": 6, "aside": "x", "why": "y"},
    ],
)
def test_a_row_that_says_nothing_or_two_things_is_named(row: Any) -> None:
    with pytest.raises(Refusal, match=r"a\.yaml 第 2 项不对，每项写 line") as refused:
        read_placements([{"line": 5, "aside": "页码"}, row], "a.yaml")
    assert refused.value.code == "sources.placements"


@pytest.mark.parametrize(("number", "said"), [(2.1, "2.1"), (3, "3")])
def test_a_number_without_quotes_is_told_since_it_may_be_another_one(number: Any, said: str) -> None:
    with pytest.raises(Refusal, match="第 1 项的编号没有加引号") as refused:
        read_placements([{"line": 6, "into": number}], "a.yaml")
    assert f'into: "{said}"' in refused.value.words


@pytest.mark.parametrize("content", [None, {}, "x", 5])
def test_what_is_no_list_is_refused(content: Any) -> None:
    with pytest.raises(Refusal, match="应是一个列表"):
        read_placements(content, "a.yaml")


def test_plain_leaves_out_what_is_not_said() -> None:
    assert Placed(line=6, into="1.2").plain() == {"line": 6, "into": "1.2"}
    with pytest.raises(ValidationError):
        Placed(line=6)
