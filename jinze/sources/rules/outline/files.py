"""The text of a file that someone hands in, or a refusal that says what the file is and what to do."""

import codecs
import re

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.outline.docx import docx_text

LARGEST = 20 * 1024 * 1024
"""Bytes of a file that are read; the longest official document known is far below."""

SAVE_AS_TEXT = "请打开该文件，另存为纯文本（.txt，UTF-8 编码）或 .docx 后再导入。"
FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件或加密的 Office 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"II*\x00", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
)
_WEB = re.compile(rb"\s*(?:<!doctype\s+html|<html|<head|<body)", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_CJK = re.compile("[\u3400-\u9fff]+")
_STRANGE = re.compile("[^\\s\x20-\x7e\u00a0-\u00ff\u2000-\u27bf\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def text_of(data: bytes, name: str) -> str:
    """Decode a document: txt in UTF-8 (with or without BOM), UTF-16 with BOM or GB18030, and docx.

    Raises Refusal (sources.file_*) for all that is empty, too big, no text, or damaged.
    """
    if not data.strip():
        raise Refusal("sources.file_empty", f"“{name}”是空文件，没有可读的文字。", remedy="请检查后重新选择文件。")
    if len(data) > LARGEST:
        size = len(data) / 1024 / 1024
        raise Refusal(
            "sources.file_too_big",
            f"“{name}”有 {size:.1f} MB，超过 {LARGEST // 1024 // 1024} MB 的上限，未读取。",
            remedy="请只导入文件正文，去掉图片和无关附件。",
        )
    text = docx_text(data, name) if data.startswith(b"PK\x03\x04") else _decoded(data, name)
    if not text.strip():
        raise Refusal("sources.file_empty", f"“{name}”中没有可读的文字。", remedy="请检查后重新选择文件。")
    return text


def _decoded(data: bytes, name: str) -> str:
    for head, what in FOREIGN:
        if data.startswith(head):
            raise _not_text(name, what)
    if _WEB.match(data):
        raise _not_text(name, "网页文件")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(_strict(data, "utf-16", name), name)
    if b"\x00" in data:
        raise _not_text(name, "二进制文件")
    lenient = data.decode("utf-8-sig", "replace")
    faults = lenient.count("\ufffd")
    if faults == 0:
        return _checked(lenient, name)
    if sum(map(len, _CJK.findall(lenient))) > 4 * faults:
        raise _broken(name, lenient.count("\n", 0, lenient.index("\ufffd")) + 1)
    return _checked(_strict(data, "gb18030", name), name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(name, data.count(b"\n", 0, error.start) + 1) from error


def _checked(text: str, name: str) -> str:
    """Refuse what decodes but is no text: control characters, or mostly signs that no document holds."""
    if _CONTROL.search(text):
        raise _not_text(name, "二进制文件")
    if 10 * len(_STRANGE.findall(text)) > len(text):
        raise _broken(name, 1)
    return text


def _not_text(name: str, what: str) -> Refusal:
    return Refusal("sources.file_not_text", f"“{name}”是{what}，本版本只读取文本文件和 .docx。", remedy=SAVE_AS_TEXT)


def _broken(name: str, line: int) -> Refusal:
    return Refusal(
        "sources.file_broken_encoding",
        f"“{name}”第 {line} 行起有不能识别的字符，文件的编码已损坏或不受支持，未读取。",
        remedy="请从原始文件重新另存为 UTF-8 或 GB18030 编码的文本后再导入。",
        line=line,
    )
