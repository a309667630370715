"""PDF files made for tests, byte by byte: other hands than those that read them."""

import zlib
from collections.abc import Iterable, Sequence
from itertools import groupby

WIDTH, HEIGHT = 595, 842
MARGIN, TOP, BOTTOM, EM, LEADING = 74, 760, 90, 16, 28
PER_ROW = 28
FORBIDDEN = "，。；：、！？）》〉”』」】〕"


def font(encoding: str = "UniGB-UCS2-H", more: str = "") -> str:
    """A font that is not in the file, as word processors for Chinese offices name it."""
    system = "<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
    below = f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo {system} /DW 1000 >>"
    face = f"/Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding}"
    return f"<< {face} /DescendantFonts [{below}] {more} >>"


class Paper:
    """The objects of one file."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, body: str | bytes) -> int:
        self.objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(self.objects)

    def stream(self, data: bytes, entries: str = "", *, packed: bool = True) -> int:
        if packed:
            data, entries = zlib.compress(data), f"{entries} /Filter /FlateDecode"
        return self.add(f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream")

    def file(self, root: int, trailer: str = "") -> bytes:
        out, places = bytearray(b"%PDF-1.7\n%\xe4\xb8\xad\n"), []
        for number, body in enumerate(self.objects, start=1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
        out += (
            f"trailer\n<< /Size {len(places) + 1} /Root {root} 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
        )
        return bytes(out)


def bound(
    contents: Sequence[bytes],
    fonts: str = "",
    more: str = "",
    paper: Paper | None = None,
    *,
    packed: bool = True,
    page: str = "",
) -> bytes:
    """A file with one page for each content; `more` goes into the resources of each page, `page` into the page."""
    paper = paper or Paper()
    face = paper.add(fonts or font())
    tree = len(paper.objects) + 2 * len(contents) + 1
    kids = []
    for content in contents:
        shown = paper.stream(content, packed=packed)
        resources = f"<< /Font << /F1 {face} 0 R >> {more} >>"
        kids.append(
            paper.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources {resources} "
                f"/Contents {shown} 0 R {page} >>"
            )
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    paper.add(f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>")
    return paper.file(paper.add(f"<< /Type /Catalog /Pages {tree} 0 R >>"))


def shown(text: str, x: float, y: float, em: float = EM, encoding: str = "utf-16-be") -> str:
    return f"BT /F1 {em} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{text.encode(encoding).hex()}> Tj ET\n"


def wrapped(paragraph: str) -> list[tuple[float, str]]:
    """The rows of a paragraph and how many characters each is set in; no row begins with a closing sign."""
    rows: list[tuple[float, str]] = []
    rest, room, indent = paragraph, PER_ROW - 2, 2.0
    while rest:
        end = min(room, len(rest))
        while end < len(rest) and end > room - 3 and rest[end] in FORBIDDEN:
            end -= 1
        rows.append((indent, rest[:end]))
        rest, room, indent = rest[end:], PER_ROW, 0.0
    return rows


def paragraphs_of(text: str) -> list[str]:
    """Runs of lines between blank ones, each as one paragraph."""
    return ["".join(part) for inked, part in groupby(text.split("\n"), key=lambda line: bool(line.strip())) if inked]


def pages_of(
    paragraphs: Iterable[str], *, head: str = "", numbers: bool = True, encoding: str = "utf-16-be"
) -> list[bytes]:
    """Page contents: paragraphs set in by two characters and wrapped, with page numbers and a running head."""
    pages: list[list[str]] = [[]]
    y = TOP
    for paragraph in paragraphs:
        for indent, row in wrapped(paragraph):
            if y < BOTTOM:
                pages.append([])
                y = TOP
            pages[-1].append(shown(row, MARGIN + indent * EM, y, encoding=encoding))
            y -= LEADING
    for number, page in enumerate(pages, start=1):
        if head:
            page.insert(0, shown(head, 240, 800, 9, encoding))
        if numbers:
            page.append(shown(f"- {number} -", 285, 40, 12, encoding))
    return ["".join(page).encode("latin-1") for page in pages]


def printed(text: str, *, head: str = "", numbers: bool = True) -> bytes:
    """A text as an office prints it into a PDF."""
    return bound(pages_of(paragraphs_of(text), head=head, numbers=numbers))
