"""Filing and voiding from the page: what a form may say, twice, wrongly, from another window, by someone else."""

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from jinze.cases.deed.models import Deed
from jinze.cases.deed.queries import contents_of
from jinze.foundation.access.enums import PostRole
from jinze.foundation.ledger.models import Event
from jinze.kernel.days import CHINA
from tests.faces.scene import Scene, this_month, today
from tests.support.law import INSTRUMENT, duty_row, small_law

HTML = "<script>alert(1)</script>&\"'"
QUARTER = this_month() // 3 - 2  # missed, and its grace over, whatever day it is


def when(days: int = 0) -> str:
    """A minute ago, or some days ago, as a browser writes it."""
    return f"{timezone.now().astimezone(CHINA) - timedelta(days=days, minutes=1):%Y-%m-%dT%H:%M}"


def address(slug: str = "1.1-month", ordinal: int | None = None) -> str:
    """The form of a missed period, which stays one whatever day it is."""
    return f"/deeds/new/{INSTRUMENT}/{slug}/{this_month() - 3 if ordinal is None else ordinal}/"


def said(**changed: str) -> dict[str, str]:
    """A form for a missed period, filled in."""
    late = {"late_reason": "示例缘由"}
    return {"key": str(uuid4()), "occurred_at": when(), "summary": "示例小结", **late, **changed}


def meeting(**changed: str) -> dict[str, str]:
    return said(**{"a-chair": "示例主持", **changed})


