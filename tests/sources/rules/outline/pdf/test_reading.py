"""PDF files as offices make them, and those that cannot be trusted."""

import io
import logging
import random
import zlib

import pytest
from pypdf import PdfReader, PdfWriter

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.outline.files import text_of
from jinze.sources.rules.outline.read import read_outline
from jinze.sources.rules.outline.tree import Outline
from tests.sources.rules.outline.paper import (
    EM,
    HEIGHT,
    MARGIN,
    TOP,
    WIDTH,
    Paper,
    bound,
    font,
    pages_of,
    paragraphs_of,
    printed,
    shown,
)

NAME = "示例.pdf"
PICTURE = "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray"


def ink(text: str) -> str:
    return "".join(text.split())


def refusal(data: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        text_of(data, NAME)
    assert NAME in caught.value.words
    assert caught.value.remedy
    return caught.value


def clauses(outline: Outline) -> list[tuple[str, str, str]]:
    return [(node.path, ink(node.heading), node.text.replace(" ", "")) for node in outline.nodes if node.path]


def pictured(contents: bytes, where: str = "") -> bytes:
    paper = Paper()
    picture = paper.stream(b"\x00\xff\xff\x00", PICTURE)
    return bound([contents], more=f"/XObject << /P {picture} 0 R >> {where}", paper=paper)


SCAN = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /P Do Q\n"
SEAL = "q 110 0 0 110 350 200 cm /P Do Q\n"


@pytest.mark.parametrize("head", ["", "示例市文件汇编"])
@pytest.mark.parametrize("numbers", [True, False])
def test_printed_plan_is_read_like_its_text(plan: str, head: str, numbers: bool) -> None:
    plan = plan.replace("不得评\n\n优", "不得评优").replace("负起总的\n\n责任", "负起总的责任")
    text = text_of(printed(plan, head=head, numbers=numbers), NAME)
    assert clauses(read_outline(text)) == clauses(read_outline(plan))
    told = read_outline(text)
    assert (told.title, told.number, told.date) == ("示例市安全责任清单", "示办文〔2031〕5号", "2031-03-05")


def test_page_numbers_and_running_heads_are_unplaced_and_nothing_else(plan: str) -> None:
    text = text_of(printed(plan * 3, head="示例市文件汇编"), NAME)
    pages = text.count("\f") + 1
    whys = [line.why for line in read_outline(text).unplaced if line.why.startswith("疑为")]
    assert sorted(whys) == sorted(["疑为页码", "疑为页眉或页脚"] * pages)


def test_rows_stand_as_printed_with_a_blank_line_before_each_paragraph() -> None:
    first, second = "1. " + "检查" * 25 + "。", "2. " + "整改" * 30 + "。"
    text = text_of(bound(pages_of(["一、总则", first, second], numbers=False)), NAME)
    assert text.split("\n\n") == [
        "一、总则",
        f"{first[:26]}\n{first[26:]}",
        f"{second[:26]}\n{second[26:54]}\n{second[54:]}",
    ]


def test_page_cut_in_a_paragraph_is_no_paragraph_even_after_a_full_stop() -> None:
    rows = [f"{number}. 负责第{number}项检查。" for number in range(1, 24)]
    long = "24. " + "检" * 21 + "。" + "查" * 27 + "。" + "改" * 30 + "。"
    text = text_of(bound(pages_of(["一、总则", *rows, long])), NAME)
    assert text.count("\f") == 1
    nodes = {node.path: node.text for node in read_outline(text).nodes}
    assert nodes["1.24"] == long[4:]


def test_rows_drawn_in_any_order_are_read_from_top_to_bottom() -> None:
    rows = [shown(f"第{number}行文字在此处", MARGIN, TOP - 30 * number) for number in range(9)]
    random.Random(1).shuffle(rows)
    text = text_of(bound(["".join(rows).encode()]), NAME)
    assert [row[1] for row in text.split()] == list("012345678")


def test_signs_placed_one_by_one_make_the_same_rows(plan: str) -> None:
    sentence = "负责全市学校的安全检查，每年2次。"
    x, drawn = float(MARGIN), []
    for sign in sentence:
        drawn.append(shown(sign, x, TOP))
        x += EM * (0.5 if sign == "2" else 1.02)
    assert ink(text_of(bound(["".join(drawn).encode()]), NAME)) == sentence
    assert text_of(bound(["".join(drawn).encode()]), NAME) == sentence


def test_text_drawn_twice_to_look_bold_is_read_once() -> None:
    drawn = shown("示例市安全责任清单的规定", MARGIN, TOP) + shown("示例市安全责任清单的规定", MARGIN + 0.4, TOP)
    assert text_of(bound([drawn.encode()]), NAME) == "示例市安全责任清单的规定"


def test_radicals_in_the_character_table_are_the_characters_that_are_drawn() -> None:
    assert (
        text_of(bound([shown("⼈⺠政府的安全⽣产⼯作，⻔户。", MARGIN, TOP).encode()]), NAME)
        == "人民政府的安全生产工作，门户。"
    )


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [("GBK-EUC-H", "gbk"), ("GB-EUC-H", "gb2312"), ("GBK2K-H", "gb18030"), ("UniGB-UTF16-H", "utf-16-be")],
)
def test_encodings_of_chinese_office_programs_are_read(encoding: str, codec: str) -> None:
    content = shown("一、各部门的安全责任。", MARGIN, TOP, encoding=codec).encode()
    assert text_of(bound([content], font(encoding)), NAME) == "一、各部门的安全责任。"


