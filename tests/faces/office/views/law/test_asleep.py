"""沉睡条款: which clauses the page lists for whom, what it says of them, and what it says when there are none."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from tests.faces.scene import ALL, KINDS, Scene, today
from tests.support.law import INSTRUMENT, duty_row, small_law

PAGE = f"/law/{INSTRUMENT}/asleep/"


def text(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def listed(client: Client, query: str = "") -> list[str]:
    """The numbers of the clauses in the table."""
    return re.findall(r'<span class="law-no">([\d.]+)</span>', text(client, PAGE + query))


@pytest.fixture
def mayor(scene: Scene) -> Client:
    return scene.signed("shizhang")


def test_a_clause_sleeps_until_somebody_in_sight_acts(scene: Scene, mayor: Client) -> None:
    neighbour = scene.signed("chanhe")
    assert listed(mayor) == ["1.1", "1.2", "1.3"]
    assert "沉睡一年以上" in text(mayor)
    scene.filed("jianxi")
    assert listed(mayor) == ["1.2", "1.3"]
    assert listed(neighbour) == ["1.1", "1.2", "1.3"]


def test_a_clause_says_when_somebody_acted_last(scene: Scene, mayor: Client) -> None:
    day = scene.world.since + timedelta(days=2)
    scene.filed("jianxi", day=day)
    page = text(mayor)
    assert str(day) in page
    assert re.search(r"沉睡 1[34] 个月", page)
    assert "从无记录" in page


def test_the_filters_narrow_what_is_listed(scene: Scene, mayor: Client) -> None:
    assert listed(mayor, "?level=enterprise") == ["1.3"]
    assert listed(mayor, "?level=county") == ["1.1", "1.2"]
    assert listed(mayor, "?part=1") == ["1.1", "1.2", "1.3"]
    assert listed(mayor, "?part=9&level=nowhere&show=nothing&page=77") == ["1.1", "1.2", "1.3"]
    scene.filed("zhuzao")
    assert listed(mayor, "?level=enterprise&show=all") == ["1.3"]
    assert "这个范围里没有沉睡的条款" in text(mayor, f"{PAGE}?level=enterprise")
    assert "这个范围里没有单位承担条款" in text(mayor, f"{PAGE}?level=village")


def test_a_standing_duty_falls_short_of_what_the_operator_expects(scene: Scene, mayor: Client) -> None:
    rows = (
        duty_row("1.1-month", levels=ALL),
        duty_row("1.2-now", levels=("county",), every=None, standing="now_and_then", act="note"),
    )
    scene.world.adopt(small_law(*rows, **KINDS), since=scene.world.since + timedelta(days=1))
    assert listed(mayor, "?show=short") == ["1.2"]
    scene.filed("jianxi", act="note")
    page = text(mayor, f"{PAGE}?show=short")
    assert all(words in page for words in ("履职不足", "2 个单位不足，期望一年至少 2 次", "一年 2 次"))
    assert "期望次数是使用单位设定的，原文没有写" in page
    for username in ("jianxi", "chanhe"):
        for _ in range(2):
            scene.filed(username, act="note")
    assert "你能看到的范围里没有履职不足的条款" in text(mayor, f"{PAGE}?show=short")
    assert listed(mayor) == ["1.1"]


def test_what_only_an_event_starts_is_said_to_wait(scene: Scene, mayor: Client) -> None:
    row = duty_row("1.1-event", levels=ALL, every=None, on="accident.reported", within="soon", act="note")
    scene.world.adopt(small_law(row), since=scene.world.since + timedelta(days=1))
    assert "1.1" not in listed(mayor)
    assert listed(mayor, "?show=waiting") == ["1.1"]
    assert "有事才办，没有发生就没有记录" in text(mayor, f"{PAGE}?show=waiting")


def test_who_has_been_bound_for_less_than_a_year_is_left_alone(scene: Scene, mayor: Client) -> None:
    row = duty_row("1.1-fresh", levels=ALL, act="note")
    scene.world.adopt(small_law(row), since=today() - timedelta(days=40))
    assert listed(mayor) == []
    assert "你能看到的范围里没有沉睡的条款" in text(mayor)
    assert "承担不满一年" in text(mayor, f"{PAGE}?show=all")


def test_whoever_sees_nobody_bound_reads_why_the_page_is_empty(scene: Scene) -> None:
    scene.body("无关企业", scene.bodies["涧西铸造"].level, "410304")
    scene.seat("wugang", "无关企业", scene.posts["zhuzao"].role, "无关岗位")
    page = text(scene.signed("wugang"))
    assert "你能看到的范围里没有单位承担条款" in page
    assert "涧西" not in page
