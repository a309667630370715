"""Working days by the State Council's yearly arrangement: statutory holidays, days off and swapped work days.

The years come with the library `chinesecalendar`; a day outside them is refused, never guessed.
"""

from datetime import date, timedelta

from chinese_calendar import Holiday, holidays, workdays

from jinze.kernel.refusal import Refusal

# the library answers the same, but scans its whole table at each question
_OFF: dict[date, str] = holidays
_SWAPPED: dict[date, str] = workdays
FIRST_YEAR = min(_OFF).year
LAST_YEAR = max(_OFF).year


def is_workday(day: date) -> bool:
    """Whether offices work on `day`; refuses years that the calendar does not know."""
    _known(day)
    return day in _SWAPPED or (day.weekday() < 5 and day not in _OFF)


def holiday_name(day: date) -> str | None:
    """The holiday for which `day` is off (国庆节); None on working days and plain weekends."""
    _known(day)
    name = _OFF.get(day)
    return None if name is None else Holiday(name).chinese


def day_words(day: date) -> str:
    """What kind of day it is, in words: 工作日, 周末, 国庆节放假, 国庆节调休上班."""
    _known(day)
    if day in _SWAPPED:
        return f"{Holiday(_SWAPPED[day]).chinese}调休上班"
    if day in _OFF:
        return f"{Holiday(_OFF[day]).chinese}放假"
    return "工作日" if day.weekday() < 5 else "周末"


def add_workdays(day: date, count: int) -> date:
    """The `count`-th working day after `day`; the day itself does not count (民法典 art. 201).

    A negative `count` goes back, 0 gives the first working day on or after `day` (民法典 art. 203).
    """
    if count == 0:
        return day if is_workday(day) else add_workdays(day, 1)
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    _known(day)
    while left:
        day += step
        left -= is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; negative when `end` lies before `start`.

    The reverse of `add_workdays`: `workdays_between(day, add_workdays(day, n)) == n` for n other than 0.
    """
    if end < start:
        return -_count(end, start)
    return _count(start + timedelta(days=1), end + timedelta(days=1))


def _count(first: date, until: date) -> int:
    return sum(is_workday(first + timedelta(days=passed)) for passed in range((until - first).days))


def _known(day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refusal(
            "kernel.workdays_unknown",
            f"{day.year}年的放假调休安排不在工作日历内，无法按工作日计算（已有{FIRST_YEAR}年至{LAST_YEAR}年）",
            remedy=f"国务院办公厅公布{day.year}年安排后请更新工作日历，或改用自然日期限",
            first_year=FIRST_YEAR,
            last_year=LAST_YEAR,
        )
