"""Rows about who owes what and what was done, for the board and the pages of the law."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse

from jinze.cases.deed.queries import contents_of, list_deeds
from jinze.faces.office import words
from jinze.faces.shell.guards import DeskRequest
from jinze.judgement.duties.queries.acts import acts_count
from jinze.judgement.duties.queries.figures import Asked
from jinze.judgement.duties.queries.holders import acts_of
from jinze.judgement.duties.queries.todo import days_left
from jinze.kernel.days import day_of
from jinze.kernel.keys import read_key
from jinze.sources.queries.law import act_of, duty_of

LATEST = 10  # acts that a page shows at first
PAGE = 50  # acts on a page once all are asked for
ACTS = "acts"  # in the address: which page of the acts is asked for


def owing_rows(found: Iterable[Any], asked: Asked) -> list[dict[str, Any]]:
    """Rows for several obligations, their acts counted together."""
    held = list(found)
    acts = acts_count(owed.row for owed in held)
    return [_owing_row(owed, asked, acts[owed.row.pk]) for owed in held]


def _owing_row(owed: Any, asked: Asked, acts: int) -> dict[str, Any]:
    """One obligation: what, who, its last periods, how it stands, how many acts are behind it."""
    duty = duty_of(owed.row.duty)
    state, said = standing([owed], asked)
    return {
        "clause": words.clause_chip(duty.clauses[0]),
        "title": duty.title,
        "href": duty_address(duty.id),
        "holder": holder_of(owed.row),
        "body": holder_of(owed.row),
        "duty": duty.title,
        "duty_href": duty_address(duty.id),
        "periods": words.strip(owed.strip(asked.on)),
        "status": state,
        "words": said,
        "acts": acts,
        "acts_href": acts_address(owed.row) if acts else None,
        "next_up": None,
    }


def duty_address(duty: str) -> str:
    """The page of a duty, by its full id."""
    instrument, _, slug = duty.partition("/")
    return reverse("office:duty", args=[instrument, slug])


def acts_address(row: Any) -> str:
    """Where the acts are that an obligation rests on."""
    said = {"body": row.body.key, "duty": row.duty} | ({} if row.post is None else {"post": row.post.key})
    return f"{reverse('office:acts')}?{urlencode(said)}"


def standing(held: Sequence[Any], asked: Asked) -> tuple[str, str]:
    """Chip and words for the obligations of one holder: what it owes, or until when it has time, or that all is done.

    Several stand for one duty whose definition has changed while the holder was bound.
    """
    waiting = sorted(
        (period for owed in held for period in owed.open_periods(asked.on, asked.since)), key=lambda p: p.deadline
    )
    missed = [period for period in waiting if period.state.value == "overdue"]
    if missed:
        days = (asked.on - missed[0].deadline).days
        return "overdue", f"欠 {len(missed)} 期，最长 {days} 天" if len(missed) > 1 else f"逾期 {days} 天"
    if waiting:
        return words.status(days_left(waiting[0], asked.on)), words.countdown(waiting[0], asked.on)
    return "done", "到期的都办了"


def holder_of(row: Any) -> str:
    """Body, and post where the duty binds one."""
    return row.body.short if row.post is None else f"{row.body.short} {row.post.title}"


def by_holder(found: Iterable[Any]) -> dict[tuple[int, int | None], list[Any]]:
    """Obligations of one duty by body and post, each holder's in the order of their days."""
    held: dict[tuple[int, int | None], list[Any]] = defaultdict(list)
    for owed in sorted(found, key=lambda each: each.row.since):
        held[owed.row.body_id, owed.row.post_id].append(owed)
    return dict(held)


def act_rows(request: DeskRequest, duties: Iterable[Any]) -> dict[str, Any]:
    """The acts under some duties in sight, newest first: the latest, or a page of all when the address asks for it.

    `?by=` narrows them to one body or post, by its key.
    """
    found = acts_of(request.acting, duties, on=day_of(request.at))
    wanted, by = request.GET.get(ACTS, ""), request.GET.get("by", "")
    if by:
        key = read_key(by)
        found = found.filter(body__key=key) | found.filter(post__key=key)
    page = Paginator(found, PAGE if wanted else LATEST).get_page(wanted or 1)
    deeds = list_deeds(request.acting, keys=[done.subject for done in page.object_list])
    contents = contents_of(deeds)
    kept = {"by": by} if by else {}

    def link(number: int) -> str:
        return f"?{urlencode({**kept, ACTS: number})}#acts"

    total = page.paginator.count
    return {
        "rows": [_act_row(deed, contents[deed.key]) for deed in deeds],
        "total": total,
        "narrowed": _narrowed(deeds) if by else None,
        "clear_href": "?#acts",
        "more_href": link(1) if not wanted and total > LATEST else None,
        "page": {
            "first": page.start_index(),
            "last": page.end_index(),
            "total": total,
            "newer_href": link(page.previous_page_number()) if page.has_previous() else None,
            "older_href": link(page.next_page_number()) if page.has_next() else None,
        }
        if wanted
        else None,
    }


def _narrowed(deeds: list[Any]) -> str:
    return deeds[0].body.short if deeds else "所选的单位"


def _act_row(deed: Any, content: Any) -> dict[str, Any]:
    return {
        "what": act_of(deed.act).name,
        "href": reverse("office:deed", args=[deed.key]),
        "summary": content.summary,
        "body": deed.body.short,
        "who": f"{deed.post.title} {deed.holder.name}",
        "day": day_of(deed.occurred_at),
        "recorded": day_of(deed.recorded_at),
    }


def ago(day: date | None, on: date) -> str:
    """How long ago the last act was, with its day; "" for none."""
    if day is None:
        return ""
    days = (on - day).days
    return f"{'今天' if days == 0 else f'{days} 天前'}，{day}"
