"""Order of printed numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.sources.rules.outline.sequence import ASTRAY, RESTART, TWICE, judge

OK = ""


@pytest.mark.parametrize(
    ("numbers", "reasons"),
    [
        ([], []),
        ([1, 2, 3], [OK, OK, OK]),
        ([5, 6, 9], [OK, OK, OK]),
        ([1, 3, 2, 4], [OK, OK, OK, OK]),
        ([1, 2, 2, 3], None),
        ([1, 5, 3, 4], [OK, ASTRAY, OK, OK]),
        ([7, 1, 2, 3], [ASTRAY, OK, OK, OK]),
        ([1, 2, 1, 2, 3], [OK, OK, RESTART, RESTART, RESTART]),
        ([3, 4, 5, 3, 4, 5, 6], [OK, OK, OK, RESTART, RESTART, RESTART, RESTART]),
        ([1, 2, 3, 4, 2, 6], [OK, OK, OK, OK, TWICE, OK]),
    ],
)
def test_reasons_of_a_list(numbers: list[int], reasons: list[str] | None) -> None:
    if reasons is None:
        assert sorted(judge(numbers)) == sorted([OK, OK, OK, TWICE])
    else:
        assert judge(numbers) == reasons


@given(st.lists(st.integers(1, 12), max_size=30))
def test_no_number_stands_twice_and_each_gets_an_answer(numbers: list[int]) -> None:
    reasons = judge(numbers)
    standing = [number for number, why in zip(numbers, reasons, strict=True) if not why]
    assert len(standing) == len(set(standing))


@given(st.sets(st.integers(1, 99)))
def test_rising_numbers_all_stand(numbers: set[int]) -> None:
    assert not any(judge(sorted(numbers)))