def test_text_in_a_form_on_the_page_stands_where_the_form_is_put() -> None:
    paper = Paper()
    face = paper.add(font())
    own = f"/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Matrix [1 0 0 1 0 {TOP - 100}]"
    form = paper.stream(shown("中间的一行文字。", 0, 0).encode(), f"{own} /Resources << /Font << /F1 {face} 0 R >> >>")
    drawn = shown("上面的一行文字。", MARGIN, TOP - 50) + f"q 1 0 0 1 {MARGIN} 0 cm /X Do Q\n"
    drawn += shown("下面的一行文字。", MARGIN, TOP - 150)
    text = text_of(bound([drawn.encode()], more=f"/XObject << /X {form} 0 R >>", paper=paper), NAME)
    assert text.split() == ["上面的一行文字。", "中间的一行文字。", "下面的一行文字。"]


def test_page_turned_on_its_side_is_read_in_its_own_direction() -> None:
    turned = [
        f"BT /F1 16 Tf 0 1 -1 0 {100 + 30 * row} 80 Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"
        for row, text in enumerate(["第一行的文字。", "第二行的文字。"])
    ]
    assert text_of(bound(["".join(turned).encode()], page="/Rotate 90"), NAME).split() == [
        "第一行的文字。",
        "第二行的文字。",
    ]


def test_scanned_pages_are_refused_and_named(plan: str) -> None:
    refused = refusal(pictured(SCAN.encode()))
    assert refused.code == "sources.file_scanned"
    assert "各页都是扫描件" in refused.words
    paper = Paper()
    picture = paper.stream(b"\x00\xff\xff\x00", PICTURE)
    number = shown("- 2 -", 285, 40).encode()
    text = pages_of(paragraphs_of(plan))[0]
    pages = [text, SCAN.encode() + number, SCAN.encode(), text, SCAN.encode()]
    some = refusal(bound(pages, more=f"/XObject << /P {picture} 0 R >>", paper=paper))
    assert some.code == "sources.file_scanned"
    assert "第 2—3、5 页是扫描件" in some.words
    assert some.facts["pages"] == [2, 3, 5]


def test_page_whose_letters_are_drawn_as_lines_is_refused() -> None:
    assert refusal(bound([b"0 0 m 9 9 l S\n" * 200])).code == "sources.file_scanned"


def test_seal_on_a_page_of_text_and_an_empty_page_do_no_harm(plan: str) -> None:
    page = pages_of(paragraphs_of(plan))[0]
    paper = Paper()
    picture = paper.stream(b"\x00\xff\xff\x00", PICTURE)
    data = bound([page + SEAL.encode(), b""], more=f"/XObject << /P {picture} 0 R >>", paper=paper)
    assert "示例市安全责任清单" in text_of(data, NAME)


def test_text_guessed_by_recognition_below_a_scan_is_refused(plan: str) -> None:
    page = pages_of(paragraphs_of(plan))[0]
    refused = refusal(pictured(SCAN.encode() + b"3 Tr\n" + page))
    assert refused.code == "sources.file_recognised"
    assert refused.facts["pages"] == [1]


def test_file_without_any_text_is_empty() -> None:
    assert refusal(bound([b""])).code == "sources.file_empty"


def encrypted(data: bytes, user: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user, "owner", algorithm=algorithm)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_file_behind_a_password_is_refused_and_one_that_only_guards_changes_is_read(plan: str, algorithm: str) -> None:
    data = printed(plan)
    refused = refusal(encrypted(data, "secret", algorithm))
    assert refused.code == "sources.file_encrypted"
    assert "密码" in refused.words
    assert text_of(encrypted(data, "", algorithm), NAME) == text_of(data, NAME)


def test_file_encrypted_for_certificates_is_refused() -> None:
    paper = Paper()
    lock = paper.add("<< /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /V 4 >>")
    tree = paper.add("<< /Type /Pages /Count 0 /Kids [] >>")
    data = paper.file(paper.add(f"<< /Type /Catalog /Pages {tree} 0 R >>"), f"/Encrypt {lock} 0 R /ID [<00> <00>]")
    assert refusal(data).code == "sources.file_encrypted"


@pytest.mark.parametrize(
    "face",
    [
        font("Identity-H"),
        font("GBKp-EUC-H"),
        font("UniGB-UTF8-H"),
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs << >> >>",
        "<< /Type /Font /Subtype /TrueType /BaseFont /FzBook /Encoding << /Differences [33 /G21 /G22 /G23 /G24] >> >>",
    ],
)
def test_font_that_does_not_tell_its_characters_is_refused_and_never_guessed(face: str) -> None:
    drawn = shown("一、各部门的安全责任", MARGIN, TOP) + f"BT /F1 9 Tf 50 500 Td <{b'!#$!#$'.hex()}> Tj ET\n"
    assert refusal(bound([drawn.encode()], face)).code == "sources.file_untold_font"


