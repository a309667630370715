"""Half-open stretches of days, held against plain sets of days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.judgement.duties.rules.spans import Span, common, overlap, union

START = date(2024, 1, 1)
HORIZON = [START + timedelta(days=offset) for offset in range(60)]


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(st.integers(0, 40))
    length = draw(st.none() | st.integers(1, 15))
    from_ = START + timedelta(days=first)
    return Span(from_, None if length is None else from_ + timedelta(days=length))


def days(held: tuple[Span, ...] | list[Span]) -> set[date]:
    return {day for day in HORIZON for span in held if day in span}


def test_span_holds_its_first_day_and_not_its_end() -> None:
    span = Span(date(2024, 3, 1), date(2024, 4, 1))
    inside = [date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 4, 1)]
    assert [day in span for day in inside] == [False, True, True, False]
    assert date(2199, 1, 1) in Span(date(2024, 3, 1))


@pytest.mark.parametrize("until", [date(2024, 3, 1), date(2024, 2, 29)])
def test_span_without_a_day_is_refused(until: date) -> None:
    with pytest.raises(ValueError, match="no day lies between"):
        Span(date(2024, 3, 1), until)


def test_spans_that_touch_share_no_day_and_unite_to_one() -> None:
    left, right = Span(date(2024, 1, 1), date(2024, 2, 1)), Span(date(2024, 2, 1), date(2024, 3, 1))
    assert overlap(left, right) is None
    assert union([right, left]) == (Span(date(2024, 1, 1), date(2024, 3, 1)),)
    apart = Span(date(2024, 2, 2), date(2024, 3, 1))
    assert union([apart, left]) == (left, apart)


@given(st.lists(spans(), max_size=6))
def test_union_has_the_same_days_in_the_fewest_spans(held: list[Span]) -> None:
    joined = union(held)
    assert days(joined) == days(held)
    for earlier, later in pairwise(joined):
        assert earlier.until is not None
        assert earlier.until < later.from_


@given(st.lists(st.lists(spans(), max_size=4), min_size=1, max_size=4))
def test_common_has_the_days_of_every_set(sets: list[list[Span]]) -> None:
    assert days(common(*sets)) == set.intersection(*(days(held) for held in sets))


def test_common_of_nothing_is_nothing() -> None:
    assert common() == ()
