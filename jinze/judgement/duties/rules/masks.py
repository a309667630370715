"""Periods as bits: sixty to a block, so that a block fits a signed 64-bit column of every database used here.

A period's ordinal `o` is bit `o % 60` of block `o // 60`; both hold for negative ordinals too (floor
division).
"""

from collections.abc import Iterator
from dataclasses import dataclass

BLOCK = 60
FULL = (1 << BLOCK) - 1


@dataclass(frozen=True, slots=True)
class Block:
    """Sixty consecutive periods of one obligation: which are done, and which of those on time.

    `number` is the block's place (ordinal // 60). Bits stand whether or not the period is expected: what
    counts is decided when a day is asked for. Raises ValueError for more than 60 bits or a bit that is on
    time and not done, so a corrupt row is seen when it is read.
    """

    number: int
    done: int = 0
    on_time: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.done <= FULL or self.on_time & ~self.done:
            raise ValueError(f"block {self.number} is corrupt: done={self.done:#x} on_time={self.on_time:#x}")


def place(ordinal: int) -> tuple[int, int]:
    """Where a period lives: (number of its block, mask with its one bit)."""
    return ordinal // BLOCK, 1 << ordinal % BLOCK


def mark(block: Block, ordinal: int, *, on_time: bool) -> Block:
    """`block` with one more period done, idempotent; ValueError when the period is of another block."""
    number, bit = place(ordinal)
    if number != block.number:
        raise ValueError(f"period {ordinal} is not of block {block.number}")
    return Block(number, block.done | bit, block.on_time | bit if on_time else block.on_time)


def merge(left: Block, right: Block) -> Block:
    """What either of two views of the same block knows; commutative, associative, idempotent."""
    if left.number != right.number:
        raise ValueError(f"block {left.number} does not merge with block {right.number}")
    return Block(left.number, left.done | right.done, left.on_time | right.on_time)


def block_numbers(ordinals: range) -> range:
    """The blocks that a run of consecutive ordinals touches; empty for an empty run."""
    if not ordinals:
        return range(0)
    return range(ordinals.start // BLOCK, (ordinals.stop - 1) // BLOCK + 1)


def run_mask(number: int, ordinals: range) -> int:
    """The bits of a run of consecutive ordinals (step 1) that lie in block `number`."""
    base = number * BLOCK
    low = max(ordinals.start - base, 0)
    high = min(ordinals.stop - base, BLOCK)
    return (1 << high) - (1 << low) if low < high else 0


def ordinals_in(number: int, mask: int) -> Iterator[int]:
    """The ordinals whose bits are set in `mask` of block `number`, ascending."""
    base = number * BLOCK
    while mask:
        lowest = mask & -mask
        yield base + lowest.bit_length() - 1
        mask ^= lowest
