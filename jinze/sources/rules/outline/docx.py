"""The text of a docx file: one line per paragraph, one line with tabs per table row."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.outline.foreign import named_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BODY = "word/document.xml"
STYLES = "word/styles.xml"
LARGEST = 50 * 1024 * 1024
"""Bytes of one unpacked part; a small file can unpack to any size."""
TAGS = 1_500_000
"""Tags of one part, each of which takes a hundred times its bytes in memory."""
FILES = 5_000
"""Files in the package; a document with a picture on each page has some hundreds."""
ENTRY = b"PK\x01\x02"
DECLARES = re.compile(rb"<!DOCTYPE|<!ENTITY")
UTF_8 = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml(?![^>]*encoding)|\?xml[^>]*encoding=[\"']utf-8[\"']|[A-Za-z!])", re.IGNORECASE
)
"""How a part begins that is written in UTF-8; in another encoding a declaration could hide."""
HIDDEN = {f"{W}del", f"{W}moveFrom", FALLBACK}
_GLYPHS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def docx_text(data: bytes, name: str) -> str:
    """The printed text of the body, without deleted passages.

    Refuses other packages, damaged ones, and paragraphs numbered by Word itself: their labels are not in
    the file, and a path is made of printed numbers only.
    """
    if data.count(ENTRY) > FILES:
        raise _too_much(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.namelist()
            if BODY not in parts:
                raise _foreign(parts, name)
            body = _part(package, BODY, name)
            styles = _part(package, STYLES, name) if STYLES in parts else None
    except RuntimeError as error:
        raise _foreign([], name, "加密的压缩包") from error
    except (zipfile.BadZipFile, zlib.error, ET.ParseError, NotImplementedError, EOFError) as error:
        raise _damaged(name) from error
    _drop_hidden(body)
    numbered = set() if styles is None else _numbered_styles(styles)
    for paragraph in body.iter(f"{W}p"):
        if _is_numbered(paragraph, numbered) and _text(paragraph):
            words = _text(paragraph)[:12]
            raise Refusal(
                "sources.file_automatic_numbers",
                f"“{name}”使用了 Word 自动编号（如“{words}”一段），编号文字不在文件中，未读取。",
                remedy="请在 Word 中另存为纯文本（.txt，UTF-8 编码），编号会写成文字，再导入该文本。",
            )
    return "\n".join(_lines(body))


def _part(package: zipfile.ZipFile, part: str, name: str) -> ET.Element:
    with package.open(part) as stream:
        xml = stream.read(LARGEST + 1)
    if len(xml) > LARGEST or xml.count(b"<") > TAGS:
        raise _too_much(name)
    if not UTF_8.match(xml):
        raise _damaged(name)
    if DECLARES.search(xml):
        raise Refusal(
            "sources.file_declares_entities",
            f"“{name}”的内容带有文档类型或实体声明，不是 Word 写出的文件，为安全起见未读取。",
            remedy="请在 Word 中打开并另存为新的 .docx，或另存为纯文本（.txt，UTF-8 编码）后再导入。",
        )
    return ET.fromstring(xml)  # noqa: S314 - without a DOCTYPE there are no entities to expand


def _foreign(parts: list[str], name: str, what: str = "") -> Refusal:
    return Refusal(
        "sources.file_not_text",
        f"“{name}”是{what or named_package(parts)}，不是 .docx 文档，未读取。",
        remedy="请打开其中的正文，另存为 .docx 或纯文本（.txt，UTF-8 编码）后再导入。",
    )


def _too_much(name: str) -> Refusal:
    return Refusal(
        "sources.file_too_complex",
        f"“{name}”解开后的内容过大，不像是一份文件的正文，未读取。",
        remedy="请去掉图片和附件，或另存为纯文本（.txt，UTF-8 编码）后再导入。",
    )


def _damaged(name: str) -> Refusal:
    return Refusal(
        "sources.file_damaged",
        f"“{name}”已损坏或不是正常的 .docx 文档，未读取。",
        remedy="请在 Word 中打开并重新保存，或另存为纯文本后再导入。",
    )


def _drop_hidden(root: ET.Element) -> None:
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag in HIDDEN]:
            parent.remove(child)


def _numbered_styles(styles: ET.Element) -> set[str]:
    return {style.get(f"{W}styleId", "") for style in styles.iter(f"{W}style") if _has_number(style.find(f"{W}pPr"))}


def _has_number(properties: ET.Element | None) -> bool:
    number = None if properties is None else properties.find(f"{W}numPr/{W}numId")
    return number is not None and number.get(f"{W}val") != "0"


def _is_numbered(paragraph: ET.Element, numbered: set[str]) -> bool:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return False
    if properties.find(f"{W}numPr/{W}numId") is not None:
        return _has_number(properties)
    style = properties.find(f"{W}pStyle")
    return style is not None and style.get(f"{W}val", "") in numbered


def _text(element: ET.Element) -> str:
    glyphs = ((part.text or "") if part.tag == f"{W}t" else _GLYPHS.get(part.tag, "") for part in element.iter())
    return "".join(glyphs).strip()


def _lines(body: ET.Element) -> Iterator[str]:
    """Paragraphs and rows in order; what stands inside another one has been told with it."""
    told: set[ET.Element] = set()
    for element in body.iter():
        if element in told:
            continue
        if element.tag == f"{W}p":
            told.update(element.iter(f"{W}p"))
            yield _text(element)
        elif element.tag == f"{W}tbl":
            told.update(element.iter())
            for row in element.findall(f"{W}tr"):
                cells = (" ".join(_text(cell).split()) for cell in row.iter(f"{W}tc"))
                yield "\t".join(cells)
