"""Running heads and feet."""

from jinze.sources.rules.outline.edges import furniture


def page(*rows: str) -> list[str]:
    return list(rows)


def test_rows_that_pages_repeat_at_their_edges_are_found_also_with_other_numbers() -> None:
    pages = [page("示例汇编", f"甲{sign}", f"乙{sign}", f"第{number}册") for number, sign in enumerate("东西南北")]
    assert furniture(pages) == {(number, row) for number in range(4) for row in (0, 3)}


def test_heads_of_left_and_right_pages_are_both_found() -> None:
    pages = [page("左页" if number % 2 else "右页", f"事{chr(0x4E00 + number)}") for number in range(8)]
    assert furniture(pages) == {(number, 0) for number in range(8)}


def test_both_of_two_pages_are_enough_and_two_of_three_are_not() -> None:
    two = [page("示例汇编", "甲", "乙", "丙"), page("示例汇编", "丁", "戊", "己")]
    assert furniture(two) == {(0, 0), (1, 0)}
    assert furniture([*two, page("庚", "辛")]) == set()


def test_one_page_that_ends_as_another_begins_has_no_frame() -> None:
    assert furniture([page("示例市", "甲", "乙", "丙"), page("丁", "戊", "己", "示例市")]) == set()


def test_rows_inside_and_sentences_are_not_enough() -> None:
    inside = [page(f"甲{sign}", f"乙{sign}", "示例局", f"丙{sign}", f"丁{sign}") for sign in "东西南北"]
    assert furniture(inside) == set()
    assert furniture([page("完成其他工作。", f"甲{sign}") for sign in "东西南北"]) == set()
    assert furniture([page("", f"甲{sign}") for sign in "东西南北"]) == set()


def test_a_row_on_few_of_many_pages_is_none() -> None:
    pages = [
        page(f"甲{chr(0x4E00 + number)}", "示例局" if number < 5 else chr(0x5E00 + number)) for number in range(40)
    ]
    assert furniture(pages) == set()
