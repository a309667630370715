"""Verification: what holds is said to hold; whatever is tampered with is found, and named."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from jinze.foundation.ledger.actions.log import erase_text
from jinze.foundation.ledger.enums import HashName
from jinze.foundation.ledger.jobs import order
from jinze.foundation.ledger.models import Event, Leaf, Log, SealedText, Tile, Waiting
from jinze.foundation.ledger.queries import verify as verification
from jinze.foundation.ledger.queries.checkpoints import checkpoint_file
from jinze.foundation.ledger.queries.verify import Bad, verify
from jinze.foundation.ledger.rules import note
from jinze.foundation.ledger.rules.preimage import COLUMNS, leaf_hash
from tests.foundation.ledger import naive
from tests.foundation.ledger.conftest import opened
from tests.foundation.ledger.sample import AT, OFFICER, pay

pytestmark = pytest.mark.django_db

Visits = Callable[[int], list[Event]]
Past = Callable[[], AbstractContextManager[Callable[..., None]]]


def first_bad() -> tuple[str | None, int | None, str]:
    """The first fault, when there is one and the report says so."""
    report = verify()
    assert not report.ok
    assert report.first_bad == report.faults[0]
    return report.first_bad.key, report.first_bad.seq, report.first_bad.what


def place_of(event: Event) -> int:
    return Leaf.objects.get(event=event).seq


# What holds ----------------------------------------------------------------------------------


@pytest.mark.parametrize("hash_name", list(HashName))
@pytest.mark.parametrize("count", [0, 1, 255, 256, 600])
def test_a_log_that_nobody_touched_verifies(room: None, hash_name: HashName, count: int) -> None:
    opened(hash_name)
    for number in range(count):
        pay(acting=OFFICER, at=AT, place=f"p{number % 7}", people=number)
        if number in {0, 99, 255, 256, 300, 511}:
            order.sequence_all()
            order.checkpoint(AT)
    order.sequence_all()
    leaves = [bytes(leaf) for leaf in Leaf.objects.order_by("seq").values_list("event__leaf", flat=True)]
    report = verify()
    assert (report.ok, report.first_bad, report.faults) == (True, None, [])
    assert (report.origin, report.events, report.sequenced, report.tree_size) == ("demo", *[count + 1] * 3)
    if hash_name is HashName.SHA256:
        assert report.root == naive.root_of(leaves).hex()


def test_a_log_without_any_sequenced_event_verifies(log: Log) -> None:
    report = verify()
    assert (report.ok, report.events, report.sequenced, report.tree_size) == (True, 1, 0, 0)
    assert report.root == naive.root_of([]).hex()


def test_events_that_wait_are_counted_and_checked(visits: Visits, past_the_guards: Past) -> None:
    visits(3)
    receipt = pay(acting=OFFICER, at=AT, place="p9", people=1)
    report = verify()
    assert (report.ok, report.events, report.sequenced) == (True, 5, 4)
    with past_the_guards() as run:
        run("UPDATE ledger_event SET area = '410306' WHERE key = %s", [receipt.key.hex])
    assert first_bad() == (receipt.key.hex, None, "content")


def test_an_erased_text_is_no_fault_and_is_counted(visits: Visits) -> None:
    visits(3)
    erase_text(acting=OFFICER, at=AT, digest=SealedText.objects.order_by("id")[1].digest, why="本人申请")
    report = verify()
    assert (report.ok, report.texts, report.erased) == (True, 4, 1)


# Events --------------------------------------------------------------------------------------


def changed(value: object) -> object:
    """The same value with one byte changed, or something where there was nothing."""
    if value is None:
        return "0" * 32
    if isinstance(value, int):
        return value ^ 1
    text = str(value)
    return text[:-1] + ("1" if text[-1:] != "1" else "2") if text else "1"


@pytest.mark.parametrize("name", COLUMNS)
def test_one_changed_byte_of_any_column_is_named(visits: Visits, past_the_guards: Past, name: str) -> None:
    event = visits(5)[2]
    with past_the_guards() as run:
        run(f"UPDATE ledger_event SET {name} = %s WHERE id = %s", [changed(event.columns()[name]), event.pk])
    key, seq, what = first_bad()
    assert (seq, what) == (3, "content")
    assert key == (changed(event.key.hex) if name == "key" else event.key.hex)


@pytest.mark.parametrize("name", ["kind", "system", "subject_kind", "area", "clauses", "data"])
@pytest.mark.parametrize("tail", ["洛", "\n", ",", "1:x,"])
def test_an_odd_character_behind_any_text_is_named(visits: Visits, past_the_guards: Past, name: str, tail: str) -> None:
    event = visits(2)[1]
    with past_the_guards() as run:
        run(f"UPDATE ledger_event SET {name} = %s WHERE id = %s", [f"{event.columns()[name]}{tail}", event.pk])
    assert first_bad() == (event.key.hex, 2, "content")


# PostgreSQL keeps to the width of a column and knows no NUL
@pytest.mark.parametrize("name", COLUMNS if connection.vendor == "sqlite" else ())
@pytest.mark.parametrize("tail", ["\u0000", "\u0000x", "00"])
def test_what_hides_behind_the_end_of_a_column_is_named(
    visits: Visits, past_the_guards: Past, name: str, tail: str
) -> None:
    event = visits(2)[1]
    with past_the_guards() as run:
        held = event.columns()[name]
        run(f"UPDATE ledger_event SET {name} = %s WHERE id = %s", [f"{'' if held is None else held}{tail}", event.pk])
    assert first_bad()[1:] == (2, "content")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL stores no broken text")
def test_a_text_that_is_no_unicode_is_named(visits: Visits, past_the_guards: Past) -> None:
    event = visits(2)[1]
    with past_the_guards() as run:
        run(f"UPDATE ledger_event SET data = CAST(x'ff' AS TEXT) WHERE id = {event.pk}")
    assert first_bad() == (event.key.hex, 2, "content")


def test_a_changed_leaf_is_named(visits: Visits, past_the_guards: Past) -> None:
    event = visits(5)[2]
    with past_the_guards() as run:
        run("UPDATE ledger_event SET leaf = %s WHERE id = %s", [bytes(32), event.pk])
    assert first_bad() == (event.key.hex, 3, "content")


def test_an_event_rewritten_with_a_fitting_leaf_is_named(visits: Visits, past_the_guards: Past) -> None:
    event = visits(5)[2]
    event.area = "410306"
    with past_the_guards() as run:
        run(
            "UPDATE ledger_event SET area = %s, leaf = %s WHERE id = %s",
            [event.area, leaf_hash("sha256", event.columns()), event.pk],
        )
    assert first_bad() == (event.key.hex, 3, "position")


@pytest.mark.parametrize("which", [0, 2, 4])
def test_a_deleted_event_is_named(visits: Visits, past_the_guards: Past, which: int) -> None:
    event = visits(5)[which]
    with past_the_guards() as run:
        run("DELETE FROM ledger_event WHERE id = %s", [event.pk])
        assert first_bad() == (None, which + 1, "missing")
        put_back(event)


def test_an_event_deleted_with_its_leaf_is_named(visits: Visits, past_the_guards: Past) -> None:
    event = visits(5)[2]
    with past_the_guards() as run:
        run("DELETE FROM ledger_leaf WHERE event_id = %s", [event.pk])
        run("DELETE FROM ledger_event WHERE id = %s", [event.pk])
    assert first_bad() == (None, 3, "missing")


def test_a_deleted_leaf_is_named(visits: Visits, past_the_guards: Past) -> None:
    event = visits(5)[2]
    with past_the_guards() as run:
        run("DELETE FROM ledger_leaf WHERE event_id = %s", [event.pk])
    report = verify()
    assert (report.first_bad.seq, report.first_bad.what) == (3, "missing")


def test_the_last_event_deleted_with_its_leaf_is_named(visits: Visits, past_the_guards: Past) -> None:
    event = visits(5)[-1]
    with past_the_guards() as run:
        run("DELETE FROM ledger_leaf WHERE event_id = %s", [event.pk])
        run("DELETE FROM ledger_event WHERE id = %s", [event.pk])
    report = verify()
    assert Bad(None, 5, "missing") in report.faults
    assert Bad(None, 5, "checkpoint") in report.faults


def test_two_swapped_events_are_named(visits: Visits, past_the_guards: Past) -> None:
    _, first, _, second, _ = visits(5)
    with past_the_guards() as run:
        run("UPDATE ledger_leaf SET event_id = %s WHERE seq = 2", [-1])
        run("UPDATE ledger_leaf SET event_id = %s WHERE seq = 4", [first.pk])
        run("UPDATE ledger_leaf SET event_id = %s WHERE seq = 2", [second.pk])
    report = verify()
    assert report.faults[:2] == [Bad(second.key.hex, 2, "position"), Bad(first.key.hex, 4, "position")]


def test_an_event_hidden_from_the_sequencer_is_named(visits: Visits) -> None:
    visits(3)
    receipt = pay(acting=OFFICER, at=AT, place="p9", people=1)
    Waiting.objects.all().delete()
    assert first_bad() == (receipt.key.hex, None, "unsequenced")


def test_an_event_whose_place_is_also_waited_for_does_not_hide_another(visits: Visits, past_the_guards: Past) -> None:
    events = visits(3)
    receipt = pay(acting=OFFICER, at=AT, place="p9", people=1)
    with past_the_guards() as run:
        run("UPDATE ledger_waiting SET event_id = %s", [events[0].pk])
    assert receipt.key.hex in {bad.key for bad in verify().faults}


# Tree and checkpoints ------------------------------------------------------------------------


def spoil(tile: Tile, entry: int) -> None:
    held = bytearray(tile.hashes)
    held[entry * 32] ^= 1
    Tile.objects.filter(pk=tile.pk).update(hashes=bytes(held))


@pytest.mark.parametrize(("level", "entry", "seq"), [(0, 3, 3), (1, 0, 0), (1, 1, 0)])
def test_a_changed_tile_is_named(visits: Visits, level: int, entry: int, seq: int) -> None:
    visits(520)
    spoil(Tile.objects.get(level=level, index=0), entry)
    assert first_bad() == (None, seq, "tree")


def test_a_changed_tile_without_any_checkpoint_is_found_all_the_same(log: Log) -> None:
    receipts = [pay(acting=OFFICER, at=AT, place="p", people=1) for _ in range(3)]
    order.sequence_all()
    spoil(Tile.objects.get(), 2)
    assert first_bad() == (receipts[1].key.hex, 2, "position")


def test_a_tile_that_is_gone_is_named(visits: Visits) -> None:
    visits(3)
    Tile.objects.all().delete()
    assert first_bad() == (None, 0, "tree")


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("note", "none", "checkpoint"),
        ("note", "", "checkpoint"),
        ("size", 2, "checkpoint"),
        ("signed_at", 5, "checkpoint"),
    ],
)
def test_a_changed_checkpoint_row_is_named(
    visits: Visits, past_the_guards: Past, column: str, value: object, what: str
) -> None:
    visits(3)
    with past_the_guards() as run:
        run(f"UPDATE ledger_checkpoint SET {column} = %s", [value])
    assert first_bad()[2] == what


@pytest.mark.parametrize(
    ("old", "new"), [("demo\n4", "demo\n3"), ("sha256", "sha512"), ("demo\n", "demo/b\n"), ("— demo 0", "— demo 1")]
)
def test_a_changed_note_is_named(visits: Visits, past_the_guards: Past, old: str, new: str) -> None:
    visits(3)
    with past_the_guards() as run:
        text = checkpoint_file("demo").read_text("utf-8").rstrip("\n") + "\n"
        other = text.replace(old, new) if old in text else text.replace("= \n", "") + "x"
        run("UPDATE ledger_checkpoint SET note = %s", [other])
    assert first_bad()[2] in {"signature", "checkpoint"}


def test_a_note_by_another_key_is_named(visits: Visits, past_the_guards: Past) -> None:
    visits(3)
    said = note.read(checkpoint_file("demo").read_text("utf-8"))
    forged = note.sign(said, Ed25519PrivateKey.from_private_bytes(bytes(32)))
    with past_the_guards() as run:
        run("UPDATE ledger_checkpoint SET note = %s", [forged])
    assert first_bad() == (None, 3, "signature")


def test_a_published_checkpoint_from_the_future_tells_of_a_truncated_log(visits: Visits, past_the_guards: Past) -> None:
    visits(3)
    later = visits(4)[3:]
    with past_the_guards() as run:
        for event in later:
            run("DELETE FROM ledger_leaf WHERE event_id = %s", [event.pk])
            run("DELETE FROM ledger_event WHERE id = %s", [event.pk])
        run("DELETE FROM ledger_checkpoint WHERE size > 4")
        run("UPDATE ledger_tile SET hashes = %s", [bytes(Tile.objects.get().hashes)[: 4 * 32]])
    assert first_bad() == (None, 7, "checkpoint")


def test_a_history_rewritten_throughout_is_betrayed_by_what_was_published(
    visits: Visits, past_the_guards: Past
) -> None:
    event = visits(3)[1]
    event.area = "410306"
    leaf = leaf_hash("sha256", event.columns())
    with past_the_guards() as run:
        run("UPDATE ledger_event SET area = %s, leaf = %s WHERE id = %s", [event.area, leaf, event.pk])
        held = bytearray(Tile.objects.get().hashes)
        held[2 * 32 : 3 * 32] = leaf
        run("UPDATE ledger_tile SET hashes = %s", [bytes(held)])
        run("DELETE FROM ledger_checkpoint")
    assert first_bad() == (None, 3, "checkpoint")


def test_a_checkpoint_of_an_earlier_size_still_proves_what_it_covers(visits: Visits, past_the_guards: Past) -> None:
    visits(3)
    event = visits(3)[4]
    with past_the_guards() as run:
        run("UPDATE ledger_event SET area = '410306' WHERE id = %s", [event.pk])
    assert verify().faults == [Bad(event.key.hex, 5, "content")]


@pytest.mark.parametrize("column", ["origin", "public_key"])
def test_a_changed_row_of_the_log_is_named(visits: Visits, past_the_guards: Past, column: str) -> None:
    visits(2)
    other = {"origin": "luoyang.gov.cn/anquan", "public_key": "A" * 43 + "="}[column]
    with past_the_guards() as run:
        run(f"UPDATE ledger_log SET {column} = %s", [other])
    assert "log" in {bad.what for bad in verify().faults}


# Texts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    ["text = 'x'", "text = NULL", "salt = NULL", "text = NULL, salt = NULL", "text = NULL, salt = NULL, erased_at = 5"],
)
def test_a_changed_text_or_one_removed_without_an_act_is_named(
    visits: Visits, past_the_guards: Past, change: str
) -> None:
    visits(3)
    digest = SealedText.objects.order_by("id")[1].digest
    with past_the_guards() as run:
        run(f"UPDATE ledger_sealedtext SET {change} WHERE digest = %s", [digest])
    assert first_bad() == (digest, None, "text")


# Size and processes --------------------------------------------------------------------------


def test_faults_are_cut_when_there_are_too_many(visits: Visits, past_the_guards: Past) -> None:
    visits(30)
    with past_the_guards() as run:
        run("UPDATE ledger_event SET area = '410306'")
    report = verify(most_faults=5)
    assert not report.ok
    assert report.first_bad.seq == 0


@pytest.mark.django_db(transaction=True)
def test_several_processes_find_what_one_finds(
    visits: Visits, past_the_guards: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "APART", 256)
    visits(100)
    events = visits(450)
    one, two = verify(processes=1), verify(processes=2)
    assert one == two
    assert one.ok
    with past_the_guards() as run:
        run("UPDATE ledger_event SET area = '410306' WHERE id IN (%s, %s)", [events[400].pk, events[9].pk])
    one, two = verify(processes=1), verify(processes=2)
    assert one == two
    assert [bad.seq for bad in two.faults] == [10, 401]


def test_a_checkpoint_signed_while_verification_runs_does_no_harm(
    visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits(3)
    scanned = verification._scanned

    def grow_and_scan(*given: object) -> object:
        visits(300)
        return scanned(*given)

    monkeypatch.setattr(verification, "_scanned", grow_and_scan)
    report = verify()
    assert (report.ok, report.faults, report.tree_size) == (True, [], 4)


def put_back(event: Event) -> None:
    """So that the test's own transaction can end: PostgreSQL checks its foreign keys there."""
    Event.objects.bulk_create([event])
