"""The law as pages: tree, search, clauses, what they make owed, in sight of whoever asks."""

import re
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.faces.scene import DUTIES, Scene
from tests.support.law import INSTRUMENT, duty_row, small_law


def text(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


@pytest.fixture
def leader(scene: Scene) -> Client:
    return scene.signed("jianxi")


def test_the_way_from_the_law_to_its_clauses(leader: Client) -> None:
    assert leader.get("/law/")["Location"] == f"/law/{INSTRUMENT}/"
    page = text(leader.get(f"/law/{INSTRUMENT}/"))
    assert all(f"/law/{INSTRUMENT}/{path}/" in page for path in ("1.1", "1.2", "1.3"))
    assert leader.get(f"/law/{INSTRUMENT}/1/")["Location"] == f"/law/{INSTRUMENT}/#n-1"
    unknown = leader.get(f"/law/{INSTRUMENT}/9.9/")
    assert (unknown.status_code, "没有条款 9.9" in text(unknown)) == (404, True)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("会议", "「会议」找到 1 条"),
        ("1.", "「1.」找到 3 条"),
        ("按时", "找到 2 条"),
        ("%", "没有含「%」的条款"),
        ("_", "没有含「_」的条款"),
        ("<script>", "没有含「<script>」的条款"),
        ("长" * 3000, "没有含"),
        (" ", "会议"),
    ],
)
def test_a_search_finds_or_says_that_it_found_nothing(leader: Client, asked: str, words: str) -> None:
    answer = leader.get(f"/law/{INSTRUMENT}/", {"q": asked})
    assert (answer.status_code, words in text(answer)) == (200, True)
    assert "「<script>".encode() not in answer.content


def test_a_clause_shows_its_duties_and_who_owes_in_sight(scene: Scene, leader: Client) -> None:
    page = text(leader.get(f"/law/{INSTRUMENT}/1.1/"))
    assert all(words in page for words in ("按时开会。", "义务1.1-month", "涧西政府 涧西区长", "谁欠着"))
    assert "瀍河" not in page
    above = text(scene.signed("shizhang").get(f"/law/{INSTRUMENT}/1.1/"))
    assert all(name in above for name in ("涧西政府", "瀍河政府"))


def test_what_a_neighbouring_law_owes_does_not_stand_at_this_ones_clauses(scene: Scene) -> None:
    client = scene.signed("chanhe")
    before = owed(client)
    other = small_law(*(duty_row(slug, **rule) for slug, rule in DUTIES))
    other["instrument.yaml"]["key"] = "shi-2021-2"
    scene.world.adopt(other)
    assert owed(client) == before
    assert client.get("/law/shi-2021-2/1.1/").status_code == 200


def owed(client: Client) -> list[str]:
    """What the tree of the first law shows as missed."""
    page = text(client.get(f"/law/{INSTRUMENT}/"))
    return re.findall(r"欠\s*\d+", page)
