"""What a file is that cannot be read as a document, so that the answer can name it."""

import re

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "RTF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"BZh", "压缩包"),
    (b"\xfd7zXZ", "压缩包"),
)
OLE = b"\xd0\xcf\x11\xe0"
STREAMS = (
    ("EncryptedPackage", "加密的 Office 文件"),
    ("Workbook", "旧版 Excel 表格（.xls）"),
    ("Book", "旧版 Excel 表格（.xls）"),
    ("WordDocument", "旧版 Word 文档（.doc）"),
    ("PowerPoint Document", "旧版演示文稿（.ppt）"),
)
"""Names in the directory of an OLE file, where a letter takes two bytes."""
PARTS = (
    ("xl/", "Excel 表格（.xlsx）"),
    ("ppt/", "演示文稿（.pptx）"),
    ("OFD.xml", "OFD 版式文件"),
    ("content.xml", "OpenDocument 文件"),
)
_WEB = re.compile(
    r"\s*(?:<!--(?:(?!-->).)*-->\s*|<\?xml[^>]*>\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|div|table|p|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<(?:\?xml|!DOCTYPE|[A-Za-z][\w:.-]*(?:\s+[\w:.-]+\s*=|>|/>))")
_ARCHIVE = re.compile(r"\s*(?:From: <|MIME-Version:)", re.IGNORECASE)
HEAD = 4096


def named(data: bytes) -> str:
    """What the first bytes show that a file is, or "" if they show nothing."""
    if data.startswith(OLE):
        return next((what for stream, what in STREAMS if stream.encode("utf-16-le") in data), "旧版 Office 文件")
    return next((what for head, what in MAGIC if data.startswith(head)), "")


def named_package(parts: list[str]) -> str:
    """What a zip file is by the names of its parts."""
    return next((what for head, what in PARTS if any(part.startswith(head) for part in parts)), "压缩包")


def named_text(text: str) -> str:
    """What a decoded text is that is written for machines, or "" for one that is not."""
    head = text[:HEAD].lstrip("\ufeff")
    if _WEB.match(head) or _ARCHIVE.match(head):
        return "网页文件"
    return "XML 文件" if _XML.match(head) else ""
