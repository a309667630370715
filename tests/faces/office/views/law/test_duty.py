"""The page of a duty: what it says, the values behind its clock, who is bound in sight and how each stands."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse

from jinze.foundation.access.enums import PostRole
from tests.faces.scene import ALL, Scene, today
from tests.support.law import INSTRUMENT, duty_row, parameter, small_law

FACT = {"key": "size", "of": "body", "type": "flag", "name": "规模较大", "clause": "1.2"}
DEATHS = {"key": "deaths", "of": "accident", "type": "number", "name": "死亡人数", "clause": None}
KIND = {
    "key": "talks",
    "name": "会商制度",
    "gist": "有一套会商制度",
    "parts": [
        {
            "title": "会商制度建设",
            "gist": "建立会商制度",
            "role": "own",
            "matter": "talk",
            "standing": "now_and_then",
            "act": "note",
            "evidence": ["rule"],
            "on_failure": "提醒",
            "members": [{"path": "1.1", "function": "government", "levels": ["county"]}],
        }
    ],
}
ROWS = (
    duty_row("1.1-month", levels=ALL),
    duty_row("1.1-meeting", levels=ALL, post="principal", every="quarter", act="meeting", signed_by="principal"),
    duty_row("1.2-often", levels=ALL, every=None, standing="now_and_then", act="note", matter="talk"),
    duty_row("1.2-deputy", levels=("county",), post="safety_deputy", every=None, standing="now_and_then"),
    duty_row("1.2-event", levels=("county",), every=None, on="accident.reported", within="soon", act="note"),
    duty_row("1.2-big", levels=("county",), every=None, gate="review.held", applies_if={"size": True}),
    duty_row("1.3-works", function="works", levels=("enterprise",)),
)


def text(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def words(answer: HttpResponse) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture
def city(scene: Scene) -> Scene:
    # half a year before today, so that nobody is bound for a whole year by what is new
    files = {"facts.yaml": [FACT, DEATHS], "kinds/talks.yaml": KIND}
    scene.world.adopt(small_law(*ROWS, **files), since=scene.world.since + timedelta(days=5))
    return scene


def page(city: Scene, slug: str, username: str = "shizhang", query: str = "") -> str:
    answer = city.signed(username).get(f"/law/{INSTRUMENT}/duties/{slug}/{query}")
    assert answer.status_code == 200
    return words(answer)


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        (
            "1.1-month",
            ["每月一次", "补录宽限 期满后 5 天内补录仍算按期 使用单位设定，2020-01-01 起", "负责", "记录", "提醒"],
        ),
        (
            "1.1-meeting",
            ["政府 主要负责人", "谁签字 主要负责人", "主持人 （人员）", "到会人数 （数字，选填）", "现场、视频"],
        ),
        ("1.2-often", ["经常：一年至少 2 次", "一年最少次数 至少 2 次", "一事一链 会商"]),
        ("1.2-event", ["接到事故报告后 7 天内", "办理时限 7 天内"]),
        ("1.2-big", ["开过评审会之前", "适用条件 规模较大", "没有另设的数", "只约束符合条件的单位"]),
        ("1.1-talks", ["共性义务 会商制度 ：有一套会商制度。1 项义务都照它办"]),
    ],
)
def test_a_duty_says_what_it_asks_and_by_which_numbers(city: Scene, slug: str, said: list[str]) -> None:
    found = page(city, slug)
    assert {part: part in found for part in said} == dict.fromkeys(said, True)


def test_a_duty_with_periods_shows_strips_and_who_owes(city: Scene) -> None:
    found = page(city, "1.1-month")
    assert all(part in found for part in ("应办", "涧西政府", "瀍河政府", "示例市政府", "欠 "))
    own = page(city, "1.1-month", "jianxi")
    assert ("涧西政府" in own, "瀍河政府" in own) == (True, False)


def test_a_standing_duty_measures_everyone_against_the_minimum(city: Scene) -> None:
    for _ in range(2):
        city.filed("jianxi", act="note")
    city.filed("chanhe", act="note", summary="瀍河记一笔")
    found = page(city, "1.2-often")
    assert "够了，一年至少 2 次" in found
    assert re.search(r"瀍河政府.*?1 次 1 天前，.*?(还差 1 次|承担未满一年)，一年至少 2 次", found)
    assert "一年没有动静，至少 2 次" in found or "承担未满一年，一年至少 2 次" in found
    assert "瀍河记一笔" in found
    assert "瀍河记一笔" not in page(city, "1.2-often", "jianxi")


def test_acts_can_be_narrowed_to_one_holder_and_paged(city: Scene) -> None:
    for number in range(12):
        city.filed("jianxi", act="note", summary=f"第{number}笔", day=today() - timedelta(days=number))
    city.filed("chanhe", act="note", summary="瀍河记一笔")
    first = page(city, "1.2-often")
    assert ("看全部 13 次" in first, "第11笔" in first) == (True, False)
    everything = page(city, "1.2-often", query="?acts=1")
    assert all(part in everything for part in ("第11笔", "瀍河记一笔", "显示第 1 至 13 条，共 13 条"))
    narrowed = page(city, "1.2-often", query=f"?acts=1&by={city.bodies['瀍河政府'].key}")
    assert ("瀍河记一笔" in narrowed, "第0笔" in narrowed, "只看瀍河政府" in narrowed) == (True, False, True)
    post = page(city, "1.2-often", query=f"?acts=1&by={city.posts['chanhe'].key}")
    assert ("瀍河记一笔" in post, "第0笔" in post) == (True, False)


@pytest.mark.parametrize("query", ["?by=x", "?by=%27", "?by=123"])
def test_a_strange_key_of_a_holder_is_not_there(city: Scene, query: str) -> None:
    assert city.signed("jianxi").get(f"/law/{INSTRUMENT}/duties/1.2-often/{query}").status_code == 404


@pytest.mark.parametrize("query", ["?acts=0", "?acts=x", "?acts=99999999999", "?holders=x"])
def test_a_strange_page_number_shows_a_page(city: Scene, query: str) -> None:
    assert city.signed("jianxi").get(f"/law/{INSTRUMENT}/duties/1.2-often/{query}").status_code == 200


def test_bodies_without_the_post_are_named_and_empty_posts_too(city: Scene) -> None:
    found = page(city, "1.2-deputy")
    assert "却没有设这个岗位：涧西政府、瀍河政府" in found.replace("瀍河政府、涧西政府", "涧西政府、瀍河政府")
    city.world.post(city.bodies["涧西政府"], PostRole.SAFETY_DEPUTY, "涧西分管副区长")
    found = page(city, "1.2-deputy")
    assert ("涧西分管副区长没有人任职" in found, "1 个岗位空着" in found) == (True, True)


@pytest.mark.parametrize(
    ("username", "slug", "offered"),
    [
        ("jianxi", "1.2-often", True),
        ("keyuan", "1.2-often", True),
        ("keyuan", "1.1-meeting", False),
        ("jianxi", "1.1-meeting", True),
        ("jianxi", "1.3-works", False),
        ("zhuzao", "1.3-works", True),
        ("shenji", "1.2-often", False),
    ],
)
def test_the_button_is_there_for_whom_the_duty_binds(city: Scene, username: str, slug: str, offered: bool) -> None:
    client = city.signed(username)
    found = text(client.get(f"/law/{INSTRUMENT}/duties/{slug}/"))
    form = re.search(rf'href="(/deeds/new/{INSTRUMENT}/{slug}/[^"]*)"', found)
    assert ("记一次履职" in found, form is not None) == (offered, offered)
    if form is not None:
        assert client.get(form.group(1)).status_code == 200


def test_the_button_leads_to_the_period_that_waits_longest_or_to_one_more_act(city: Scene) -> None:
    client = city.signed("jianxi")
    found = text(client.get(f"/law/{INSTRUMENT}/duties/1.1-month/"))
    assert re.search(rf'href="/deeds/new/{INSTRUMENT}/1.1-month/\d+/"', found)
    city.world.adopt(small_law(duty_row("1.2-year", levels=ALL, every="year")), since=today())
    found = text(client.get(f"/law/{INSTRUMENT}/duties/1.2-year/"))
    assert f'href="/deeds/new/{INSTRUMENT}/1.2-year/"' in found
    assert "还没有到第一期" in found


def test_nobody_is_behind_with_a_duty_that_may_not_bind(city: Scene) -> None:
    row = duty_row("1.2-big", levels=("county",), every=None, standing="now_and_then", applies_if={"size": True})
    city.world.adopt(small_law(row, **{"facts.yaml": [FACT, DEATHS]}), since=today())
    found = page(city, "1.2-big")
    assert all(part in found for part in ("涧西政府", "只约束符合条件的单位", "没有"))
    assert not any(part in found for part in ("还差", "没有动静", "承担未满一年"))


def test_an_ended_duty_stays_readable(city: Scene) -> None:
    city.world.adopt(small_law(duty_row("1.1-month", levels=ALL, every="quarter")), since=today())
    found = page(city, "1.2-often", "jianxi")
    assert ("现行版本里已经没有这项义务" in found, "记一次履职" in found) == (True, False)
    changed = page(city, "1.1-month")
    assert all(part in changed for part in ("每季度一次", f"{today()} 起 现行", "每月一次", "已改"))


def test_a_value_with_a_clause_links_to_it(city: Scene) -> None:
    held: dict[str, Any] = parameter(("2020-01-01", None, {"at_least": 3}))
    held["confidence"] = "clause"
    held["values"][0]["clause"] = f"{INSTRUMENT}/1.1"
    changed = small_law(*ROWS, **{"facts.yaml": [FACT, DEATHS], "parameters/now_and_then.yaml": held})
    city.world.adopt(changed, since=today())
    found = city.signed("jianxi").get(f"/law/{INSTRUMENT}/duties/1.2-often/")
    assert "至少 3 次 条款规定，2020-01-01 起 1.1" in words(found)
    assert f'href="/law/{INSTRUMENT}/1.1/"' in text(found)


def test_an_unknown_duty_is_not_there(city: Scene) -> None:
    answer = city.signed("jianxi").get(f"/law/{INSTRUMENT}/duties/9.9-x/")
    assert (answer.status_code, "没有义务" in text(answer)) == (404, True)
