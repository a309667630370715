"""Files as people hand them in."""

import io
import resource
import zipfile

import pytest

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.outline.files import LARGEST, LINES, ROW, check_size, text_of


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


@pytest.mark.parametrize("head", [b"", b"%PDF-1.7\n", b"PK\x03\x04"])
def test_file_above_the_limit_is_refused_before_anything_is_done_with_it(head: bytes) -> None:
    data = head + b"1" * (50 * 1024 * 1024)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused = refusal(data)
    assert refused.code == "sources.file_too_big"
    assert "50.0 MB" in refused.words
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10 * 1024


def test_size_is_checked_alone_for_whoever_knows_it_before_reading() -> None:
    check_size(LARGEST, "示例.txt")
    with pytest.raises(Refusal):
        check_size(LARGEST + 1, "示例.txt")


def test_text_of_too_many_or_endless_lines_is_refused() -> None:
    assert text_of("检查\n".encode() * (LINES - 1), "示例.txt")
    assert "50 万行" in refusal("检查\n".encode() * LINES).words
    assert refusal("检查\r".encode() * LINES).code == "sources.file_too_complex"
    assert text_of("检查".encode() * (ROW // 2), "示例.txt")
    assert "20 万字" in refusal("检查".encode() * ROW).words
    assert text_of("检查\r".encode() * ROW, "示例.txt")


def old_office(stream: str) -> bytes:
    """The head of a file of old Office programs, whose directory names its parts in two bytes a letter."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le")


def package(*parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for part in parts:
            target.writestr(part, "<a/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (old_office("Workbook"), "Excel 表格（.xls）"),
        (old_office("WordDocument"), "旧版 Word 文档（.doc）"),
        (old_office("PowerPoint Document"), "演示文稿"),
        (old_office("EncryptedPackage"), "加密的 Office 文件"),
        (old_office(""), "旧版 Office 文件"),
        (package("[Content_Types].xml", "xl/workbook.xml"), "Excel 表格（.xlsx）"),
        (package("ppt/presentation.xml"), "演示文稿（.pptx）"),
        (package("OFD.xml", "Doc_0/Document.xml"), "OFD 版式文件"),
        (package("mimetype", "content.xml"), "OpenDocument"),
        (package("甲.txt", "乙.txt"), "压缩包"),
        (b"{\\rtf1 abc}", "RTF"),
        (b"\x89PNG\r\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"<!DOCTYPE html><p>1</p>", "网页"),
        ("\n<html>一、总则</html>".encode(), "网页"),
        ("<!-- 甲 --><!-- 乙 -->\n<div>一、总则</div>".encode(), "网页"),
        ('<?xml version="1.0"?>\n<html><body>一、总则</body></html>'.encode(), "网页"),
        ("\ufeff<html>一、总则</html>".encode("utf-16"), "网页"),
        ("<html>一、总则</html>".encode("gb18030"), "网页"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "网页"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "XML"),
        (b"MZ\x00\x01", "二进制"),
        (b"abc\x07\x08def", "二进制"),
        ("一、\x81总则".encode(), "二进制"),
    ],
)
def test_what_is_no_document_is_named(data: bytes, what: str) -> None:
    refused = refusal(data)
    assert refused.code == "sources.file_not_text"
    assert what in refused.words


@pytest.mark.parametrize("text", ["<附件>一、总则", "一 < 二", "单位,职责\n甲局,检查\n", "From 甲"])
def test_text_that_only_looks_like_something_else_is_read(text: str) -> None:
    assert text_of(text.encode(), "示例.txt") == text


def test_damaged_utf8_is_refused_with_its_line(plan: str) -> None:
    data = bytearray(plan.encode())
    place = data.index("二、部门".encode())
    data[place] = 0xFF
    refused = refusal(bytes(data))
    assert refused.code == "sources.file_broken_encoding"
    assert refused.facts["line"] == plan[: plan.index("二、部门")].count("\n") + 1


def test_damaged_gb18030_is_refused(plan: str) -> None:
    assert refusal(plan.encode("gb18030", "ignore") + b"\xff\xff").code == "sources.file_broken_encoding"


@pytest.mark.parametrize("codec", ["big5", "euc-kr"])
def test_chinese_of_another_encoding_is_no_chinese(codec: str) -> None:
    strange = "".join(chr(code) for code in range(0x4E00, 0x9FFF)).encode(codec, "ignore")[:1200]
    assert refusal(strange).code == "sources.file_broken_encoding"


def test_random_bytes_are_refused() -> None:
    data = bytes((index * 197 + index // 7) % 255 + 1 for index in range(3000))
    assert refusal(data).code in {"sources.file_not_text", "sources.file_broken_encoding"}
