"""The text of a PDF file, if the file tells all of it."""

import base64
import io
import struct
import zlib
from collections.abc import Sequence

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NullObject, StreamObject

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.outline.pdf.layout import typeset
from jinze.sources.rules.outline.pdf.limits import PAGES, UNPACKED, Budget, Complaints, bounded
from jinze.sources.rules.outline.pdf.sheet import Reader, Sheet

FAULTS = (
    *(PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError),
    *(RecursionError, TypeError, ValueError, struct.error, zlib.error),
)
"""What the parser raises on damaged files: it takes much of their structure on trust."""
PICTURE = 0.35
"""Part of a page from which on a picture is a scan of it; a seal takes about a fortieth."""
FEW = 60
"""Signs of text that a scanned page can have on top, such as a head and a page number."""
DRAWN = 60
"""Drawing steps from which on a page without text is not merely empty."""


def pdf_text(data: bytes, name: str) -> str:
    """The printed rows in reading order: blank lines between paragraphs, a form feed before each further page.

    Refuses what is encrypted, damaged, scanned, or does not tell its characters, whole: half a law is none.
    """
    with bounded() as complaints:
        try:
            reader = _opened(data, name)
            sheets = _sheets(reader, name, complaints)
        except LimitReachedError as error:
            broken = isinstance(error.__cause__, zlib.error)  # it is not asked to mend what does not unpack
            raise _damaged(name) if broken else _too_much(name) from error
        except FileNotDecryptedError as error:
            raise _encrypted(name) from error
        except FAULTS as error:
            raise _damaged(name) from error
    _refuse_pictures(sheets, name)
    _refuse_untold(sheets, name)
    return typeset([sheet.runs for sheet in sheets])


def _opened(data: bytes, name: str) -> PdfReader:
    """The file, opened also if only printing or changing it takes a password."""
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
    except (NotImplementedError, DependencyError) as error:
        raise _encrypted(name) from error
    if locked:
        raise _encrypted(name)
    return reader


def _sheets(reader: PdfReader, name: str, complaints: Complaints) -> list[Sheet]:
    tree = reader.root_object["/Pages"].get_object()
    told = tree.get("/Count") if isinstance(tree, DictionaryObject) else None
    if isinstance(told, int) and told > PAGES:
        raise _too_much(name)
    count = len(reader.pages)
    if count == 0 or told != count or complaints.losses:
        raise _damaged(name)
    follower = Reader(Budget())
    sheets: list[Sheet] = []
    for number, page in enumerate(reader.pages, start=1):
        if not _is_whole(page):
            raise _damaged(name, number)
        sheets.append(follower.read(page))
        if complaints.losses:
            raise _damaged(name, number)
    return sheets


def _is_whole(page: DictionaryObject) -> bool:
    """Whether the contents of a page are all there, by the checksum that packed contents end with.

    A page without any, or with nothing to draw them by, is taken for damaged: programs write both, if empty.
    """
    contents = page.get("/Contents", NullObject()).get_object()
    if "/Resources" not in page:
        return False
    parts = [part.get_object() for part in contents] if isinstance(contents, ArrayObject) else [contents]
    return all(isinstance(part, StreamObject) and _is_sound(part) for part in parts)


def _is_sound(stream: StreamObject) -> bool:
    filters = stream.get("/Filter", NullObject()).get_object()
    names = [str(one) for one in filters] if isinstance(filters, ArrayObject) else [str(filters)]
    if names[-1] != "/FlateDecode":
        return True
    packed = _packed(stream)
    if names[:-1] == ["/ASCII85Decode"]:
        packed = base64.a85decode(packed.strip().removesuffix(b"~>"))
    elif names[:-1]:
        return True
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(packed, UNPACKED + 1)
    except zlib.error:
        return False
    return unpacking.eof or bool(unpacking.unconsumed_tail)


def _packed(stream: StreamObject) -> bytes:
    """The bytes of a stream as they stand in the file (decrypted); written out, since reading unpacks them."""
    written = io.BytesIO()
    stream.write_to_stream(written)
    text = written.getvalue()
    return text[text.index(b"\nstream\n") + 8 : -len(b"\nendstream")]


def _refuse_pictures(sheets: Sequence[Sheet], name: str) -> None:
    scans = [
        number
        for number, sheet in enumerate(sheets, start=1)
        if (sheet.pictured >= PICTURE and sheet.ink <= FEW) or (not sheet.ink and sheet.strokes >= DRAWN)
    ]
    if scans:
        where = "各页都是" if len(scans) == len(sheets) else f"第 {_listed(scans)} 页是"
        raise Refusal(
            "sources.file_scanned",
            f"“{name}”{where}扫描件或图片，没有可读的文字，未读取。",
            remedy="请改用带文字的原始文件，或用文字识别软件转成文本，逐字校对后另存为 .txt 或 .docx 再导入。",
            pages=scans,
        )
    guessed = [number for number, sheet in enumerate(sheets, start=1) if sheet.hidden > sheet.visible]
    if guessed:
        raise Refusal(
            "sources.file_recognised",
            f"“{name}”第 {_listed(guessed)} 页是扫描件，其文字由软件识别得来，可能有错字，未读取。",
            remedy="请复制其中文字，对照原件逐字校对后另存为 .txt 或 .docx 再导入。",
            pages=guessed,
        )


def _refuse_untold(sheets: Sequence[Sheet], name: str) -> None:
    for number, sheet in enumerate(sheets, start=1):
        if sheet.untold:
            raise Refusal(
                "sources.file_untold_font",
                f"“{name}”第 {number} 页的字体（{sheet.untold}）没有附带文字编码，文字不能可靠地读出，未读取。",
                remedy="请从原始文件重新导出 PDF，或另存为 .docx、.txt 后再导入。",
                page=number,
            )


def _listed(numbers: Sequence[int]) -> str:
    """1、3—5、9"""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], number]
        else:
            spans.append([number])
    return "、".join("—".join(map(str, span)) for span in spans)


def _encrypted(name: str) -> Refusal:
    return Refusal(
        "sources.file_encrypted",
        f"“{name}”是加密的 PDF，需要密码才能打开，未读取。",
        remedy="请用密码打开后另存为不加密的 PDF，或另存为 .docx、.txt 后再导入。",
    )


def _damaged(name: str, page: int = 0) -> Refusal:
    where = f"第 {page} 页起" if page else ""
    return Refusal(
        "sources.file_damaged",
        f"“{name}”{where}已损坏或不完整，不能保证读全，未读取。",
        remedy="请重新下载或复制该文件；能正常打开的，请用“打印”另存为新的 PDF 后再导入。",
    )


def _too_much(name: str) -> Refusal:
    return Refusal(
        "sources.file_too_complex",
        f"“{name}”的页数或内容超出可以读取的范围（{PAGES} 页），未读取。",
        remedy="请只导入文件正文，去掉图纸和附件；或另存为 .docx、.txt 后再导入。",
    )
