"""Which numbers of one list stand in order: nothing is renumbered, a doubtful one is named."""

from bisect import bisect_left
from collections.abc import Sequence

TWICE = "本级中此编号重复"
RESTART = "编号重新开始，可能缺少上级标题"
ASTRAY = "编号与前后次序不符"


def judge(numbers: Sequence[int]) -> list[str]:
    """For each printed number of a list, in printed order, why it cannot be placed, or "" if it can.

    Gaps are kept, since a missing line is not the fault of those that stand. Neighbours that changed
    places are both kept. A list that starts again has most likely lost the heading above it, so that all
    from there on would fall under a wrong one: none of it is placed.
    """
    end = _restart(numbers)
    chain = _chain(numbers[:end])
    kept = {numbers[index] for index in chain}
    reasons = [""] * end + [RESTART] * (len(numbers) - end)
    for index in range(end):
        if index in chain:
            continue
        if numbers[index] in kept:
            reasons[index] = TWICE
        elif _swapped(numbers, index, end):
            kept.add(numbers[index])
        else:
            reasons[index] = ASTRAY
    return reasons


def _restart(numbers: Sequence[int]) -> int:
    """Where a second list begins: at a second 1, or where two numbers in a row were there before."""
    seen: set[int] = set()
    for index, number in enumerate(numbers):
        follower = numbers[index + 1] if index + 1 < len(numbers) else 0
        if number in seen and (number == 1 or (follower > number and follower in seen)):
            return index
        seen.add(number)
    return len(numbers)


def _chain(numbers: Sequence[int]) -> set[int]:
    """Indices of a longest strictly rising subsequence, of the smallest numbers, each at its first print."""
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        place = bisect_left(tails, number)
        twice = place < len(tails) and tails[place] == number
        before.append(tops[place - 1] if place else -1)
        if place == len(tails):
            tails.append(number)
            tops.append(index)
        elif not twice:
            tails[place], tops[place] = number, index
    chain: set[int] = set()
    index = tops[-1] if tops else -1
    while index >= 0:
        chain.add(index)
        index = before[index]
    return chain


def _swapped(numbers: Sequence[int], index: int, end: int) -> bool:
    after = index + 1 < end and numbers[index + 1] == numbers[index] - 1
    return after or (index > 0 and numbers[index - 1] == numbers[index] + 1)
