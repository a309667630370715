"""Misprints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.sources.rules.outline.mend import mend


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("程序 and 规定", "程序和规定"),
        ("程序and规定", "程序和规定"),
        ("(十一)市甲局", "（十一）市甲局"),
        ("（十一) 市甲局", "（十一） 市甲局"),
        ("( 1 )检查", "（ 1 ）检查"),
        ("电压(kV)", "电压（kV）"),
        ("检查,整改;复查:记录.", "检查，整改；复查：记录。"),
        ("每年2次,并报告", "每年2次，并报告"),
        ("管理人員和人員", "管理人员和人员"),
        ("好!是?", "好！是？"),
        ("⼈⺠政府⼯作,⻔⼾", "人民政府工作，门户"),
        ("燃气用戶", "燃气用户"),
    ],
)
def test_misprint_is_mended(before: str, after: str) -> None:
    mended, repairs = mend(7, before)
    assert mended == after
    assert {repair.line for repair in repairs} == {7}
    assert mend(7, mended) == (after, [])


@pytest.mark.parametrize(
    "text",
    [
        "1. 检查",
        "一.总则",
        "共12,350元",
        "比例1:2",
        "8:30开始",
        "GB 18218 (fine)",
        "brand and name",
        "范围0.5米",
        "动員",
    ],
)
def test_what_is_no_misprint_stays(text: str) -> None:
    assert mend(1, text) == (text, [])


@pytest.mark.parametrize(
    ("before", "text", "after", "mended"),
    [
        ("划", "and 年度", "", "和年度"),
        ("", "规划 and", "年", "规划和"),
        ("作", ";积极配合", "", "；积极配合"),
        ("作", "(一", "）", "（一"),
        ("", "2次,", "并", "2次，"),
        ("a", "and b", "", "and b"),
        ("", "规划 and", "b", "规划 and"),
        ("", "规划 and", "", "规划 and"),
    ],
)
def test_misprint_at_the_end_of_a_row_is_seen_in_its_sentence(before: str, text: str, after: str, mended: str) -> None:
    found, repairs = mend(3, text, before, after)
    assert found == mended
    assert [(repair.line, repair.before) for repair in repairs] == ([(3, text)] if found != text else [])


@given(st.text(alphabet="中文人員(),;:.! and1A（）》《", max_size=40))
def test_mending_once_is_enough_and_repairs_give_the_mended_line(text: str) -> None:
    mended, repairs = mend(1, text)
    line = text
    for repair in reversed(repairs):
        end = repair.column + len(repair.before)
        assert line[repair.column : end] == repair.before
        line = line[: repair.column] + repair.after + line[end:]
    assert line == mended
