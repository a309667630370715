"""Word documents."""

import io
import resource
import zipfile

import pytest

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.outline import docx as rules
from jinze.sources.rules.outline.files import text_of
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


def refusal(data: bytes, name: str = "示例.docx") -> Refusal:
    with pytest.raises(Refusal) as caught:
        text_of(data, name)
    assert name in caught.value.words
    assert caught.value.remedy
    return caught.value


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


def test_damaged_packages_are_refused() -> None:
    assert refusal(b"PK\x03\x04 not a package").code == "sources.file_damaged"
    assert refusal(docx(paragraph("甲"))[:-30]).code == "sources.file_damaged"
    assert refusal(package({"word/document.xml": "<w:document"})).code == "sources.file_damaged"
    whole = docx(paragraph("甲" * 500))
    place = whole.index(b"word/document.xml") + 40
    assert refusal(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :]).code == "sources.file_damaged"


ENTITIES = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d SYSTEM "file:///etc/hostname">]><a>&b;&d;</a>'


def test_document_type_and_entities_are_refused_and_not_followed() -> None:
    refused = refusal(package({"word/document.xml": ENTITIES}))
    assert refused.code == "sources.file_declares_entities"
    assert "实体声明" in refused.words
    good = f"<w:document {W}><w:body>{paragraph('甲')}</w:body></w:document>"
    styles = refusal(package({"word/document.xml": good, "word/styles.xml": ENTITIES}))
    assert styles.code == "sources.file_declares_entities"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "cp037", "utf-7"])
def test_part_in_another_encoding_where_a_declaration_could_hide_is_refused(codec: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("word/document.xml", f'<?xml version="1.0" encoding="{codec}"?>{ENTITIES}'.encode(codec))
    assert refusal(stream.getvalue()).code in {"sources.file_damaged", "sources.file_declares_entities"}


@pytest.mark.parametrize(
    "declared", ["", '<?xml version="1.0"?>', "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"]
)
def test_part_in_utf_8_is_read_however_it_says_so(declared: str) -> None:
    body = f"{declared}<w:document {W}><w:body>{paragraph('甲')}</w:body></w:document>"
    assert text_of(package({"word/document.xml": body}), "示例.docx") == "甲"


def test_package_behind_a_password_is_named() -> None:
    data = bytearray(docx(paragraph("甲")))
    for head, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(head) + flag] |= 1
    assert "加密的压缩包" in refusal(bytes(data)).words


def bomb(pattern: bytes, times: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target, target.open("word/document.xml", "w") as part:
        part.write(f"<w:document {W}><w:body>".encode())
        for _ in range(times):
            part.write(pattern * 10_000)
        part.write(b"</w:body></w:document>")
    return stream.getvalue()


def test_package_that_unpacks_without_end_is_refused_in_little_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(bomb(b" " * 100, 300)).code == "sources.file_too_complex"
    assert refusal(bomb(b"<w:p/>", 1 + rules.TAGS // 10_000)).code == "sources.file_too_complex"
    many = b"PK\x03\x04" + rules.ENTRY * (rules.FILES + 1)
    assert refusal(many).code == "sources.file_too_complex"
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024 < 200


def test_package_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(docx(paragraph("甲" * 5000)))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (50).to_bytes(4, "little")
    assert refusal(bytes(data)).code == "sources.file_damaged"


def test_docx_without_words_is_empty() -> None:
    assert refusal(docx("<w:p/>"), "示例.docx").code == "sources.file_empty"
