"""From what is owed to what happens: acts with their moments, in the order in which they are recorded.

The plan is made of plain values and drawn from a seed, so that the same seed on the same day tells the same story.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from demo.diligence import Case, Outcome, outcome
from jinze.judgement.duties.rules.duty import Obligation, Rhythm
from jinze.judgement.duties.rules.expectation import Expectation, expect
from jinze.kernel.days import CHINA
from jinze.kernel.workdays import LAST_YEAR, is_workday

DAY = timedelta(days=1)
_VOIDED = 0.012  # share of acts that are voided, and filed again


@dataclass(frozen=True, slots=True)
class Promise:
    """What is owed as the story knows it: handles instead of keys, the rhythm as the engine judges it.

    A duty without periods is told as if it had some, so that its acts spread over the year; none is filed for a period.
    """

    body: str
    area: str
    post: str  # "" when the body as a whole owes it
    duty: str
    act: str
    judged: Obligation
    periodic: bool = True

    @property
    def name(self) -> str:
        return f"{self.post or self.body} {self.duty}"


@dataclass(frozen=True, slots=True)
class Deed:
    """An act to be filed: when it happened, when it is recorded; `against` a missed period, `voided` a while later."""

    promise: Promise
    label: str
    occurred: datetime
    recorded: datetime
    draw: str
    fate: Outcome
    against: int | None = None
    voided: datetime | None = None


def deeds(promises: Sequence[Promise], *, seed: int, now: datetime) -> list[Deed]:
    """Everything that gets recorded by `now`, oldest record first."""
    today = now.astimezone(CHINA).date()
    found = [deed for promise in promises for deed in _kept(promise, seed, today)]
    return sorted((d for d in found if d.recorded <= now), key=lambda d: (d.recorded, d.draw))


def _kept(promise: Promise, seed: int, today: date) -> Iterator[Deed]:
    rhythm = promise.judged.rhythm
    expected = expect(promise.judged, today)
    for ordinal in expected.ordinals:
        for part in range(rhythm.at_least):
            case = _case(promise, expected, ordinal)
            draw = f"{seed} {promise.name} {ordinal} {part}"
            fate = outcome(case, seed, ordinal, part, today)
            yield from _told(promise, ordinal, part, fate, draw)


def _case(promise: Promise, expected: Expectation, ordinal: int) -> Case:
    rhythm = promise.judged.rhythm
    return Case(
        body=promise.body,
        area=promise.area,
        duty=promise.duty,
        every=rhythm.frequency.value,
        end=rhythm.calendar.bounds(ordinal)[1],
        deadline=rhythm.deadline(ordinal),
        closed=ordinal in expected.closed,
        last_closed=bool(expected.closed) and ordinal == expected.closed[-1],
    )


def _told(promise: Promise, ordinal: int, part: int, fate: Outcome, draw: str) -> Iterator[Deed]:
    rhythm = promise.judged.rhythm
    rng = Random(draw)  # noqa: S311 - a story, no secret
    made_up = promise.periodic and rhythm.frequency.value != "day"
    if fate is Outcome.MISSED or (fate is Outcome.AGAINST and not made_up):
        return
    occurred = _occurred(rng, rhythm, ordinal, part, fate)
    recorded = _recorded(rng, rhythm, ordinal, occurred, fate)
    against = ordinal if fate is Outcome.AGAINST else None
    deed = Deed(promise, rhythm.calendar.label(ordinal), occurred, recorded, draw, fate, against)
    wrong = fate is Outcome.ON_TIME and rng.random() < _VOIDED
    yield from _corrected(rng, deed, rhythm.deadline(ordinal)) if wrong else (deed,)


def _occurred(rng: Random, rhythm: Rhythm, ordinal: int, part: int, fate: Outcome) -> datetime:
    start, end = rhythm.calendar.bounds(ordinal)
    if rhythm.frequency.value == "day":
        return _moment(rng, start, 7, 8)
    if fate is Outcome.AGAINST:
        return _moment(rng, _workday(rhythm.deadline(ordinal) + DAY * rng.randint(1, 18)), 8, 17)
    days = (end - start).days
    share = (part + rng.uniform(0.55 if fate is Outcome.LATE else 0.3, 0.95)) / rhythm.at_least
    day = _workday(start + DAY * min(days - 1, int(days * share)))
    while day >= end:
        day -= DAY
    return _moment(rng, day, 8, 17)


def _recorded(rng: Random, rhythm: Rhythm, ordinal: int, occurred: datetime, fate: Outcome) -> datetime:
    soon = occurred + timedelta(minutes=rng.randint(12, 160), seconds=rng.randint(0, 59))
    deadline = rhythm.deadline(ordinal)
    if rhythm.frequency.value == "day":
        quick = occurred + timedelta(seconds=rng.randint(15, 900))
        return quick if fate is Outcome.ON_TIME else _moment(rng, deadline + DAY * rng.randint(1, 2), 7, 19)
    if fate is Outcome.LATE:
        return _moment(rng, _workday(deadline + DAY * rng.randint(1, 11)), 8, 18)
    if fate is Outcome.AGAINST or rng.random() < 0.7:
        return soon
    later = _workday(occurred.astimezone(CHINA).date() + DAY * rng.randint(1, 3))
    return _moment(rng, later, 8, 18) if later <= deadline else soon


def _corrected(rng: Random, deed: Deed, deadline: date) -> tuple[Deed, ...]:
    """An act filed with a mistake, voided within the hour, and filed again while there is time."""
    voided = deed.recorded + timedelta(minutes=rng.randint(6, 50))
    again = voided + timedelta(minutes=rng.randint(2, 15))
    if again.astimezone(CHINA).date() > deadline:
        return (deed,)
    return replace(deed, voided=voided), replace(deed, recorded=again, draw=f"{deed.draw} again")


def _moment(rng: Random, day: date, first: int, last: int) -> datetime:
    hour = time(rng.randrange(first, last), rng.randrange(60), rng.randrange(60))
    return datetime.combine(day, hour, CHINA)


def _workday(day: date) -> date:
    """The first day on or after `day` on which offices work; plain weekdays beyond the known calendar."""
    while not (is_workday(day) if day.year <= LAST_YEAR else day.weekday() < 5):
        day += DAY
    return day
