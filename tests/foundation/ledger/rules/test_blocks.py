"""Roots and tiles recomputed block by block are those of the definition."""

import pytest

from jinze.foundation.ledger.rules.blocks import Above, bag, levels, peaks
from jinze.foundation.ledger.rules.preimage import digests_of
from jinze.foundation.ledger.rules.tiles import WIDTH, Tiles
from tests.foundation.ledger import naive

SHA256 = digests_of("sha256")


def leaves_of(count: int) -> list[bytes]:
    return [naive.sha256(number.to_bytes(4, "big")) for number in range(count)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 8, 100, 255, 256])
def test_bagged_peaks_give_the_root(count: int) -> None:
    leaves = leaves_of(WIDTH)
    assert bag(SHA256, peaks(levels(SHA256, leaves), count)) == naive.root_of(leaves[:count])


@pytest.mark.parametrize("size", [0, 1, 255, 256, 300, 512, 700, 65_536, 65_537, 66_000])
def test_above_gives_the_root_of_any_size_and_the_tiles_of_the_sequencer(size: int) -> None:
    leaves = leaves_of(66_000)
    blocks = [levels(SHA256, leaves[i : i + WIDTH]) for i in range(0, len(leaves), WIDTH)]
    above = Above(SHA256, [folded[-1][0] for folded in blocks[: len(leaves) // WIDTH]])
    within = peaks(blocks[size // WIDTH], size % WIDTH)
    assert above.root(size, within) == naive.root_of(leaves[:size])
    tiles = Tiles(naive.sha256, lambda _level, _index: b"")
    tiles.append(0, leaves)
    grown = {place: hashes for place, hashes in tiles.changed().items() if place[0]}
    assert {(level, index): hashes for level, index, hashes in above.tiles()} == grown
