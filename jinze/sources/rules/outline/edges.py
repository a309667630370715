"""What a page repeats at its edges: running heads and feet, told by their sameness from page to page."""

import re
from collections import defaultdict
from collections.abc import Sequence

from jinze.sources.rules.outline.lines import ENDED, LONGEST_HEADING

DEEP = 2
"""Rows at the top and at the bottom of a page that can belong to its frame."""
OFTEN = 3
"""Pages from which on a repetition is no chance; of two pages both are enough."""
SHARE = 0.3
"""Of all pages; left and right ones may have heads of their own."""
_NUMBERS = re.compile("[0-9０-９]+")


def furniture(pages: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Page and row (from 0) of running heads and feet. An empty row is none, so the caller can rule it out."""
    seen: dict[tuple[bool, str], list[tuple[int, int]]] = defaultdict(list)
    for page, rows in enumerate(pages):
        for row in {*range(min(DEEP, len(rows))), *range(max(0, len(rows) - DEEP), len(rows))}:
            text = rows[row]
            if 0 < len(text) <= LONGEST_HEADING and not ENDED.search(text):
                seen[row < DEEP, _NUMBERS.sub("#", "".join(text.split()))].append((page, row))
    enough = max(min(OFTEN, max(2, len(pages))), SHARE * len(pages))
    return {place for places in seen.values() if len({page for page, _ in places}) >= enough for place in places}
