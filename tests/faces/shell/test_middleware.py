"""What every answer carries: headers, cookies, and as whom one acts."""

from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.faces.scene import Scene, signed_log
from tests.support.law import INSTRUMENT

PRIVATE = ("/", "/board/", "/ledger/", f"/law/{INSTRUMENT}/1.1/", "/posts/", "/deeds/none/", "/nothing-here/", "/kit/")


def text(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def test_every_answer_carries_a_policy_that_lets_nothing_inline_run(scene: Scene) -> None:
    for client in (scene.signed("jianxi"), Client()):
        for page in (*PRIVATE, "/signin/"):
            answer = client.get(page)
            policy = answer["Content-Security-Policy"]
            assert "default-src 'self'" in policy, page
            assert "frame-ancestors 'none'" in policy, page
            assert not any(word in policy for word in ("unsafe", "http:", "https:", "*", "data:")), page
            assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY"), page
            assert answer["Referrer-Policy"] == "same-origin", page


def test_no_private_page_stays_on_a_device(scene: Scene) -> None:
    deed = scene.filed("jianxi")
    signed_log()
    client, event = scene.signed("jianxi"), scene.event_of(deed)
    for page in (*PRIVATE, f"/deeds/{deed}/", f"/ledger/{event}/", f"/ledger/{event}/proof.json"):
        said = {part.strip() for part in client.get(page)["Cache-Control"].split(",")}
        assert {"no-store", "private"} <= said, page
    for answer in (client.post("/signout/"), client.post("/signin/", {"username": "x", "password": "y"})):
        assert answer.status_code in {302, 422}
    signing_out = scene.signed("jianxi").post("/signout/")
    assert "no-store" in signing_out["Cache-Control"]


def test_signing_in_answers_with_nothing_that_may_be_kept(scene: Scene) -> None:
    answer = Client().post("/signin/", {"username": "jianxi", "password": "xiangyun-4103-hetu"})
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (302, True)


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(scene: Scene) -> None:
    client = Client()
    client.get("/signin/")
    client.post("/signin/", {"username": "jianxi", "password": "xiangyun-4103-hetu"})
    session, token = client.cookies["jinze_session"], client.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], token["samesite"]) == (True, "Lax", "Lax")
    assert int(session["max-age"]) == 12 * 60 * 60


def test_a_forged_cookie_is_nobody(scene: Scene) -> None:
    for value in ("x" * 32, "", "a" * 4000, '"\\000abcdefgh"'):
        client = Client()
        client.cookies["jinze_session"] = value
        assert client.get("/")["Location"].startswith("/signin/"), value


@pytest.mark.parametrize("page", ["/?item=%00", "/board/?row=%00", "/ledger/?page=%00", "/nothing%00here/"])
def test_a_nul_in_an_address_is_refused_in_words(scene: Scene, page: str) -> None:
    answer = scene.signed("jianxi").get(page)
    assert (answer.status_code, "没有处理" in text(answer)) == (400, True)


def test_a_percent_sign_and_two_noughts_are_no_nul(scene: Scene) -> None:
    assert scene.signed("jianxi").get(f"/law/{INSTRUMENT}/?q=%2500").status_code == 200


def test_an_answer_from_htmx_without_a_session_leads_to_the_entry(scene: Scene) -> None:
    answer = Client().get("/board/?term=half", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/signin/?next=%2Fboard%2F%3Fterm%3Dhalf")
