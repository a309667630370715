"""The text of a file that someone hands in, or a refusal that says what the file is and what to do."""

import codecs
import re

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.outline.docx import docx_text
from jinze.sources.rules.outline.foreign import named, named_text
from jinze.sources.rules.outline.pdf.reading import pdf_text

LARGEST = 20 * 1024 * 1024
"""Bytes of a file that are read; the longest official document known is far below."""

READABLE = "可以读取的是文本文件（.txt）、Word 文档（.docx）和带文字的 PDF"
SAVE_AS_TEXT = "请打开该文件，另存为 .docx 或纯文本（.txt，UTF-8 编码）后再导入。"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_CJK = re.compile("[\u3400-\u9fff]+")
_USUAL = re.compile("[的一不在有和人中大为上以要工作生产安全责任负单位门部检查市县政府企业局条章（），。、：；]")
_STRANGE = re.compile(
    "[^\\s\x20-\x7e\u00a0-\u00ff\u2000-\u27bf\u2e80-\u2fd5\u3000-\u303f\u3400-\u9fff\uff00-\uffef\U00020000-\U0003ffff]"
)
LINES = 500_000
"""Lines of a text that are read; a code of law of 50,000 clauses has a quarter of them."""
ROW = 200_000
"""Characters of one line; a whole document without a line end has fewer."""
LONG = 200
"""Chinese characters from which on a text without any of the most usual signs is no Chinese text."""


def check_size(size: int, name: str) -> None:
    """Refuse a file of more bytes than are read; for whoever can ask the size before reading."""
    if size > LARGEST:
        raise Refusal(
            "sources.file_too_big",
            f"“{name}”有 {size / 1024 / 1024:.1f} MB，超过 {LARGEST // 1024 // 1024} MB 的上限，未读取。",
            remedy="请只导入文件正文，去掉图片和无关附件。",
        )


def text_of(data: bytes, name: str) -> str:
    """Decode a document: txt in UTF-8 (with or without BOM), UTF-16 with BOM or GB18030, docx, PDF with text.

    Raises Refusal (sources.file_*) for all that is empty, too big, no text, or damaged.
    """
    check_size(len(data), name)
    if not data or data.isspace():
        raise Refusal("sources.file_empty", f"“{name}”是空文件，没有可读的文字。", remedy="请检查后重新选择文件。")
    if data.startswith(b"PK\x03\x04"):
        text = docx_text(data, name)
    elif data.lstrip().startswith(b"%PDF-"):
        text = _chinese(pdf_text(data, name), name)
    else:
        text = _decoded(data, name)
    if not text or text.isspace():
        raise Refusal("sources.file_empty", f"“{name}”中没有可读的文字。", remedy="请检查后重新选择文件。")
    _check_shape(text, name)
    return text


def _check_shape(text: str, name: str) -> None:
    """Refuse what has the size of a document, and the memory it would take is that of a library."""
    many = max(text.count("\n"), text.count("\r")) >= LINES
    if many or max(map(len, text.splitlines())) > ROW:
        what = f"超过 {LINES // 10_000} 万行" if many else f"有一行超过 {ROW // 10_000} 万字"
        raise Refusal(
            "sources.file_too_complex",
            f"“{name}”{what}，不像是一份文件的正文，未读取。",
            remedy="请只导入文件正文，去掉无关附件；整篇没有换行的，请按段落换行。",
        )


def _decoded(data: bytes, name: str) -> str:
    if what := named(data):
        raise _not_text(name, what)
    text = _characters(data, name)
    if what := named_text(text):
        raise _not_text(name, what)
    if _CONTROL.search(text):
        raise _not_text(name, "二进制文件")
    if _is_noise(text):
        raise _broken(name, 1)
    return text


def _characters(data: bytes, name: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16", name)
    if b"\x00" in data:
        raise _not_text(name, "二进制文件")
    lenient = data.decode("utf-8-sig", "replace")
    faults = lenient.count("\ufffd")
    if faults == 0:
        return lenient
    if sum(map(len, _CJK.findall(lenient))) > 4 * faults:
        raise _broken(name, lenient.count("\n", 0, lenient.index("\ufffd")) + 1)
    return _strict(data, "gb18030", name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(name, data.count(b"\n", 0, error.start) + 1) from error


def _is_noise(text: str) -> bool:
    """Whether what decodes is no text: mostly signs that no document holds, or Chinese without its usual ones."""
    if 10 * len(_STRANGE.findall(text)) > len(text):
        return True
    chinese = sum(map(len, _CJK.findall(text)))
    return chinese >= LONG and 200 * len(_USUAL.findall(text)) < chinese


def _chinese(text: str, name: str) -> str:
    """The text of a PDF, unless its fonts name other characters than they draw."""
    ink = sum(map(len, text.split()))
    chinese = sum(map(len, _CJK.findall(text)))
    if ink and (_CONTROL.search(text) or _is_noise(text) or 5 * chinese < ink):
        raise Refusal(
            "sources.file_untold_font",
            f"“{name}”读出的不是中文文字，可能是字体没有附带文字编码，未读取。",
            remedy="请从原始文件重新导出 PDF，或另存为 .docx、.txt 后再导入。",
        )
    return text


def _not_text(name: str, what: str) -> Refusal:
    return Refusal("sources.file_not_text", f"“{name}”是{what}；{READABLE}。", remedy=SAVE_AS_TEXT)


def _broken(name: str, line: int) -> Refusal:
    return Refusal(
        "sources.file_broken_encoding",
        f"“{name}”第 {line} 行起有不能识别的字符，文件的编码已损坏或不受支持，未读取。",
        remedy="请从原始文件重新另存为 UTF-8 或 GB18030 编码的文本后再导入。",
        line=line,
    )
