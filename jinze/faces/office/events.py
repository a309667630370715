"""Events as the desk shows them."""

from typing import Any

from django.urls import reverse

from jinze.faces.office import words
from jinze.foundation.access.queries.areas import name_of
from jinze.foundation.ledger.queries.events import facts_of, wording
from jinze.kernel.days import day_of
from jinze.sources.queries.law import act_of


def what(event: Any, facts: Any) -> str:
    """What happened, with the name of the kind of act where there is one."""
    said = wording(event)
    return f"{said}：{act_of(facts.act).name}" if event.kind == "deed.filed" else said


def event_row(event: Any, who: words.Who, seq: int | None) -> dict[str, Any]:
    """One line of the ledger."""
    return {
        "seq": None if seq is None else seq + 1,
        "what": what(event, facts_of(event)),
        "href": reverse("office:proof", args=[event.key]),
        "who": who.of(event),
        "area": name_of(event.area) if event.area else None,
        "clauses": [words.clause_chip(clause) for clause in event.clauses.split()[:2]],
        "occurred": event.occurred_at,
        "recorded": event.recorded_at,
        "late": day_of(event.recorded_at) != day_of(event.occurred_at),
        "voided": False,
    }
