"""Events as the desk shows them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from jinze.faces.office import words
from jinze.foundation.access.queries import areas, bodies, people
from jinze.foundation.ledger.queries.events import facts_of, wording
from jinze.kernel.days import day_of
from jinze.sources.queries.law import act_of, instruments, law_of


class What:
    """What happened in some events, with the names of the bodies, posts and people they are about, read together.

    Names are no part of an event: they are read from the records of today, and are gone where they were erased.
    """

    def __init__(self, events: Iterable[Any]) -> None:
        held = list(events)
        self._bodies = bodies.names_of(e.body for e in held if e.body)
        posts = [e.subject_key for e in held if e.subject_kind == "post"]
        self._posts = people.titles_of(posts)
        self._people = people.names_of(e.subject_key for e in held if e.subject_kind == "person")
        self._areas = areas.names({e.area for e in held if e.area})
        self._functions = {
            key: found.name for instrument in instruments() for key, found in law_of(instrument).functions.items()
        }

    def area(self, event: Any) -> str | None:
        """Where it happened: the name of the area, its code where the table does not know it."""
        return self._areas.get(event.area, event.area) or None

    def of(self, event: Any) -> str:
        """One event in words."""
        facts = facts_of(event)
        if event.kind == "deed.filed":
            return f"{self._bodies.get(event.body, '')}：{act_of(facts.act).name}"
        said = wording(event)
        function = getattr(facts, "function", "")
        if function in self._functions:
            said = said.replace(function, f"「{self._functions[function]}」")
        about = self._about(event)
        return f"{about}：{said}" if about else said

    def _about(self, event: Any) -> str:
        if event.subject_kind == "post":
            return " ".join(self._posts.get(event.subject_key, ()))
        if event.subject_kind == "person":
            return self._people.get(event.subject_key, "")
        return self._bodies.get(event.body, "")


def event_row(event: Any, who: words.Who, what: What, seq: int | None, *, voided: bool) -> dict[str, Any]:
    """One line of the ledger."""
    return {
        "seq": None if seq is None else seq + 1,
        "what": what.of(event),
        "href": reverse("office:proof", args=[event.key]),
        "who": who.of(event),
        "area": what.area(event),
        "clauses": [words.clause_chip(clause) for clause in event.clauses.split()[:2]],
        "occurred": event.occurred_at,
        "recorded": event.recorded_at,
        "late": day_of(event.recorded_at) != day_of(event.occurred_at),
        "voided": voided and not event.kind.endswith(".voided"),
    }
