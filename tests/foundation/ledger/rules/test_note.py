"""Signed checkpoints: what is read is what was signed, and nothing else is."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from jinze.foundation.ledger.rules import note

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
STATED = note.Checkpoint("demo/示例市", 66_000, bytes(range(32)), "sm3", 1_767_225_600_000_000)


def test_a_note_reads_as_it_was_signed() -> None:
    signed = note.sign(STATED, KEY)
    assert note.read(signed) == STATED
    assert note.is_signed(signed, PUBLIC)
    assert signed.split("\n")[:4] == [
        "demo/示例市",
        "66000",
        base64.b64encode(bytes(range(32))).decode(),
        "sm3 1767225600000000",
    ]


@given(st.data())
def test_a_note_with_one_changed_character_is_not_signed(data: st.DataObject) -> None:
    signed = note.sign(STATED, KEY)
    place = data.draw(st.integers(0, len(signed.rstrip()) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda c: c != signed[place]))
    assert not note.is_signed(signed[:place] + other + signed[place + 1 :], PUBLIC)


def test_a_note_of_another_key_is_not_signed() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    assert not note.is_signed(note.sign(STATED, KEY), other)


def test_a_note_that_claims_the_key_of_another_origin_is_not_signed() -> None:
    signed = note.sign(STATED, KEY).replace("— demo/示例市", "— demo")
    assert not note.is_signed(signed, PUBLIC)


@pytest.mark.parametrize(
    "text", ["", "demo\n", "demo\n1\n!!\nsha256 1\n\n— demo x\n", "demo\nx\nAA==\nsha256 1\n\n— d x\n"]
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    assert note.parse(text) is None
    with pytest.raises(ValueError):
        note.read(text)
    assert not note.is_signed(text, PUBLIC)
