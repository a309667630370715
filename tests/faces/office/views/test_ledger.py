"""The ledger as pages: lists, proofs in words, proofs as files, acts behind a figure."""

import json
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from jinze.foundation.ledger.models import Event
from tests.faces.scene import MONTHLY, Scene, signed_log


def text(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


@pytest.fixture
def leader(scene: Scene) -> Client:
    return scene.signed("jianxi")


@pytest.mark.parametrize("page", ["0", "-1", "99999999999", "x", "1.5", "", "1e9", "9" * 5000, "²", "NaN"])
def test_a_page_that_does_not_exist_is_the_nearest_one(leader: Client, page: str) -> None:
    answer = leader.get("/ledger/", {"page": page})
    assert (answer.status_code, "没有符合条件的记录" in text(answer)) == (200, False)


@pytest.mark.parametrize("bogus", ["kind=nonsense", "days=x", "days=-1", "days=99999999999999", "kind=&days="])
def test_a_filter_that_does_not_exist_counts_as_none(leader: Client, bogus: str) -> None:
    plain, asked = text(leader.get("/ledger/")), text(leader.get(f"/ledger/?{bogus}"))
    assert plain.count("data-row") == asked.count("data-row") > 0


def test_the_pages_hold_each_event_once(scene: Scene, leader: Client) -> None:
    for _ in range(60):
        scene.filed("jianxi")
    keys = Event.objects.filter(area__startswith="410305").order_by("-id").values_list("key", flat=True)
    first, second = text(leader.get("/ledger/")), text(leader.get("/ledger/?page=2"))
    for key in keys:
        assert (f"/ledger/{key}/" in first) + (f"/ledger/{key}/" in second) == 1
    assert "page=2" in first
    filtered = text(leader.get("/ledger/?kind=deed"))
    assert "kind=deed&page=2" in filtered


def test_a_proof_says_how_far_it_goes(scene: Scene, leader: Client) -> None:
    event = scene.event_of(scene.filed("jianxi"))
    waiting = text(leader.get(f"/ledger/{event}/"))
    assert "正在排入账本" in waiting
    early = json.loads(leader.get(f"/ledger/{event}/proof.json").content)
    assert (early["seq"], early["number"], early["checkpoint"]) == (None, None, None)
    signed_log()
    assert "写入后没有被改动过" in text(leader.get(f"/ledger/{event}/"))
    answer = leader.get(f"/ledger/{event}/proof.json")
    proof = json.loads(answer.content)
    assert (proof["format"], proof["key"]) == ("jinze-proof-1", event.hex)
    assert proof["checkpoint"].startswith("demo/test")
    assert answer["Content-Disposition"] == f'attachment; filename="proof-{event.hex}.json"'


def test_a_proof_of_an_act_leads_to_the_act_and_of_others_to_none(scene: Scene, leader: Client) -> None:
    deed = scene.filed("jianxi")
    assert f"/deeds/{deed}/" in text(leader.get(f"/ledger/{scene.event_of(deed)}/"))
    founded = Event.objects.filter(kind="body.founded", body=scene.bodies["涧西政府"].key).get()
    page = text(leader.get(f"/ledger/{founded.key}/"))
    assert ("涧西政府：登记单位" in page, "/deeds/" in page.split("<main")[1]) == (True, False)


def test_the_acts_of_a_body_need_a_body_and_a_duty_that_there_are(scene: Scene, leader: Client) -> None:
    body = scene.bodies["涧西政府"].key
    for asked in ("", f"body={body}", f"duty={MONTHLY}", f"body={body}&duty=x", "body=&duty="):
        assert leader.get(f"/ledger/acts/?{asked}").status_code == 404, asked
    assert leader.get(f"/ledger/acts/?body={body}&duty={MONTHLY}&page=9&post=").status_code == 200


@pytest.mark.parametrize(
    "name", ["..%2Fsettings.py", "secret_key", "check_proof.pyc", "proof-format.md%00", "ledger.pem"]
)
def test_nothing_but_what_an_outsider_needs_is_handed_out(scene: Scene, name: str) -> None:
    assert Client().get(f"/ledger/how-to-check/{name}").status_code in {400, 404}
    assert Client().get("/ledger/how-to-check/check_proof.py").status_code == 200
