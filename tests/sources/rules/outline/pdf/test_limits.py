"""Small files that ask for endless work."""

import resource

import pytest

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.outline.files import text_of
from jinze.sources.rules.outline.pdf import limits
from tests.sources.rules.outline.paper import Paper, bound, font, shown

FORM = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
MEGABYTES = 250


def repeated(content: bytes, pages: int, more: str = "", paper: Paper | None = None, face: str = "") -> bytes:
    """A file whose pages all show one content."""
    paper = paper or Paper()
    drawn, letters = paper.stream(content), paper.add(face or font())
    tree = len(paper.objects) + pages + 1
    page = (
        f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {drawn} 0 R "
        f"/Resources << /Font << /F1 {letters} 0 R >> {more} >> >>"
    )
    kids = " ".join(f"{paper.add(page)} 0 R" for _ in range(pages))
    paper.add(f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>")
    return paper.file(paper.add(f"<< /Type /Catalog /Pages {tree} 0 R >>"))


def unpacking() -> bytes:
    return bound([b"0 " * 60_000_000])


def endless_operands() -> bytes:
    return repeated(b"1 " * 400_000, 1000)


def endless_operators() -> bytes:
    return repeated(b"q Q " * 100_000, 1000)


def endless_text() -> bytes:
    return repeated(("BT /F1 9 Tf <" + "4e2d" * 300_000 + "> Tj ET").encode(), 1000)


def forms_in_forms() -> bytes:
    paper = Paper()
    inner = paper.stream(b"BT /F1 9 Tf <4e2d> Tj ET " * 3000, FORM)
    for _ in range(8):
        inner = paper.stream(b"/X Do " * 10, f"{FORM} /Resources << /XObject << /X {inner} 0 R >> >>")
    return repeated(b"/X Do", 1, f"/XObject << /X {inner} 0 R >>", paper)


def endless_tables() -> bytes:
    paper = Paper()
    rows = b"".join(b"1 beginbfrange\n<%04x> <%04x> <4e00>\nendbfrange\n" % (code, code) for code in range(20_000))
    table = paper.stream(b"begincmap\n" + rows + b"endcmap")
    face = font("Identity-H", f"/ToUnicode {table} 0 R")
    return repeated(shown("中文", 50, 700).encode(), 1000, paper=paper, face=face)


def endless_pages() -> bytes:
    return repeated(b"", limits.PAGES + 1)


def deep_arrays() -> bytes:
    return bound([b"[" * 200_000])


def pages_in_a_circle() -> bytes:
    paper = Paper()
    paper.add("<< /Type /Pages /Count 1 /Kids [2 0 R] >>")
    paper.add("<< /Type /Pages /Count 1 /Kids [1 0 R] /Parent 1 0 R >>")
    return paper.file(paper.add("<< /Type /Catalog /Pages 1 0 R >>"))


BOMBS = [
    *(unpacking, endless_operands, endless_operators, endless_text, forms_in_forms, endless_tables),
    *(endless_pages, deep_arrays, pages_in_a_circle),
]


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_file_that_asks_for_endless_work_is_refused(bomb: "type[bytes]", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.Budget.__init__, "__defaults__", (limits.WORK // 8,))  # so that the suite stays quick
    data = bomb()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refusal) as caught:
        text_of(data, "示例.pdf")
    assert caught.value.code in {"sources.file_too_complex", "sources.file_damaged"}
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024 < MEGABYTES


def test_three_hundred_full_pages_are_within_the_limits() -> None:
    row = "负责全市学校的安全检查工作，每年不少于两次，并报告结果。"
    page = "".join(shown(row, 74, 760 - 28 * number) for number in range(24)).encode()
    assert text_of(repeated(page, 300), "示例.pdf").count(row) == 300 * 24
