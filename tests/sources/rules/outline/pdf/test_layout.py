"""Rows and paragraphs from places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.sources.rules.outline.pdf.layout import rows, tidy, typeset, width
from jinze.sources.rules.outline.pdf.sheet import Run

EM = 16.0


def run(text: str, x: float, y: float, em: float = EM, turned: int = 0) -> Run:
    return Run(text, x, y, em, turned)


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("检 查 工 作", "检查工作"),
        ("姓名  职务", "姓名  职务"),
        ("1. 检查 2 次", "1. 检查 2 次"),
        (" 检查\n", "检查"),
        ("GB 18218", "GB 18218"),
    ],
)
def test_single_blanks_between_chinese_signs_go_and_others_stay(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


def test_runs_of_a_row_are_put_in_order_and_parted_by_free_space() -> None:
    row = [run("职务", 300, 700), run("姓名", 100, 701), run("单位", 132, 700.5)]
    assert [found.text for found in rows(row)] == ["姓名单位 职务"]


def test_printed_blank_between_chinese_words_stays() -> None:
    row = [run("财政部", 100, 700), run(" ", 148, 700), run("安监总局", 156, 700)]
    assert [found.text for found in rows(row)] == ["财政部 安监总局"]
    tight = [run("财政部", 100, 700), run(" ", 148, 700), run("安监总局", 148.5, 700)]
    assert [found.text for found in rows(tight)] == ["财政部安监总局"]


def test_same_sign_in_another_font_at_the_place_the_parser_gives_is_another_sign() -> None:
    row = [Run("人", 100, 700, EM, 0, 1), Run("人", 100, 700, EM, 0, 2), Run("人", 100.3, 700, EM, 0, 2)]
    assert [found.text for found in rows(row)] == ["人人"]


def test_watermark_across_the_page_comes_last_and_whole() -> None:
    page = [run("内部资料", 10, 400, turned=45), run("上一行的文字", 74, 500), run("下一行的文字", 74, 300)]
    assert [found.text for found in rows(page)] == ["上一行的文字", "下一行的文字", "内部资料"]


def test_width_counts_full_and_half_signs() -> None:
    assert width("甲乙，ab1") == 4.5


def block(*lines: tuple[float, str], top: float = 700.0, left: float = 74.0) -> list[Run]:
    return [run(text, left + indent * EM, top - 28 * place) for place, (indent, text) in enumerate(lines)]


def test_row_set_in_begins_a_paragraph_and_a_full_row_is_gone_on_with() -> None:
    page = block((2, "甲" * 26), (0, "乙" * 28), (2, "丙" * 26), (0, "丁" * 28), (0, "戊"))
    assert typeset([page]).split("\n\n") == [f"{'甲' * 26}\n{'乙' * 28}", f"{'丙' * 26}\n{'丁' * 28}\n戊"]


def test_short_row_ends_its_paragraph_where_nothing_is_set_in() -> None:
    page = block((0, "甲" * 28), (0, "乙" * 9), (0, "丙" * 28), (0, "丁" * 27))
    assert typeset([page]).split("\n\n") == [f"{'甲' * 28}\n{'乙' * 9}", f"{'丙' * 28}\n{'丁' * 27}"]


def test_gap_between_rows_and_another_size_begin_a_paragraph() -> None:
    page = block((0, "甲" * 28), (0, "乙" * 28), (0, "丙" * 28))
    page += [run("丁" * 28, 74, 700 - 28 * 2 - 60), run("戊" * 20, 74, 700 - 28 * 3 - 60, em=22)]
    assert [len(part.split("\n")) for part in typeset([page]).split("\n\n")] == [3, 1, 1]


def test_paragraph_over_a_page_goes_on_below_head_and_number() -> None:
    def page(number: int, *lines: tuple[float, str]) -> list[Run]:
        left = 74.0 if number % 2 else 104.0
        frame = [run("示例市文件汇编", 250, 800, 9), run(f"- {number} -", 285, 40, 12)]
        return frame + block(*lines, left=left)

    def full(number: int, row: int) -> tuple[float, str]:
        return 0.0, chr(0x4E00 + 10 * number + row) * 28

    text = typeset([page(n, (2, full(n, 0)[1][:26]), full(n, 1), full(n, 2), full(n, 3)) for n in range(1, 6)])
    assert text.count("\f") == 4
    assert [part.split("\n")[-1] for part in text.split("\n\n")[1:-1]] == ["\f示例市文件汇编"] * 4
    over = typeset([page(n, full(n, 1), full(n, 2), (2, full(n, 0)[1][:26]), full(n, 3)) for n in range(1, 6)])
    assert all(f"- {n} -\n\f示例市文件汇编\n{full(n + 1, 1)[1]}\n{full(n + 1, 2)[1]}\n\n" in over for n in range(1, 5))


def test_page_without_text_leaves_nothing() -> None:
    assert typeset([[], block((0, "甲")), []]) == "甲"
    assert typeset([]) == ""


PLACES = st.tuples(
    st.text("甲乙丙丁，。1a ", min_size=1, max_size=8), st.integers(0, 500), st.integers(0, 800), st.integers(0, 1)
)


@given(st.lists(st.lists(PLACES, max_size=12, unique_by=lambda place: place[0].strip()), max_size=4))
def test_no_sign_is_lost_or_doubled_wherever_runs_stand(pages: list[list[tuple[str, int, int, int]]]) -> None:
    runs = [[run(text, x, y, turned=90 * turned) for text, x, y, turned in page] for page in pages]
    drawn = sorted("".join(one.text for page in runs for one in page).replace(" ", ""))
    assert sorted("".join(typeset(runs).split())) == drawn
