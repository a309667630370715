"""From the text of an official document to its outline."""

from collections.abc import Sequence
from itertools import groupby

from jinze.sources.rules.outline.edges import furniture
from jinze.sources.rules.outline.front import closing_issuer, day_of, find_closing, read_front
from jinze.sources.rules.outline.lines import (
    CUT,
    LONGEST_HEADING,
    SENTENCE,
    SHORT,
    Line,
    is_bare,
    is_spaced,
    paragraphs,
    printed,
    unlabelled,
    whole,
)
from jinze.sources.rules.outline.nest import PAGE_NUMBER, RUNNING_HEAD, Draft, nest
from jinze.sources.rules.outline.place import place, standing
from jinze.sources.rules.outline.styles import STYLES, Marks, Style
from jinze.sources.rules.outline.tree import Kind, Node, Outline, Unplaced


def read_outline(text: str, styles: Sequence[Style] = STYLES) -> Outline:
    """Read a document into its tree; never fails, and what has no sure place is in `unplaced`.

    Lines are those between line feeds, counted from 1. `styles` is the table of numbering styles.
    """
    every, repairs = printed(text, Marks(styles))
    lines, unplaced = _without_furniture(every)
    spaced = is_spaced(lines)
    if spaced:
        lines = unlabelled(lines)
    front = read_front(lines, spaced=spaced)
    closing = find_closing(lines, front.end, front.issuers)
    body = lines[front.end :]
    drafts, stray = nest(body, {index - front.end for index in closing}, spaced=spaced)
    place(drafts)
    unplaced += stray
    nodes = list(front.nodes)
    bare = _bare_siblings(drafts, spaced=spaced)
    for draft in drafts:
        if draft.why:
            unplaced += [Unplaced(line.number, line.text, draft.why) for line in draft.lines]
        else:
            nodes.append(_node(draft, bare.get(_list_of(draft), (0, 0)), spaced=spaced))
    last = [lines[index] for index in closing]
    return Outline(
        title=front.title,
        number=front.number,
        issuer=front.issuer or closing_issuer(last),
        date=front.date or next((day for line in last if (day := day_of(line.text))), ""),
        nodes=tuple(nodes),
        repairs=tuple(repairs),
        unplaced=tuple(sorted(unplaced, key=lambda one: one.line)),
    )


def _without_furniture(every: Sequence[Line]) -> tuple[list[Line], list[Unplaced]]:
    """The lines without page numbers, running heads and running feet, and those as unplaced lines."""
    aside = {line.number: PAGE_NUMBER for line in every if line.is_page_number}
    lines = [line for line in every if line.number not in aside]
    if every and every[-1].page:
        pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
        found = furniture([["" if line.mark else line.text for line in page] for page in pages])
        aside |= {pages[page][row].number: RUNNING_HEAD for page, row in found}
    unplaced = [Unplaced(line.number, line.text, aside[line.number]) for line in every if line.number in aside]
    return [line for line in lines if line.number not in aside], unplaced


def _list_of(draft: Draft) -> tuple[int, str]:
    return id(draft.parent), draft.mark.style.name if draft.mark else ""


def _opening(draft: Draft, *, spaced: bool) -> tuple[str, list[Line]]:
    """The first paragraph, which may stand below a label that is alone on its line, and the paragraphs from there."""
    lines = whole(draft.lines) if spaced else draft.lines
    rest = draft.mark.rest + lines[0].text[len(draft.lines[0].text) :] if draft.mark else lines[0].text
    if rest or len(lines) == 1:
        return rest, lines
    return lines[1].text, lines[1:]


def _bare_siblings(drafts: Sequence[Draft], *, spaced: bool) -> dict[tuple[int, str], tuple[int, int]]:
    """For each list, how many of its members open with what can be a heading, and how many it has."""
    counts: dict[tuple[int, str], tuple[int, int]] = {}
    for draft in drafts:
        if draft.mark:
            bare, members = counts.get(_list_of(draft), (0, 0))
            opening, _ = _opening(draft, spaced=spaced)
            counts[_list_of(draft)] = (bare + is_bare(opening), members + 1)
    return counts


def _is_heading(draft: Draft, opening: str, lines: Sequence[Line], siblings: tuple[int, int]) -> bool:
    """Whether the first line is a heading and no sentence cut by the page: by its length and its list."""
    bare, members = siblings
    parent = any(not child.why for child in draft.children)
    if not is_bare(opening):
        closed = opening.endswith("。") and not SENTENCE.search(opening[:-1])
        return parent and closed and len(lines) == 1 and len(opening) <= SHORT
    if len(lines) == 1:
        return parent or (2 * bare > members and (len(opening) <= SHORT or members > 2))
    if len(opening) <= SHORT:
        return 2 * bare > members or (2 * bare == members and len(draft.lines[0].text) < CUT)
    return len(opening) <= LONGEST_HEADING and members > 2 and 3 * bare >= 2 * members


def _node(draft: Draft, siblings: tuple[int, int], *, spaced: bool) -> Node:
    first = draft.lines[0].number
    above = standing(draft.parent)
    path = above.path if above else ""
    if draft.mark is None:
        if draft.kind in {Kind.CLOSING, Kind.TABLE, Kind.FRONT}:
            text = "\n".join(line.text for line in draft.lines)
        else:
            text = paragraphs(draft.lines, spaced=spaced)
        level = above.level + 1 if above else 0
        return Node(draft.kind, first, text, level=level, above=path)
    opening, lines = _opening(draft, spaced=spaced)
    heading = ""
    if _is_heading(draft, opening, lines, siblings):
        heading, text = opening, paragraphs(lines[1:], spaced=spaced)
    else:
        text = paragraphs(lines, opening, spaced=spaced)
    return Node(draft.kind, first, text, draft.path, draft.level, draft.mark.label, heading, path)
