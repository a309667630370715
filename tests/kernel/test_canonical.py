import json
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.kernel.canonical import Value, canonical

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class Grade(StrEnum):
    MAJOR = "major"


def test_keys_are_sorted_without_spaces_and_chinese_stays_readable() -> None:
    said: Value = {"b": [1, True, None], "a": {"市": "洛阳", "A": -1}}
    assert canonical(said) == '{"a":{"A":-1,"市":"洛阳"},"b":[1,true,null]}'


@given(VALUES)
def test_the_text_reads_back_as_the_value(value: Value) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_the_order_of_insertion_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@given(VALUES)
def test_reading_and_writing_again_changes_nothing(value: Value) -> None:
    text = canonical(value)
    assert canonical(json.loads(text)) == text


def test_an_enum_member_is_its_text() -> None:
    assert canonical({"grade": Grade.MAJOR}) == '{"grade":"major"}'


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), Decimal(1), date(2026, 1, 1), UUID(int=0), b"x", {1}, (1, 2), {1: "a"}, [[0.5]]],
    ids=str,
)
def test_a_value_without_one_text_is_refused(value: Value) -> None:
    with pytest.raises(TypeError):
        canonical(value)
    with pytest.raises(TypeError):
        canonical({"inside": [value]})


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": 1}])
def test_text_that_cannot_be_encoded_is_refused(value: Value) -> None:
    with pytest.raises(ValueError, match="surrogate"):
        canonical(value)
