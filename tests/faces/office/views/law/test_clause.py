"""The page of a clause: its duties and their kinds, the values behind their clocks, the acts under it, its history."""

import re
from html import unescape
from typing import Any

from django.http import HttpResponse

from jinze.sources.actions import import_text
from tests.faces.scene import ALL, Scene, today
from tests.support.law import INSTRUMENT, duty_row, small_law
from tests.support.world import SYSTEM

ROWS = (
    duty_row("1.1-month", levels=ALL, matter="talk"),
    duty_row("1.1-often", levels=ALL, every=None, standing="now_and_then", act="note"),
)
KIND = {
    "key": "talks",
    "name": "会商制度",
    "gist": "有一套会商制度",
    "parts": [
        {
            "slug": slug,
            "title": f"会商制度{title}",
            "gist": title,
            "role": "own",
            "standing": "now_and_then",
            "act": "note",
            "evidence": ["rule"],
            "on_failure": "提醒",
            "members": [{"path": "1.1", "function": "government", "levels": ["county"]}],
        }
        for slug, title in (("building", "建设"), ("use", "执行"))
    ],
}
REASONED = {
    "path": "1.4",
    "heading": "总则",
    "gist": "说明用词。",
    "holder": "government",
    "reason": "只解释用词，没有要办的事",
}


def words(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def adopt(scene: Scene, *rows: Any, **files: Any) -> None:
    scene.world.adopt(small_law(*(rows or ROWS), **files), since=today())


def page(scene: Scene, path: str = "1.1", username: str = "shizhang", query: str = "") -> str:
    return words(scene.signed(username).get(f"/law/{INSTRUMENT}/{path}/{query}"))


def test_duties_lead_to_their_pages_and_their_things(scene: Scene) -> None:
    adopt(scene)
    found = scene.signed("jianxi").get(f"/law/{INSTRUMENT}/1.1/").content.decode()
    for address in ("duties/1.1-month/", "duties/1.1-often/", "matters/talk/"):
        assert f'href="/law/{INSTRUMENT}/{address}"' in found


def test_a_shared_kind_is_told_once_with_its_members(scene: Scene) -> None:
    adopt(scene, **{"kinds/talks.yaml": KIND})
    found = page(scene)
    assert found.count("是共性义务") == 1
    assert "会商制度 是共性义务，2 项义务都照它办：有一套会商制度。" in found


def test_a_clause_without_duty_says_why(scene: Scene) -> None:
    clauses = [*small_law()["clauses/1.yaml"], REASONED]
    adopt(scene, **{"clauses/1.yaml": clauses})
    found = page(scene, "1.4")
    assert ("只解释用词，没有要办的事" in found, "谁欠着" in found, "最近的履职" in found) == (True, False, False)


def test_every_value_of_every_clock_is_told_with_the_duty_that_asks_it(scene: Scene) -> None:
    adopt(scene)
    found = page(scene)
    assert "补录宽限 期满后 5 天内补录仍算按期 使用单位设定，2020-01-01 起 用在：义务1.1-month" in found
    assert "一年最少次数 至少 2 次 使用单位设定，2020-01-01 起 用在：义务1.1-often" in found


def test_the_latest_acts_under_a_clause_are_there_and_the_rest_a_link_away(scene: Scene) -> None:
    for number in range(7):
        scene.filed("jianxi", summary=f"查第{number}次")
        scene.filed("chanhe", act="note", summary=f"记第{number}次")
    adopt(scene)
    found = page(scene)
    assert ("共 14 次" in found, "看全部 14 次" in found, found.count("1 天前") == 0) == (True, True, True)
    everything = page(scene, query="?acts=1")
    assert all(f"查第{n}次" in everything and f"记第{n}次" in everything for n in range(7))
    own = page(scene, username="jianxi", query="?acts=1")
    assert ("查第6次" in own, "记第6次" in own, "共 7 次" in own) == (True, False, True)


def test_a_clause_without_periods_owes_nothing(scene: Scene) -> None:
    adopt(scene, ROWS[1])
    assert "谁欠着" not in page(scene)


def test_the_history_tells_revisions_that_changed_it_and_imports(scene: Scene) -> None:
    text = "一、政府\n（一）会议\n每月开会。\n（二）检查\n每月检查。\n（三）自查\n每月自查。\n"
    import_text(acting=SYSTEM, at=scene.world.at, instrument=INSTRUMENT, text=text)
    adopt(scene)
    found = page(scene)
    history = found[found.index("历次变动") :]
    assert "第 1 版：采用；有 2 项义务" in history
    assert "第 1 次导入官方原文" in history
    assert "第 2 版：新增义务「义务1.1-often」；" in history
    assert "取消义务「义务1.1-meeting」" in history
    assert "官方原文 由使用单位导入" in found
