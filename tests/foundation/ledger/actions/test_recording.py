"""One act, one transaction, one event: receipts, nesting, followers, clocks."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.db.transaction import TransactionManagementError, atomic

from jinze.foundation.ledger import followers
from jinze.foundation.ledger.actions.log import open_log
from jinze.foundation.ledger.actions.recording import seal
from jinze.foundation.ledger.enums import Follow, HashName
from jinze.foundation.ledger.followers import Projection, Recorded
from jinze.foundation.ledger.models import Event, Kept, Log, SealedText, Waiting
from jinze.foundation.ledger.rules.preimage import leaf_hash
from jinze.kernel.acting import Acting
from jinze.kernel.keys import new_key
from jinze.kernel.refusal import Refusal
from tests.foundation.ledger import sample
from tests.foundation.ledger.conftest import opened
from tests.foundation.ledger.sample import AT, OFFICER, Tally, Visit, go_round, lie, pay

pytestmark = pytest.mark.django_db


def written() -> tuple[int, ...]:
    """How much of anything there is."""
    return tuple(model.objects.count() for model in (Event, Waiting, Kept, SealedText, Visit, Tally))


def test_an_act_writes_its_row_its_text_and_one_event(log: Log) -> None:
    receipt = pay(acting=OFFICER, at=AT, place="p1", people=3, why="因为天冷")
    event = Event.objects.get(kind="visit.paid")
    visit = Visit.objects.get()
    assert (receipt.key, receipt.kind, receipt.recorded_at, receipt.replayed) == (event.key, "visit.paid", AT, False)
    assert receipt.subject == ("visit", visit.key) == (event.subject_kind, event.subject_key)
    assert (event.person, event.post, event.acting_body) == (OFFICER.person, OFFICER.post, OFFICER.body)
    assert (event.area, event.body, event.clauses) == ("410305", OFFICER.body, "sample-1/1.2 sample-1/1.3")
    assert (event.occurred_at, event.recorded_at, event.caused_by) == (AT, AT, None)
    sealed = SealedText.objects.get()
    assert json.loads(event.data) == {"place": "p1", "people": 3, "why": sealed.digest}
    assert sealed.text == "因为天冷"


def test_columns_read_back_give_the_leaf_that_was_written(log: Log) -> None:
    for acting in (OFFICER, Acting(system="timetable"), Acting(person=OFFICER.person, on_behalf_of=OFFICER.post)):
        pay(acting=acting, at=AT, place="p1", people=3)
    for event in Event.objects.all():
        assert bytes(event.leaf) == leaf_hash("sha256", event.columns())
        again = Event.objects.get(pk=event.pk)
        assert again.columns() == event.columns()
        assert again.data == json.dumps(json.loads(again.data), sort_keys=True, separators=(",", ":"))


def test_a_log_with_sm3_writes_sm3_leaves(room: None) -> None:
    opened(HashName.SM3)
    pay(acting=OFFICER, at=AT, place="p1", people=1)
    event = Event.objects.get(kind="visit.paid")
    assert bytes(event.leaf) == leaf_hash("sm3", event.columns())


def test_nothing_is_recorded_before_the_log_is_open(room: None) -> None:
    with pytest.raises(Refusal) as refusal:
        pay(acting=OFFICER, at=AT, place="p1", people=1)
    assert refusal.value.code == "ledger.closed"
    assert written() == (0,) * 6


def test_an_act_that_announces_another_kind_is_a_bug_and_leaves_nothing(log: Log) -> None:
    before = written()
    with pytest.raises(TypeError, match=r"visit\.lied"):
        lie(acting=OFFICER, at=AT)
    assert written() == before


def test_seal_outside_an_act_is_a_bug(log: Log) -> None:
    with pytest.raises(RuntimeError):
        seal("因为")


def test_seal_salts_equal_texts_differently_and_leaves_no_text_alone(log: Log) -> None:
    for _ in range(2):
        pay(acting=OFFICER, at=AT, place="p1", people=1, why="因为")
    pay(acting=OFFICER, at=AT, place="p1", people=1)
    assert SealedText.objects.values("digest").distinct().count() == 2
    assert json.loads(Event.objects.latest("id").data)["why"] == ""


# Keys that the sender made -------------------------------------------------------------------


def test_the_same_key_content_and_person_get_the_first_receipt(log: Log) -> None:
    key = new_key()
    first = pay(acting=OFFICER, at=AT, key=key, place="p1", people=1, why="因为")
    before = written()
    later = AT + timedelta(hours=3)
    second = pay(acting=OFFICER, at=later, key=key, place="p1", people=1, why="因为")
    assert (
        (second.key, second.subject, second.recorded_at) == (first.key, first.subject, AT) == (key, first.subject, AT)
    )
    assert (first.replayed, second.replayed) == (False, True)
    assert written() == before


@pytest.mark.parametrize("change", ["content", "text", "person", "kind"])
def test_the_same_key_with_anything_else_is_refused(log: Log, change: str) -> None:
    key = new_key()
    same = {"acting": OFFICER, "at": AT, "key": key, "place": "p1", "people": 1, "why": "因为"}
    pay(**same)
    before = written()
    others = {
        "content": lambda: pay(**{**same, "people": 2}),
        "text": lambda: pay(**{**same, "why": "所以"}),
        "person": lambda: pay(**{**same, "acting": Acting(person=new_key())}),
        "kind": lambda: go_round(acting=OFFICER, at=AT, key=key, places=[]),
    }
    with pytest.raises(Refusal) as refusal:
        others[change]()
    assert (refusal.value.code, refusal.value.status) == ("ledger.key_taken", 409)
    assert written() == before


def test_a_key_that_the_platform_gave_to_an_event_is_taken(log: Log) -> None:
    receipt = pay(acting=OFFICER, at=AT, place="p1", people=1)
    before = written()
    with pytest.raises(Refusal) as refusal:
        pay(acting=OFFICER, at=AT, key=receipt.key, place="p1", people=1)
    assert refusal.value.code == "ledger.key_taken"
    assert written() == before


def test_a_key_whose_act_failed_may_be_used_again(log: Log) -> None:
    key = new_key()
    with pytest.raises(ArithmeticError):
        go_round(acting=OFFICER, at=AT, key=key, places=["p1"], then_fail=True)
    receipt = go_round(acting=OFFICER, at=AT, key=key, places=["p1"])
    assert (receipt.key, receipt.replayed) == (key, False)


# Acts within acts ----------------------------------------------------------------------------


def test_inner_acts_name_the_outer_one(log: Log) -> None:
    receipt = go_round(acting=OFFICER, at=AT, places=["p1", "p2"])
    inner = Event.objects.filter(kind="visit.paid")
    assert [event.caused_by for event in inner] == [receipt.key] * 2
    assert Event.objects.get(key=receipt.key).caused_by is None
    after = pay(acting=OFFICER, at=AT, place="p3", people=1)
    assert Event.objects.get(key=after.key).caused_by is None


def test_an_outer_act_that_fails_takes_its_inner_acts_with_it(log: Log) -> None:
    before = written()
    with pytest.raises(ArithmeticError):
        go_round(acting=OFFICER, at=AT, places=["p1", "p2"], then_fail=True)
    assert written() == before


def test_an_inner_act_that_fails_takes_the_outer_act_with_it_even_when_caught(log: Log) -> None:
    before = written()

    @sample.action("round.made")
    def forgiving(*, acting: Acting, at: datetime) -> sample.Fact:
        with pytest.raises(Refusal):
            pay(acting=acting, at=at, place="p1", people=1, occurred_at=at + timedelta(days=1))
        return sample.Fact(sample.Made(visits=0), ("round", None))

    with pytest.raises(TransactionManagementError):
        forgiving(acting=OFFICER, at=AT)
    assert written() == before


# Followers -----------------------------------------------------------------------------------


def test_an_inline_follower_sees_the_act_as_it_was_said_and_writes_with_it(log: Log) -> None:
    seen: list[Recorded] = []
    followers.follow(sample.TALLIES)
    followers.follow(Projection("seen", ("visit.paid",), Follow.INLINE, seen.append, {}))
    receipt = pay(acting=OFFICER, at=AT, place="p1", people=3)
    pay(acting=OFFICER, at=AT, place="p1", people=2)
    assert (Tally.objects.get().visits, Tally.objects.get().people) == (2, 5)
    assert (seen[0].key, seen[0].facts.place, seen[0].clauses) == (receipt.key, "p1", ("sample-1/1.2", "sample-1/1.3"))
    assert (seen[0].person, seen[0].subject_key, seen[0].area) == (OFFICER.person, receipt.subject[1], "410305")


def test_an_inline_follower_that_fails_fails_the_act_and_leaves_nothing(log: Log) -> None:
    def fail(_recorded: Recorded) -> None:
        raise ZeroDivisionError

    followers.follow(sample.TALLIES)
    followers.follow(Projection("failing", ("*.paid",), Follow.INLINE, fail, {}))
    before = written()
    for key in (None, new_key()):
        with pytest.raises(ZeroDivisionError):
            pay(acting=OFFICER, at=AT, key=key, place="p1", people=3)
    assert written() == before


def test_a_follower_of_other_kinds_and_a_later_one_are_not_called_in_the_act(log: Log) -> None:
    def fail(_recorded: Recorded) -> None:
        raise ZeroDivisionError

    followers.follow(Projection("others", ("round.*", "visit.pai"), Follow.INLINE, fail, {}))
    followers.follow(Projection("later", ("visit.paid",), Follow.LATER, fail, {}))
    pay(acting=OFFICER, at=AT, place="p1", people=3)
    assert Event.objects.filter(kind="visit.paid").exists()


# Clocks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ahead", "recorded"), [(timedelta(minutes=5), True), (timedelta(minutes=5, microseconds=1), False)]
)
def test_what_occurs_in_the_future_is_refused_beyond_the_slack_of_clocks(
    log: Log, ahead: timedelta, recorded: bool
) -> None:
    before = written()
    if recorded:
        pay(acting=OFFICER, at=AT, place="p1", people=1, occurred_at=AT + ahead)
        assert Event.objects.get(kind="visit.paid").occurred_at == AT + ahead
    else:
        with pytest.raises(Refusal) as refusal:
            pay(acting=OFFICER, at=AT, place="p1", people=1, occurred_at=AT + ahead)
        assert refusal.value.code == "ledger.future"
        assert written() == before


def test_what_occurred_long_ago_is_recorded_with_both_moments(log: Log) -> None:
    pay(acting=OFFICER, at=AT, place="p1", people=1, occurred_at=AT - timedelta(days=400))
    event = Event.objects.get(kind="visit.paid")
    assert (event.occurred_at, event.recorded_at) == (AT - timedelta(days=400), AT)


@pytest.mark.parametrize("origin", ["demo", "demo/luoyang"])
def test_a_demo_log_runs_on_a_story_clock(room: None, origin: str) -> None:
    opened(HashName.SHA256, origin)
    pay(acting=OFFICER, at=AT, place="p1", people=1)
    assert Event.objects.filter(kind="visit.paid").exists()


@pytest.mark.parametrize("origin", ["luoyang.gov.cn/anquan", "demonstration", "x/demo"])
def test_any_other_log_runs_on_the_clock_of_the_server_alone(room: None, origin: str) -> None:
    with pytest.raises(Refusal) as refusal:
        opened(HashName.SHA256, origin)
    assert refusal.value.code == "ledger.story_clock"
    assert not Log.objects.exists()


def test_a_real_log_records_what_happens_now_and_refuses_a_clock_that_is_off(room: None) -> None:
    now = datetime.now(UTC)
    open_log(acting=OFFICER, at=now, origin="luoyang.gov.cn/anquan", hash_name=HashName.SHA256)
    pay(acting=OFFICER, at=now, place="p1", people=1)
    for off in (timedelta(minutes=-6), timedelta(minutes=6)):
        with pytest.raises(Refusal) as refusal, atomic():
            pay(acting=OFFICER, at=now + off, place="p1", people=1)
        assert refusal.value.code == "ledger.story_clock"


def test_a_value_that_is_not_ascii_never_reaches_an_event(log: Log) -> None:
    before = written()
    with pytest.raises(UnicodeEncodeError):
        pay(acting=OFFICER, at=AT, place="p1", people=1, area="洛阳")
    assert written() == before


def test_an_event_takes_the_same_bytes_on_every_database(log: Log) -> None:
    pay(acting=OFFICER, at=AT, place="p1", people=1, occurred_at=datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT occurred_at, recorded_at, person, caused_by, v FROM ledger_event WHERE kind = 'visit.paid'"
        )
        assert cursor.fetchone() == (-1, 1772415000123456, UUID(str(OFFICER.person)).hex, None, 1)
