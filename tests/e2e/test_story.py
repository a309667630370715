"""The whole way through the house as a person goes it: sign in, see why, file, prove, void, act for another, leave."""

import json
import re
import subprocess
import sys
from datetime import datetime, time
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from jinze.foundation.ledger.queries.checkpoints import checkpoint_file
from jinze.foundation.ledger.queries.tree import the_log
from jinze.kernel.days import CHINA
from tests.e2e.town import DAY, Town
from tests.e2e.visitor import Visitor, expect_words, fill_sweep, submit

pytestmark = pytest.mark.browser

CHECKER = Path(settings.CHECKOUT) / "docs" / "check_proof.py"
AS_OFFICER = re.compile(r"以\s*示例区应急管理局 · 综合科科长\s*身份")
SUMMARY = "会同公安检查十二处，没有发现非法生产"


def test_an_officer_goes_the_whole_way(town: Town, visitor: Visitor, tmp_path: Path) -> None:
    office = town.office(name="示例区应急管理局")
    liaison = town.world.body("示例区安委办", area=office.body.area)
    town.world.appoints(office.person, town.world.post(liaison, title="联络员"))
    _, head_post, _ = town.government()
    town.world.delegates(office.person, head_post)

    _signs_in(visitor, office.username)
    page = visitor.page
    _sees_what_is_owed_and_why(visitor, town)
    before = visitor.equation()
    late = _files_what_was_missed(visitor, town)
    after = visitor.equation()
    assert after == {**before, "逾期": before["逾期"] - 1, "迟办": before["迟办"] + 1}
    on_time = _files_what_is_due(visitor, town)
    assert visitor.equation() == {**after, "在期": after["在期"] - 1, "按期": after["按期"] + 1}
    _proves(visitor, town, on_time, tmp_path)
    _voids(visitor, town, late)
    assert visitor.equation()["逾期"] == before["逾期"]
    _acts_for_the_head(visitor, office.person.name)
    _switches_and_leaves(visitor, office.username)
    expect(page.locator("h1")).to_have_text("示例区应急管理局：打非治违检查")


def _signs_in(visitor: Visitor, username: str) -> None:
    page = visitor.opens("/")
    assert visitor.path == "/signin/"
    visitor.expects(422)
    page = visitor.signs_in(username, "not-the-password")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("账号或密码不对，没有登录")
    expect(summary).to_be_focused()
    expect(page.get_by_label("账号")).to_have_value(username)
    page.get_by_label("密码").fill("xiangyun-4103-hetu")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("这次以哪个身份办事")
    expect(page.locator(".choose-item")).to_have_count(3)
    expect(page.locator(".choose-item", has_text="综合科科长")).to_contain_text("2 项待办")
    page.locator(".choose-item", has_text="综合科科长").click()
    expect(page.locator(".acting summary")).to_contain_text(AS_OFFICER)


def _sees_what_is_owed_and_why(visitor: Visitor, town: Town) -> None:
    page = visitor.page
    assert visitor.path == "/"
    overdue = page.locator(".todo-group", has_text="已逾期").locator(".todo-row")
    expect(overdue).to_have_count(1)
    expect(overdue).to_contain_text(f"县级打非治违月检查（{town.month_word(3)}）")
    deadline = town.first_day(2) + 4 * DAY
    expect(overdue.locator(".st-overdue")).to_have_text(f"逾期 {(town.today - deadline).days} 天")
    expect(overdue.locator(".cl")).to_contain_text("1.2.19")
    why = page.locator("#why")
    expect_words(page, ["为什么是我", "第 1.2.19 条", "由 示例区应急管理局 承担"], "#why")
    listed = page.url
    why.get_by_role("link", name="1.2.19").click()
    page.wait_for_url("**/law/**")
    expect(page.locator("h1")).to_contain_text("1.2.19")
    expect(page.locator(".law-main")).to_contain_text("县级打非治违月检查")
    page.go_back()
    page.wait_for_url(listed)
    expect(page.locator("#item h2")).to_contain_text(town.month_word(3))


def _files_what_was_missed(visitor: Visitor, town: Town) -> str:
    """Errors first, then the act; gives the address of the deed."""
    page = visitor.opens("/")
    page.get_by_role("link", name="打开整页").click()
    page.wait_for_url("**/deeds/new/**")
    visitor.expects(422)
    submit(page)
    said = ["请填写办理时间", "请写做了什么", "请写一句为什么迟了", "请填写检查处数", "请填写发现非法违法起数"]
    _is_sent_back(page, said)
    page.get_by_role("alert").get_by_role("link", name="请写做了什么").click()
    expect(page.get_by_label("做了什么")).to_be_focused()
    visitor.expects(422)
    fill_sweep(page, when=datetime.now(CHINA) + DAY, summary=SUMMARY)
    page.locator("[name=a-violations_found]").fill("")
    submit(page)
    _is_sent_back(page, ["还没有发生", "请填写发现非法违法起数"])
    expect(page.get_by_label("做了什么")).to_have_value(SUMMARY)
    expect(page.locator("[name=a-places_checked]")).to_have_value("12")
    expect(page.get_by_label("办理时间")).to_have_attribute("aria-invalid", "true")
    fill_sweep(page, when=datetime.combine(town.first_day(3) + 9 * DAY, time(9, 30)), summary=None)
    submit(page)
    page.wait_for_url("**/deeds/0*/")
    row = page.locator("tr", has_text="县级打非治违月检查")
    expect(row).to_contain_text(town.month_word(3))
    expect(row.locator(".st-late")).to_have_text("迟办")
    expect(page.get_by_role("status")).to_contain_text("已记入账本")
    expect(page.get_by_role("status").get_by_role("link", name="看凭据")).to_be_visible()
    return page.url


