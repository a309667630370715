"""Tiles grow in steps as in one go, and say so when something does not follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.foundation.ledger.rules.tiles import HASH_BYTES, WIDTH, Tiles
from tests.foundation.ledger import naive


def leaf(number: int) -> bytes:
    return naive.sha256(number.to_bytes(4, "big"))


@given(st.lists(st.integers(1, 400), min_size=1, max_size=5))
def test_tiles_appended_in_steps_are_those_appended_at_once(steps: list[int]) -> None:
    kept: dict[tuple[int, int], bytes] = {}
    size = 0
    for step in steps:
        tiles = Tiles(naive.sha256, lambda level, index: kept.get((level, index), b""))
        size = tiles.append(size, map(leaf, range(size, size + step)))
        kept.update(tiles.changed())
    once = Tiles(naive.sha256, lambda _level, _index: b"")
    assert once.append(0, map(leaf, range(size))) == size == sum(steps)
    assert kept == once.changed()
    assert {level for level, _ in kept} == ({0, 1} if size >= WIDTH else {0})


def test_append_behind_a_gap_is_refused() -> None:
    tiles = Tiles(naive.sha256, lambda _level, _index: b"")
    with pytest.raises(LookupError):
        tiles.append(1, [leaf(1)])


def test_node_that_is_not_there_is_refused() -> None:
    tiles = Tiles(naive.sha256, lambda _level, _index: b"")
    tiles.append(0, map(leaf, range(3)))
    assert tiles.node(1, 0) == naive.root_of([leaf(0), leaf(1)])
    with pytest.raises(LookupError):
        tiles.node(1, 1)


def test_row_gives_what_is_there_across_tiles() -> None:
    tiles = Tiles(naive.sha256, lambda _level, _index: b"")
    tiles.append(0, map(leaf, range(300)))
    assert tiles.row(0, 250, 10) == b"".join(map(leaf, range(250, 260)))
    assert len(tiles.row(0, 290, 50)) == 10 * HASH_BYTES
