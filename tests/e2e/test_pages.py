"""Every page: nothing wrong in the console, no sideways scroll at 360 px, one heading, a strict content policy."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Response, expect

from jinze.foundation.ledger.queries.events import filed_of
from tests.e2e.town import LAW, SWEEP, XINAN, Office, Town, form_path
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.browser

VIOLATES = """() => { const script = document.createElement("script"); script.textContent = "window.ran = true";
    document.body.append(script); document.body.setAttribute("style", "color: red"); return window.ran === true; }"""
STRANGE = "https://elsewhere.example.org/"


@pytest.fixture(scope="module")
def office(town: Town) -> Office:
    """An office with something missed, something due and something done; its officer has a second post."""
    office = town.office(owed=2)
    town.world.appoints(office.person, town.world.post(office.body, title="联络员"))
    return office


@pytest.fixture(scope="module")
def signed_in(office: Office, browser: Any, address: str) -> Any:
    """What the officer's browser keeps once they have signed in."""
    visitor = Visitor(browser, address)
    page = visitor.signs_in(office.username)
    page.locator(".choose-item", has_text="综合科科长").click()
    page.wait_for_url("**/")
    kept = visitor.context.storage_state()
    visitor.leave()
    return kept


@pytest.fixture
def officer(visit: Callable[..., Visitor], signed_in: Any) -> Visitor:
    return visit(storage_state=signed_in)


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


def test_every_page_is_whole_on_a_desk_and_on_a_phone(places: dict[str, str], officer: Visitor) -> None:
    page = officer.page
    for name, path in places.items():
        officer.opens(path)
        assert name == "parts" or page.locator("h1").count() == 1, f"{path} has {page.locator('h1').count()} headings"
        officer.fits()
        page.set_viewport_size({"width": 360, "height": 740})
        officer.fits()
        page.set_viewport_size({"width": 1440, "height": 900})


def test_what_is_not_there_is_said_in_words(officer: Visitor) -> None:
    page = officer.page
    for path, said in {
        "/no/such/page/": "没有这一页",
        f"/deeds/{UUID(int=1)}/": "没有这份履职记录",
        f"/ledger/{UUID(int=1)}/": "账本里没有这条记录",
        f"/law/{LAW}/99.99/": "里没有条款 99.99",
        form_path(SWEEP, 1): "这一期不是你这个岗位的义务",
    }.items():
        officer.expects(404)
        officer.opens(path)
        expect(page.locator("h1")).to_contain_text(said)
        expect(page.locator(".errkv")).to_contain_text("怎么办")
        page.set_viewport_size({"width": 360, "height": 740})
        officer.fits()


@pytest.fixture
def policies(places: dict[str, str], officer: Visitor) -> dict[str, str]:
    """The content policy of every answer that some pages need, by path."""
    seen: dict[str, str] = {}

    def note(answer: Response) -> None:
        seen[answer.url.removeprefix(officer.address)] = answer.headers.get("content-security-policy", "")

    officer.context.on("response", note)
    for name in ("board", "clause", "form", "proof", "proof that waits"):
        officer.opens(places[name])
    return seen


def test_pages_carry_a_strict_policy(policies: dict[str, str]) -> None:
    pages = {path: policy for path, policy in policies.items() if not path.startswith("/static/")}
    assert len(pages) == 5
    for path, policy in pages.items():
        assert "default-src 'self'" in policy, path
        assert "unsafe-" not in policy, path


def test_static_files_carry_a_strict_policy(policies: dict[str, str]) -> None:
    files = {path: policy for path, policy in policies.items() if path.startswith("/static/")}
    assert {path.rpartition(".")[2] for path in files} == {"css", "js", "svg"}
    for path, policy in files.items():
        assert "default-src 'self'" in policy, path
        assert "unsafe-" not in policy, path


def test_a_script_in_the_page_does_not_run_and_is_noticed(officer: Visitor) -> None:
    """Holds the collector itself: what these tests listen for does reach them."""
    officer.opens("/board/")
    assert not officer.page.evaluate(VIOLATES)
    officer.page.wait_for_timeout(200)
    assert any("script" in said and "Content Security Policy" in said for said in officer.wrong)
    assert any("style" in said and "Content Security Policy" in said for said in officer.wrong)
    officer.wrong.clear()


def test_signing_in_never_leads_to_another_site(town: Town, visitor: Visitor) -> None:
    visitor.signs_in(town.office().username, to=f"/signin/?next={STRANGE}").wait_for_url("**/")
    assert visitor.page.url == f"{visitor.address}/"


def test_the_ledger_shows_what_is_in_sight_only(town: Town, office: Office, officer: Visitor) -> None:
    neighbour = town.office(area=XINAN, name="示例邻县应急管理局")
    event = filed_of([town.files(neighbour, town.first_day(0))])[0]
    page = officer.page
    officer.opens("/ledger/")
    expect(page.locator("main")).to_contain_text(office.body.short)
    expect(page.locator("main")).not_to_contain_text("示例邻县应急管理局")
    officer.expects(404)
    officer.opens(f"/ledger/{event}/")
    expect(page.locator("h1")).to_contain_text("账本里没有这条记录")
