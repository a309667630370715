"""Every page: nothing wrong in the console, no sideways scroll at 360 px, one heading, a strict content policy."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import expect

from jinze.foundation.ledger.queries.events import filed_of
from tests.e2e.town import LAW, SWEEP, XINAN, Office, Town, form_path
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.browser

VIOLATES = """() => { const script = document.createElement("script"); script.textContent = "window.ran = true";
    document.body.append(script); document.body.setAttribute("style", "color: red"); return window.ran === true; }"""
STRANGE = "https://elsewhere.example.org/"


@pytest.fixture(scope="module")
def office(town: Town) -> Office:
    """An office with something missed, something due, something done, and its ledger in order."""
    office = town.office(owed=2)
    town.order_ledger()
    return office


@pytest.fixture(scope="module")
def places(town: Town, office: Office) -> dict[str, str]:
    """An address of every page, by what it shows."""
    deed = town.files(office, town.first_day(0))
    town.order_ledger()
    fresh = town.files(office, town.first_day(0))
    event, waiting = (filed_of([key])[0] for key in (deed, fresh))
    return {
        "todo": "/",
        "item": f"/?item=1.2.19-sweep-county.{town.this_month - 4}",
        "board": "/board/",
        "cell": "/board/?term=all&row=410305&line=general",
        "row": "/board/?term=all&row=410305",
        "form": form_path(SWEEP, town.this_month - 4),
        "deed": f"/deeds/{deed}/",
        "instrument": f"/law/{LAW}/",
        "search": f"/law/{LAW}/?q=检查",
        "clause": f"/law/{LAW}/1.2.19/",
        "ledger": "/ledger/",
        "acts": f"/ledger/acts/?body={office.body.key}&duty={SWEEP}",
        "proof": f"/ledger/{event}/",
        "proof that waits": f"/ledger/{waiting}/",
        "checker": "/ledger/how-to-check/",
        "posts": "/posts/",
        "parts": "/kit/",
    }


def test_every_page_is_whole_on_a_desk_and_on_a_phone(
    office: Office, places: dict[str, str], visit: Callable[..., Visitor]
) -> None:
    visitor = visit()
    page = visitor.signs_in(office.username)
    page.wait_for_url("**/")
    for name, path in places.items():
        visitor.opens(path)
        assert name == "parts" or page.locator("h1").count() == 1, f"{path} has {page.locator('h1').count()} headings"
        visitor.fits()
        page.set_viewport_size({"width": 360, "height": 740})
        visitor.fits()
        page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/no/such/page/", 404, "没有这一页"),
        (f"/deeds/{UUID(int=1)}/", 404, "没有这份履职记录"),
        (f"/ledger/{UUID(int=1)}/", 404, "账本里没有这条记录"),
        (f"/law/{LAW}/99.99/", 404, "里没有条款 99.99"),
        (form_path(SWEEP, 1), 404, "这一期不用你办"),
    ],
)
def test_what_is_not_there_is_said_in_words(
    office: Office, visitor: Visitor, path: str, status: int, said: str
) -> None:
    page = visitor.signs_in(office.username)
    page.wait_for_url("**/")
    visitor.expects(status)
    visitor.opens(path)
    expect(page.locator("h1")).to_contain_text(said)
    expect(page.locator(".errkv")).to_contain_text("怎么办")
    page.set_viewport_size({"width": 360, "height": 740})
    visitor.fits()


def test_pages_and_static_files_carry_a_strict_policy(office: Office, places: dict[str, str], visitor: Visitor) -> None:
    page = visitor.signs_in(office.username)
    page.wait_for_url("**/")
    seen: dict[str, str] = {}
    page.on("response", lambda answer: seen.update({answer.url: answer.headers.get("content-security-policy", "")}))
    for name in ("todo", "board", "clause", "form", "proof"):
        visitor.opens(places[name])
    page.reload()
    policies = {url: policy for url, policy in seen.items() if url.startswith(visitor.address)}
    assert any("/static/" in url for url in policies)
    assert any(url.endswith(".svg") for url in policies)
    for url, policy in policies.items():
        assert "default-src 'self'" in policy, url
        assert "unsafe-" not in policy, url


def test_a_script_in_the_page_does_not_run_and_is_noticed(office: Office, visitor: Visitor) -> None:
    """Holds the collector itself: what these tests listen for does reach them."""
    page = visitor.signs_in(office.username)
    page.wait_for_url("**/")
    assert not page.evaluate(VIOLATES)
    page.wait_for_timeout(200)
    assert any("script" in said and "Content Security Policy" in said for said in visitor.wrong)
    assert any("style" in said and "Content Security Policy" in said for said in visitor.wrong)
    visitor.wrong.clear()


def test_signing_in_never_leads_to_another_site(office: Office, visitor: Visitor) -> None:
    visitor.signs_in(office.username, to=f"/signin/?next={STRANGE}")
    visitor.page.wait_for_url("**/")
    assert visitor.page.url == f"{visitor.address}/"


def test_the_ledger_shows_what_is_in_sight_only(town: Town, office: Office, visitor: Visitor) -> None:
    neighbour = town.office(area=XINAN, name="示例邻县应急管理局")
    event = filed_of([town.files(neighbour, town.first_day(0))])[0]
    page = visitor.signs_in(office.username)
    page.wait_for_url("**/")
    visitor.opens("/ledger/")
    expect(page.locator("main")).to_contain_text(office.body.short)
    expect(page.locator("main")).not_to_contain_text("示例邻县应急管理局")
    visitor.expects(404)
    visitor.opens(f"/ledger/{event}/")
    expect(page.locator("h1")).to_contain_text("账本里没有这条记录")
