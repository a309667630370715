"""Periods as bits: places, runs, marks and merges, held against sets of ordinals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.judgement.duties.rules.masks import (
    BLOCK,
    FULL,
    Block,
    block_numbers,
    mark,
    merge,
    ordinals_in,
    place,
    run_mask,
)

ordinals = st.integers(-500, 20_000)
runs = st.builds(lambda start, length: range(start, start + length), ordinals, st.integers(0, 400))
masks = st.integers(0, FULL)


@st.composite
def blocks_of(draw: st.DrawFn, number: int = 7) -> Block:
    done = draw(masks)
    return Block(number, done, done & draw(masks))


@pytest.mark.parametrize(
    ("ordinal", "expected"),
    [(0, (0, 1)), (59, (0, 1 << 59)), (60, (1, 1)), (61, (1, 2)), (-1, (-1, 1 << 59)), (-60, (-1, 1))],
)
def test_place_on_each_side_of_a_block_edge(ordinal: int, expected: tuple[int, int]) -> None:
    assert place(ordinal) == expected


def test_a_full_block_fits_a_signed_64_bit_column() -> None:
    assert FULL.bit_count() == BLOCK
    assert FULL < 2**63


@pytest.mark.parametrize(("done", "on_time"), [(0, 1), (0b101, 0b010), (FULL + 1, 0), (-1, 0)])
def test_block_refuses_bits_that_cannot_be(done: int, on_time: int) -> None:
    with pytest.raises(ValueError, match="block 3 is corrupt"):
        Block(3, done, on_time)


@given(runs)
def test_runs_split_into_blocks_lose_and_add_no_period(run: range) -> None:
    numbers = block_numbers(run)
    found = [ordinal for number in numbers for ordinal in ordinals_in(number, run_mask(number, run))]
    assert found == list(run)
    assert all(run_mask(number, run) for number in numbers)
    assert run_mask(numbers.start - 1, run) == 0 if run else len(numbers) == 0


@given(st.lists(st.tuples(st.integers(120, 179), st.booleans())))
def test_marks_in_any_order_are_the_set_of_marked_periods(marks: list[tuple[int, bool]]) -> None:
    block = Block(2)
    for ordinal, on_time in marks:
        block = mark(block, ordinal, on_time=on_time)
    assert set(ordinals_in(2, block.done)) == {ordinal for ordinal, _ in marks}
    assert set(ordinals_in(2, block.on_time)) == {ordinal for ordinal, on_time in marks if on_time}


@given(blocks_of(), blocks_of(), blocks_of())
def test_merge_is_commutative_associative_and_idempotent(a: Block, b: Block, c: Block) -> None:
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
    assert merge(a, a) == a
    assert merge(a, b).done == a.done | b.done


def test_merge_refuses_another_block() -> None:
    with pytest.raises(ValueError, match="does not merge"):
        merge(Block(1), Block(2))


@pytest.mark.parametrize("ordinal", [119, 180])
def test_mark_refuses_a_period_of_another_block(ordinal: int) -> None:
    with pytest.raises(ValueError, match="not of block 2"):
        mark(Block(2), ordinal, on_time=True)
