"""Files as people hand them in."""

import io
import zipfile

import pytest

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.outline.files import LARGEST, text_of
from jinze.sources.rules.outline.read import read_outline

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr></w:pPr>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}{run(text)}</w:p>"


def package(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def docx(body: str, styles: str = "") -> bytes:
    parts = {"word/document.xml": f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>"}
    if styles:
        parts["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>"
    return package(parts)


def refusal(data: bytes, name: str = "示例.txt") -> Refusal:
    with pytest.raises(Refusal) as caught:
        text_of(data, name)
    assert name in caught.value.words
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_text_is_the_same_in_every_supported_encoding(plan: str, encoding: str) -> None:
    text = plan.replace("員", "员")
    assert text_of(text.encode(encoding), "示例.txt") == text


def test_rare_characters_of_gb18030_are_read() -> None:
    assert text_of("示例𬴂镇的负责人应当检查。".encode("gb18030"), "示例.txt") == "示例𬴂镇的负责人应当检查。"


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", "\u3000\n".encode()])
def test_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data).code == "sources.file_empty"


def test_file_above_the_limit_is_refused() -> None:
    assert refusal(b"1" * (LARGEST + 1)).code == "sources.file_too_big"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office"),
        (b"{\\rtf1 abc}", "RTF"),
        (b"\x89PNG\r\n", "图片"),
        (b"<!DOCTYPE html><p>1</p>", "网页"),
        ("\n<html>一、总则</html>".encode(), "网页"),
        (b"MZ\x00\x01", "二进制"),
        (b"abc\x07\x08def", "二进制"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    refused = refusal(data)
    assert refused.code == "sources.file_not_text"
    assert what in refused.words


def test_damaged_utf8_is_refused_with_its_line(plan: str) -> None:
    data = bytearray(plan.encode())
    place = data.index("二、部门".encode())
    data[place] = 0xFF
    refused = refusal(bytes(data))
    assert refused.code == "sources.file_broken_encoding"
    assert refused.facts["line"] == plan[: plan.index("二、部门")].count("\n") + 1


def test_damaged_gb18030_is_refused(plan: str) -> None:
    assert refusal(plan.encode("gb18030", "ignore") + b"\xff\xff").code == "sources.file_broken_encoding"


def test_random_bytes_are_refused() -> None:
    data = bytes((index * 197 + index // 7) % 255 + 1 for index in range(3000))
    assert refusal(data).code in {"sources.file_not_text", "sources.file_broken_encoding"}


def test_docx_gives_one_line_per_paragraph_and_row() -> None:
    body = (
        paragraph("一、总则")
        + f"<w:p>{run('1.')}<w:r><w:tab/></w:r>{run('负责甲事。')}</w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('单位')}</w:tc><w:tc>{paragraph('职')}{paragraph('责')}</w:tc></w:tr></w:tbl>"
        + paragraph("完")
    )
    assert text_of(docx(body), "示例.docx") == "一、总则\n1. 负责甲事。\n单位\t职责\n完"


def test_docx_leaves_out_deleted_passages_and_doubles() -> None:
    body = (
        f"<w:p>{run('甲')}<w:del><w:r><w:delText>乙</w:delText><w:t>丙</w:t></w:r></w:del>"
        f"<mc:AlternateContent><mc:Fallback>{run('丁')}</mc:Fallback></mc:AlternateContent>"
        f"<w:r><w:txbxContent>{paragraph('戊')}</w:txbxContent></w:r></w:p>"
    )
    assert text_of(docx(body), "示例.docx") == "甲戊"


def test_docx_is_read_like_text(plan: str) -> None:
    body = "".join(paragraph(line) for line in plan.split("\n") if line)
    told = [(node.path, node.heading) for node in read_outline(text_of(docx(body), "示例.docx")).nodes if node.path]
    assert told == [(node.path, node.heading) for node in read_outline(plan).nodes if node.path]


def test_docx_with_automatic_numbers_is_refused_with_the_paragraph() -> None:
    direct = refusal(docx(paragraph("负责甲事", NUMBERED.format(3))), "示例.docx")
    assert direct.code == "sources.file_automatic_numbers"
    assert "负责甲事" in direct.words
    style = f'<w:style w:styleId="L1">{NUMBERED.format(1)}</w:style>'
    by_style = docx(paragraph("甲", '<w:pPr><w:pStyle w:val="L1"/></w:pPr>'), style)
    assert refusal(by_style, "示例.docx").code == "sources.file_automatic_numbers"


def test_docx_with_numbers_switched_off_is_read() -> None:
    assert text_of(docx(paragraph("甲", NUMBERED.format(0))), "示例.docx") == "甲"


def test_other_packages_and_damaged_ones_are_refused() -> None:
    assert refusal(package({"xl/workbook.xml": "<a/>"}), "示例.xlsx").code == "sources.file_not_text"
    assert refusal(b"PK\x03\x04 not a package").code == "sources.file_damaged"
    assert refusal(docx(paragraph("甲"))[:-30]).code == "sources.file_damaged"
    assert refusal(package({"word/document.xml": "<w:document"})).code == "sources.file_damaged"
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert refusal(package({"word/document.xml": bomb})).code == "sources.file_damaged"


def test_docx_without_words_is_empty() -> None:
    assert refusal(docx("<w:p/>"), "示例.docx").code == "sources.file_empty"
