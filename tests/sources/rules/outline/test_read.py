"""Reading small documents of every shape that the tree must carry."""

from collections.abc import Callable

import pytest

from jinze.sources.rules.outline.read import read_outline
from jinze.sources.rules.outline.styles import STYLES
from jinze.sources.rules.outline.tree import Kind, Node, Outline

Holds = Callable[[str, Outline], None]


def by_path(outline: Outline) -> dict[str, Node]:
    return {node.path: node for node in outline.nodes if node.path}


def paths(text: str) -> list[str]:
    return [node.path for node in read_outline(text).nodes if node.path]


def whys(text: str) -> dict[int, str]:
    return {line.line: line.why for line in read_outline(text).unplaced}


def test_plan_is_read_whole_with_its_printed_paths(plan: str, holds: Holds) -> None:
    outline = read_outline(plan)
    holds(plan, outline)
    assert outline.unplaced == ()
    parts = ["1", "1.1", "1.1.1", "1.1.2", "1.1.3", "1.2", "2", "2.1", "2.2", "2.2.1", "2.2.2"]
    rest = ["2.3", "2.3.1", "2.3.1.1", "2.3.1.2", "2.3.2", "2.3.2.1", "3", "3.1", "3.2"]
    assert list(by_path(outline)) == [*parts, *rest]
    assert [leaf.path for leaf in outline.leaves()] == (
        ["1.1.1", "1.1.2", "1.1.3", "1.2", "2.1", "2.2.1", "2.2.2", "2.3.1.1", "2.3.1.2", "2.3.2.1", "3.1", "3.2"]
    )


def test_front_of_an_annexed_plan_gives_title_number_issuer_and_date(plan: str) -> None:
    outline = read_outline(plan)
    assert outline.title == "示例市安全责任清单"
    assert outline.number == "示办文〔2031〕5号"
    assert outline.issuer == "中共示例市委办公室 示例市人民政府办公室"
    assert outline.date == "2031-03-05"
    kinds = [node.kind for node in outline.nodes if not node.path]
    assert kinds == [Kind.FRONT] * 8 + [Kind.TITLE, Kind.PREAMBLE, Kind.CLOSING]
    assert "各人民团体，各企业：" in outline.nodes[3].text


def test_closing_lines_stay_out_of_the_last_clause(plan: str) -> None:
    outline = read_outline(plan)
    assert outline.nodes[-1].text == "中共示例市委办公室\n2031年3月5日印发"
    assert by_path(outline)["3.2"].text == "每班检查隐患。"


def test_item_of_several_paragraphs_stays_whole_and_page_cuts_are_joined(plan: str) -> None:
    nodes = by_path(read_outline(plan))
    assert nodes["1.1.2"].text == (
        "建立奖惩制度。\n考核结果作为任用的参考。对考核不合格的单位，当年不得评优。\n先进单位予以表扬。"
    )
    assert nodes["1.1.3"].text == "各级负责人对本地的安全工作负起总的责任，并带头检查。"


def test_stray_paragraph_after_a_list_belongs_to_the_last_item(plan: str) -> None:
    assert by_path(read_outline(plan))["2.3.1.2"].text == "每年入户检查一次。\n检查不到位的，承担相应责任。"


def test_short_heading_is_told_from_text(plan: str) -> None:
    nodes = by_path(read_outline(plan))
    assert (nodes["2.2"].heading, nodes["2.2"].text) == ("市甲局", "")
    assert (nodes["2.1"].heading, nodes["2.1"].text) == ("市乙局", "负责外事活动的安全。")
    assert (nodes["2.3"].heading, nodes["2.3"].text) == ("公用企业", "公用企业还要做到以下几点：")
    assert (nodes["2.3.1"].kind, nodes["2.3.1"].level, nodes["2.3.1"].heading) == (Kind.ITEM, 3, "供气企业")
    assert nodes["3"].text == "企业是责任主体。"
    assert nodes["3.1"].heading == ""


