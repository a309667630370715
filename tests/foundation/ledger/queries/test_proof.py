"""Proofs: for people, for programs, and for an outsider with a page of plain Python."""

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jinze.foundation.ledger.enums import HashName
from jinze.foundation.ledger.jobs import order
from jinze.foundation.ledger.models import Checkpoint, Event, Leaf, Log, Tile
from jinze.foundation.ledger.queries.checkpoints import checkpoint_file
from jinze.foundation.ledger.queries.proof import consistency, prove
from jinze.foundation.ledger.queries.signing import signing_key
from jinze.foundation.ledger.rules import note
from jinze.kernel.keys import new_key
from jinze.kernel.refusal import Refusal
from tests.foundation.ledger import naive
from tests.foundation.ledger.conftest import opened
from tests.foundation.ledger.sample import AT, OFFICER, pay

pytestmark = pytest.mark.django_db

CHECKER = Path(__file__).resolve().parents[4] / "docs" / "check_proof.py"
Visits = Callable[[int], list[Event]]
Past = Callable[[], AbstractContextManager[Callable[..., None]]]


def checked(folder: Path, proof: dict[str, Any], public: str, notes: Path | None = None) -> tuple[bool, str]:
    """What the outsider's script says: whether it holds, and the one line it prints."""
    path = folder / "proof.json"
    path.write_text(json.dumps(proof, ensure_ascii=False), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", str(CHECKER), str(path), public, *([str(notes)] if notes else [])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}
    return done.returncode == 0, done.stdout


# On the platform -----------------------------------------------------------------------------


def test_every_event_under_a_checkpoint_is_proven_against_the_first_that_covers_it(visits: Visits) -> None:
    visits(5)
    visits(260)
    for event in Event.objects.order_by("id"):
        proof = prove(event.key)
        seq = Leaf.objects.get(event=event).seq
        assert (proof.holds, proof.content_holds, proof.position_holds) == (True, True, True)
        assert (proof.root_holds, proof.outside_holds, proof.seq) == (True, True, seq)
        assert proof.size == (6 if seq < 6 else 266)
        assert naive.includes(bytes(event.leaf), seq, proof.size, proof.path, proof.root)


def test_a_waiting_event_and_one_without_a_checkpoint_say_what_they_can(log: Log) -> None:
    receipt = pay(acting=OFFICER, at=AT, place="p1", people=1)
    waiting = prove(receipt.key)
    assert (waiting.holds, waiting.seq, waiting.checkpoint, waiting.root_holds) == (True, None, None, False)
    order.sequence_all()
    placed = prove(receipt.key)
    assert (placed.holds, placed.seq, placed.checkpoint, placed.position_holds) == (True, 1, None, True)
    assert placed.to_json()["checkpoint"] is None


def test_an_unknown_event_is_refused(log: Log) -> None:
    with pytest.raises(Refusal) as refusal:
        prove(new_key())
    assert (refusal.value.code, refusal.value.status) == ("ledger.no_event", 404)


@pytest.mark.parametrize("value", ["410306", "洛阳"])
def test_a_changed_event_does_not_hold(visits: Visits, past_the_guards: Past, value: str) -> None:
    event = visits(5)[2]
    with past_the_guards() as run:
        run("UPDATE ledger_event SET area = %s WHERE id = %s", [value, event.pk])
    proof = prove(event.key)
    assert (proof.holds, proof.content_holds, proof.position_holds, proof.root_holds) == (False, False, True, True)


def test_an_event_in_the_place_of_another_does_not_hold(visits: Visits, past_the_guards: Past) -> None:
    first, second = visits(5)[:2]
    with past_the_guards() as run:
        run("DELETE FROM ledger_leaf WHERE event_id = %s", [first.pk])
        run("UPDATE ledger_leaf SET event_id = %s WHERE event_id = %s", [first.pk, second.pk])
    proof = prove(first.key)
    assert (proof.holds, proof.content_holds, proof.position_holds, proof.root_holds) == (False, True, False, False)


def test_a_broken_tree_does_not_hold_and_is_no_error(visits: Visits) -> None:
    event = visits(5)[2]
    Tile.objects.all().delete()
    proof = prove(event.key)
    assert (proof.holds, proof.content_holds, proof.position_holds, proof.root_holds) == (False, True, False, False)


@pytest.mark.parametrize("text", ["", "nothing", "demo\n6\nAAAA\nsha256 1\n\n— demo AAAA\n"])
def test_a_broken_checkpoint_does_not_hold_and_is_no_error(visits: Visits, past_the_guards: Past, text: str) -> None:
    event = visits(5)[2]
    with past_the_guards() as run:
        run("UPDATE ledger_checkpoint SET note = %s", [text])
    proof = prove(event.key)
    assert (proof.holds, proof.root_holds, proof.outside_holds) == (False, False, False)


def test_a_checkpoint_missing_outside_is_told(visits: Visits) -> None:
    event = visits(2)[0]
    checkpoint_file("demo").unlink()
    assert (prove(event.key).holds, prove(event.key).outside_holds) == (True, False)


def test_a_later_checkpoint_is_shown_to_extend_an_earlier_one(visits: Visits) -> None:
    for more in (3, 4, 250, 30):
        visits(more)
    leaves = [bytes(leaf) for leaf in Leaf.objects.order_by("seq").values_list("event__leaf", flat=True)]
    for old in Checkpoint.objects.values_list("size", flat=True):
        document = consistency(old)
        path = [bytes.fromhex(step) for step in document["path"]]
        newest = note.read(document["checkpoint"])
        assert document["size"] == newest.size == 288
        assert naive.extends(old, newest.size, naive.root_of(leaves[:old]), newest.root, path)


@pytest.mark.parametrize("old", [0, 5])
def test_consistency_with_a_size_that_never_was_is_refused(visits: Visits, old: int) -> None:
    visits(3)
    with pytest.raises(Refusal):
        consistency(old)


# Outside -------------------------------------------------------------------------------------


@pytest.mark.parametrize("hash_name", list(HashName))
def test_an_outsider_finds_that_good_proofs_hold(room: None, tmp_path: Path, hash_name: HashName) -> None:
    log = opened(hash_name)
    for size in (1, 2, 3, 7, 300):
        while Event.objects.count() < size:
            pay(acting=OFFICER, at=AT, place="p1", people=size, why="因为")
        order.sequence_all()
        order.checkpoint(AT)
    for seq in (0, 1, 2, 3, 6, 7, 255, 256, 299):
        event = Leaf.objects.get(seq=seq).event
        holds, line = checked(tmp_path, prove(event.key).to_json(), log.public_key, checkpoint_file("demo"))
        assert holds
        assert line.startswith("成立 OK")
        assert event.key.hex in line


def tampered(proof: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Proofs that are false in one thing each."""
    found = {}
    for number, (name, value) in enumerate(proof["columns"]):
        columns = [list(pair) for pair in proof["columns"]]
        columns[number][1] = "x" if value is None else None if name in {"area", "body"} else value + "0"
        found[f"column {name}"] = {**proof, "columns": columns}
    swapped = [list(pair) for pair in proof["columns"]]
    swapped[5][0], swapped[6][0] = swapped[6][0], swapped[5][0]
    other = "0" * 64
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    said = note.read(proof["checkpoint"])
    mark = proof["checkpoint"].rstrip().rsplit(" ", 1)[1]
    raw = bytearray(base64.b64decode(mark))
    raw[40] ^= 1
    return found | {
        "names of columns swapped": {**proof, "columns": swapped},
        "key of another event": {**proof, "key": "0" * 32},
        "another place": {**proof, "seq": proof["seq"] + 1},
        "a place beyond the tree": {**proof, "seq": proof["seq"] + 1024},
        "a negative place": {**proof, "seq": -1},
        "another size": {**proof, "tree_size": proof["tree_size"] + 1},
        "a changed step": {**proof, "path": [other, *proof["path"][1:]]},
        "a step less": {**proof, "path": proof["path"][:-1]},
        "a step more": {**proof, "path": [*proof["path"], other]},
        "no path": {**proof, "path": []},
        "another hash": {**proof, "hash": "sha512_256"},
        "another origin": {**proof, "origin": "demo/other"},
        "no checkpoint": {**proof, "checkpoint": None},
        "a checkpoint by another key": {**proof, "checkpoint": note.sign(said, key)},
        "a changed signature": {
            **proof,
            "checkpoint": proof["checkpoint"].replace(mark, base64.b64encode(raw).decode()),
        },
        "a changed moment": {
            **proof,
            "checkpoint": proof["checkpoint"].replace(str(said.moment), str(said.moment + 1)),
        },
    }


def test_an_outsider_finds_that_tampered_proofs_do_not_hold(visits: Visits, log: Log, tmp_path: Path) -> None:
    visits(19)
    proof = prove(Leaf.objects.get(seq=11).event.key).to_json()
    assert checked(tmp_path, proof, log.public_key)[0]
    for what, false in tampered(proof).items():
        holds, line = checked(tmp_path, false, log.public_key)
        assert not holds, what
        assert line.startswith("不成立 FALSE") or what == "another hash", (what, line)


def test_an_outsider_trusts_only_the_key_and_the_notes_that_were_kept(visits: Visits, log: Log, tmp_path: Path) -> None:
    event = visits(9)[4]
    proof = prove(event.key).to_json()
    stranger = base64.b64encode(
        Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    ).decode()
    assert not checked(tmp_path, proof, stranger)[0]
    said = note.read(proof["checkpoint"])
    kept = tmp_path / "kept.notes"
    kept.write_text(
        note.sign(note.Checkpoint(said.origin, said.size, bytes(32), said.hash_name, said.moment), signing_key())
    )
    holds, line = checked(tmp_path, proof, log.public_key, kept)
    assert (holds, "kept=False" in line, "proven=True signed=True" in line) == (False, True, True)


def test_the_checker_is_short_enough_to_be_read() -> None:
    assert len(CHECKER.read_text("utf-8").splitlines()) <= 60
