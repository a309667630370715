"""The official document itself, where it is at hand."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from bench.inside.mutations import faults
from jinze.sources.rules.outline.files import text_of
from jinze.sources.rules.outline.read import read_outline
from jinze.sources.rules.outline.tree import Kind, Node, Outline
from tests.sources.rules.outline.paper import printed

pytestmark = pytest.mark.document


@pytest.fixture(scope="module")
def source() -> str:
    place = os.environ.get("JINZE_DOCUMENT", "")
    if not place:
        pytest.skip("JINZE_DOCUMENT does not name the official document")
    path = Path(place)
    return text_of(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def outline(source: str) -> Outline:
    return read_outline(source)


@pytest.fixture(scope="module")
def nodes(outline: Outline) -> dict[str, Node]:
    return {node.path: node for node in outline.nodes if node.path}


def test_every_character_is_placed(source: str, outline: Outline, holds: Callable[[str, Outline], None]) -> None:
    holds(source, outline)
    assert outline.unplaced == ()


def test_parts_sections_and_leaves_are_counted(outline: Outline, nodes: dict[str, Node]) -> None:
    assert [path for path in nodes if "." not in path] == ["1", "2", "3"]
    sections = [[path for path in nodes if path.startswith(f"{part}.") and path.count(".") == 1] for part in "123"]
    assert [len(paths) for paths in sections] == [4, 63, 29]
    assert sections[2] == [f"3.{number}" for number in range(1, 30)]
    assert len(outline.leaves()) == 394


def test_numbers_of_every_list_run_without_a_gap(nodes: dict[str, Node]) -> None:
    counts: dict[str, int] = {}
    for node in nodes.values():
        counts[node.above] = counts.get(node.above, 0) + 1
        assert node.path == f"{node.above}.{counts[node.above]}".lstrip(".")
        assert node.level == node.path.count(".") + 1
    assert [counts[f"2.62.{number}"] for number in (1, 2, 3, 4)] == [5, 8, 6, 3]


def test_sections_without_items_are_leaves_with_heading_and_text(outline: Outline) -> None:
    leaves = {leaf.path: leaf for leaf in outline.leaves()}
    bare = [path for path in leaves if path.count(".") == 1 and path[0] in "12"]
    assert bare == [
        *("1.3", "1.4", "2.26", "2.29", "2.34", "2.45", "2.49", "2.52", "2.53", "2.54", "2.55", "2.57", "2.60", "2.63")
    ]
    assert all(leaves[path].heading and leaves[path].text.endswith("。") for path in bare)


def test_only_parts_sections_and_utilities_have_headings(nodes: dict[str, Node]) -> None:
    headed = {path for path, node in nodes.items() if node.heading}
    sections = {path for path in nodes if path.count(".") == 1 and not path.startswith("3.")}
    assert headed == {"1", "2", "3", *sections, *(f"2.62.{number}" for number in (1, 2, 3, 4))}
    assert max(len(nodes[path].heading) for path in headed) < 20


def test_clause_of_three_paragraphs_and_stray_paragraph_stand_where_they_belong(nodes: dict[str, Node]) -> None:
    several = {path: node.text.count("\n") + 1 for path, node in nodes.items() if "\n" in node.text}
    assert several == {"1.1.8": 3, "2.62.1.5": 2}


def test_every_clause_ends_as_a_sentence_so_that_no_page_cut_is_left(outline: Outline) -> None:
    assert [leaf.path for leaf in outline.leaves() if not leaf.text.endswith("。")] == []


def test_misprints_are_all_told(source: str, outline: Outline) -> None:
    before = [repair.before for repair in outline.repairs]
    assert sum("and" in excerpt for excerpt in before) == source.count(" and ") == 4
    assert sum(excerpt.count("人員") for excerpt in before) == source.count("人員") == 4
    assert sum(excerpt.count("(") for excerpt in before) == source.count("(")
    assert sum(excerpt.count(",") for excerpt in before) == source.count(",")
    lines = source.split("\n")
    assert all(repair.before in lines[repair.line - 1] for repair in outline.repairs)
    mended = "".join(node.label + node.heading + node.text for node in outline.nodes)
    assert not set(mended) & set("(),;員")


def test_title_number_issuer_and_date_are_found(outline: Outline) -> None:
    assert outline.title.endswith("安全生产职责")
    assert outline.number.endswith("〔2017〕37号")
    assert outline.issuer.count("办公室") == 2
    assert outline.date == "2017-12-28"
    assert outline.nodes[-1].kind is Kind.CLOSING
    assert "印发" in outline.nodes[-1].text


@pytest.mark.parametrize("head", ["", "示例市文件汇编"])
def test_pdf_of_the_document_has_the_same_clauses(source: str, outline: Outline, head: str, tmp_path: Path) -> None:
    path = tmp_path / "document.pdf"
    path.write_bytes(printed(source, head=head))
    text = text_of(path.read_bytes(), path.name)
    found = read_outline(text)
    assert faults(text, found) == []
    leaves = {leaf.path: (leaf.label, leaf.heading, leaf.text) for leaf in outline.leaves()}
    assert {leaf.path: (leaf.label, leaf.heading, leaf.text) for leaf in found.leaves()} == leaves
    assert len(leaves) == 394
    assert (found.title, found.number, found.issuer, found.date) == (
        *(outline.title, outline.number, outline.issuer, outline.date),
    )
    frame = ["疑为页码", "疑为页眉或页脚"] if head else ["疑为页码"]
    pages = text.count("\f") + 1
    assert sorted(line.why for line in found.unplaced) == sorted(frame * pages)


def test_word_file_of_the_document_has_the_same_outline(source: str, outline: Outline) -> None:
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in source.split("\n"))
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>')
    assert read_outline(text_of(stream.getvalue(), "document.docx")) == outline


def test_deleting_any_one_label_line_invents_no_clause(source: str, nodes: dict[str, Node]) -> None:
    lines = source.split("\n")
    headings = [node.line for node in nodes.values() if node.heading][::6]
    for number in headings:
        short = read_outline("\n".join([*lines[: number - 1], "", *lines[number:]]))
        assert {node.path for node in short.nodes if node.path} < nodes.keys()
