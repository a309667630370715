"""Filing is safe: once however often it is sent, nothing typed is lost, nobody meets what is a neighbour's."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from jinze.cases.deed.models import Deed
from tests.e2e.town import DAY, SWEEP, XINAN, Office, Town, form_path
from tests.e2e.visitor import Visitor, fill_sweep, submit

pytestmark = pytest.mark.browser

DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('jinze:draft:'))"


def filed(office: Office) -> int:
    return Deed.objects.filter(body=office.body).count()


def the_deed(page: Page) -> UUID:
    page.wait_for_url("**/deeds/0*/")
    return UUID(page.url.rstrip("/").rpartition("/")[2])


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_double_click_files_once(town: Town, visit: Callable[..., Visitor], scripts: bool) -> None:
    office = town.office()
    before = filed(office)
    visitor = visit(java_script_enabled=scripts)
    page = visitor.signs_in(office.username)
    visitor.opens(form_path(SWEEP, town.this_month))
    fill_sweep(page)
    page.locator("form[data-once] button.btn-primary").dblclick()
    assert Deed.objects.get(key=the_deed(page)).body == office.body
    assert filed(office) == before + 1


def test_a_form_sent_again_leads_to_its_deed_and_with_other_words_is_refused(town: Town, visitor: Visitor) -> None:
    office = town.office()
    before = filed(office)
    page = visitor.signs_in(office.username)
    visitor.opens(form_path(SWEEP, town.this_month))
    fill_sweep(page, summary="first-words")
    with page.expect_request(lambda request: request.method == "POST") as sending:
        submit(page)
    deed, sent = the_deed(page), sending.value
    again, other = (
        visitor.context.request.post(sent.url, data=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
        for body in (sent.post_data, sent.post_data.replace("first-words", "other-words"))
    )
    assert again.url == f"{visitor.address}/deeds/{deed}/"
    assert other.status == 409
    assert "没有保存" in other.text()
    assert filed(office) == before + 1


def test_going_back_after_filing_leads_to_the_deed_and_says_so(town: Town, visitor: Visitor) -> None:
    office = town.office()
    page = visitor.signs_in(office.username)
    visitor.opens(form_path(SWEEP, town.this_month))
    fill_sweep(page)
    submit(page)
    the_deed(page)
    before = filed(office)
    page.go_back()
    expect(page.locator("main")).to_contain_text("这一期已经办过，没有再次提交")
    the_deed(page)
    assert filed(office) == before


def test_a_form_for_what_was_filed_elsewhere_leads_to_that_deed(town: Town, visit: Callable[..., Visitor]) -> None:
    office = town.office()
    first, second = visit(), visit()
    for visitor in (first, second):
        visitor.signs_in(office.username)
        visitor.opens(form_path(SWEEP, town.this_month))
        fill_sweep(visitor.page)
    submit(first.page)
    the_deed(first.page)
    before = filed(office)
    submit(second.page)
    expect(second.page.locator("main")).to_contain_text("这一期已经办过，没有再次提交")
    assert the_deed(second.page) == the_deed(first.page)
    assert filed(office) == before


def test_a_form_stays_with_the_post_in_which_it_was_opened(town: Town, visitor: Visitor) -> None:
    office = town.office()
    other = town.world.post(office.body, title="联络员")
    town.world.appoints(office.person, other)
    page = visitor.signs_in(office.username)
    page.locator(".choose-item", has_text="综合科科长").click()
    page.wait_for_url("**/")
    visitor.opens(form_path(SWEEP, town.this_month))
    fill_sweep(page)
    elsewhere = visitor.context.new_page()
    elsewhere.goto("/")
    elsewhere.locator(".acting summary").click()
    elsewhere.locator(".acting .menu-item", has_text="联络员").click()
    expect(elsewhere.locator(".acting summary")).to_contain_text("联络员")
    before = filed(office)
    visitor.expects(409)
    submit(page)
    expect(page.locator("h1")).to_have_text("打开表单以后你换了身份，这份记录没有提交")
    assert filed(office) == before


def test_a_neighbours_deed_is_not_found_in_words(town: Town, visitor: Visitor) -> None:
    office, neighbour = town.office(), town.office(area=XINAN)
    key = town.files(neighbour, town.first_day(1) + 10 * DAY)
    page = visitor.signs_in(office.username)
    visitor.expects(404, 404)
    visitor.opens(f"/deeds/{key}/")
    expect(page.locator("h1")).to_have_text("没有这份履职记录")
    expect(page.locator(".errkv")).to_contain_text("它可能不在你能看到的范围内")
    expect(page.locator(".acting summary")).to_be_visible()
    visitor.opens(f"/deeds/{UUID(int=key.int ^ 1)}/")
    expect(page.locator("h1")).to_have_text("没有这份履职记录")


def test_a_draft_outlives_a_reload_and_goes_when_the_act_is_filed(town: Town, visitor: Visitor) -> None:
    office = town.office()
    page = visitor.signs_in(office.username)
    visitor.opens(form_path(SWEEP, town.this_month))
    fill_sweep(page, summary="写到一半")
    expect(page.locator("[data-draft-said]")).to_contain_text("草稿存于")
    page.reload()
    expect(page.locator("[data-draft-said]")).to_contain_text("已恢复")
    expect(page.get_by_label("做了什么")).to_have_value("写到一半")
    expect(page.locator("[name=a-places_checked]")).to_have_value("12")
    assert len(page.evaluate(DRAFTS)) == 1
    submit(page)
    the_deed(page)
    assert page.evaluate(DRAFTS) == []


def test_a_draft_that_is_not_wanted_is_gone(town: Town, visitor: Visitor) -> None:
    office = town.office()
    page = visitor.signs_in(office.username)
    visitor.opens(form_path(SWEEP, town.this_month))
    fill_sweep(page, summary="写错了")
    expect(page.locator("[data-draft-said]")).to_contain_text("草稿存于")
    page.reload()
    page.get_by_role("button", name="不要草稿").click()
    expect(page.get_by_label("做了什么")).to_have_value("")
    page.reload()
    expect(page.get_by_label("做了什么")).to_have_value("")
    assert page.evaluate(DRAFTS) == []


def test_the_form_beside_the_list_and_its_page_share_one_draft(town: Town, visitor: Visitor) -> None:
    office = town.office(owed=0)
    page = visitor.signs_in(office.username)
    page.get_by_label("做了什么").fill("在清单旁边写的")
    expect(page.locator("[data-draft-said]")).to_contain_text("草稿存于")
    page.get_by_role("link", name="打开整页").click()
    page.wait_for_url("**/deeds/new/**")
    expect(page.get_by_label("做了什么")).to_have_value("在清单旁边写的")


def test_a_session_that_ended_loses_nothing_that_was_typed(town: Town, visitor: Visitor) -> None:
    office = town.office()
    page = visitor.signs_in(office.username)
    address = form_path(SWEEP, town.this_month)
    visitor.opens(address)
    fill_sweep(page, summary="写完才发现退出了")
    visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    submit(page)
    page.wait_for_url("**/signin/**")
    before = filed(office)
    visitor.signs_in(office.username, to=page.url)
    page.wait_for_url(lambda url: "signin" not in url)
    visitor.opens(address)
    expect(page.get_by_label("做了什么")).to_have_value("写完才发现退出了")
    assert filed(office) == before


def test_a_form_that_has_grown_old_is_refused_in_words(town: Town, visitor: Visitor) -> None:
    office = town.office()
    page = visitor.signs_in(office.username)
    visitor.opens(form_path(SWEEP, town.this_month))
    fill_sweep(page)
    before = filed(office)
    visitor.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    visitor.expects(403)
    submit(page)
    expect(page.locator("h1")).to_have_text("没有提交：页面放得太久了")
    assert filed(office) == before
