"""Importing the official wording through the pages: handed in, settled by hand, imported once and whole."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from jinze.foundation.access.enums import PostRole
from jinze.foundation.ledger.models import Event
from jinze.sources.models import OfficialText, TextDraft, TextImport
from jinze.sources.queries.outline import MOST_MB
from tests.faces.scene import Scene
from tests.support.law import INSTRUMENT, small_law

PAGE = f"/law/{INSTRUMENT}/import/"
TEXT = """试发〔2020〕1号
试行安全生产职责
一、政府
（一）按时 and 开会
1.每月召开一次会议。
2.会后印发纪要。
2.再印一份。
— 3 —
（二）检查
每季度检查一次。
"""
CLEAN = TEXT.replace("2.再印一份。\n— 3 —\n", "")


def text(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def words(answer: HttpResponse) -> str:
    """What an answer says, without its tags."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", text(answer)))


@pytest.fixture(autouse=True)
def government_keeps_the_law(settings: Any) -> None:
    settings.JINZE_LAW_KEEPER = "government"


@pytest.fixture
def keeper(scene: Scene) -> Client:
    return scene.signed("shizhang")


def hand_in(client: Client, said: str | bytes, name: str = "试发.txt") -> HttpResponse:
    data = said.encode() if isinstance(said, str) else said
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)})


def draft_page(client: Client, said: str = TEXT) -> str:
    """The address of the draft that a text becomes."""
    answer = hand_in(client, said)
    assert answer.status_code == 302, text(answer)
    return answer["Location"]


def form(*lines: tuple[int, str, dict[str, str]], version: int = 1, undo: tuple[int, ...] = ()) -> dict[str, Any]:
    """What the form for lines sends: number, text, and what was chosen."""
    sent: dict[str, Any] = {"version": version, "line": [line for line, _, _ in lines], "undo": list(undo)}
    for line, words, chosen in lines:
        sent |= {f"text-{line}": words, f"before-{line}": "1.1.2"}
        sent |= {f"{name}-{line}": value for name, value in chosen.items()}
    return sent


def again(*, how: str = "before", **said: str) -> tuple[int, str, dict[str, str]]:
    return 7, "2.再印一份。", {"how": how, **said}


def page_number(*, how: str = "aside", aside: str = "页码", **said: str) -> tuple[int, str, dict[str, str]]:
    return 8, "— 3 —", {"how": how, "aside": aside, **said}


def settled(client: Client) -> str:
    page = draft_page(client)
    assert client.post(page, form(again(), page_number())).status_code == 302
    return page


def imports(client: Client, page: str, version: int, **said: str) -> HttpResponse:
    return client.post(page, {"do": "import", "version": version, "key": str(uuid4()), **said})


def test_the_way_from_a_file_to_the_clauses(scene: Scene, keeper: Client) -> None:
    assert "还没有导入" in text(keeper.get(PAGE))
    page = draft_page(keeper)
    shown = words(keeper.get(page))
    assert all(said in shown for said in ("核对：试发.txt", "还有2行没有归位", "第7行", "归入前面的1.1.2会后印发纪要"))
    assert "导入这份原文" not in shown
    saved = keeper.post(page, form(again(), page_number()), follow=True)
    assert "所有的行都归位了，可以导入" in words(saved)
    assert "第7行「2.再印一份。」归入1.1.2会后印发纪要。" in words(saved)
    done = keeper.post(page, {"do": "import", "version": 2, "key": str(uuid4())}, follow=True)
    event = Event.objects.get(kind="law.text_imported")
    assert "第1次导入完成" in words(done)
    assert f"/ledger/{event.key}/" in text(done)
    assert "第8行「—3—」：页码" in words(done)
    assert (TextDraft.objects.count(), TextImport.objects.count()) == (0, 1)
    clause = words(scene.signed("jianxi").get(f"/law/{INSTRUMENT}/1.2/"))
    assert "每季度检查一次。" in clause


def test_repairs_are_marked_and_what_does_not_fit_is_named(keeper: Client) -> None:
    shown = text(keeper.get(draft_page(keeper)))
    assert re.search(r"<del><b>[^<]*and[^<]*</b></del>", shown)
    assert "原文：" in shown
    assert "第 4 行" in shown
    plain = re.sub(r"<[^>]+>|\s", "", shown)
    assert "法源数据里有、文件里没有的条款1条" in plain
    assert f"/law/{INSTRUMENT}/1.3/" in shown
    assert "文件里有、法源数据里没有的编号2处" in plain
    assert "这是第一次导入" in plain


