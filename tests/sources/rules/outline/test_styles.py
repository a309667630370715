"""Labels and numerals."""

import pytest

from jinze.sources.rules.outline.styles import NUMERALS, Marks, value


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("六十三", 63),
        ("一百零三", 103),
        ("一百〇三", 103),
        ("一百一十", 110),
        ("一千零一", 1001),
        ("一千零一十", 1010),
        ("一千二百六十", 1260),
        ("九千九百九十九", 9999),
        ("一千一", None),
        ("１２", 12),
        ("③", 3),
        ("二三", None),
        ("十十", None),
        ("0", None),
    ],
)
def test_value_of_a_numeral(numeral: str, number: int | None) -> None:
    assert value(numeral) == number


def test_han_numerals_are_all_different() -> None:
    assert len(NUMERALS) == 9999


@pytest.mark.parametrize(
    ("text", "label", "style", "rest"),
    [
        ("一、总则", "一、", "han", "总则"),
        ("( 十二 ) 市甲局", "(十二)", "han bracket", "市甲局"),
        ("(一）市甲局", "(一）", "han bracket", "市甲局"),
        ("12. 甲", "12.", "arabic", "甲"),
        ("3. 2031年底前", "3.", "arabic", "2031年底前"),
        ("3、2031年底前", "3、", "arabic", "2031年底前"),
        ("（ 3 ）甲", "（3）", "arabic bracket", "甲"),
        ("3）甲", "3）", "arabic half bracket", "甲"),
        ("②甲", "②", "circled", "甲"),
        ("第十二条　甲", "第十二条", "article", "甲"),
        ("第 3 章 甲", "第3章", "chapter", "甲"),
        ("第一千二百六十条　甲", "第一千二百六十条", "article", "甲"),
        ("第1260条 甲", "第1260条", "article", "甲"),
    ],
)
def test_label_at_the_start_of_a_line(text: str, label: str, style: str, rest: str) -> None:
    mark = Marks().at(text)
    assert mark is not None
    assert (mark.label, mark.style.name, mark.rest) == (label, style, rest)


@pytest.mark.parametrize(
    "text",
    [
        "1.5米",
        "2031. 甲",
        "2、3号线",
        "（一）项规定",
        "（一）、（二）所列",
        "第三条规定的",
        "（市、区）",
        "（2031年）",
        "二三、甲",
        "一、二级风险",
    ],
)
def test_text_that_only_looks_like_a_label(text: str) -> None:
    assert Marks().at(text) is None
