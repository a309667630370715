"""The preimage: one for one set of columns, and the same however it is computed."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.foundation.ledger.rules.preimage import (
    COLUMNS,
    leaf_hash,
    leaf_hashes,
    preimage,
    preimages,
    text_digest,
)

ASCII = st.none() | st.integers(0, 10**17) | st.text(st.characters(codec="ascii"), max_size=40)
EVENT = st.fixed_dictionaries(dict.fromkeys(COLUMNS, ASCII))


def as_read(events: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """As a database gives them: bytes, and more behind the columns."""
    rows = [[v.encode() if isinstance(v, str) else v for v in map(event.get, COLUMNS)] for event in events]
    return [(*row, b"leaf", 7) for row in rows]


def sample(**changed: str | int | None) -> dict[str, str | int | None]:
    return {**dict.fromkeys(COLUMNS), "key": "ab" * 16, "kind": "deed.filed", "v": 1, "data": "{}", **changed}


def test_preimage_is_netstrings_in_a_fixed_order() -> None:
    absent = "-," * 13
    assert preimage(sample()) == f"32:{'ab' * 16},10:deed.filed,1:1,{absent}2:{{}},".encode()


def test_leaf_hash_is_over_a_zero_byte_and_the_preimage() -> None:
    assert leaf_hash("sha256", sample()) == hashlib.sha256(b"\x00" + preimage(sample())).digest()
    assert leaf_hash("sm3", sample()) != leaf_hash("sha256", sample())


@pytest.mark.parametrize("hash_name", ["sha256", "sm3"])
@given(st.lists(EVENT, min_size=1, max_size=8))
def test_many_events_at_once_give_the_leaves_of_each(hash_name: str, events: list[dict[str, Any]]) -> None:
    assert preimages(as_read(events)) == [preimage(event) for event in events]
    assert leaf_hashes(hash_name, as_read(events)) == [leaf_hash(hash_name, event) for event in events]


@given(EVENT, EVENT)
def test_different_columns_have_different_preimages(one: dict[str, Any], other: dict[str, Any]) -> None:
    plain_one = {name: None if value is None else str(value) for name, value in one.items()}
    plain_other = {name: None if value is None else str(value) for name, value in other.items()}
    assert (preimage(one) == preimage(other)) == (plain_one == plain_other)


def test_text_that_moves_to_the_next_column_changes_the_preimage() -> None:
    assert preimage(sample(system="a", subject_kind="bc")) != preimage(sample(system="ab", subject_kind="c"))
    assert preimage(sample(system=None)) != preimage(sample(system=""))


def test_a_value_that_is_not_ascii_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        preimage(sample(area="洛阳"))


def test_a_missing_column_is_refused() -> None:
    held = sample()
    del held["caused_by"]
    with pytest.raises(KeyError):
        preimage(held)


def test_text_digest_depends_on_salt_and_text() -> None:
    first = text_digest("sha256", b"s" * 16, "因为")
    assert first == hashlib.sha256(b"s" * 16 + "因为".encode()).hexdigest()
    assert first != text_digest("sha256", b"t" * 16, "因为")