def _is_sent_back(page: Page, said: list[str]) -> None:
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("heading")).to_have_text(f"还差 {len(said)} 处，没有提交")
    expect(summary.get_by_role("link")).to_have_count(len(said))
    for words in said:
        expect(summary).to_contain_text(words)
    expect(summary).to_be_focused()


def _files_what_is_due(visitor: Visitor, town: Town) -> str:
    page = visitor.opens("/")
    expect(page.locator(".todo-row")).to_have_count(1)
    fill_sweep(page, summary="街镇报上来的线索逐条核实，没有发现")
    submit(page)
    page.wait_for_url("**/deeds/0*/")
    expect(page.locator("tr", has_text=town.month_word(0)).locator(".st-done")).to_have_text("按期")
    deed = page.url
    visitor.opens("/")
    expect(page.locator("main")).to_contain_text("你这个岗位眼下没有欠办的事")
    return deed


def _proves(visitor: Visitor, town: Town, deed: str, folder: Path) -> None:
    page = visitor.opens(deed)
    expect(page.locator("main")).to_contain_text("正在排入账本")
    town.order_ledger()
    page.get_by_role("link", name="看凭据").click()
    expect(page.locator("h1")).to_have_text("这条记录写入后没有被改动过")
    expect(page.locator(".pf-ok")).to_have_count(4)
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载证明").click()
    proof = folder / "proof.json"
    coming.value.save_as(proof)
    assert json.loads(proof.read_text())["key"] in page.url.replace("-", "")
    _outsider_agrees(proof, folder)


def _outsider_agrees(proof: Path, folder: Path) -> None:
    """The stand-alone checker says yes to the proof, and no to one in which a single digit is another."""
    kept = [the_log().public_key, checkpoint_file(the_log().origin)]
    command = [sys.executable, "-I", CHECKER]
    done = subprocess.run([*command, proof, *kept], capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 0, done.stdout + done.stderr
    forged = folder / "forged.json"
    forged.write_text(proof.read_text().replace("410305", "410306", 1))
    assert forged.read_text() != proof.read_text()
    assert subprocess.run([*command, forged, *kept], capture_output=True, check=False, timeout=30).returncode == 1


def _voids(visitor: Visitor, town: Town, deed: str) -> None:
    page = visitor.opens(deed)
    page.get_by_text("作废这条记录").click()
    visitor.expects(422)
    page.get_by_role("button", name="作废并记入账本").click()
    expect(page.locator(".void .invalid-feedback")).to_contain_text("请写明为什么作废")
    page.get_by_label("为什么作废").fill("单位选错了，重新填报")
    page.get_by_role("button", name="作废并记入账本").click()
    expect(page.locator(".note-alarm")).to_contain_text("作废：单位选错了，重新填报")
    expect(page.locator(".st-void")).to_have_text("已作废，不算")
    expect(page.get_by_text("作废这条记录")).to_have_count(0)
    visitor.opens("/")
    expect(page.locator(".todo-row")).to_have_count(1)
    expect(page.locator(".todo-row")).to_contain_text(town.month_word(3))


def _acts_for_the_head(visitor: Visitor, name: str) -> None:
    page = visitor.opens("/")
    page.locator(".acting summary").click()
    page.locator(".acting .menu-item", has_text="示例区长").click()
    expect(page.locator(".acting summary")).to_contain_text(
        re.compile(rf"代\s*示例区人民政府 · 区长 示例区长\s*办理，经手 {name}")
    )
    page.locator(".todo-row", has_text="季度安全专题会议").locator("a.hit").click()
    expect(page.locator("#item h2")).to_contain_text("季度安全专题会议")
    page.get_by_label("做了什么").fill("专题研究冬季防火，定了三条措施")
    page.locator("[name=a-chair]").fill("示例区长")
    page.locator("[name=a-measures]").fill("街镇两周内查完沿街门店")
    submit(page)
    page.wait_for_url("**/deeds/0*/")
    expect(page.locator("tr", has_text="季度安全专题会议").locator(".st-done")).to_have_text("按期")
    facts = page.locator(".panel", has_text="记录本身").locator("dl")
    expect(facts).to_contain_text(re.compile(r"责任人\s*示例区长，示例区人民政府 区长"))
    expect(facts).to_contain_text(re.compile(rf"经手\s*{name}"))


def _switches_and_leaves(visitor: Visitor, username: str) -> None:
    page = visitor.page
    page.locator(".acting summary").click()
    page.locator(".acting .menu-item", has_text="综合科科长").click()
    expect(page.locator(".acting summary")).to_contain_text(AS_OFFICER)
    visitor.opens("/ledger/")
    page.locator("tr", has_text="示例区应急管理局：打非治违检查").first.get_by_role("link").first.click()
    page.get_by_role("link", name="打开这次履职").click()
    page.wait_for_url("**/deeds/0*/")
    saved = page.url
    page.locator(".me-menu summary").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/signin/")
    visitor.opens(saved)
    assert visitor.path == "/signin/"
    visitor.signs_in(username, to=page.url)
    page.locator(".choose-item", has_text="综合科科长").click()
    page.wait_for_url(saved)
