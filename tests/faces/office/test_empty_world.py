"""Before there is anything: every page says what is missing and what to do, and none breaks."""

from html import unescape

import pytest
from django.test import Client

from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.ledger.models import Log
from tests.faces.scene import Scene
from tests.support.world import World

PAGES = {
    "/": (200, "没有欠办的事"),
    "/?tab=done": (200, "今天还没有提交履职记录"),
    "/?item=1.1-month.3": (200, "没有欠办的事"),
    "/board/": (200, "这个范围里没有到期的义务"),
    "/board/?row=410305&line=general&term=x&role=y&level=z&only=w": (200, "这个范围里没有到期的义务"),
    "/law/": (404, "还没有采用任何文件"),
    "/law/none/": (404, "这份文件还没有采用"),
    "/law/none/1.1/": (404, "这份文件还没有采用"),
    "/ledger/": (200, "登记单位"),
    "/ledger/?kind=law&days=1": (200, "没有符合条件的记录"),
    "/ledger/acts/": (404, "不是有效的记录编号"),
    "/ledger/how-to-check/": (200, "也能自己验"),
    "/kit/": (200, "样式一览"),
    "/posts/": (302, ""),
}


@pytest.fixture
def first(world: World) -> Client:
    """The only official of the only body, where no law and no divisions are loaded yet."""
    scene = Scene(world)
    scene.body("示例区政府", Level.COUNTY, "410305")
    scene.seat("diyi", "示例区政府", PostRole.PRINCIPAL, "示例区长")
    return scene.signed("diyi")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_an_empty_city_says_so(first: Client, page: str) -> None:
    answer = first.get(page)
    status, words = PAGES[page]
    said = unescape(answer.content.decode())
    assert (answer.status_code, words in said) == (status, True)
    assert "4103安全生产" not in said


def test_without_a_log_the_public_pages_stand(db: None) -> None:
    assert not Log.objects.exists()
    for page in ("/signin/", "/ledger/how-to-check/", "/kit/"):
        answer = Client().get(page)
        said = unescape(answer.content.decode())
        assert (answer.status_code, "4103安全生产" in said, len(said) > 500) == (200, False, True), page
    assert Client().post("/signin/", {"username": "x", "password": "y"}).status_code == 422
    assert Client().get("/").status_code == 302
