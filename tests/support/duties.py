"""What the duty engine holds, read straight from its tables for tests."""

from datetime import date

from jinze.foundation.access.models import Body, Post
from jinze.judgement.duties.models import Mask, Obligation
from jinze.judgement.duties.rules.conversion import obligation_of, rhythm_of
from jinze.judgement.duties.rules.duty import Rhythm
from jinze.judgement.duties.rules.masks import Block
from jinze.judgement.duties.rules.status import Tally, tally

Days = tuple[date, date | None]


def owed(body: Body) -> dict[str, list[Days]]:
    """The days of the obligations of a body as a whole, by the slug of the duty."""
    found: dict[str, list[Days]] = {}
    for row in Obligation.objects.filter(body=body, post=None).order_by("duty", "since"):
        found.setdefault(row.duty.partition("/")[2], []).append((row.since, row.until))
    return found


def owed_by(post: Post) -> dict[str, list[Days]]:
    """The days of the obligations of one post, by the slug of the duty."""
    found: dict[str, list[Days]] = {}
    for row in Obligation.objects.filter(post=post).order_by("duty", "since"):
        found.setdefault(row.duty.partition("/")[2], []).append((row.since, row.until))
    return found


def the_obligation(body: Body, slug: str, post: Post | None = None) -> Obligation:
    """The one obligation of a duty that a body, or a post of it, has."""
    return Obligation.objects.get(body=body, duty__endswith=f"/{slug}", post=post)


def rhythm_in(row: Obligation) -> Rhythm:
    return rhythm_of(row.every, row.windows, row.at_least, row.grace_days)


def standing(row: Obligation, on: date, since: date | None = None) -> Tally:
    """Where an obligation stands on a day, from its stored masks."""
    blocks = [Block(m.block, m.done, m.on_time) for m in Mask.objects.filter(obligation=row)]
    return tally(obligation_of(rhythm_in(row), row.since, row.until), blocks, on, since)


def month(day: date) -> int:
    """The ordinal of the month of a day, by hand."""
    return (day.year - 2000) * 12 + day.month - 1
