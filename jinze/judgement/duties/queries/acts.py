"""The acts behind the figures: what one act discharged, which acts an obligation rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from jinze.foundation.access.models import Body
from jinze.judgement.duties.models import Done, Obligation
from jinze.judgement.duties.rules import evidence
from jinze.judgement.duties.rules.conversion import rhythm_of
from jinze.judgement.duties.rules.duty import Rhythm
from jinze.judgement.duties.scope import obligations_in_sight, obligations_mine
from jinze.kernel.acting import Acting


@dataclass(frozen=True, slots=True)
class Discharged:
    """One period of one duty that an act counts for."""

    duty: str
    ordinal: int
    label: str
    on_time: bool


def discharged_by(viewer: Acting, *, subject: UUID) -> list[Discharged]:
    """What an act counts for, among the duties in sight; for a voided act, what it would have counted for."""
    done = Done.objects.filter(subject=subject).first()
    if done is None:
        return []
    found = []
    for row in obligations_in_sight(viewer).filter(body=done.body_id, act=done.act).order_by("duty", "since"):
        if row.post_id not in (None, done.post_id):
            continue
        rhythm = rhythm_of(row.every, row.windows, row.at_least, row.grace_days)
        credit = evidence.credit(rhythm, _offered(row, done, voided=False))
        if credit is not None and _inside(row, rhythm, credit.ordinal):
            found.append(Discharged(row.duty, credit.ordinal, rhythm.calendar.label(credit.ordinal), credit.on_time))
    return found


def acts_for_period(viewer: Acting, *, duty: str, ordinal: int) -> list[UUID]:
    """The acts that count for one period of a duty of the viewer's post."""
    found = []
    for row in obligations_mine(viewer).filter(duty=duty):
        rhythm = rhythm_of(row.every, row.windows, row.at_least, row.grace_days)
        for done in Done.objects.filter(body=row.body_id, act=row.act, voided=None):
            credit = evidence.credit(rhythm, _offered(row, done))
            if row.post_id in {None, done.post_id} and credit is not None and credit.ordinal == ordinal:
                found.append(done.subject)
    return found


def _offered(row: Obligation, done: Done, *, voided: bool = True) -> evidence.Evidence:
    against = done.against if done.against_duty == row.duty else None
    return evidence.Evidence(done.occurred, done.recorded, against, done.voided if voided else None)


def acts_count(rows: Iterable[Obligation]) -> dict[int, int]:
    """How many acts each obligation rests on, by its id, in one read."""
    held = list(rows)
    counted: dict[tuple[int, str, int], int] = {}
    found = Done.objects.filter(body__in={row.body_id for row in held}, voided=None)
    for body, act, post, number in found.values_list("body", "act", "post").annotate(number=models.Count("pk")):
        counted[body, act, post] = number
    return {
        row.pk: sum(
            number
            for (body, act, post), number in counted.items()
            if body == row.body_id and act == row.act and row.post_id in (None, post)
        )
        for row in held
    }


def acts_of_body(viewer: Acting, *, body: Body, duty: str, post: UUID | None = None) -> list[UUID]:
    """The acts of a body that one duty rests on, over all its obligations in sight, or over those of one post."""
    held = list(obligations_in_sight(viewer).filter(body=body, duty=duty))
    return acts_under(held if post is None else [row for row in held if row.holder == post.hex])


def acts_under(rows: Iterable[Obligation]) -> list[UUID]:
    """The acts that some obligations rest on, each once, the newest of each first; in one read."""
    condition = models.Q(pk__in=[])
    for row in rows:
        mine = models.Q(body=row.body_id, act=row.act)
        condition |= mine if row.post_id is None else mine & models.Q(post=row.post_id)
    found = Done.objects.filter(condition, voided=None).order_by("-occurred", "-id")
    return list(found.values_list("subject", flat=True))


def _inside(row: Obligation, rhythm: Rhythm, ordinal: int) -> bool:
    start, end = rhythm.calendar.bounds(ordinal)
    return row.since <= start and (row.until is None or end <= row.until)
