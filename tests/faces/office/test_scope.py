"""Every address, asked by everyone who could ask, with a record of Jianxi that must not leak."""

import re
from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from jinze.judgement.duties.models import Obligation
from tests.faces.scene import DUTIES, KINDS, MONTHLY, ORDINAL, Scene, signed_log, this_month
from tests.support.law import INSTRUMENT, duty_row, small_law

BLIND = ("chanhe", "zhuzao", "huagong")  # signed in, and none of their business
SIGHTED = ("shizhang", "shenji", "keyuan")
NOT_FOUND = "没有这份履职记录"


@dataclass
class Secret:
    """A deed of Jianxi's leader, its event, and every word that gives it away."""

    deed: UUID
    event: UUID
    body: UUID
    words: tuple[str, ...]


@pytest.fixture
def secret(scene: Scene) -> Secret:
    rows = (duty_row(slug, **rule, matter="talk") for slug, rule in DUTIES)
    scene.world.adopt(small_law(*rows, **KINDS), since=scene.world.since + timedelta(days=1))
    deed = scene.filed("jianxi", summary="涧西密语")
    scene.filed("jianxi", act="meeting", summary="涧西密语")
    for username in ("chanhe", "zhuzao", "huagong"):
        scene.filed(username)
    signed_log()
    event = scene.event_of(deed)
    words = ("涧西政府", "示例jianxi", "涧西区长", "涧西密语", str(deed), str(event), event.hex, deed.hex)
    return Secret(deed, event, scene.bodies["涧西政府"].key, words)


def text(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def leaked(answer: HttpResponse, secret: Secret) -> list[str]:
    """What an answer gives away, beyond repeating the address that was asked for."""
    said = text(answer)
    for asked in (answer.wsgi_request.get_full_path(), quote(answer.wsgi_request.get_full_path())):
        said = said.replace(asked, "")
    return [word for word in secret.words if word in said]


def without_tokens(answer: HttpResponse) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text(answer))