def told(table: str) -> bytes:
    paper = Paper()
    listed = paper.stream(f"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange {table} endcmap".encode())
    codes = "".join(f"{code:04x}" for code in (1, 2, 3, 4) * 3)
    drawn = f"BT /F1 16 Tf 1 0 0 1 {MARGIN} {TOP} Tm <{codes}> Tj ET\n"
    return bound([drawn.encode()], font("Identity-H", f"/ToUnicode {listed} 0 R"), paper=paper)


def test_character_table_must_tell_every_code_that_is_drawn() -> None:
    whole = "3 beginbfchar <0001> <5b89> <0002> <5168> <0003> <7684> endbfchar "
    whole += "1 beginbfrange <0004> <0004> <8d23> endbfrange"
    assert text_of(told(whole), NAME) == "安全的责" * 3
    holed = whole.replace("<0004> <0004>", "<0005> <0005>")
    assert refusal(told(holed)).code == "sources.file_untold_font"
    listed = "1 beginbfrange <0001> <0004> [<5b89> <5168> <7684> <8d23>] endbfrange"
    assert text_of(told(listed), NAME) == "安全的责" * 3


def test_latin_text_alone_is_no_document() -> None:
    assert refusal(bound([shown("Safety first, always.", MARGIN, TOP).encode()])).code == "sources.file_untold_font"


def test_file_cut_short_or_without_a_page_is_refused(plan: str) -> None:
    data = printed(plan * 3)
    for part in (0.2, 0.5, 0.9, 0.98):
        assert refusal(data[: int(len(data) * part)]).code == "sources.file_damaged"
    fewer = data.replace(b"/Count 6", b"/Count 7").replace(b"/Count 5", b"/Count 6")
    assert refusal(fewer).code == "sources.file_damaged"
    assert refusal(b"%PDF-1.7 ...").code == "sources.file_damaged"


def test_page_without_contents_or_resources_is_refused(plan: str) -> None:
    data = printed(plan)
    assert refusal(data.replace(b"/Contents", b"/Cantents", 1)).code == "sources.file_damaged"
    assert refusal(data.replace(b"/Resources", b"/Resaurces", 1)).code == "sources.file_damaged"


def test_damaged_file_is_refused_or_read_whole_and_never_in_part(plan: str) -> None:
    data = printed(plan * 2, head="示例市文件汇编")
    whole, chance, refused = ink(text_of(data, NAME)), random.Random(7), 0
    for _ in range(150):
        harmed = bytearray(data)
        place = chance.randrange(20, len(harmed))
        match chance.randrange(4):
            case 0:
                harmed[place] = chance.randrange(256)
            case 1:
                del harmed[place : place + chance.randint(1, 40)]
            case 2:
                harmed[place:place] = chance.randbytes(chance.randint(1, 30))
            case _:
                harmed[place : place + 30] = bytes(30)
        try:
            assert ink(text_of(bytes(harmed), NAME)) == whole
        except Refusal:
            refused += 1
    assert 0 < refused < 150


FORM = "/Type /XObject /Subtype /Form /BBox [0 0 500 500]"


def test_form_that_does_not_unpack_is_refused(plan: str) -> None:
    paper = Paper()
    form = paper.stream(b"no packed data at all", f"{FORM} /Filter /FlateDecode", packed=False)
    page = pages_of(paragraphs_of(plan))[0] + b"/X Do\n"
    assert refusal(bound([page], more=f"/XObject << /X {form} 0 R >>", paper=paper)).code == "sources.file_damaged"


@pytest.mark.parametrize("level", [logging.NOTSET, logging.CRITICAL])
def test_what_the_parser_leaves_out_is_a_loss_whatever_is_logged(plan: str, level: int) -> None:
    paper = Paper()
    face = paper.add(font())
    own = len(paper.objects) + 1
    inside = f"/Resources << /Font << /F1 {face} 0 R >> /XObject << /X {own} 0 R >> >>"
    assert paper.stream(b"/X Do", f"{FORM} {inside}") == own
    page = pages_of(paragraphs_of(plan))[0] + b"/X Do\n"
    data = bound([page], more=f"/XObject << /X {own} 0 R >>", paper=paper)
    root, before = logging.getLogger(), logging.getLogger().level
    root.setLevel(level)
    try:
        assert refusal(data).code == "sources.file_damaged"
    finally:
        root.setLevel(before)


def test_packed_contents_with_a_wrong_checksum_are_refused(plan: str) -> None:
    page = pages_of(paragraphs_of(plan))[0]
    packed = zlib.compress(page)
    data = bound([page])
    assert packed in data
    wrong = packed[:-1] + bytes([packed[-1] ^ 1])
    assert refusal(data.replace(packed, wrong)).code == "sources.file_damaged"
