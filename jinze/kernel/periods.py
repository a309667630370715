"""Periods in which a duty repeats: a calendar maps a day to the whole number of its period and back.

Numbers (ordinals) rise by one from period to period and 0 is the first period that opens in the year 2000, so
that masks and sums need no dates. Days are `datetime.date` in China; bounds are half-open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise

EPOCH_YEAR = 2000
FIRST_DAY = date(2000, 1, 1).toordinal()
FIRST_MONDAY = date(2000, 1, 3).toordinal()
WEEKDAYS = "一二三四五六日"

MonthDay = tuple[int, int]


class Frequency(StrEnum):
    """How often a duty comes round; `window` means named stretches of the year that the law gives itself."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    SEASON = "season"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class Window:
    """A named stretch of every year, half-open; an `end` not after `start` lies in the next year."""

    name: str
    start: MonthDay
    end: MonthDay

    def __post_init__(self) -> None:
        for month_day in (self.start, self.end):
            # a year that is not a leap year: 29 February would leave holes
            date(2001, *month_day)

    @property
    def wraps(self) -> bool:
        return self.end <= self.start

    def bounds(self, year: int) -> tuple[date, date]:
        """First day and day after the last of the window that opens in `year`."""
        return date(year, *self.start), date(year + self.wraps, *self.end)


@dataclass(frozen=True, slots=True)
class Period:
    """One period: from `start` until the day before `end`."""

    frequency: Frequency
    ordinal: int
    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


# months in the period, months by which it is shifted from January
_MONTHS: dict[Frequency, tuple[int, int]] = {
    Frequency.MONTH: (1, 0),
    Frequency.QUARTER: (3, 0),
    Frequency.HALF_YEAR: (6, 0),
    Frequency.YEAR: (12, 0),
    Frequency.SEASON: (3, 2),
}
_DAYS: dict[Frequency, tuple[int, int]] = {Frequency.DAY: (1, FIRST_DAY), Frequency.WEEK: (7, FIRST_MONDAY)}
_SHORT: dict[Frequency, Callable[[date, int], str]] = {
    Frequency.DAY: lambda start, _: f"{start.month}月{start.day}日",
    Frequency.WEEK: lambda start, _: f"第{start.isocalendar().week}周",
    Frequency.MONTH: lambda start, _: f"{start.month}月",
    Frequency.QUARTER: lambda _, ordinal: f"{'一二三四'[ordinal % 4]}季度",
    Frequency.HALF_YEAR: lambda _, ordinal: f"{'上下'[ordinal % 2]}半年",
    Frequency.YEAR: lambda start, _: f"{start.year}年",
    Frequency.SEASON: lambda _, ordinal: f"{'春夏秋冬'[ordinal % 4]}季",
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days to ordinals and back for one frequency; ask `calendar()` for one, it hands out the same each time.

    Days in no window have no ordinal; every other frequency covers every day. Windows stand in the order of
    their start and do not overlap (ValueError).
    """

    frequency: Frequency
    windows: tuple[Window, ...] = ()
    _known: dict[int, tuple[date, date]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if (self.frequency is Frequency.WINDOW) != bool(self.windows):
            raise ValueError("windows belong to the frequency 'window', and it needs at least one")
        _refuse_overlaps(self.windows)

    def last_opened(self, day: date) -> int:
        """The ordinal of the last period that opens on or before `day`, whether it still runs or not."""
        if self.frequency in _MONTHS:
            span, shift = _MONTHS[self.frequency]
            return ((day.year - EPOCH_YEAR) * 12 + day.month - 1 - shift) // span
        if self.frequency in _DAYS:
            length, first = _DAYS[self.frequency]
            return (day.toordinal() - first) // length
        return self._last_window(day)

    def ordinal_of(self, day: date) -> int | None:
        """The ordinal of the period in which `day` lies; None when it lies in no window."""
        ordinal = self.last_opened(day)
        if self.frequency is Frequency.WINDOW and day >= self.bounds(ordinal)[1]:
            return None
        return ordinal

    def last_closed(self, day: date) -> int:
        """The ordinal of the last period that is over on `day`: its last day lies before `day`."""
        ordinal = self.last_opened(day)
        return ordinal if self.bounds(ordinal)[1] <= day else ordinal - 1

    def first_opening(self, day: date) -> int:
        """The ordinal of the first period that opens on or after `day`."""
        ordinal = self.last_opened(day)
        return ordinal if self.bounds(ordinal)[0] == day else ordinal + 1

    def bounds(self, ordinal: int) -> tuple[date, date]:
        """First day of the period and the day after its last."""
        known = self._known.get(ordinal)
        if known is None:
            known = self._known[ordinal] = self._bounds(ordinal)
        return known

    def period(self, ordinal: int) -> Period:
        return Period(self.frequency, ordinal, *self.bounds(ordinal))

    def period_of(self, day: date) -> Period | None:
        ordinal = self.ordinal_of(day)
        return None if ordinal is None else self.period(ordinal)

    def label(self, ordinal: int) -> str:
        """The period as officers say it: 2026年10月, 2026年第47周, 11月23日 周一, 2026年冬季."""
        start, _ = self.bounds(ordinal)
        if self.frequency is Frequency.DAY:
            return f"{start.month}月{start.day}日 周{WEEKDAYS[start.weekday()]}"
        if self.frequency is Frequency.YEAR:
            return f"{start.year}年"
        year = start.isocalendar().year if self.frequency is Frequency.WEEK else start.year
        return f"{year}年{self.short(ordinal)}"

    def short(self, ordinal: int) -> str:
        """The label where the year is plain already: 10月, 四季度, 下半年, 第47周, 11月23日, 冬季."""
        if self.frequency is Frequency.WINDOW:
            return self.windows[ordinal % len(self.windows)].name
        return _SHORT[self.frequency](self.bounds(ordinal)[0], ordinal)

    def _last_window(self, day: date) -> int:
        opened = sum(window.start <= (day.month, day.day) for window in self.windows)
        return (day.year - EPOCH_YEAR) * len(self.windows) + opened - 1

    def _bounds(self, ordinal: int) -> tuple[date, date]:
        if self.frequency in _MONTHS:
            span, shift = _MONTHS[self.frequency]
            return _month(ordinal * span + shift), _month((ordinal + 1) * span + shift)
        if self.frequency in _DAYS:
            length, first = _DAYS[self.frequency]
            start = first + ordinal * length
            return date.fromordinal(start), date.fromordinal(start + length)
        years, index = divmod(ordinal, len(self.windows))
        return self.windows[index].bounds(EPOCH_YEAR + years)


@cache
def calendar(frequency: Frequency, windows: tuple[Window, ...] = ()) -> Calendar:
    """The one calendar of this frequency (and of these windows), with what it has already worked out."""
    return Calendar(frequency, windows)


def _month(months: int) -> date:
    years, month = divmod(months, 12)
    return date(EPOCH_YEAR + years, month + 1, 1)


def _refuse_overlaps(windows: Sequence[Window]) -> None:
    for earlier, later in pairwise(windows):
        if earlier.start >= later.start:
            raise ValueError(f"window {later.name!r} stands after {earlier.name!r} but does not start after it")
        if earlier.wraps or earlier.end > later.start:
            raise ValueError(f"windows {earlier.name!r} and {later.name!r} overlap")
    if windows and windows[-1].wraps and windows[-1].end > windows[0].start:
        raise ValueError(f"windows {windows[-1].name!r} and {windows[0].name!r} overlap across new year")
