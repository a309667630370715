"""Builds the demo city, and says who can sign in to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from demo import people
from demo.opening import INSTRUMENT, Opening
from demo.people import DemoAccount
from demo.story import deeds
from demo.telling import Teller, to_stderr
from jinze.foundation.ledger.jobs.order import checkpoint, sequence_all
from jinze.foundation.ledger.queries.tree import tree_size
from jinze.kernel.days import start_of
from jinze.sources.queries.law import law_of

MONTHS = 13  # so that every kind of period, the year too, has its beginning inside the story


@dataclass(frozen=True, slots=True)
class Summary:
    """What was built: the first day of the story, and how much there is of what."""

    since: date
    bodies: int
    people: int
    deeds: int
    voided: int
    events: int


def accounts() -> list[DemoAccount]:
    """Everyone who can sign in, the one to begin with first."""
    return people.accounts()


def build(
    *,
    today: date,
    seed: int = 1,
    now: datetime | None = None,
    months: int = MONTHS,
    only: Sequence[str] = (),
    say: Callable[[str], None] = to_stderr,
) -> Summary:
    """Builds the city in an empty, migrated database, and tells its story up to `now`.

    `now` ends the story; by default it is the midnight with which `today` begins, and given the clock of the door the
    morning of `today` is told too. `months` and `only` (county codes) make it smaller. The same arguments make the same
    story, keys and salts excepted. Refuses a database whose log has been opened.
    """
    end = now or start_of(today)
    since = _first_day(today, months)
    opening = Opening(since=since, today=today, seed=seed, only=only)
    # One transaction: a build that is killed leaves an empty database, and the next start builds again.
    with transaction.atomic():
        say("founding bodies, filling posts")
        opening.open()
        teller = Teller(opening.city, law_of(INSTRUMENT), say)
        told = start_of(since)
        for at, happen in opening.turns():
            _tell(teller, seed, today, (told, at, end))
            happen(at)
            told = at
        _tell(teller, seed, today, (told, end + timedelta(microseconds=1), end))
    say("ordering the ledger")
    sequence_all()
    checkpoint(at=end)
    city = opening.city
    return Summary(since, len(city.bodies), len(city.people), len(teller.filed), teller.voided, tree_size())


def _tell(teller: Teller, seed: int, today: date, moments: tuple[datetime, datetime, datetime]) -> None:
    """Tells the acts recorded from the first moment up to the second, of a story that ends at the third."""
    start, until, end = moments
    planned = deeds(teller.promises(today), seed=seed, now=end)
    teller.tell([deed for deed in planned if start <= deed.recorded < until], end)


def _first_day(today: date, months: int) -> date:
    """The first day of the month that lies `months` before that of `today`."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, 1)