def test_repairs_name_line_before_and_after(plan: str) -> None:
    outline = read_outline(plan)
    told = [(repair.line, repair.before, repair.after) for repair in outline.repairs]
    line = plan.split("\n").index("按程序 and 规定组织民兵参加救援。") + 1
    assert (line, "按程序 and 规定组织", "按程序和规定组织") in told
    assert ("(二) 市甲局", "（二） 市甲局") in [(before, after) for _, before, after in told]
    assert ("管理人員应当懂安", "管理人员应当懂安") in [(before[-8:], after[-8:]) for _, before, after in told]
    assert by_path(outline)["2.2.1"].text == "负责学校安全，每学期检查一次（含假期）。"


def test_json_has_exactly_the_agreed_keys(plan: str) -> None:
    told = read_outline(plan).to_json()
    assert set(told) == {"title", "number", "issuer", "date", "nodes", "repairs", "unplaced"}
    nodes, repairs = told["nodes"], told["repairs"]
    assert isinstance(nodes, list)
    assert isinstance(repairs, list)
    assert set(nodes[0]) == {"path", "kind", "level", "label", "heading", "text"}
    assert set(repairs[0]) == {"line", "before", "after"}


def test_kinds_are_those_agreed() -> None:
    agreed = "title front preamble part section item article paragraph closing table"
    assert [kind.value for kind in Kind] == agreed.split()


def test_gap_keeps_printed_numbers() -> None:
    assert paths("一、总则\n1. 甲事。\n4. 丁事。\n") == ["1", "1.1", "1.4"]


def test_swapped_neighbours_keep_printed_numbers_in_printed_order() -> None:
    assert paths("一、总则\n1. 甲事。\n3. 丙事。\n2. 乙事。\n4. 丁事。\n") == [
        "1",
        "1.1",
        "1.3",
        "1.2",
        "1.4",
    ]


def test_duplicated_label_goes_to_unplaced_alone(holds: Holds) -> None:
    text = "一、总则\n1. 甲事。\n2. 乙事。\n2. 丙事。\n另一段。\n3. 丁事。\n"
    outline = read_outline(text)
    holds(text, outline)
    assert paths(text) == ["1", "1.1", "1.2", "1.3"]
    assert {line: why[:5] for line, why in whys(text).items()} == {4: "本级中此编", 5: "本级中此编"}


def test_line_printed_twice_is_named_and_its_children_stay() -> None:
    text = "一、总则\n（一）甲局\n（一）甲局\n1. 甲事。\n2. 乙事。\n"
    assert paths(text) == ["1", "1.1", "1.1.1", "1.1.2"]
    assert whys(text) == {3: "与上一行完全相同"}


def test_list_that_lost_its_heading_is_not_put_under_the_one_before() -> None:
    text = "一、总则\n（一）甲局\n1. 甲一。\n2. 甲二。\n1. 乙一。\n2. 乙二。\n3. 乙三。\n（三）丙局\n1. 丙一。\n"
    assert paths(text) == ["1", "1.1", "1.1.1", "1.1.2", "1.3", "1.3.1"]
    assert sorted(whys(text)) == [5, 6, 7]


def test_list_below_a_complete_clause_whose_follower_is_missing_is_unplaced() -> None:
    text = "一、总则\n（一）甲局\n负责甲事。\n1. 乙一。\n2. 乙二。\n（三）丙局\n1. 丙一。\n"
    assert paths(text) == ["1", "1.1", "1.3", "1.3.1"]
    assert sorted(whys(text)) == [4, 5]
    kept = "一、总则\n（一）甲局\n负责以下事。\n1. 甲一。\n（二）乙局\n1. 乙一。\n"
    assert paths(kept) == ["1", "1.1", "1.1.1", "1.2", "1.2.1"]


def test_foreign_number_before_a_list_is_unplaced() -> None:
    text = "一、总则\n（一）甲局\n7. 别处。\n1. 甲一。\n2. 甲二。\n"
    assert paths(text) == ["1", "1.1", "1.1.1", "1.1.2"]
    assert whys(text) == {3: "编号与前后次序不符"}


def test_heading_that_slipped_before_the_last_item_of_the_list_above_does_not_take_it() -> None:
    text = "一、总则\n（一）甲局\n1. 甲一。\n（二）乙局\n2. 甲二。\n负责乙事。\n（三）丙局\n2. 丙二。\n"
    assert paths(text) == ["1", "1.1", "1.1.1", "1.2", "1.3", "1.3.2"]
    assert whys(text) == dict.fromkeys((5, 6), "前后编号不连续，可能属于缺失的标题")


