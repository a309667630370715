"""Refusals and errors as pages: what did not happen and why, and what to do, in words."""

from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from jinze.judgement.duties.models import Mask, Obligation
from tests.faces.scene import Scene


def text(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def test_404_says_what_to_do_to_everyone(scene: Scene) -> None:
    for username in ("", "wugang", "jianxi"):
        answer = scene.signed(username).get("/no/such/page/")
        page = text(answer)
        assert (answer.status_code, "没有这一页" in page, "怎么办" in page) == (404, True, True), username


def test_a_refusal_shows_its_words_and_its_remedy(scene: Scene) -> None:
    answer = scene.signed("jianxi").get("/law/no-such-law/")
    page = text(answer)
    assert (answer.status_code, "这份文件还没有采用" in page, "请先由管理员采用一版法源数据" in page) == (
        404,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("page", "takes"),
    [
        ("/signout/", "POST"),
        ("/posts/act-as/", "POST"),
    ],
)
def test_opening_what_only_takes_a_form_is_405_in_words(scene: Scene, page: str, takes: str) -> None:
    answer = scene.signed("jianxi").get(page)
    assert (answer.status_code, answer["Allow"]) == (405, takes)
    assert all(words in text(answer) for words in ("不能这样打开", "只接收", "怎么办"))


def test_sending_a_form_to_what_is_only_read_is_405_in_words(scene: Scene) -> None:
    client = scene.signed("jianxi")
    for page in ("/", "/board/", "/ledger/", "/posts/"):
        answer = client.post(page)
        assert (answer.status_code, "不接收提交" in text(answer)) == (405, True), page
    assert client.delete("/deeds/new/a/b/1/").status_code == 405


def test_a_form_without_its_token_is_403_in_words(scene: Scene) -> None:
    for username, page in (("", "/signin/"), ("jianxi", "/posts/act-as/"), ("jianxi", "/signout/")):
        client = Client(enforce_csrf_checks=True)
        if username:
            client.force_login(scene.accounts[username])
        answer = client.post(page, {"username": "x"})
        said = text(answer)
        assert answer.status_code == 403, page
        assert all(words in said for words in ("没有提交：页面放得太久了", "再交一次")), page


def test_a_form_that_is_too_large_is_400_in_words(scene: Scene) -> None:
    client = scene.signed("jianxi")
    many = {f"f{number}": "x" for number in range(1100)}
    for said in ({"summary": "x" * 3_000_000}, many):
        answer = client.post("/posts/act-as/", said)
        assert (answer.status_code, "没有处理" in text(answer)) == (400, True)


def test_a_host_that_is_not_ours_is_400_in_words(scene: Scene) -> None:
    answer = scene.signed("jianxi").get("/", headers={"host": "evil.example"})
    assert (answer.status_code, "没有处理" in text(answer)) == (400, True)


def test_a_bug_is_500_in_words_and_shows_nothing_of_itself(scene: Scene) -> None:
    row = Obligation.objects.filter(body=scene.bodies["涧西政府"], post=None).first()
    Mask.objects.create(obligation=row, block=5, done=0, on_time=1)  # a corrupt row: on time, and not done
    client = Client(raise_request_exception=False)
    client.force_login(scene.accounts["jianxi"])
    answer = client.get("/")
    page = text(answer)
    assert answer.status_code == 500
    assert all(words in page for words in ("我们这边出错了", "怎么办", "回到首页"))
    assert not any(word in page for word in ("Traceback", "corrupt", "Mask", "jinze."))
    assert "no-store" in answer["Cache-Control"]
