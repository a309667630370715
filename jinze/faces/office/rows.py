"""Rows about who owes what, for the board and the clause page."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from jinze.faces.office import words
from jinze.judgement.duties.queries.acts import acts_count
from jinze.judgement.duties.queries.figures import Asked
from jinze.judgement.duties.queries.todo import days_left
from jinze.sources.queries.law import duty_of


def owing_rows(found: Iterable[Any], asked: Asked) -> list[dict[str, Any]]:
    """Rows for several obligations, their acts counted together."""
    held = list(found)
    acts = acts_count(owed.row for owed in held)
    return [_owing_row(owed, asked, acts[owed.row.pk]) for owed in held]


def _owing_row(owed: Any, asked: Asked, acts: int) -> dict[str, Any]:
    """One obligation: what, who, its last periods, how it stands, how many acts are behind it."""
    duty = duty_of(owed.row.duty)
    state, said = standing(owed, asked)
    return {
        "clause": words.clause_chip(duty.clauses[0]),
        "title": duty.title,
        "href": None,
        "holder": holder_of(owed.row),
        "body": holder_of(owed.row),
        "duty": duty.title,
        "periods": words.strip(owed.strip(asked.on)),
        "status": state,
        "words": said,
        "acts": acts,
        "acts_href": _acts_address(owed.row) if acts else None,
        "next_up": None,
    }


def _acts_address(row: Any) -> str:
    """Where the acts are that an obligation rests on."""
    said = {"body": row.body.key, "duty": row.duty} | ({} if row.post is None else {"post": row.post.key})
    return f"{reverse('office:acts')}?{urlencode(said)}"


def standing(owed: Any, asked: Asked) -> tuple[str, str]:
    """Chip and words for an obligation: what it owes, or until when it has time, or that all is done."""
    waiting = owed.open_periods(asked.on, asked.since)
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