def test_items_before_the_first_heading_of_an_excerpt_are_unplaced_with_what_is_under_them() -> None:
    text = "5. 戊事：\n（1）细目。\n6. 己事。\n（二）乙局\n1. 甲事。\n"
    assert paths(text) == ["2", "2.1"]
    assert sorted(whys(text)) == [1, 2, 3]


def test_excerpt_from_the_middle_of_one_list_keeps_its_numbers() -> None:
    assert paths("（五）甲局\n负责。\n（六）乙局\n负责。\n") == ["5", "6"]


def test_broken_label_at_the_end_is_unplaced() -> None:
    text = "一、总则\n（一）负责甲事。\n（二\n"
    assert paths(text) == ["1", "1.1"]
    assert whys(text) == {3: "编号残缺"}


def test_page_number_inside_a_sentence_is_set_aside_and_the_sentence_joined(holds: Holds) -> None:
    text = "一、总则\n1. 负责全市各类学校和幼儿园的安全检\n— 12 —\n查工作。\n2. 乙事。\n"
    outline = read_outline(text)
    holds(text, outline)
    assert by_path(outline)["1.1"].text == "负责全市各类学校和幼儿园的安全检查工作。"
    assert whys(text) == {3: "疑为页码"}


def test_running_head_is_set_aside_and_the_sentence_over_the_page_joined(holds: Holds) -> None:
    pages = ["一、总则\n\n1. 负责全市各类学校和幼儿园的安全检"]
    pages += [f"示例汇编\n查工作第{number}次。\n\n{number}. 负责全市各类学校和幼儿园的安全检" for number in (2, 3, 4)]
    text = "\n\f".join(pages) + "查。"
    outline = read_outline(text)
    holds(text, outline)
    assert whys(text) == dict.fromkeys((4, 8, 12), "疑为页眉或页脚")
    assert by_path(outline)["1.2"].text == "负责全市各类学校和幼儿园的安全检查工作第3次。"


def test_line_that_stands_often_but_not_on_each_page_edge_stays() -> None:
    text = "一、总则\n1. 甲事。\n市甲局\n2. 乙事。\n市甲局\n3. 丙事。\n市甲局\n4. 丁事。\n"
    assert whys(text) == {}


def test_rows_of_a_spaced_text_belong_together_whatever_they_end_with_or_look_like(holds: Holds) -> None:
    text = (
        "一、总则\n\n1. 负责全市各类学校和幼儿园的安全检查。\n每年两次检查，分别在春季和秋季开学之前，以及\n"
        "2. 负责前述各项检查中有关的事\n项。\n\n3. 负责公布。\n\n4. 负责报告。\n\n"
    )
    outline = read_outline(text)
    holds(text, outline)
    assert by_path(outline)["1.1"].text == (
        "负责全市各类学校和幼儿园的安全检查。"
        "每年两次检查，分别在春季和秋季开学之前，以及2. 负责前述各项检查中有关的事项。"
    )
    assert "1.2" not in by_path(outline)


def test_heading_over_two_rows_is_whole_and_a_wrapped_sentence_is_no_heading() -> None:
    text = (
        "一、部门\n\n（一）市人力资源和社会保障局（含外国专家局）的各项安\n全职责\n\n"
        "1. 各级负责人对本地的安全工作负起总的\n责任，并带头检查。\n\n（二）市乙局\n\n1. 检查。\n\n"
        "（三）市丙局\n\n1. 检查。\n"
    )
    nodes = by_path(read_outline(text))
    assert nodes["1.1"].heading == "市人力资源和社会保障局（含外国专家局）的各项安全职责"
    assert (nodes["1.1.1"].heading, nodes["1.1.1"].text) == ("", "各级负责人对本地的安全工作负起总的责任，并带头检查。")


def test_articles_above_a_thousand_have_their_places() -> None:
    text = "第一章 总则\n第九百九十九条 甲事。\n第一千条 乙事。\n第一千零一条 丙事。\n"
    assert paths(text) == ["第1章", "999", "1000", "1001"]


