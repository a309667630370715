"""How diligent each body is: a habit by county and body, and the few things that the story needs exactly so."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from demo.counties import JIANXI, XINAN
from demo.shape import CITY
from demo.works import STORE_TEAM
from jinze.foundation.access.enums import Level

RECENT = timedelta(days=100)


class Outcome(StrEnum):
    """What becomes of one act that is owed."""

    ON_TIME = "on_time"
    LATE = "late"  # done in its period, recorded after the grace
    AGAINST = "against"  # done afterwards, expressly for the missed period
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Habit:
    """Shares of what is done on time, recorded late, and made up for; the rest is missed."""

    on_time: float
    late: float
    against: float

    def outcome(self, rng: Random) -> Outcome:
        drawn = rng.random()
        for share, outcome in (
            (self.on_time, Outcome.ON_TIME),
            (self.late, Outcome.LATE),
            (self.against, Outcome.AGAINST),
        ):
            if drawn < share:
                return outcome
            drawn -= share
        return Outcome.MISSED


GOOD = Habit(0.975, 0.015, 0.008)
FAIR = Habit(0.93, 0.035, 0.025)
SLACK = Habit(0.82, 0.08, 0.06)
POOR = Habit(0.42, 0.16, 0.08)

# Bodies that owe all the year round, whatever their county is like.
_CHRONIC = {
    "gov:410324001": POOR,
    "gov:410326100": SLACK,
    "village:410329001S01": POOR,
    "works:kuangye": SLACK,
    "sg:4103": POOR,
}
# Bodies of those who sign in: what is not due yet they have not done yet.
_STILL_OPEN = frozenset({f"gov:{JIANXI}", f"yj:{JIANXI}", "office:4103"})
_ASLEEP = 0.06  # share of the clauses without a date that nobody does anything for
_BY_COUNTY = {JIANXI: GOOD, XINAN: FAIR, "410325": SLACK, "410324": SLACK, "410371": FAIR}


@dataclass(frozen=True, slots=True)
class Case:
    """One period of one duty of one body: what is known before its outcome is drawn."""

    body: str
    area: str
    duty: str
    every: str
    end: date
    deadline: date
    last_closed: bool
    closed: bool


def wakes(clause: str) -> bool:
    """Whether anybody in the story ever does what a clause without a date asks: a few clauses sleep."""
    return Random(f"wakes {clause}").random() > _ASLEEP  # noqa: S311 - a story, no secret


def is_told(area: str, level: str) -> bool:
    """Where duties without a date are told: the city, two counties and their works; everywhere they would drown all."""
    return area == CITY or (area[:6] in {JIANXI, XINAN} and level in {Level.COUNTY, Level.ENTERPRISE})


def outcome(case: Case, seed: int, ordinal: int, part: int, today: date) -> Outcome:
    """What becomes of one act of a period, the same each time for a seed."""
    if (told := _told(case, ordinal, today)) is not None:
        return told
    rng = Random(f"{seed} outcome {case.body} {case.duty} {ordinal} {part}")  # noqa: S311 - a story, no secret
    return habit(case, seed, today).outcome(rng)


def habit(case: Case, seed: int, today: date) -> Habit:
    """The habit of a body in a period: its county's, unless it is chronic or slides towards the end."""
    if case.body in _CHRONIC:
        return _CHRONIC[case.body]
    county = case.area[:6]
    if case.every == "day":
        return GOOD if county == JIANXI else FAIR
    if county == XINAN and case.deadline > today - RECENT:
        return POOR
    rng = Random(f"{seed} habit {case.body}")  # noqa: S311
    return _BY_COUNTY.get(county) or rng.choices([GOOD, FAIR, SLACK], [4, 5, 1])[0]


def _told(case: Case, ordinal: int, today: date) -> Outcome | None:
    """What the story fixes, so that those who sign in find something overdue, something due, something for later."""
    if case.body == f"yj:{JIANXI}" and case.duty.endswith("-sweep-county"):
        if not case.closed or case.last_closed:
            return Outcome.MISSED
        return Outcome.LATE if ordinal % 5 == 2 else Outcome.ON_TIME
    if case.body == f"office:{XINAN}":
        return Outcome.MISSED if case.deadline > today - RECENT else None
    if case.body in _STILL_OPEN and not case.closed and case.every in {"quarter", "half_year"}:
        return Outcome.MISSED
    if case.body == STORE_TEAM:
        return Outcome.ON_TIME if case.deadline < today else Outcome.MISSED
    return None
