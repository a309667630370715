"""Signing in and out, and the post one acts in."""

from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from jinze.foundation.access.actions.people import end_appointment
from jinze.foundation.access.enums import PostRole
from jinze.foundation.access.models import Account
from tests.faces.scene import MONTHLY, Scene, today
from tests.support.world import PASSWORD, SYSTEM

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "https:/\\evil.example",
    " https://evil.example",
]


def text(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post("/signin/", {"username": username, "password": password, **more})


def test_signing_in_leads_to_the_list_and_signing_out_ends_it(scene: Scene) -> None:
    client = Client()
    answer = sign_in(client, "jianxi")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "示例jianxi" in text(client.get("/"))
    assert client.post("/signout/")["Location"] == "/signin/"
    assert client.get("/")["Location"].startswith("/signin/")


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("jianxi", "wrong"),
        ("nobody", PASSWORD),
        ("", ""),
        ("jianxi" * 200, PASSWORD),
        ("jianxi", "长" * 5000),
        ("<b>jianxi</b>", "x"),
        ("JIANXI", PASSWORD),
    ],
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_words(scene: Scene, username: str, password: str) -> None:
    client = Client()
    answer = sign_in(client, username, password)
    assert (answer.status_code, "账号或密码不对" in text(answer)) == (422, True)
    assert b"<b>jianxi" not in answer.content
    assert "_auth_user_id" not in client.session


def test_a_nul_in_the_name_is_refused_in_words(scene: Scene) -> None:
    answer = sign_in(Client(), "jian\x00xi")
    assert (answer.status_code, "没有处理" in text(answer)) == (400, True)


def test_an_account_that_is_closed_is_out_at_once(scene: Scene) -> None:
    client = scene.signed("jianxi")
    assert client.get("/").status_code == 200
    Account.objects.filter(username="jianxi").update(is_active=False)
    assert client.get("/")["Location"].startswith("/signin/")
    assert sign_in(Client(), "jianxi").status_code == 422


def test_the_session_is_a_new_one_after_signing_in_and_after_signing_out(scene: Scene) -> None:
    client = Client()
    client.get("/signin/")
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["jinze_session"] = str(session.session_key)
    sign_in(client, "jianxi")
    signed = client.cookies["jinze_session"].value
    assert signed != session.session_key
    client.post("/signout/")
    old = Client()
    old.cookies["jinze_session"] = signed
    assert old.get("/")["Location"].startswith("/signin/")


def test_another_person_on_the_same_computer_gets_nothing_of_the_session_before(scene: Scene) -> None:
    scene.seat("jianxi", "瀍河政府", PostRole.DEPUTY, "瀍河副职")
    client = scene.signed("jianxi")
    client.post("/posts/act-as/", {"post": str(scene.posts["jianxi"].key)})
    sign_in(client, "zhuzao")
    assert "post" not in client.session
    assert "示例jianxi" not in text(client.get("/"))


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_next_never_leads_to_another_host(scene: Scene, wanted: str) -> None:
    client = scene.signed("jianxi")
    answers = [
        sign_in(Client(), "jianxi", next=wanted),
        client.get("/posts/", {"next": wanted}),
        client.post("/posts/act-as/", {"post": str(scene.posts["jianxi"].key), "next": wanted}),
    ]
    for answer in answers:
        assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "evil" not in text(Client().get("/signin/", {"next": wanted}))


def test_next_comes_back_whole_through_signing_in(scene: Scene) -> None:
    wanted = f"/ledger/acts/?body={scene.bodies['涧西政府'].key}&duty={MONTHLY}"
    client = Client()
    asked = client.get(wanted)["Location"]
    assert parse_qs(urlsplit(asked).query)["next"] == [wanted]
    onward = sign_in(client, "jianxi", next=wanted)["Location"]
    assert parse_qs(urlsplit(onward).query)["next"] == [wanted]
    answer = client.get(onward)
    assert answer["Location"] == wanted
    assert client.get(wanted).status_code == 200


def test_several_posts_are_chosen_from_and_the_choice_is_kept(scene: Scene) -> None:
    scene.seat("jianxi", "瀍河政府", PostRole.DEPUTY, "瀍河副职")
    client = scene.signed("jianxi")
    assert client.get("/board/")["Location"] == "/posts/?next=%2Fboard%2F"
    page = text(client.get("/posts/?next=/board/"))
    assert ("涧西政府 · 涧西区长" in page, "瀍河政府 · 瀍河副职" in page) == (True, True)
    answer = client.post("/posts/act-as/", {"post": str(scene.posts["jianxi"].key), "next": "/board/"})
    assert answer["Location"] == "/board/"
    assert "瀍河政府 · 瀍河副职" in text(client.get("/board/"))


def test_a_post_that_has_ended_is_acted_in_no_longer(scene: Scene) -> None:
    first = scene.posts["jianxi"]
    scene.seat("jianxi", "瀍河政府", PostRole.DEPUTY, "瀍河副职")
    client = scene.signed("jianxi")
    client.post("/posts/act-as/", {"post": str(first.key)})
    assert "涧西政府 · 涧西区长" in text(client.get("/"))
    end_appointment(acting=SYSTEM, at=scene.world.at, post=first.key, until=today())
    page = text(client.get("/"))
    assert ("涧西区长" in page, "瀍河副职" in page) == (False, True)
    end_appointment(acting=SYSTEM, at=scene.world.at, post=scene.posts["jianxi"].key, until=today())
    assert client.get("/")["Location"].startswith("/posts/")


def test_an_appointment_that_begins_tomorrow_is_none_today(scene: Scene) -> None:
    account = scene.person("mingtian")
    post = scene.world.post(scene.bodies["涧西政府"], PostRole.DEPUTY, "涧西副职")
    scene.world.appoints(account.person, post, since=today() + timedelta(days=1))
    assert scene.signed("mingtian").get("/")["Location"].startswith("/posts/")


def test_who_files_for_another_says_so_on_every_page(scene: Scene) -> None:
    scene.world.delegates(scene.people["keyuan"], scene.posts["jianxi"])
    client = scene.signed("keyuan")
    page = text(client.get("/posts/"))
    assert "受托代办" in page
    client.post("/posts/act-as/", {"post": str(scene.posts["jianxi"].key)})
    assert "办理，经手 示例keyuan" in text(client.get("/"))
    assert "示例jianxi（代为填报）" in text(client.get("/"))
