"""Figures: how much was owed and done, for an area, a body, a line, on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from jinze.foundation.access.queries import areas
from jinze.judgement.duties.models import Obligation
from jinze.judgement.duties.queries.reading import Owed, read
from jinze.judgement.duties.rules.status import Tally
from jinze.judgement.duties.scope import obligations_in_sight
from jinze.kernel.acting import Acting
from jinze.kernel.divisions import prefix


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the figures: the day, from when periods count, and which part of the city."""

    on: date
    today: date
    since: date | None = None
    area: str = ""
    body: UUID | None = None
    roles: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()


def owed(viewer: Acting, asked: Asked) -> list[Owed]:
    """The obligations in sight that the question is about, with their masks."""
    return read(_selected(viewer, asked), on=asked.on, today=asked.today)


def total(viewer: Acting, asked: Asked) -> Tally:
    """The six figures over everything that is asked for."""
    return summed(owed(viewer, asked), asked)


def summed(found: Iterable[Owed], asked: Asked) -> Tally:
    """The sum of the figures of some obligations."""
    figures = Tally()
    for each in found:
        figures += each.tally(asked.on, asked.since)
    return figures


def _selected(viewer: Acting, asked: Asked) -> QuerySet[Obligation]:
    found = obligations_in_sight(viewer)
    if asked.area:
        code = prefix(asked.area)
        found = found.filter(_in_areas([code, *areas.predecessors(code)]))
    if asked.body is not None:
        found = found.filter(body__key=asked.body)
    for column in ("role", "level", "line"):
        wanted = getattr(asked, f"{column}s")
        if wanted:
            found = found.filter(**{f"{column}__in": wanted})
    if asked.duties:
        found = found.filter(duty__in=asked.duties)
    return found


def _in_areas(prefixes: list[str]) -> Q:
    condition = Q()
    for code in prefixes:
        condition |= Q(area__startswith=code)
    return condition
