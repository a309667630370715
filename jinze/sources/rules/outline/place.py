"""Which drafts stand where their label says, and the path each gets; the others get their reason."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from jinze.sources.rules.outline.nest import Draft
from jinze.sources.rules.outline.sequence import RESTART, judge

ORPHAN = "缺少上级标题"
LOST = "前后编号不连续，可能属于缺失的标题"
UNDER = "所属的上级（第{line}行）未能放置"


def place(drafts: Sequence[Draft]) -> None:
    """Give every labelled draft its path or its reason.

    A list is what follows one parent (and, in an article, one of its paragraphs). Only its outermost style
    stands there: a deeper one has lost the label between. Articles are one list through the document.
    """
    lists: dict[tuple[int, int], list[Draft]] = {}
    articles: list[Draft] = []
    for draft in drafts:
        if draft.is_article:
            articles.append(draft)
        if draft.mark:
            lists.setdefault((id(draft.parent), draft.verse), []).append(draft)
    following = _following([articles, *lists.values()])
    _settle(articles)
    for members in lists.values():
        _place_list(members, following)
        for draft in members:
            if not draft.why:
                _name(draft, beside_articles=bool(articles))
    for draft in drafts:
        if not draft.mark and draft.parent and draft.parent.why:
            draft.why = UNDER.format(line=draft.parent.lines[0].number)


def _following(lists: Iterable[Sequence[Draft]]) -> dict[int, Draft]:
    """For a draft (by identity) the next of its list."""
    return {id(one): other for members in lists for one, other in pairwise(members) if _rank(one) == _rank(other)}


def _place_list(members: Sequence[Draft], following: dict[int, Draft]) -> None:
    parent = members[0].parent
    relative = [draft for draft in members if not draft.is_article]
    if parent and parent.why:
        _refuse(relative, UNDER.format(line=parent.lines[0].number))
        return
    outermost = min(_rank(draft) for draft in members)
    _refuse((draft for draft in relative if _rank(draft) > outermost), ORPHAN)
    members = [draft for draft in relative if not draft.why]
    _settle(members)
    if parent and members and _is_foreign(parent, members, following.get(id(parent))):
        _refuse((draft for draft in members if not draft.why), LOST)


def _is_foreign(parent: Draft, members: Sequence[Draft], after: Draft | None) -> bool:
    """Whether a list below `parent` belongs elsewhere: to the heading before, or to one that is lost.

    It does if it goes on where the list before the parent ended. Below a text that is complete in itself
    it also does if it does not begin with 1, if the parent's next number (`after`) is missing or out of
    order, or if the list of that next one has lost its beginning.
    """
    begin = next((draft for draft in members if not draft.why), members[0])
    if _number(begin) > 1 and begin.before == _number(begin) - 1:
        return True
    complete = parent.lines[-1].text[-8:].rstrip("”’）》」").endswith("。")
    if not complete or begin.verse > 1 or any(draft.why == RESTART for draft in members):
        return False
    if after is None or _number(begin) > 1:
        return _number(begin) > 1
    beheaded = bool(after.children) and _number(after.children[0]) > 1
    return bool(after.why) or _number(after) != _number(parent) + 1 or beheaded


def _number(draft: Draft) -> int:
    return draft.mark.number if draft.mark else 0


def _rank(draft: Draft) -> int:
    return draft.mark.style.rank if draft.mark else 0


def _refuse(drafts: Iterable[Draft], why: str) -> None:
    for draft in drafts:
        draft.why = why


def _settle(drafts: Sequence[Draft]) -> None:
    for draft, why in zip(drafts, judge([_number(draft) for draft in drafts]), strict=True):
        draft.why = why


def _name(draft: Draft, *, beside_articles: bool) -> None:
    """Path and level; where chapters stand beside articles, their unit keeps the paths apart."""
    above = standing(draft.parent)
    draft.level = above.level + 1 if above else 1
    unit = draft.mark.style.unit if draft.mark and beside_articles else ""
    own = f"第{_number(draft)}{unit}" if unit else str(_number(draft))
    if draft.is_article or above is None:
        draft.path = own
    elif draft.verse:
        draft.path = f"{above.path}.{draft.verse}.{own}"
    else:
        draft.path = f"{above.path}.{own}"


def standing(draft: Draft | None) -> Draft | None:
    """The draft itself or the nearest one above it that has its place."""
    while draft and draft.why:
        draft = draft.parent
    return draft