@pytest.mark.parametrize("row", ["3/56", "第 3 页/共 56 页", "Page 3 of 56", "— 3 —", "·3·"])
def test_page_number_in_other_forms_is_set_aside(row: str) -> None:
    assert whys(f"一、总则\n1. 甲事。\n{row}\n2. 乙事。\n") == {3: "疑为页码"}


def test_numbers_in_running_text_are_no_labels() -> None:
    text = "一、总则\n1. 检查容器的壁厚以及安全间距，要求\n1.5米以上；\n2、3号楼另查；\n（一）项所列除外。\n"
    assert paths(text) == ["1", "1.1"]


def test_articles_run_through_chapters_and_count_paragraphs_and_items(holds: Holds) -> None:
    text = (
        "示例市安全规定\n第一章 总则\n第一条 为了安全。\n第二章 职责\n"
        "第二条 甲局负责下列事项：\n（一）甲事；\n（二）乙事。\n"
        "乙局负责下列事项：\n（一）丙事。\n第三条 第二条规定的事项每年公布。\n另有规定的除外。\n"
    )
    outline = read_outline(text)
    holds(text, outline)
    assert outline.unplaced == ()
    nodes = by_path(outline)
    assert list(nodes) == ["第1章", "1", "第2章", "2", "2.1.1", "2.1.2", "2.2.1", "3"]
    assert (nodes["2"].kind, nodes["2"].level, nodes["2.1.1"].kind) == (Kind.ARTICLE, 2, Kind.ITEM)
    assert [node.text for node in outline.nodes if node.kind is Kind.PARAGRAPH] == ["乙局负责下列事项："]
    assert nodes["3"].text == "第二条规定的事项每年公布。\n另有规定的除外。"


def test_chapters_without_articles_are_plain_numbers() -> None:
    assert paths("第一章 甲\n一、乙\n（一）丙\n第二章 丁\n一、戊\n") == ["1", "1.1", "1.1.1", "2", "2.1"]


def test_part_directly_followed_by_arabic_items() -> None:
    assert paths("一、甲局\n1、甲事。\n2、乙事。\n二、乙局\n１．丙事。\n") == ["1", "1.1", "1.2", "2", "2.1"]


def test_deeper_styles_nest_below_bracketed_items() -> None:
    assert paths("一、甲\n（一）乙\n1. 丙：\n（1）丁：\n①戊；\n②己。\n") == [
        "1",
        "1.1",
        "1.1.1",
        "1.1.1.1",
        "1.1.1.1.1",
        "1.1.1.1.2",
    ]


def test_fewer_rows_in_the_table_read_fewer_labels() -> None:
    rows = [style for style in STYLES if style.name == "arabic"]
    outline = read_outline("一、总则\n1. 甲事。\n2. 乙事。\n", rows)
    assert [node.path for node in outline.nodes if node.path] == ["1", "2"]


def test_rows_with_tabs_are_one_table_and_text_after_it_is_a_paragraph(holds: Holds) -> None:
    text = "一、分工\n单位\t职责\n甲局\t检查\n以上单位每年报告。\n二、其他\n"
    outline = read_outline(text)
    holds(text, outline)
    assert [(node.kind, node.text) for node in outline.nodes if not node.path] == [
        (Kind.TABLE, "单位\t职责\n甲局\t检查"),
        (Kind.PARAGRAPH, "以上单位每年报告。"),
    ]


def test_title_over_two_lines_after_an_open_bracket() -> None:
    outline = read_outline("示例市关于印发《安全生产\n责任清单》的通知\n\n各单位：\n\n一、总则\n")
    assert outline.title == "示例市关于印发《安全生产责任清单》的通知"


def test_line_ends_of_windows_and_invisible_marks_change_nothing(plan: str, holds: Holds) -> None:
    text = "\ufeff" + plan.replace("\n", "\r\n").replace("1. ", "1.\u3000")
    outline = read_outline(text)
    holds(text, outline)
    assert [(n.path, n.text) for n in outline.nodes] == [(n.path, n.text) for n in read_outline(plan).nodes]


@pytest.mark.parametrize("text", ["", " \n\u3000\n", "\ufeff"])
def test_nothing_gives_an_empty_outline(text: str) -> None:
    assert read_outline(text) == Outline("", "", "", "", (), (), ())
