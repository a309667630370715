"""The difference of a revision as a page, and adopting it: only by whom it is for, and only what was seen."""

import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from django.http import HttpResponse
from django.test import Client

from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.ledger.models import Event
from jinze.sources.models import Revision
from jinze.sources.queries.law import law_of
from tests.faces.scene import ALL, DUTIES, KINDS, Scene, today
from tests.support.law import INSTRUMENT, duty_row, small_law

PAGE = f"/law/{INSTRUMENT}/difference/"
BETWEEN = f"{PAGE}between/"
ROWS = {slug: duty_row(slug, **rule) for slug, rule in DUTIES}
CASE = {
    "name": "一月的检查一月办，按期",
    "clause": "1.1",
    "duty": "1.1-month",
    "acts": ["2026-01-05"],
    "day": "2026-01-31",
    "period": "2026-01-31",
    "expect": "on_time",
}


def law_with(*duties: Any, **files: Any) -> dict[str, Any]:
    """The law of the scene with these duties."""
    return small_law(*duties, **{**KINDS, **files})


def text(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", unescape(answer.content.decode())))


@pytest.fixture
def law(scene: Scene, settings: Any, tmp_path: Path) -> Path:
    """The folder as it was adopted, and an office that may adopt another."""
    settings.JINZE_LAW = tmp_path
    write(tmp_path, *ROWS.values())
    scene.body("示例安委办", Level.CITY, "4103", "safety_committee_office")
    scene.seat("anwei", "示例安委办", PostRole.OFFICER, "安委办科员")
    scene.body("示例审计局", Level.CITY, "4103", "safety_committee_office")
    scene.seat("shenjishi", "示例审计局", PostRole.AUDITOR, "市审计员")
    return tmp_path


def write(folder: Path, *duties: Any, **files: Any) -> None:
    for name, content in law_with(*duties, **files).items():
        file = folder / INSTRUMENT / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def changed(folder: Path, **files: Any) -> None:
    """The folder with a duty changed, one added, one ended, and a clause said otherwise."""
    clauses = small_law()["clauses/1.yaml"]
    clauses[1]["gist"] = "每半年查两遍。"
    rows = {**ROWS, "1.1-month": duty_row("1.1-month", levels=ALL, every="quarter", title="季度检查")}
    rows["1.2-new"] = duty_row("1.2-new", levels=("city",), post="principal", every="year", title="年度检查")
    del rows["1.3-works"]
    write(folder, *rows.values(), **{"clauses/1.yaml": clauses, **files})


def form_of(answer: HttpResponse, **changes: str) -> dict[str, str]:
    """The form that adopts, as the page gives it."""
    held = dict(re.findall(r'name="(seen|over|key)" value="([^"]*)"', answer.content.decode()))
    return {**held, "since": str(today() + timedelta(days=1)), **changes}


def adopt(client: Client, **changes: str) -> HttpResponse:
    return client.post(PAGE, form_of(client.get(PAGE), **changes))


def test_what_is_adopted_already_differs_in_nothing(scene: Scene, law: Path) -> None:
    answer = scene.signed("anwei").get(PAGE)
    assert answer.status_code == 200
    assert "服务器上的数据与现行第 1 版完全相同，不用采用" in text(answer)
    assert 'name="seen"' not in answer.content.decode()


def test_the_page_shows_what_changes_and_whom_it_touches(scene: Scene, law: Path) -> None:
    changed(law)
    said = text(scene.signed("anwei").get(PAGE))
    assert "义务新增 1 项、改动 1 项、取消 1 项 · 条款改动 1 条" in said
    assert "时限：原为每月一次 →，改为 每季度一次" in said
    assert "名称：原为义务1.1-month →，改为 季度检查" in said
    assert "重新起算" in said
    assert "一句话：原为按时检查。 →，改为 每半年查两遍。" in said
    assert "市级 · 政府 主要负责人" in said
    assert "5 个单位，1 人在指明的岗位上" in said
    assert "示例市长 示例shizhang" in said
    for body in ("示例市政府", "涧西政府", "瀍河政府", "涧西铸造", "瀍河化工"):
        assert body in said, body


def test_others_read_it_and_see_their_own_bodies_alone(scene: Scene, law: Path) -> None:
    changed(law)
    for username in ("jianxi", "zhuzao", "shenji", "shenjishi"):
        answer = scene.signed(username).get(PAGE)
        assert answer.status_code == 200, username
        assert "采用新版由市里的承担这项职能的单位办理；你可以查看" in text(answer), username
        assert 'name="seen"' not in answer.content.decode(), username
        if username in {"jianxi", "zhuzao"}:
            assert "瀍河" not in text(answer), username
            assert "示例shizhang" not in text(answer), username


def test_adopting_what_was_seen_makes_the_next_revision_and_gives_a_proof(scene: Scene, law: Path) -> None:
    changed(law)
    client = scene.signed("anwei")
    day = today() + timedelta(days=3)
    answer = adopt(client, since=str(day))
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    revision = Revision.objects.get(number=2)
    assert (revision.since, revision.digest) == (day, law_of(INSTRUMENT).digest)
    event = Event.objects.get(kind="law.revision_adopted", system="")
    assert event.person == scene.people["anwei"].key
    page = client.get(PAGE)
    assert f"已采用第 2 版，自 {day} 起。看凭据" in text(page)
    assert f"/ledger/{event.key}/" in page.content.decode()
    assert "完全相同，不用采用" in text(page)
    assert "安委办科员" in text(page)


def test_the_same_form_twice_adopts_once(scene: Scene, law: Path) -> None:
    changed(law)
    client = scene.signed("anwei")
    form = form_of(client.get(PAGE))
    assert [client.post(PAGE, form).status_code for _ in range(2)] == [302, 302]
    assert Revision.objects.count() == 2
    assert "已经采用过，没有重复采用" in text(client.get(PAGE))


@pytest.mark.parametrize("username", ["jianxi", "shizhang", "zhuzao", "shenjishi"])
def test_nobody_else_adopts(scene: Scene, law: Path, username: str) -> None:
    changed(law)
    form = form_of(scene.signed("anwei").get(PAGE))
    answer = scene.signed(username).post(PAGE, form)
    assert answer.status_code == 403
    assert Revision.objects.count() == 1


def test_a_folder_that_changed_after_it_was_seen_is_not_adopted(scene: Scene, law: Path) -> None:
    changed(law)
    client = scene.signed("anwei")
    form = form_of(client.get(PAGE))
    write(law, *ROWS.values(), duty_row("1.2-late", title="后来加的"))
    answer = client.post(PAGE, form)
    assert answer.status_code == 409
    assert "与你看到的差别对不上，没有采用。下面是现在的差别" in text(answer)
    assert "后来加的" in text(answer)
    assert Revision.objects.count() == 1


def test_a_revision_that_someone_else_adopted_meanwhile_is_told(scene: Scene, law: Path) -> None:
    changed(law)
    client = scene.signed("anwei")
    form = form_of(client.get(PAGE))
    scene.world.adopt(law_with(*ROWS.values(), duty_row("1.2-x")), since=today())
    answer = client.post(PAGE, {**form, "since": str(today() + timedelta(days=9))})
    assert (answer.status_code, Revision.objects.count()) == (409, 2)
    assert "拟采用的数据与现行第 2 版的差别" in text(answer)


@pytest.mark.parametrize("since", ["", "明天", "2026-02-30", "0001-01-01", "9999-12-31", "²"])
def test_a_day_that_is_none_is_told_at_its_field(scene: Scene, law: Path, since: str) -> None:
    changed(law)
    answer = adopt(scene.signed("anwei"), since=since)
    assert (answer.status_code, Revision.objects.count()) == (422, 1)
    assert "请填日期，例如 2026-12-01" in text(answer)
    assert 'id="f-since-e"' in answer.content.decode()


def test_a_day_before_the_revision_in_force_is_told_at_its_field(scene: Scene, law: Path) -> None:
    changed(law)
    answer = adopt(scene.signed("anwei"), since=str(scene.world.since))
    assert (answer.status_code, Revision.objects.count()) == (422, 1)
    assert f"必须晚于现行第 1 版的 {scene.world.since}" in text(answer)


def test_a_law_that_fails_its_cases_is_not_adopted(scene: Scene, law: Path) -> None:
    changed(law, **{"cases/1.yaml": [{**CASE, "expect": "late"}]})
    client = scene.signed("anwei")
    page = client.get(PAGE)
    assert "1 例不符" in text(page)
    assert "一月的检查一月办，按期" in text(page)
    assert 'name="seen"' not in page.content.decode()
    digest = Revision.objects.get().digest
    answer = client.post(PAGE, {"seen": digest, "over": "1", "key": str(uuid4()), "since": "2099-01-01"})
    assert (answer.status_code, Revision.objects.count()) == (422, 1)
    assert "有 1 个案例与法源数据不符，没有采用" in text(answer)


def test_a_law_that_meets_its_cases_says_so(scene: Scene, law: Path) -> None:
    changed(law, **{"cases/1.yaml": [CASE]})
    client = scene.signed("anwei")
    assert "1 例全部相符" in text(client.get(PAGE))
    assert adopt(client).status_code == 302


def test_other_cases_alone_are_no_difference_of_duties(scene: Scene, law: Path) -> None:
    write(law, *ROWS.values(), **{"cases/1.yaml": [CASE]})
    client = scene.signed("anwei")
    assert "只有核对案例或文件的排列不同" in text(client.get(PAGE))
    assert adopt(client).status_code == 302


def test_a_folder_with_faults_is_told_with_each_of_them(scene: Scene, law: Path) -> None:
    write(law, duty_row("1.1-a", act="dance"), duty_row("9.9-b"))
    answer = scene.signed("anwei").get(PAGE)
    assert answer.status_code == 200
    for fault in ("读不成，不能采用", "没有履职种类 dance", "没有条款 9.9", "采用过的版本"):
        assert fault in text(answer), fault


def test_a_folder_that_is_gone_leaves_the_history(scene: Scene, law: Path, settings: Any) -> None:
    settings.JINZE_LAW = law / "nowhere"
    answer = scene.signed("anwei").get(PAGE)
    assert answer.status_code == 200
    assert f"law/ 里没有 {INSTRUMENT}" in text(answer)
    assert scene.signed("anwei").get("/law/atlantis-1/difference/").status_code == 404


def test_a_first_law_is_adopted_without_a_difference(scene: Scene, law: Path) -> None:
    Revision.objects.all().delete()
    client = scene.signed("anwei")
    page = client.get(PAGE)
    assert "还没有采用过的法源数据" in text(page)
    assert adopt(client).status_code == 302
    assert Revision.objects.get().number == 1


def test_two_adopted_revisions_are_compared(scene: Scene, law: Path) -> None:
    changed(law)
    client = scene.signed("anwei")
    adopt(client)
    scene.world.adopt(law_with(ROWS["1.1-month"]), since=today() + timedelta(days=30))
    said = text(client.get(BETWEEN, {"older": "1", "newer": "2"}))
    assert "第 2 版与第 1 版的差别" in said
    assert "义务新增 1 项、改动 1 项、取消 1 项" in said
    turned = text(client.get(BETWEEN, {"older": "3", "newer": "1"}))
    assert "第 3 版与第 1 版的差别" in turned
    assert "比较任意两版" in turned
    assert "没有差别" in text(client.get(BETWEEN, {"older": "2", "newer": "2"}))


@pytest.mark.parametrize("asked", ["", "older=1", "older=1&newer=9", "older=x&newer=1", "older=²&newer=1", "older=-1"])
def test_a_revision_that_was_never_adopted_is_not_there(scene: Scene, law: Path, asked: str) -> None:
    assert scene.signed("anwei").get(f"{BETWEEN}?{asked}").status_code == 404


@pytest.mark.parametrize(
    "asked", ["since=x", "from=-1", "from=²", "from=99999999999", "all=nonsense", "since=9999-12-31"]
)
def test_a_condition_that_does_not_exist_counts_as_none(scene: Scene, law: Path, asked: str) -> None:
    changed(law)
    assert scene.signed("anwei").get(f"{PAGE}?{asked}").status_code == 200


def test_long_lists_open_by_a_link_and_bodies_by_pages(scene: Scene, law: Path) -> None:
    new = [{"title": f"第{n}号", "evidence": ["record", "list", "photos"][n % 3 :]} for n in range(40)]
    write(
        law, *ROWS.values(), *(duty_row(f"1.2-n{n}", levels=("city", "county"), **each) for n, each in enumerate(new))
    )
    for n in range(30):
        scene.body(f"政府{n:02}", Level.COUNTY, f"4103{50 + n}", "government")
    client = scene.signed("anwei")
    first = client.get(PAGE)
    assert ("第29号" in text(first), "第39号" in text(first)) == (True, False)
    assert "列出全部 40 项" in text(first)
    whole = client.get(f"{PAGE}?all=duties")
    assert "第39号" in text(whole)
    assert "显示第 1 至 20 条，共 33 条" in text(first)
    second = client.get(f"{PAGE}?from=20")
    assert "显示第 21 至 33 条，共 33 条" in text(second)
    shown = [set(re.findall(r"政府\d\d", text(page))) for page in (first, second)]
    assert (len(shown[0] | shown[1]), shown[0] & shown[1]) == (30, set())


def test_the_day_that_is_asked_for_says_whom_it_touches(scene: Scene, law: Path) -> None:
    changed(law)
    scene.world.takes(scene.bodies["瀍河政府"], "government", until=today() + timedelta(days=40))
    client = scene.signed("anwei")
    assert "5 个单位" in text(client.get(PAGE))
    later = text(client.get(f"{PAGE}?since={today() + timedelta(days=60)}"))
    assert "4 个单位" in later
    assert "瀍河政府" not in later


def test_a_number_changes_the_clock_and_is_told_where_it_stands(scene: Scene, law: Path) -> None:
    row = duty_row("1.2-on", levels=("city",), every=None, on="accident.reported", within="soon")
    scene.world.adopt(law_with(*ROWS.values(), row), since=date(2026, 1, 1))
    soon = small_law()["parameters/soon.yaml"]
    soon["values"][0]["value"] = {"within_days": 3}
    write(law, *ROWS.values(), row, **{"parameters/soon.yaml": soon})
    said = text(scene.signed("anwei").get(PAGE))
    assert "接到事故报告后 7 天内 →，改为 接到事故报告后 3 天内" in said
    assert "接着算，按新规定" in said
    assert "「义务1.2-on」的时限" in said
