"""一事一链: who leads, who has which part, and where the chain is silent."""

import re
from html import unescape
from typing import Any

from django.http import HttpResponse

from tests.faces.scene import Scene
from tests.support.law import INSTRUMENT, duty_row, small_law

MATTERS = [
    {"key": "talk", "name": "会商", "gist": "谁牵头会商"},
    {"key": "visit", "name": "走访", "gist": "各家自己走访"},
    {"key": "alone", "name": "自查", "gist": "一家自己的事"},
]
STANDING: dict[str, Any] = {"every": None, "standing": "now_and_then"}
ROWS = (
    duty_row("1.2-supervise", levels=("city",), matter="talk", role="supervise", act="note", **STANDING),
    duty_row("1.2-join", function="roads", levels=("county",), matter="talk", role="joint", act="note", **STANDING),
    duty_row("1.2-lead", levels=("county",), matter="talk", role="lead", act="meeting", **STANDING),
    duty_row("1.1-assist", levels=("county",), matter="talk", role="assist", act="note", **STANDING),
    duty_row("1.1-own", levels=("county",), matter="talk", role="own", act="check", every="month"),
    duty_row("1.1-visit", levels=("county",), matter="visit", act="check", **STANDING),
    duty_row("1.2-visit", function="roads", levels=("county",), matter="visit", act="check", **STANDING),
    duty_row("1.3-alone", function="works", levels=("enterprise",), matter="alone", every="month"),
)


def adopt(scene: Scene) -> None:
    scene.world.adopt(small_law(*ROWS, **{"matters.yaml": MATTERS}), since=scene.world.since.replace(day=2))


def words(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def page(scene: Scene, key: str, username: str = "shizhang") -> str:
    said = words(scene.signed(username).get(f"/law/{INSTRUMENT}/matters/{key}/"))
    return said[said.index("哪里没有接上") :]


def test_the_parts_stand_by_role_and_within_a_role_by_the_document(scene: Scene) -> None:
    adopt(scene)
    found = page(scene, "talk")
    places = [found.index(f"义务{slug} ", found.index("统起来办的")) for slug in ("1.2-lead", "1.1-own", "1.2-join")]
    places += [found.index(f"义务{slug} ", places[-1]) for slug in ("1.1-assist", "1.2-supervise")]
    assert places == sorted(places)
    assert re.search(r"义务1.2-lead 1.2 检查 县级 · 政府 经常：一年至少 2 次 \S+政府、\S+政府", found)


def test_a_function_that_nobody_holds_is_told_to_who_sees_everything(scene: Scene) -> None:
    adopt(scene)
    assert "今天没有单位承担：公路管理。" in page(scene, "talk")
    own = page(scene, "talk", "jianxi")
    assert ("今天没有单位承担" in own, "你能看到的范围里没有" in own) == (False, True)
    scene.world.gives(scene.bodies["涧西政府"], "roads")
    assert "今天没有单位承担" not in page(scene, "talk")


def test_it_is_said_that_nobody_leads_where_several_have_a_part(scene: Scene) -> None:
    adopt(scene)
    assert "没有写由谁牵头：2 项职能各有一份" in page(scene, "visit")
    assert "没有写由谁牵头" not in page(scene, "talk")
    assert "没有写由谁牵头" not in page(scene, "alone", "zhuzao")


def test_a_link_without_an_act_in_twelve_months_is_silent_until_somebody_acts(scene: Scene) -> None:
    adopt(scene)
    silent = re.compile(r"十二个月没有一次履职：(.*?)。")
    before = silent.search(page(scene, "talk"))
    assert before is not None
    assert "1.2 义务1.2-lead" in before.group(1)
    scene.filed("jianxi", act="meeting", summary="会商一次")
    after = silent.search(page(scene, "talk"))
    assert after is not None
    assert ("义务1.2-lead" in after.group(1), "义务1.1-assist" in after.group(1)) == (False, True)
    assert "1 天前" in page(scene, "talk")
    assert "1 天前" not in page(scene, "talk", "chanhe")


def test_the_index_names_who_leads_and_finds_by_words(scene: Scene) -> None:
    adopt(scene)
    client = scene.signed("shizhang")
    found = words(client.get(f"/law/{INSTRUMENT}/matters/"))
    assert all(part in found for part in ("会商 谁牵头会商 政府", "牵头 1 · 负责 1 · 会同 1 · 配合 1 · 监督 1", "走访"))
    assert "其中 1 件条款没有写由谁牵头" in found
    narrowed = words(client.get(f"/law/{INSTRUMENT}/matters/", {"q": "走访"}))
    assert ("各家自己走访" in narrowed, "谁牵头会商" in narrowed) == (True, False)
    none = words(client.get(f"/law/{INSTRUMENT}/matters/", {"q": "<b>无"}))
    assert "没有含「<b>无」的事" in none


def test_an_unknown_matter_is_not_there(scene: Scene) -> None:
    answer = scene.signed("jianxi").get(f"/law/{INSTRUMENT}/matters/none/")
    assert (answer.status_code, "没有「none」这件事" in unescape(answer.content.decode())) == (404, True)