def addresses(secret: Secret) -> dict[str, str]:
    """Every route of the desk, at something of Jianxi's where it names anything; kept whole by the test below."""
    deed, event = [secret.deed], [secret.event]
    return {
        "todo": f"{reverse('office:todo')}?item=1.1-month.{this_month()}",
        "signin": reverse("office:signin"),
        "signout": reverse("office:signout"),
        "choose_post": reverse("office:choose_post"),
        "act_as": reverse("office:act_as"),
        "board": f"{reverse('office:board')}?row=410305&line=general",
        "deed_new": reverse("office:deed_new", args=[INSTRUMENT, "1.1-meeting", this_month() // 3]),
        "deed_free": reverse("office:deed_free", args=[INSTRUMENT, "1.1-meeting"]),
        "deed": reverse("office:deed", args=deed),
        "deed_void": reverse("office:deed_void", args=deed),
        "law": reverse("office:law"),
        "instrument": reverse("office:instrument", args=[INSTRUMENT]),
        "clause": reverse("office:clause", args=[INSTRUMENT, "1.1"]),
        "asleep": f"{reverse('office:asleep', args=[INSTRUMENT])}?show=all",
        "kind": reverse("office:kind", args=[INSTRUMENT, "checking"]),
        "duty": f"{reverse('office:duty', args=[INSTRUMENT, '1.1-month'])}?acts=1&holders=all&by={secret.body}",
        "matters": reverse("office:matters", args=[INSTRUMENT]),
        "matter": reverse("office:matter", args=[INSTRUMENT, "talk"]),
        "difference": reverse("office:difference", args=[INSTRUMENT]),
        "difference_between": f"{reverse('office:difference_between', args=[INSTRUMENT])}?older=1&newer=1",
        "import_text": reverse("office:import_text", args=[INSTRUMENT]),
        "import_draft": reverse("office:import_draft", args=[INSTRUMENT, uuid4()]),
        "kit": reverse("office:kit"),
        "ledger": reverse("office:ledger"),
        "acts": f"{reverse('office:acts')}?body={secret.body}&duty={MONTHLY}",
        "checker": reverse("office:checker"),
        "checker_file": reverse("office:checker_file", args=["check_proof.py"]),
        "proof": reverse("office:proof", args=event),
        "proof_download": reverse("office:proof_download", args=event),
    }


PUBLIC = {"signin", "kit", "checker", "checker_file"}
POSTS = {"signout", "act_as", "deed_void"}
OBJECTS = {"deed", "acts", "proof", "proof_download"}


def test_no_route_is_left_out(secret: Secret) -> None:
    names = {pattern.name for pattern in get_resolver().url_patterns[0].url_patterns}
    assert names == set(addresses(secret))


def test_whoever_is_not_signed_in_comes_to_the_entry(scene: Scene, secret: Secret) -> None:
    client = scene.signed("")
    for name, address in addresses(secret).items():
        for answer in (client.get(address), client.post(address)):
            if name in PUBLIC:
                assert answer.status_code in {200, 405, 422}, name
            else:
                assert answer.status_code == 302, name
                assert answer["Location"].startswith("/signin/?next="), name
            assert leaked(answer, secret) == [], name


def test_whoever_has_no_post_comes_to_the_choice_of_posts(scene: Scene, secret: Secret) -> None:
    client = scene.signed("wugang")
    for name, address in addresses(secret).items():
        answer = client.get(address)
        if name in PUBLIC | POSTS | {"choose_post"}:
            assert answer.status_code == (405 if name in {"signout", "act_as"} else answer.status_code), name
        else:
            assert (answer.status_code, answer["Location"][:13]) == (302, "/posts/?next="), name
        assert leaked(answer, secret) == [], name
    assert "还没有任职" in text(client.get("/posts/"))


@pytest.mark.parametrize("username", BLIND)
def test_who_has_no_business_there_gets_404_and_no_word_of_it(scene: Scene, secret: Secret, username: str) -> None:
    client = scene.signed(username)
    for name, address in addresses(secret).items():
        answer = client.get(address)
        assert leaked(answer, secret) == [], name
        if name in OBJECTS:
            assert answer.status_code == 404, name
    answer = client.post(reverse("office:deed_void", args=[secret.deed]), {"reason": "不该成"})
    assert (answer.status_code, leaked(answer, secret)) == (404, [])
    again = client.post(reverse("office:deed_void", args=[secret.deed]), {"reason": ""})
    assert (again.status_code, leaked(again, secret)) == (404, [])


@pytest.mark.parametrize("username", BLIND)
def test_what_is_not_yours_and_what_is_not_there_get_the_same_answer(
    scene: Scene, secret: Secret, username: str
) -> None:
    client = scene.signed(username)
    for route, key in (
        ("office:deed", secret.deed),
        ("office:proof", secret.event),
        ("office:proof_download", secret.event),
    ):
        there, nowhere = reverse(route, args=[key]), reverse(route, args=[uuid4()])
        mine, none = without_tokens(client.get(there)), without_tokens(client.get(nowhere))
        assert mine.replace(there, "") == none.replace(nowhere, ""), route
    acts = reverse("office:acts")
    there = without_tokens(client.get(f"{acts}?body={secret.body}&duty={MONTHLY}"))
    nowhere_key = uuid4()
    nowhere = without_tokens(client.get(f"{acts}?body={nowhere_key}&duty={MONTHLY}"))
    assert there.replace(str(secret.body), "") == nowhere.replace(str(nowhere_key), "")


@pytest.mark.parametrize("username", SIGHTED)
def test_who_is_above_beside_or_auditing_sees_it(scene: Scene, secret: Secret, username: str) -> None:
    client = scene.signed(username)
    for name in OBJECTS:
        answer = client.get(addresses(secret)[name])
        assert answer.status_code == 200, name
        assert leaked(answer, secret) != [], name
    assert "涧西密语" in text(client.get(addresses(secret)["deed"]))


def test_seeing_is_not_filing_or_voiding(scene: Scene, secret: Secret) -> None:
    void = reverse("office:deed_void", args=[secret.deed])
    for username in ("shizhang", "shenji", "keyuan"):
        client = scene.signed(username)
        assert client.post(void, {"reason": "不该成"}).status_code == 403, username
        assert "作废这条记录" not in text(client.get(addresses(secret)["deed"])), username
    assert "作废这条记录" in text(scene.signed("jianxi").get(addresses(secret)["deed"]))
    meeting = reverse("office:deed_new", args=[INSTRUMENT, "1.1-meeting", this_month() // 3 - 1])
    for username in ("keyuan", "shenji", "zhuzao"):
        client = scene.signed(username)
        assert client.get(meeting).status_code == client.post(meeting, {}).status_code == 404, username
    works = reverse("office:deed_new", args=[INSTRUMENT, "1.3-works", this_month() - 2])
    assert scene.signed("jianxi").get(works).status_code == 404
    assert scene.signed("zhuzao").get(works).status_code == 200


def test_an_auditor_reads_and_is_offered_no_form(scene: Scene) -> None:
    scene.world.gives(scene.bodies["涧西审计"], "government")
    client = scene.signed("shenji")
    page = client.get("/")
    assert "审计身份只能查阅" in text(page)
    assert 'name="summary"' not in text(page)
    form = reverse("office:deed_new", args=[INSTRUMENT, "1.1-month", this_month() - 2])
    for answer in (client.get(form), client.post(form, {})):
        assert (answer.status_code, "审计身份只能查阅" in text(answer)) == (403, True)


@pytest.mark.parametrize("username", [*BLIND, "shizhang", "jianxi", "shenji"])
def test_every_link_that_is_shown_opens_and_shows_nothing_of_a_neighbour(
    scene: Scene, secret: Secret, username: str
) -> None:
    client, seen = scene.signed(username), {"/"}
    waiting = deque(["/", "/posts/", "/board/?term=all", "/ledger/?page=2"])
    while waiting and len(seen) < 90:
        address = waiting.popleft()
        answer = client.get(address)
        assert answer.status_code in {200, 302}, address
        if username in BLIND:
            assert leaked(answer, secret) == [], address
        for found in links(answer):
            if found not in seen:
                seen.add(found)
                waiting.append(found)
    assert len(seen) > 20


def links(answer: HttpResponse) -> list[str]:
    if "text/html" not in answer.get("Content-Type", ""):
        return []
    found = [unescape(href) for href in re.findall(r'href="(/[^"#]*)', answer.content.decode())]
    return [href for href in found if not href.startswith("/static/")]


def test_the_figures_of_a_neighbour_are_in_no_count(scene: Scene, secret: Secret) -> None:
    """What the neighbour's board, clause page and lists count is the same whether Jianxi has done all or nothing."""

    def counted(client: Client) -> list[str]:
        law = f"/law/{INSTRUMENT}/"
        pages = [
            "/board/?term=all",
            law,
            f"{law}1.1/",
            f"{law}duties/1.1-month/",
            f"{law}asleep/?show=all",
            f"{law}asleep/?show=short",
            f"{law}matters/",
            f"{law}matters/talk/",
        ]
        return [re.sub(r"\d\d:\d\d|csrf\S+ value=\S+", "", text(client.get(page))) for page in pages]

    client = scene.signed("chanhe")
    before = counted(client)
    own = re.search(r"\d+ 条", re.sub(r"账本共.*?<", "", text(client.get("/ledger/"))))
    scene.filed("jianxi", summary="又一份")
    assert counted(client) == before
    assert own is None or own.group() in text(client.get("/ledger/"))
    assert Obligation.objects.filter(area="410305").exists()


def test_the_acts_of_a_neighbour_are_in_no_list_that_is_narrowed_to_it(scene: Scene, secret: Secret) -> None:
    address = reverse("office:duty", args=[INSTRUMENT, "1.1-month"])
    for key in (secret.body, scene.posts["jianxi"].key):
        page = text(scene.signed("chanhe").get(f"{address}?by={key}"))
        assert (leaked(scene.signed("chanhe").get(address), secret), "还没有履职记录" in page) == ([], True)
        assert "涧西密语" in text(scene.signed("shizhang").get(f"{address}?by={key}"))


STRANGE = [
    "99999999999",
    "0",
    str(ORDINAL**3),
    "00000000000000000000000000000000000000001",
]


@pytest.mark.parametrize("ordinal", STRANGE)
def test_strange_ordinals_are_not_there(scene: Scene, ordinal: str) -> None:
    client = scene.signed("jianxi")
    address = f"/deeds/new/{INSTRUMENT}/1.1-month/{ordinal}/"
    for answer in (client.get(address), client.post(address, {"key": str(uuid4())})):
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "duty",
    ["1.1-month'", "%27%20OR%201=1--", "..", "1.1-month%2F", "%E4%B9%89%E5%8A%A1", "a" * 3000, "%F0%9F%98%80", "%25"],
)
def test_strange_duties_are_not_there(scene: Scene, duty: str) -> None:
    client = scene.signed("jianxi")
    for address in (
        f"/deeds/new/{INSTRUMENT}/{duty}/5/",
        f"/deeds/new/{INSTRUMENT}/{duty}/",
        f"/law/{INSTRUMENT}/duties/{duty}/",
        f"/law/{INSTRUMENT}/matters/{duty}/",
        f"/law/{INSTRUMENT}/kinds/{duty}/",
        f"/law/{INSTRUMENT}/{duty}/",
        f"/ledger/acts/?body={scene.bodies['涧西政府'].key}&duty={duty}",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.content != b"") == (404, True), address


@pytest.mark.parametrize("key", ["x", "123", str(uuid4())[:-1], "%00", "' OR 1=1", "0" * 400])
def test_malformed_keys_are_not_there(scene: Scene, key: str) -> None:
    client = scene.signed("jianxi")
    for address in (
        f"/deeds/{key}/",
        f"/ledger/{key}/",
        f"/ledger/{key}/proof.json",
        f"/ledger/acts/?body={key}&duty={MONTHLY}",
        f"/ledger/acts/?body={scene.bodies['涧西政府'].key}&duty={MONTHLY}&post={key}",
    ):
        assert client.get(address).status_code in {400, 404}, address


def test_acts_of_a_body_by_the_post_of_another_are_none(scene: Scene, secret: Secret) -> None:
    chanhe = scene.bodies["瀍河政府"].key
    answer = scene.signed("chanhe").get(f"/ledger/acts/?body={chanhe}&duty={MONTHLY}&post={scene.posts['jianxi'].key}")
    assert (answer.status_code, leaked(answer, secret)) == (200, [])
    assert "没有符合条件的记录" in text(answer)


def test_a_foreign_post_cannot_be_taken(scene: Scene) -> None:
    client = scene.signed("chanhe")
    said: list[Any] = [scene.posts["jianxi"].key, "", "x", uuid4()]
    for post in said:
        answer = client.post("/posts/act-as/", {"post": str(post)})
        assert (answer.status_code, "没有切换" in text(answer)) == (403, True)
