"""Misprints that can be mended without guessing, as data, and the bookkeeping of every change."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jinze.sources.rules.outline.radicals import WHOLE
from jinze.sources.rules.outline.tree import Repair

CJK = "\u3400-\u9fff\uf900-\ufaff"
LEFT = f"{CJK}）》〉”’】〕"
RIGHT = f"{CJK}（《〈“‘【〔"
FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
CONTEXT = 4


class Edit(NamedTuple):
    start: int
    end: int
    text: str


WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<=[{LEFT}])\s*(?:and|And|AND)\s*(?=[{RIGHT}])"), "和"),
    (re.compile("(?<=人)員"), "员"),
    (re.compile("戶"), "户"),
)
_STOPS = re.compile(
    rf"(?<=[{LEFT}])[,;:!?]|(?<=[0-9A-Za-z%％])[,;:!?](?=\s*[{RIGHT}])|(?<=[{LEFT}])\.(?=\s*[{RIGHT}]|\s*$)"
)
_BRACKETS = re.compile("[（(）)]")
_NUMERAL_STOP = re.compile(r"\s*第?[〇零一二三四五六七八九十百千]+\.")
_RADICALS = re.compile(f"[{''.join(map(chr, WHOLE))}]+")
_SUSPECT = re.compile(r"[,;:!?.()\u2e80-\u2fd5]|and|And|AND|[員戶]")
_CHINESE = re.compile(rf"[{CJK}\u3001-\u3011\uff01-\uff1f“”‘’]")
_SOLID = re.compile(r"\S")


def mend(line: int, text: str, before: str = "", after: str = "") -> tuple[str, list[Repair]]:
    """The line without its misprints, and one repair per excerpt changed; columns count in `text`.

    `before` and `after` are the signs next to it on the lines around, for a sentence that runs over them.
    """
    if not _SUSPECT.search(text):
        return text, []
    start, end = len(before), len(before) + len(text)
    around = _plain(before + text + after)
    found = [*_radicals(text, start), *_words(around), *_stops(around), *_brackets(around)]
    inside = [Edit(max(edit.start, start) - start, min(edit.end, end) - start, edit.text) for edit in found]
    edits = _disjoint(sorted(edit for edit in inside if edit.start < edit.end))
    return _apply(text, edits), _report(line, text, edits)


def _plain(text: str) -> str:
    """The text with characters for radicals, one for one, so that the other patterns see Chinese text."""
    return text.translate(WHOLE)


def _radicals(text: str, shift: int) -> Iterator[Edit]:
    for found in _RADICALS.finditer(text):
        yield Edit(shift + found.start(), shift + found.end(), _plain(found[0]))


def _words(text: str) -> Iterator[Edit]:
    for pattern, right in WORDS:
        for found in pattern.finditer(text):
            yield Edit(found.start(), found.end(), right)


def _stops(text: str) -> Iterator[Edit]:
    numeral = _NUMERAL_STOP.match(text)
    start = numeral.end() if numeral else 0
    for found in _STOPS.finditer(text, start):
        yield Edit(found.start(), found.end(), FULL[found[0]])


def _brackets(text: str) -> Iterator[Edit]:
    """Half-width brackets that belong to Chinese text, and their partners, so that no pair is mixed."""
    waiting: list[int] = []
    for found in _BRACKETS.finditer(text):
        place = found.start()
        if found[0] in "（(":
            waiting.append(place)
        elif waiting:
            yield from _pair(text, [waiting.pop(), place])
        else:
            yield from _pair(text, [place])
    for place in waiting:
        yield from _pair(text, [place])


def _pair(text: str, places: list[int]) -> Iterator[Edit]:
    half = [place for place in places if text[place] in "()"]
    if half and (len(half) < len(places) or any(_beside_chinese(text, place) for place in places)):
        yield from (Edit(place, place + 1, FULL[text[place]]) for place in half)


def _beside_chinese(text: str, place: int) -> bool:
    after = _SOLID.search(text, place + 1)
    before = place - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    return bool((after and _CHINESE.match(after[0])) or (before >= 0 and _CHINESE.match(text[before])))


def _disjoint(edits: list[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _apply(text: str, edits: list[Edit], start: int = 0, end: int | None = None) -> str:
    pieces, place = [], start
    for edit in edits:
        pieces += [text[place : edit.start], edit.text]
        place = edit.end
    return "".join(pieces) + text[place : len(text) if end is None else end]


def _report(line: int, text: str, edits: list[Edit]) -> list[Repair]:
    """Excerpts with a little context; edits whose contexts touch share one."""
    groups: list[list[Edit]] = []
    for edit in edits:
        if groups and edit.start - groups[-1][-1].end <= 2 * CONTEXT:
            groups[-1].append(edit)
        else:
            groups.append([edit])
    repairs = []
    for group in groups:
        start, end = max(0, group[0].start - CONTEXT), min(len(text), group[-1].end + CONTEXT)
        repairs.append(Repair(line, start, text[start:end], _apply(text, group, start, end)))
    return repairs
