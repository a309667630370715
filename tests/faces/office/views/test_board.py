"""The board as a page: its figures add up as they are shown, and every one of them leads to its rows and acts."""

import re
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.faces.scene import Scene, today


def text(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def equation(page: str) -> dict[str, int]:
    """The figures of the header by their words."""
    head = re.sub(r"<[^>]+>", " ", page[page.index("<h1") : page.index("filters" if "filters" in page else "<table")])
    return {
        name: int(number.replace(",", ""))
        for name, number in re.findall(r"(应办|按期|迟办|在期|逾期)\s*([\d,]+)", head)
    }


def cells(page: str) -> list[tuple[str, int, int]]:
    """(id, done, expected) of every cell of the matrix that has something."""
    found = re.findall(r'id="(c-[^"]+)".*?(\d+)/(\d+)', page, re.DOTALL)
    return [(name, int(done), int(expected)) for name, done, expected in found]


@pytest.fixture
def mayor(scene: Scene) -> Client:
    for username in ("jianxi", "chanhe", "shizhang"):
        scene.filed(username)
    return scene.signed("shizhang")


@pytest.mark.parametrize("term", ["year", "half", "quarter", "all"])
def test_the_equation_is_the_sum_of_the_cells(mayor: Client, term: str) -> None:
    page = text(mayor.get(f"/board/?term={term}"))
    said = equation(page)
    assert said["应办"] == sum(said[name] for name in ("按期", "迟办", "在期", "逾期"))
    assert sum(expected for _, _, expected in cells(page)) == said["应办"] > 0
    assert sum(done for _, done, _ in cells(page)) == said["按期"] + said["迟办"]


def test_a_condition_that_does_not_exist_counts_as_none_in_words_and_in_figures(mayor: Client) -> None:
    plain = equation(text(mayor.get("/board/")))
    for bogus in ("term=nonsense", "role=nonsense", "level=nonsense", "term=&role=&level=", "role=own"):
        assert equation(text(mayor.get(f"/board/?{bogus}"))) == plain, bogus
    assert equation(text(mayor.get("/board/?level=city"))) != plain
    assert equation(text(mayor.get("/board/?term=quarter"))) != plain


@pytest.mark.parametrize(
    "cell",
    ["row=x", "row=410399", "row=410305&line=nonsense", "row=4103&line=industry", "row=4103&line=", "line=general"],
)
def test_a_cell_that_the_board_does_not_have_opens_nothing(mayor: Client, cell: str) -> None:
    answer = mayor.get(f"/board/?{cell}")
    opened = 'id="drill"' in text(answer)
    assert (answer.status_code, opened) == (200, cell == "row=4103&line=")


def test_a_neighbours_row_is_not_even_named(scene: Scene) -> None:
    page = text(scene.signed("chanhe").get("/board/?row=410305"))
    assert "涧西" not in page
    assert 'id="drill"' not in page


def test_a_count_of_acts_leads_to_as_many_acts(scene: Scene, mayor: Client) -> None:
    scene.filed("keyuan")
    scene.filed("jianxi", act="meeting")
    gone = scene.filed("jianxi")
    scene.world.voids(scene.acting("jianxi"), gone, today())
    page = text(mayor.get("/board/?term=all&row=410305"))
    links = re.findall(r'href="(/ledger/acts/[^"]+)">(\d+) 次', page)
    assert sorted(int(number) for _, number in links) == [1, 2]
    for href, number in links:
        listed = text(mayor.get(href))
        assert listed.count("data-row") == int(number), href
