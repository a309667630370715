"""The page of an instrument: its figures and where they lead, the marks in its tree, its shared kinds."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from tests.faces.scene import ALL, KINDS, Scene
from tests.support.law import INSTRUMENT, duty_row, small_law

PAGE = f"/law/{INSTRUMENT}/"


def text(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def tree(client: Client, address: str = PAGE) -> dict[str, str]:
    """What the tree says at the right of each clause, by number."""
    part = re.search(r'id="tree".*?</section>', text(client, address), re.DOTALL)
    assert part is not None
    leaves = re.findall(r'<a href="[^"]*"[^>]*><b>([\d.]+)</b>(.*?)</a>', part.group(), re.DOTALL)
    return {number: re.sub(r"<[^>]*>", " ", rest).split()[-1] for number, rest in leaves}


@pytest.fixture
def mayor(scene: Scene) -> Client:
    return scene.signed("shizhang")


def test_each_figure_leads_to_the_clauses_it_counts(mayor: Client) -> None:
    page = text(mayor)
    figures = re.findall(r'<a href="(\?(?:sort|clock)=[^"#]*)#tree">(\S+) (\d+)</a>', page)
    assert [(name, n) for _, name, n in figures] == [("有时限的", "3"), ("经常的", "1"), ("按期", "4"), ("经常", "1")]
    assert "说明理由的 0" in page
    assert [len(tree(mayor, PAGE + query)) for query, *_ in figures] == [3, 1, 3, 1]
    assert "含「经常」义务的条款有 1 条" in text(mayor, f"{PAGE}?clock=经常")
    assert "说明理由的条款有 0 条" in text(mayor, f"{PAGE}?sort=reason")
    assert "含「<b>」义务" not in mayor.get(f"{PAGE}?clock=<b>").content.decode()


@pytest.mark.parametrize("page", [PAGE, f"{PAGE}1.1/", f"{PAGE}?q=时"])
def test_the_tree_marks_what_sleeps_and_says_what_is_owed_first(scene: Scene, mayor: Client, page: str) -> None:
    rows = (
        duty_row("1.1-month", levels=ALL),
        duty_row("1.2-now", levels=ALL, every=None, standing="now_and_then", act="note"),
    )
    scene.world.adopt(small_law(*rows, **KINDS), since=scene.world.since + timedelta(days=1))
    assert (tree(mayor, page)["1.1"].isdigit(), tree(mayor, page)["1.2"]) == (True, "沉睡")
    scene.filed("jianxi", act="note")
    assert (tree(mayor, page)["1.1"].isdigit(), tree(mayor, page)["1.2"]) == (True, "检查")
    assert tree(scene.signed("chanhe"), page)["1.2"] == "沉睡"


def test_the_pages_of_an_instrument_are_linked_with_their_counts(scene: Scene, mayor: Client) -> None:
    found = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)<span class="count">(\d+)', text(mayor))
    assert found == [(PAGE, "条款", "3"), (f"{PAGE}matters/", "一事一链", "1"), (f"{PAGE}asleep/", "沉睡条款", "3")]
    assert all(f'href="{PAGE}{name}/"' in text(mayor) for name in ("difference", "import"))
    scene.filed("jianxi")
    assert '沉睡条款<span class="count">2' in text(mayor)


def test_a_shared_kind_lists_its_parts_and_whom_they_bind(mayor: Client) -> None:
    assert f'href="{PAGE}kinds/checking/"' in text(mayor)
    page = text(mayor, f"{PAGE}kinds/checking/")
    words = ("班前检查", "开工前先看一遍", "班前看一遍", "班组 · 生产经营", "经常：一年至少 2 次", f"{PAGE}1.3/")
    assert [word for word in words if word not in page] == []
    unknown = mayor.get(f"{PAGE}kinds/nothing/")
    assert (unknown.status_code, "没有这一类共性义务" in unescape(unknown.content.decode())) == (404, True)
