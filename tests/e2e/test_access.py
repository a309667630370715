"""Nobody is left out: the main way goes by keys alone, without scripts, and on a phone of 360 px."""

import json
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.e2e.town import DAY, SWEEP, Town, form_path
from tests.e2e.visitor import Visitor, fill_sweep, submit
from tests.support.world import PASSWORD

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
FOCUSED = "document.activeElement"


def test_the_main_way_goes_by_keys_alone(town: Town, visitor: Visitor) -> None:
    office = town.office()
    page = visitor.signs_in(office.username)
    rows = page.locator(".todo-row a.hit")
    expect(rows).to_have_count(2)
    for key, row in (("j", 0), ("j", 1), ("j", 1), ("k", 0), ("j", 1)):
        page.keyboard.press(key)
        expect(rows.nth(row)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#item h2")).to_contain_text(town.month_word(0))
    expect(page.locator("#live")).to_contain_text("已打开：县级打非治违月检查")
    page.keyboard.press("w")
    expect(page.locator("#why a").first).to_be_focused()
    page.keyboard.press("e")
    expect(page.get_by_label("办理时间")).to_be_focused()
    page.keyboard.press("Escape")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("e")
    _tab_to(page, "summary")
    page.keyboard.type("jkwe/ 都是字，不是命令")
    _tab_to(page, "a-places_checked")
    page.keyboard.type("12")
    _tab_to(page, "a-violations_found")
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/deeds/0*/")
    expect(page.locator(".said").first).to_contain_text("jkwe/ 都是字，不是命令")


def _tab_to(page: Page, name: str) -> None:
    for _ in range(12):
        if page.evaluate(f"{FOCUSED}.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"twelve times Tab did not reach {name}")


def test_a_slash_goes_to_the_search_and_finds_a_clause(town: Town, visitor: Visitor) -> None:
    page = visitor.signs_in(town.office().username)
    page.wait_for_url("**/")
    visitor.opens("/law/luoyang-2017-37/")
    page.keyboard.press("/")
    expect(page.locator("[data-search]").first).to_be_focused()
    page.keyboard.type("1.2.19")
    page.keyboard.press("Enter")
    page.wait_for_url("**?*q=1.2.19*")
    expect(page.locator("main")).to_contain_text("1.2.19")


def test_the_first_tab_leads_past_the_navigation(town: Town, visitor: Visitor) -> None:
    page = visitor.signs_in(town.office().username)
    page.wait_for_url("**/")
    visitor.opens("/board/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_main_way_goes_without_scripts(town: Town, visit: Callable[..., Visitor]) -> None:
    office = town.office()
    visitor = visit(java_script_enabled=False)
    page = visitor.signs_in(office.username)
    page.locator(".todo-row", has_text=town.month_word(0)).locator("a.hit").click()
    expect(page.locator("#item h2")).to_contain_text(town.month_word(0))
    expect(page.locator("[data-print], [data-needs-script]").first).to_be_hidden()
    visitor.expects(422)
    fill_sweep(page, summary="")
    submit(page)
    expect(page.get_by_role("alert")).to_contain_text("请写做了什么")
    expect(page.locator("[name=a-places_checked]")).to_have_value("12")
    fill_sweep(page)
    submit(page)
    page.wait_for_url("**/deeds/0*/")
    expect(page.locator("tr", has_text="县级打非治违月检查").locator(".st-done")).to_have_text("按期")
    town.order_ledger()
    page.get_by_role("link", name="看凭据").first.click()
    expect(page.locator("h1")).to_have_text("这条记录写入后没有被改动过")
    visitor.opens("/board/")
    page.locator(".matrix td a").first.click()
    expect(page.locator("#drill")).to_be_visible()
    page.locator(".me-menu summary").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/signin/")


def test_the_main_way_goes_on_a_phone(town: Town, visit: Callable[..., Visitor]) -> None:
    office = town.office()
    visitor = visit(**PHONE)
    page = visitor.opens("/signin/")
    visitor.fits()
    visitor.signs_in(office.username)
    page.wait_for_url("**/")
    visitor.fits()
    expect(page.locator("#item")).to_be_hidden()
    page.locator(".todo-row", has_text=town.month_word(3)).locator("a.hit").tap()
    expect(page.locator("#item")).to_be_visible()
    expect(page.locator(".todo-list")).to_be_hidden()
    visitor.fits()
    page.locator("#why a").first.tap()
    page.wait_for_url("**/law/**")
    visitor.fits()
    page.go_back()
    visitor.expects(422)
    submit(page)
    expect(page.get_by_role("alert")).to_be_focused()
    visitor.fits()
    fill_sweep(page, when=datetime.combine(town.first_day(3) + 9 * DAY, time(9, 30)))
    submit(page)
    page.wait_for_url("**/deeds/0*/")
    expect(page.locator(".st-late")).to_have_text("迟办")
    visitor.fits()
    page.get_by_role("link", name="看凭据").first.tap()
    expect(page.locator("h1")).to_be_visible()
    visitor.fits()
    for place in ("看板", "条款", "账本", "待办"):
        page.locator(".bottombar").get_by_role("link", name=place).tap()
        expect(page.locator(".bottombar [aria-current=page]")).to_have_text(place)
        visitor.fits()


def test_what_a_thumb_presses_is_large_enough_on_a_phone(town: Town, visit: Callable[..., Visitor]) -> None:
    visitor = visit(**PHONE)
    page = visitor.signs_in(town.office().username)
    visitor.opens(form_path(SWEEP, town.this_month))
    for part in page.locator(".bottombar a, .form-foot .btn, .acting summary, .me-menu summary").all():
        box = part.bounding_box()
        assert box is not None
        assert box["height"] >= 44, f"{part.inner_text()!r} is {box['height']} px high"
    assert int(page.locator("#f-summary").evaluate("(field) => parseFloat(getComputedStyle(field).fontSize)")) >= 15


def test_a_demo_account_signs_in_with_one_press(town: Town, visitor: Visitor) -> None:
    office = town.office()
    account = {"name": office.person.name, "post": "综合科科长", "username": office.username, "password": PASSWORD}
    listed = Path(settings.JINZE_VAR) / "demo-accounts.json"
    listed.write_text(json.dumps([account]), encoding="utf-8")
    try:
        page = visitor.opens("/signin/")
        page.locator(".demo-acc").get_by_role("button", name="综合科科长").click()
        expect(page.locator("h1")).to_have_text("待办")
    finally:
        listed.unlink()
