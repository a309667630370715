"""Obligations with their masks, read together in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from jinze.judgement.duties.models import Count, Done, Mask, Obligation
from jinze.judgement.duties.rules import evidence, status
from jinze.judgement.duties.rules.conversion import obligation_of, rhythm_of
from jinze.judgement.duties.rules.duty import Obligation as Judged
from jinze.judgement.duties.rules.masks import Block


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation as stored and as the engine judges it, with what is known of its periods."""

    row: Obligation
    judged: Judged
    blocks: tuple[Block, ...] = ()
    counts: dict[int, evidence.Count] = field(default_factory=dict)

    def tally(self, on: date, since: date | None = None) -> status.Tally:
        """Its figures on a day."""
        return status.tally(self.judged, self.blocks, on, since)

    def open_periods(self, on: date, since: date | None = None) -> tuple[status.PeriodStatus, ...]:
        """Its periods that still want an act, the earliest deadline first."""
        return status.open_periods(self.judged, self.blocks, on, since, self.counts)

    def strip(self, on: date, length: int = 12) -> tuple[status.PeriodStatus, ...]:
        """Its last periods, oldest first."""
        return status.strip(self.judged, self.blocks, on, length, self.counts)


def read(rows: QuerySet[Obligation], *, on: date, today: date) -> list[Owed]:
    """The obligations of `rows` as they stand on `on`.

    Today's answer comes from the masks. A day that is past is answered from the acts that had occurred by its end, so
    that what was done later does not make it look better; when they were recorded still decides late or not.
    """
    held = list(rows.filter(since__lte=on).select_related("body", "post").order_by("id"))
    return _from_masks(held) if on >= today else _from_acts(held, on)


def _from_masks(held: list[Obligation]) -> list[Owed]:
    ids = [row.pk for row in held]
    blocks: dict[int, list[Block]] = defaultdict(list)
    for owner, number, done, on_time in _chunked(Mask, ids, "block", "done", "on_time"):
        blocks[owner].append(Block(number, done, on_time))
    counts: dict[int, dict[int, evidence.Count]] = defaultdict(dict)
    for owner, ordinal, total, on_time in _chunked(Count, ids, "ordinal", "total", "on_time"):
        counts[owner][ordinal] = evidence.Count(total, on_time)
    return [Owed(row, _judged(row), tuple(blocks[row.pk]), counts[row.pk]) for row in held]


def _from_acts(held: list[Obligation], on: date) -> list[Owed]:
    acts: dict[tuple[int, str], list[Done]] = defaultdict(list)
    bodies = {row.body_id for row in held}
    for done in Done.objects.filter(body__in=bodies, occurred__lte=on, voided=None):
        acts[done.body_id, done.act].append(done)
    found = []
    for row in held:
        judged = _judged(row)
        offered = [
            evidence.Evidence(d.occurred, d.recorded, d.against if d.against_duty == row.duty else None)
            for d in acts[row.body_id, row.act]
            if row.post_id is None or d.post_id == row.post_id
        ]
        known = evidence.recompute_all(judged.rhythm, offered)
        counts = {ordinal: count for reckoning in known.values() for ordinal, count in reckoning.counts.items()}
        found.append(Owed(row, judged, tuple(reckoning.block for reckoning in known.values()), counts))
    return found


def _judged(row: Obligation) -> Judged:
    return obligation_of(rhythm_of(row.every, row.windows, row.at_least, row.grace_days), row.since, row.until)


def _chunked(model: type[Mask] | type[Count], ids: list[int], *columns: str) -> Iterable[tuple[int, ...]]:
    """Rows of `model` for many obligations; SQLite takes a limited number of values at once."""
    for start in range(0, len(ids), 5000):
        part = ids[start : start + 5000]
        yield from model._default_manager.filter(obligation__in=part).values_list("obligation_id", *columns)