def test_a_later_text_is_shown_against_the_one_before(keeper: Client) -> None:
    imports(keeper, draft_page(keeper, CLEAN), 1)
    page = draft_page(keeper, CLEAN.replace("每季度检查", "每月检查").replace("2.会后印发纪要。\n", ""))
    shown = words(keeper.get(page))
    assert "对照第1次导入" in shown
    assert "新增0条·改动1条·没有了1条" in shown
    assert "每删去：季度改为：月检查一次" in shown
    same = draft_page(keeper, f"{CLEAN}\n")
    assert "逐字相同" in words(keeper.get(same))
    refused = imports(keeper, same, 1)
    assert (refused.status_code, "没有再次导入" in text(refused)) == (409, True)
    assert TextImport.objects.count() == 1


def test_a_file_of_another_document_is_told(keeper: Client) -> None:
    assert "文号是" not in words(keeper.get(draft_page(keeper)))
    other = draft_page(keeper, TEXT.replace("试发〔2020〕1号", "洛办文〔2017〕37号"))
    assert "文件里写的文号是洛办文〔2017〕37号" in words(keeper.get(other))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.txt", b"", "空文件"),
        ("图.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "图片"),
        ("锁.pdf", b"%PDF-1.4\nnothing", "PDF"),
        ("表.xlsx", b"PK\x03\x04nothing", "表.xlsx"),
        ("网页.html", "<!doctype html><html><body>一、政府</body></html>".encode(), "网页"),
        ("无编号.txt", "没有编号的一句话。".encode(), "没有找到带编号的条款"),
        ("大.txt", b"a" * (MOST_MB * 1024 * 1024 + 1), f"{MOST_MB} MB 的上限"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_its_field(keeper: Client, name: str, data: bytes, said: str) -> None:
    answer = hand_in(keeper, data, name)
    shown = text(answer)
    assert (answer.status_code, said in shown) == (422, True), shown
    assert 'id="f-file-e"' in shown
    assert 'aria-invalid="true"' in shown
    assert (TextDraft.objects.count(), TextImport.objects.count()) == (0, 0)


def test_no_file_is_told_at_the_field(keeper: Client) -> None:
    answer = keeper.post(PAGE, {})
    assert (answer.status_code, "请选择文件" in text(answer)) == (422, True)


def test_the_same_file_leads_to_its_draft(keeper: Client) -> None:
    page = settled(keeper)
    assert draft_page(keeper) == page
    assert "接着上次的草稿办" in text(keeper.get(page))
    assert TextDraft.objects.count() == 1
    assert "2 行" in text(keeper.get(PAGE))


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"how": "into", "into": "9.9"}, "没有编号为 9.9 的条款"),
        ({"how": "into", "into": "第一条"}, "编号只写数字和点"),
        ({"how": "into", "into": ""}, "请写条款编号"),
        ({"how": "aside", "aside": " "}, "请写明为什么不属任何条款"),
        ({"how": "aside", "aside": "页" * 201}, "最多 200 字，现有 201 字"),
    ],
)
def test_a_wrong_choice_is_told_at_its_line_and_nothing_typed_is_lost(
    keeper: Client, chosen: dict[str, str], said: str
) -> None:
    page = draft_page(keeper)
    answer = keeper.post(page, form((7, "2.再印一份。", chosen), page_number(aside="这是页码")))
    shown = text(answer)
    assert (answer.status_code, said in shown) == (422, True)
    assert "没有保存" in shown
    assert 'href="#f-line-7"' in shown
    assert 'value="这是页码"' in shown
    assert TextDraft.objects.get().version == 1


def test_what_was_typed_without_a_choice_counts_as_chosen(keeper: Client) -> None:
    page = draft_page(keeper)
    keeper.post(page, form(again(how="later", into="1.2"), page_number(how="")))
    assert [row.get("into") or row["aside"] for row in TextDraft.objects.get().placements] == ["1.2", "页码"]


