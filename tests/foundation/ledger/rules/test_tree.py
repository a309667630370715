"""The tree against RFC 9162: known roots, and paths judged by an independent verifier."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.foundation.ledger.rules import tree
from jinze.foundation.ledger.rules.tiles import Tiles
from jinze.kernel.digests import digest
from tests.foundation.ledger import naive

# The inputs and roots that implementations of RFC 6962 have long been tested with.
INPUTS = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
LARGE = 66_000  # more than 256 full tiles


def stored(leaves: list[bytes], hashed: tree.Hash = naive.sha256) -> Tiles:
    tiles = Tiles(hashed, lambda _level, _index: b"")
    tiles.append(0, leaves)
    return tiles


def numbered(count: int, hashed: tree.Hash = naive.sha256) -> list[bytes]:
    return [hashed(b"\x00" + number.to_bytes(4, "big")) for number in range(count)]


@pytest.fixture(scope="module")
def large() -> tuple[list[bytes], Tiles]:
    leaves = numbered(LARGE)
    return leaves, stored(leaves)


@pytest.mark.parametrize("size", range(9))
def test_root_is_the_published_one(size: int) -> None:
    leaves = [naive.sha256(b"\x00" + text) for text in INPUTS[:size]]
    found = tree.root(naive.sha256, size, stored(leaves).node)
    assert found.hex() == ROOTS[size]
    assert found == naive.root_of(leaves)


@pytest.mark.parametrize("name", ["sha256", "sm3"])
def test_paths_convince_an_independent_verifier_for_every_leaf_of_small_trees(name: str) -> None:
    hashed = partial(digest, name)
    leaves = numbered(40, hashed)
    tiles = stored(leaves, hashed)
    for size in range(1, 41):
        root = naive.root_of(leaves[:size], hashed)
        assert tree.root(hashed, size, tiles.node) == root
        for index in range(size):
            path = tree.inclusion_path(hashed, index, size, tiles.node)
            assert naive.includes(leaves[index], index, size, path, root, hashed)
            assert tree.climb(hashed, index, size, leaves[index], path) == root
        for old in range(1, size + 1):
            path = tree.consistency_path(hashed, old, size, tiles.node)
            assert naive.extends(old, size, naive.root_of(leaves[:old], hashed), root, path, hashed)


@pytest.mark.parametrize("size", [255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_793, LARGE])
def test_paths_convince_an_independent_verifier_around_full_tiles(size: int, large: tuple[list[bytes], Tiles]) -> None:
    leaves, tiles = large
    root = naive.root_of(leaves[:size])
    assert tree.root(naive.sha256, size, tiles.node) == root
    for index in {0, 1, 254, 255 % size, 256 % size, size // 2, size - 2, size - 1}:
        path = tree.inclusion_path(naive.sha256, index, size, tiles.node)
        assert naive.includes(leaves[index], index, size, path, root)
    for old in {1, 2, 255 % size, 256 % size or 1, 257 % size or 1, size // 2, size - 1, size} - {0}:
        path = tree.consistency_path(naive.sha256, old, size, tiles.node)
        assert naive.extends(old, size, naive.root_of(leaves[:old]), root, path)


@given(st.integers(1, 700), st.data())
def test_climb_refuses_a_path_with_one_changed_bit_or_another_length(size: int, data: st.DataObject) -> None:
    leaves = numbered(size)
    tiles = stored(leaves)
    index = data.draw(st.integers(0, size - 1))
    root = tree.root(naive.sha256, size, tiles.node)
    path = tree.inclusion_path(naive.sha256, index, size, tiles.node)
    assert tree.climb(naive.sha256, index, size, leaves[index], [*path, root]) != root
    if path:
        assert tree.climb(naive.sha256, index, size, leaves[index], path[:-1]) != root
        step, bit = data.draw(st.integers(0, len(path) - 1)), data.draw(st.integers(0, 255))
        changed = (int.from_bytes(path[step], "big") ^ 1 << bit).to_bytes(32, "big")
        assert tree.climb(naive.sha256, index, size, leaves[index], [*path[:step], changed, *path[step + 1 :]]) != root


def test_inclusion_path_refuses_a_leaf_outside_the_tree() -> None:
    tiles = stored(numbered(3))
    with pytest.raises(IndexError):
        tree.inclusion_path(naive.sha256, 3, 3, tiles.node)


@pytest.mark.parametrize("old", [0, 4])
def test_consistency_path_refuses_a_size_outside_the_tree(old: int) -> None:
    tiles = stored(numbered(3))
    with pytest.raises(IndexError):
        tree.consistency_path(naive.sha256, old, 3, tiles.node)