def text(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


@pytest.fixture
def leader(scene: Scene) -> Client:
    return scene.signed("jianxi")


def test_a_form_files_a_deed_and_goes_to_its_page(leader: Client) -> None:
    answer = leader.post(address(), said())
    deed = Deed.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/deeds/{deed.key}/")
    page = text(leader.get(answer["Location"]))
    assert "已记入账本" in page
    assert "已记入账本" not in text(leader.get(answer["Location"]))
    assert leader.get(address())["Location"] == answer["Location"]
    assert "已经办过" in text(leader.get(answer["Location"]))


def test_a_form_sent_twice_is_one_deed_and_goes_to_it_twice(leader: Client) -> None:
    form = said()
    first, second = leader.post(address(), form), leader.post(address(), form)
    assert first["Location"] == second["Location"]
    assert Deed.objects.count() == 1
    page = text(leader.get(second["Location"]))
    assert "没有重复记账" in page


def test_the_same_form_with_other_words_is_refused_and_nothing_is_lost_silently(leader: Client) -> None:
    form = said()
    leader.post(address(), form)
    for changed in ({"summary": "改过的"}, {"occurred_at": when(1)}):
        answer = leader.post(address(), {**form, **changed})
        assert (answer.status_code, "已经用过" in text(answer)) == (409, True)
    other_period = leader.post(address(ordinal=this_month() - 4), form)
    assert other_period.status_code == 409
    assert Deed.objects.count() == 1


def test_the_same_key_from_another_person_is_refused(scene: Scene, leader: Client) -> None:
    form = said()
    leader.post(address(), form)
    neighbour = scene.signed("chanhe").post(address(), form)
    assert (neighbour.status_code, "示例jianxi" in text(neighbour)) == (409, False)
    colleague = scene.signed("keyuan").post(address(), form)
    assert (colleague.status_code, colleague["Location"]) == (302, f"/deeds/{Deed.objects.get().key}/")
    assert Deed.objects.count() == 1


def test_a_key_that_names_another_kind_of_event_is_refused(leader: Client) -> None:
    answer = leader.post(address(), said(key=str(Event.objects.order_by("id")[3].key)))
    assert (answer.status_code, Deed.objects.count()) == (409, 0)


@pytest.mark.parametrize("key", ["", "x", "123"])
def test_a_form_without_a_proper_key_files_nothing(leader: Client, key: str) -> None:
    assert leader.post(address(), said(key=key)).status_code == 404
    assert not Deed.objects.exists()


def test_a_form_opened_in_another_post_files_nothing(scene: Scene) -> None:
    scene.seat("jianxi", "瀍河政府", PostRole.DEPUTY, "瀍河副职")
    client = scene.signed("jianxi")
    client.post("/posts/act-as/", {"post": str(scene.posts["jianxi"].key)})
    opened = text(client.get(address()))
    assert f'name="post" value="{scene.posts["jianxi"].key}"' in opened
    answer = client.post(address(), said(post=str(uuid4())))
    assert (answer.status_code, "换了身份" in text(answer)) == (409, True)
    assert not Deed.objects.exists()
    assert client.post(address(), said(post=str(scene.posts["jianxi"].key))).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "names", "words"),
    [
        ({"occurred_at": ""}, ["occurred_at"], "请填写办理时间"),
        ({"occurred_at": "昨天"}, ["occurred_at"], "请填写办理时间"),
        ({"occurred_at": "2026-02-30T10:00"}, ["occurred_at"], "请填写办理时间"),
        ({"occurred_at": "0001-01-01T00:00+23:00"}, ["occurred_at"], "请填写办理时间"),
        ({"occurred_at": "0001-01-01T00:00"}, ["occurred_at"], "之前办的请到那一期补报"),
        ({"occurred_at": "9999-12-31T23:59"}, ["occurred_at"], "还没有发生"),
        ({"occurred_at": "9999-12-31T23:59-23:59"}, ["occurred_at"], "请填写办理时间"),
        ({"summary": ""}, ["summary"], "一两句话就行"),
        ({"summary": " \n\t"}, ["summary"], "一两句话就行"),
        ({"late_reason": " "}, ["late_reason"], "为什么迟了"),
        ({"late_reason": "长" * 4001}, ["late_reason"], "请删减"),
        ({"summary": "长" * 4001}, ["summary"], "最多 4000 字，现有 4001 字"),
        ({"a-chair": ""}, ["a-chair"], "请填写主持人"),
        ({"a-chair": "长" * 2001}, ["a-chair"], "最多 2000 字"),
        ({"a-present": "许多"}, ["a-present"], "的整数"),
        ({"a-present": "-3"}, ["a-present"], "的整数"),
        ({"a-present": "１２"}, ["a-present"], "的整数"),
        ({"a-form": "email"}, ["a-form"], "中选一项"),
        ({"a-bogus": "x"}, ["a-bogus"], "不属于这种履职记录"),
        ({"a-chair": "", "summary": "", "occurred_at": ""}, ["a-chair", "occurred_at", "summary"], "3 处"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(
    leader: Client, wrong: dict[str, str], names: list[str], words: str
) -> None:
    typed = meeting(**wrong)
    answer = leader.post(address("1.1-meeting", QUARTER), typed)
    page = text(answer)
    assert (answer.status_code, Deed.objects.count()) == (422, 0)
    assert words in page
    assert all(f'href="#f-{name}"' in page for name in names)
    assert "should" not in page
    assert typed["key"] in page
    for name, value in typed.items():
        if value.strip() and name not in {"a-bogus", "a-form"}:
            assert value in page, name


def test_markup_in_every_field_is_text(leader: Client) -> None:
    wrong = leader.post(address("1.1-meeting", QUARTER), meeting(summary=HTML, **{"a-chair": HTML, "a-present": HTML}))
    assert wrong.status_code == 422
    assert b"<script>alert" not in wrong.content
    filed = leader.post(address("1.1-meeting", QUARTER), meeting(summary=HTML, **{"a-chair": HTML}))
    page = leader.get(filed["Location"])
    assert b"<script>alert" not in page.content
    assert text(page).count(HTML) == 2
    content = contents_of(list(Deed.objects.all()))[Deed.objects.get().key]
    assert (content.summary, content.answers["chair"]) == (HTML, HTML)


@pytest.mark.parametrize("name", ["summary", "occurred_at", "late_reason", "a-chair", "key", "post", "another"])
def test_a_nul_in_any_field_is_refused_in_words(leader: Client, name: str) -> None:
    answer = leader.post(address("1.1-meeting", QUARTER), meeting(**{name: "a\x00b"}))
    assert (answer.status_code, "没有处理" in text(answer), Deed.objects.count()) == (400, True, 0)
    assert leader.post(address("1.1-meeting", QUARTER), meeting(**{f"{name}\x00": "x"})).status_code == 400


def test_a_moment_with_a_zone_of_its_own_is_that_moment(leader: Client) -> None:
    moment = timezone.now().replace(microsecond=0) - timedelta(minutes=5)
    leader.post(address(), said(occurred_at=moment.isoformat()))
    assert Deed.objects.get().occurred_at == moment


def test_a_moment_without_a_zone_is_chinas(leader: Client) -> None:
    written = when(40)
    leader.post(address(), said(occurred_at=written))
    assert f"{Deed.objects.get().occurred_at.astimezone(CHINA):%Y-%m-%dT%H:%M}" == written


def test_fields_sent_twice_or_as_files_do_not_break_the_form(leader: Client) -> None:
    twice: dict[str, Any] = {**said(), "summary": ["一", "二"]}
    assert leader.post(address(), twice).status_code == 302
    assert leader.post(address(ordinal=this_month() - 4), b"\xff\xfe", "application/json").status_code == 404
    assert (
        leader.post(address(ordinal=this_month() - 4), b"garbage", "multipart/form-data; boundary=x").status_code == 404
    )


def test_voiding_asks_for_a_reason_at_its_field(leader: Client) -> None:
    deed = leader.post(address(), said())["Location"]
    for reason, words in (("", "至少两个字"), (" 错 ", "至少两个字"), ("长" * 501, "最多 500 字，现有 501 字")):
        answer = leader.post(f"{deed}void/", {"reason": reason})
        assert (answer.status_code, words in text(answer), reason.strip() in text(answer)) == (422, True, True)
    assert Deed.objects.get().voided_at is None
    answer = leader.post(f"{deed}void/", {"reason": HTML})
    page = leader.get(answer["Location"])
    assert ("已作废" in text(page), HTML in text(page), b"<script>alert" in page.content) == (True, True, False)
    assert leader.get(address()).status_code == 200
    again = leader.post(f"{deed}void/", {"reason": "再来一次"})
    assert (again.status_code, "已经作废" in text(again)) == (409, True)


def test_a_form_of_a_voided_deed_sent_again_makes_no_second_one(leader: Client) -> None:
    form = said()
    deed = leader.post(address(), form)["Location"]
    leader.post(f"{deed}void/", {"reason": "填错了"})
    assert leader.post(address(), form)["Location"] == deed
    assert Deed.objects.count() == 1


def test_what_a_later_revision_has_no_more_can_still_be_read(scene: Scene) -> None:
    deed = scene.filed("jianxi", clauses=(f"{INSTRUMENT}/1.1",))
    documents = small_law(duty_row("1.2-only", levels=("county",), clauses=["1.2"]))
    documents["clauses/1.yaml"] = [row for row in documents["clauses/1.yaml"] if row["path"] != "1.1"]
    documents["lines.yaml"][0]["key"] = "renamed"
    for function in documents["functions.yaml"]:
        function["line"] = "renamed" if function["line"] == "general" else function["line"]
    scene.world.adopt(documents, since=today())
    client = scene.signed("jianxi")
    deeds, proof = f"/deeds/{deed}/", f"/ledger/{scene.event_of(deed)}/"
    for page in (
        "/",
        "/board/?term=all",
        "/board/?row=410305&term=all",
        "/ledger/",
        deeds,
        proof,
        f"/law/{INSTRUMENT}/",
    ):
        assert client.get(page).status_code == 200, page
    assert "现行版本已没有这一条" in text(client.get(deeds))
    gone = client.get(f"/law/{INSTRUMENT}/1.1/")
    assert (gone.status_code, "没有条款 1.1" in text(gone)) == (404, True)


FREE = f"/deeds/new/{INSTRUMENT}/1.2-now/"


@pytest.fixture
def often(scene: Scene) -> Scene:
    """The city with duties that have no periods beside those that have."""
    rows = (
        duty_row("1.1-month", levels=("city", "county")),
        duty_row("1.2-now", levels=("city", "county"), every=None, standing="now_and_then", act="note"),
        duty_row("1.2-lead", levels=("county",), post="principal", every=None, standing="now_and_then", act="note"),
        duty_row("1.1-event", levels=("county",), every=None, on="accident.reported", within="soon", act="note"),
        duty_row("1.2-big", every=None, gate="review.held", act="check", applies_if={"size": "big"}),
        duty_row("1.3-works", function="works", levels=("enterprise",), every=None, standing="now_and_then"),
    )
    facts = {
        "key": "size",
        "of": "body",
        "type": "choice",
        "name": "规模",
        "clause": "1.2",
        "choices": [{"key": "big", "label": "大"}],
    }
    deaths = {"key": "deaths", "of": "accident", "type": "number", "name": "死亡人数", "clause": None}
    scene.world.adopt(small_law(*rows, **{"facts.yaml": [facts, deaths]}), since=today() - timedelta(days=200))
    return scene


def test_an_act_of_a_duty_without_periods_is_filed_and_says_what_it_serves(often: Scene) -> None:
    client = often.signed("jianxi")
    page = text(client.get(FREE))
    assert all(words in page for words in ("经常：一年至少 2 次", "为什么是我", "3 项义务一次办完", "记一次履职"))
    answer = client.post(FREE, {"key": str(uuid4()), "occurred_at": when(), "summary": "示例小结"})
    deed = Deed.objects.get()
    assert (answer.status_code, deed.against_duty, deed.against) == (302, f"{INSTRUMENT}/1.2-now", None)
    assert deed.clauses == f"{INSTRUMENT}/1.2 {INSTRUMENT}/1.1"
    filed = text(client.get(answer["Location"]))
    assert all(title in filed for title in ("义务1.2-now", "义务1.2-lead", "义务1.1-event"))
    assert filed.count("算一次") == 3
    assert f"/law/{INSTRUMENT}/duties/1.2-now/" in filed


def test_an_act_by_another_post_of_the_body_serves_no_duty_of_its_leader(often: Scene) -> None:
    client = often.signed("keyuan")
    answer = client.post(FREE, {"key": str(uuid4()), "occurred_at": when(), "summary": "示例小结"})
    filed = text(client.get(answer["Location"]))
    assert ("义务1.2-now" in filed, "义务1.2-lead" in filed) == (True, False)


def test_a_form_for_no_period_sent_twice_is_one_deed(often: Scene) -> None:
    client = often.signed("jianxi")
    form = {"key": str(uuid4()), "occurred_at": when(), "summary": "示例小结"}
    assert client.post(FREE, form)["Location"] == client.post(FREE, form)["Location"]
    assert Deed.objects.count() == 1


def test_a_duty_that_binds_on_a_condition_can_be_evidenced(often: Scene) -> None:
    client = often.signed("jianxi")
    address = f"/deeds/new/{INSTRUMENT}/1.2-big/"
    assert client.get(address).status_code == 200
    answer = client.post(address, {"key": str(uuid4()), "occurred_at": when(), "summary": "示例小结"})
    assert "义务1.2-big" in text(client.get(answer["Location"]))


def test_one_more_act_than_a_period_asks_can_be_recorded(often: Scene) -> None:
    client = often.signed("jianxi")
    address = f"/deeds/new/{INSTRUMENT}/1.1-month/"
    for _ in range(2):
        answer = client.post(address, {"key": str(uuid4()), "occurred_at": when(), "summary": "示例小结"})
        assert answer.status_code == 302
        assert "义务1.1-month" in text(client.get(answer["Location"]))
    assert Deed.objects.count() == 2


def test_a_post_that_the_duty_does_not_bind_is_refused_in_words(often: Scene) -> None:
    form = {"key": str(uuid4()), "occurred_at": when(), "summary": "示例小结"}
    for username, slug in (("jianxi", "1.3-works"), ("zhuzao", "1.2-now"), ("keyuan", "1.2-lead")):
        client, address = often.signed(username), f"/deeds/new/{INSTRUMENT}/{slug}/"
        for answer in (client.get(address), client.post(address, form)):
            assert (answer.status_code, "不是你这个岗位的义务" in text(answer)) == (403, True), slug
    unknown = often.signed("jianxi").get(f"/deeds/new/{INSTRUMENT}/9.9-x/")
    assert (unknown.status_code, "没有义务「9.9-x」" in text(unknown)) == (404, True)
    assert not Deed.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"occurred_at": ""}, "请填写办理时间"),
        ({"occurred_at": "9999-12-31T23:59"}, "还没有发生"),
        ({"occurred_at": "2001-01-01T10:00"}, "起由你们承担，那天还不是"),
        ({"summary": " "}, "一两句话就行"),
    ],
)
def test_what_is_wrong_in_a_form_for_no_period_is_said_at_the_field(
    often: Scene, wrong: dict[str, str], words: str
) -> None:
    form = {"key": str(uuid4()), "occurred_at": when(), "summary": "示例小结", **wrong}
    answer = often.signed("jianxi").post(FREE, form)
    assert (answer.status_code, words in text(answer), Deed.objects.count()) == (422, True, 0)


def test_a_voided_act_of_a_duty_without_periods_counts_no_more(often: Scene) -> None:
    client = often.signed("jianxi")
    deed = client.post(FREE, {"key": str(uuid4()), "occurred_at": when(), "summary": "示例小结"})["Location"]
    client.post(f"{deed}void/", {"reason": "填错了"})
    page = text(client.get(deed))
    assert ("已作废，不算" in page, "算一次" in page) == (True, False)