def test_a_line_is_left_open_and_taken_back(keeper: Client) -> None:
    page = draft_page(keeper)
    keeper.post(page, form(again(how="later"), page_number()))
    assert "还有1行没有归位" in words(keeper.get(page))
    keeper.post(page, form(again(), version=2, undo=(8,)))
    assert [row["line"] for row in TextDraft.objects.get().placements] == [7]


def test_of_two_people_the_second_is_told_and_keeps_what_was_typed(scene: Scene, keeper: Client) -> None:
    page = draft_page(keeper)
    scene.seat("mishu", "示例市政府", PostRole.OFFICER, "示例秘书")
    scene.signed("mishu").post(page, form(again()))
    answer = keeper.post(page, form(again(how="into", into="1.2"), page_number(aside="这是页码")))
    shown = text(answer)
    assert (answer.status_code, "刚被别人改过" in shown) == (409, True)
    assert all(said in shown for said in ("别人刚定为：归入 1.1.2", 'value="1.2"', 'value="这是页码"'))
    assert 'name="version" value="2"' in shown
    assert "示例mishu" in shown
    assert keeper.post(page, form(again(how="into", into="1.2"), page_number(), version=2)).status_code == 302
    assert [row.get("into") or row["aside"] for row in TextDraft.objects.get().placements] == ["1.2", "页码"]


def test_an_import_of_what_somebody_changed_meanwhile_is_refused(keeper: Client) -> None:
    page = settled(keeper)
    keeper.post(page, form(version=2, undo=(8,)))
    stale = imports(keeper, page, 2)
    assert (stale.status_code, "刚被改过" in text(stale)) == (409, True)
    open_still = imports(keeper, page, 3)
    assert (open_still.status_code, "还有 1 行没有归位，没有导入" in text(open_still)) == (422, True)
    assert (TextImport.objects.count(), OfficialText.objects.count()) == (0, 0)


def test_pressed_twice_it_is_imported_once(keeper: Client) -> None:
    page = settled(keeper)
    key = str(uuid4())
    assert imports(keeper, page, 2, key=key).status_code == 302
    second = keeper.post(page, {"do": "import", "version": 2, "key": key}, follow=True)
    assert "没有重复导入" in text(second)
    gone = imports(keeper, page, 2)
    assert (gone.status_code, "没有这份草稿" in text(gone)) == (404, True)
    assert TextImport.objects.count() == 1


def test_a_draft_is_dropped(keeper: Client) -> None:
    page = settled(keeper)
    done = keeper.post(page, {"do": "drop"}, follow=True)
    assert "什么都没有导入" in text(done)
    assert (TextDraft.objects.count(), keeper.get(page).status_code) == (0, 404)


@pytest.mark.parametrize("username", ["jianxi", "keyuan", "shenji", "zhuzao"])
def test_others_read_what_was_imported_and_see_no_draft(scene: Scene, keeper: Client, username: str) -> None:
    imports(keeper, settled(keeper), 2)
    page = draft_page(keeper, f"{TEXT}\n")
    other = scene.signed(username)
    shown = text(other.get(PAGE))
    assert "第 1 次" in shown
    assert all(said not in shown for said in ('type="file"', page, "没有办完的草稿", "示例shizhang"))
    assert other.get(page).status_code == 404
    assert hand_in(other, TEXT).status_code == 403
    for sent in (form(again()), {"do": "import", "version": 1, "key": str(uuid4())}, {"do": "drop"}):
        assert other.post(page, sent).status_code in {403, 404}
    assert (TextDraft.objects.count(), TextImport.objects.count()) == (1, 1)


def test_a_draft_belongs_to_its_instrument(scene: Scene, keeper: Client) -> None:
    page = draft_page(keeper)
    other = small_law()
    other["instrument.yaml"]["key"] = "shi-2021-2"
    scene.world.adopt(other)
    assert keeper.get(page.replace(INSTRUMENT, "shi-2021-2")).status_code == 404
    assert keeper.get("/law/unknown/import/").status_code == 404


def test_many_lines_are_asked_for_some_at_a_time(keeper: Client) -> None:
    pages = "".join(f"— {number} —\n" for number in range(120))
    page = draft_page(keeper, f"{CLEAN}{pages}")
    shown = text(keeper.get(page))
    assert shown.count('name="line"') == 50
    assert "还有 70 行，保存以后接着列出" in shown
