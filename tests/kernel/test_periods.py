from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.kernel.periods import Calendar, Frequency, Period, Window, calendar

PLAIN = [frequency for frequency in Frequency if frequency is not Frequency.WINDOW]
BEFORE_SEASONS = (Window("夏季前", (4, 1), (6, 1)), Window("冬季前", (9, 1), (11, 16)))
HEATING = (Window("汛期", (6, 1), (10, 1)), Window("采暖期", (11, 15), (3, 16)))
DAYS = st.dates(min_value=date(1951, 1, 1), max_value=date(2099, 12, 31))
ANY_CALENDAR = st.sampled_from(
    [calendar(f) for f in PLAIN] + [calendar(Frequency.WINDOW, w) for w in (BEFORE_SEASONS, HEATING)]
)


@given(ANY_CALENDAR, DAYS)
def test_a_day_lies_within_the_bounds_of_its_ordinal(cal: Calendar, day: date) -> None:
    ordinal = cal.ordinal_of(day)
    if ordinal is None:
        assert cal.frequency is Frequency.WINDOW
        assert cal.bounds(cal.last_opened(day))[1] <= day < cal.bounds(cal.last_opened(day) + 1)[0]
    else:
        start, end = cal.bounds(ordinal)
        assert start <= day < end
        assert day in cal.period(ordinal)


@given(ANY_CALENDAR, DAYS)
def test_consecutive_periods_abut_or_leave_only_days_without_ordinal(cal: Calendar, day: date) -> None:
    ordinal = cal.last_opened(day)
    _, end = cal.bounds(ordinal)
    following, _ = cal.bounds(ordinal + 1)
    if cal.frequency is Frequency.WINDOW:
        assert end <= following
        assert cal.ordinal_of(end) in {None, ordinal + 1}
    else:
        assert end == following
    assert cal.ordinal_of(end - timedelta(days=1)) == ordinal
    assert cal.ordinal_of(following) == ordinal + 1


@given(ANY_CALENDAR, DAYS, st.integers(0, 800))
def test_ordinals_never_fall_as_days_pass(cal: Calendar, day: date, later: int) -> None:
    after = day + timedelta(days=later)
    assert cal.last_opened(day) <= cal.last_opened(after)
    assert cal.last_closed(day) <= cal.last_closed(after)
    assert cal.first_opening(day) <= cal.first_opening(after)


@given(ANY_CALENDAR, DAYS)
def test_opened_closed_and_opening_mean_what_their_bounds_say(cal: Calendar, day: date) -> None:
    opened, closed, opening = cal.last_opened(day), cal.last_closed(day), cal.first_opening(day)
    assert cal.bounds(opened)[0] <= day < cal.bounds(opened + 1)[0]
    assert cal.bounds(closed)[1] <= day < cal.bounds(closed + 1)[1]
    assert cal.bounds(opening - 1)[0] < day <= cal.bounds(opening)[0]


@pytest.mark.parametrize("frequency", PLAIN)
def test_period_zero_is_the_first_that_opens_in_2000(frequency: Frequency) -> None:
    cal = calendar(frequency)
    assert cal.bounds(0)[0].year == 2000
    assert cal.bounds(-1)[0].year == 1999


def test_window_zero_is_the_first_that_opens_in_2000() -> None:
    cal = calendar(Frequency.WINDOW, HEATING)
    assert cal.bounds(0) == (date(2000, 6, 1), date(2000, 10, 1))
    assert cal.bounds(-1) == (date(1999, 11, 15), date(2000, 3, 16))


@pytest.mark.parametrize(
    ("frequency", "day", "start", "end"),
    [
        (Frequency.DAY, date(2024, 2, 29), date(2024, 2, 29), date(2024, 3, 1)),
        (Frequency.WEEK, date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 30)),
        (Frequency.WEEK, date(2026, 11, 22), date(2026, 11, 16), date(2026, 11, 23)),
        (Frequency.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 4)),
        (Frequency.MONTH, date(2024, 2, 29), date(2024, 2, 1), date(2024, 3, 1)),
        (Frequency.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2027, 1, 1)),
        (Frequency.QUARTER, date(2026, 9, 30), date(2026, 7, 1), date(2026, 10, 1)),
        (Frequency.QUARTER, date(2026, 10, 1), date(2026, 10, 1), date(2027, 1, 1)),
        (Frequency.HALF_YEAR, date(2026, 6, 30), date(2026, 1, 1), date(2026, 7, 1)),
        (Frequency.HALF_YEAR, date(2026, 7, 1), date(2026, 7, 1), date(2027, 1, 1)),
        (Frequency.YEAR, date(2026, 12, 31), date(2026, 1, 1), date(2027, 1, 1)),
        (Frequency.SEASON, date(2026, 11, 30), date(2026, 9, 1), date(2026, 12, 1)),
        (Frequency.SEASON, date(2026, 12, 1), date(2026, 12, 1), date(2027, 3, 1)),
        (Frequency.SEASON, date(2027, 2, 28), date(2026, 12, 1), date(2027, 3, 1)),
        (Frequency.SEASON, date(2027, 3, 1), date(2027, 3, 1), date(2027, 6, 1)),
    ],
)
def test_period_of_a_day_has_these_bounds(frequency: Frequency, day: date, start: date, end: date) -> None:
    cal = calendar(frequency)
    ordinal = cal.ordinal_of(day)
    assert ordinal is not None
    assert cal.period_of(day) == Period(frequency, ordinal, start, end)


@pytest.mark.parametrize(
    ("frequency", "day", "label", "short"),
    [
        (Frequency.DAY, date(2026, 11, 23), "11月23日 周一", "11月23日"),
        (Frequency.DAY, date(2026, 11, 22), "11月22日 周日", "11月22日"),
        (Frequency.WEEK, date(2026, 11, 22), "2026年第47周", "第47周"),
        (Frequency.WEEK, date(2026, 11, 23), "2026年第48周", "第48周"),
        (Frequency.WEEK, date(2025, 12, 31), "2026年第1周", "第1周"),
        (Frequency.WEEK, date(2027, 1, 3), "2026年第53周", "第53周"),
        (Frequency.MONTH, date(2026, 10, 31), "2026年10月", "10月"),
        (Frequency.QUARTER, date(2026, 3, 31), "2026年一季度", "一季度"),
        (Frequency.QUARTER, date(2026, 12, 31), "2026年四季度", "四季度"),
        (Frequency.HALF_YEAR, date(2026, 1, 1), "2026年上半年", "上半年"),
        (Frequency.HALF_YEAR, date(2026, 12, 1), "2026年下半年", "下半年"),
        (Frequency.YEAR, date(2026, 5, 5), "2026年", "2026年"),
        (Frequency.SEASON, date(2026, 3, 1), "2026年春季", "春季"),
        (Frequency.SEASON, date(2026, 8, 31), "2026年夏季", "夏季"),
        (Frequency.SEASON, date(2026, 9, 1), "2026年秋季", "秋季"),
        (Frequency.SEASON, date(2027, 1, 31), "2026年冬季", "冬季"),
        (Frequency.SEASON, date(1999, 12, 1), "1999年冬季", "冬季"),
    ],
)
def test_labels_are_in_the_words_of_officers(frequency: Frequency, day: date, label: str, short: str) -> None:
    cal = calendar(frequency)
    assert cal.label(cal.last_opened(day)) == label
    assert cal.short(cal.last_opened(day)) == short


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 3, 31), None),
        (date(2026, 4, 1), "2026年夏季前"),
        (date(2026, 5, 31), "2026年夏季前"),
        (date(2026, 6, 1), None),
        (date(2026, 11, 15), "2026年冬季前"),
        (date(2026, 11, 16), None),
    ],
)
def test_a_day_outside_every_window_has_no_ordinal(day: date, label: str | None) -> None:
    cal = calendar(Frequency.WINDOW, BEFORE_SEASONS)
    period = cal.period_of(day)
    assert (cal.label(period.ordinal) if period else None) == label


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2026, 11, 14), False),
        (date(2026, 11, 15), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), True),
        (date(2027, 3, 15), True),
        (date(2027, 3, 16), False),
    ],
)
def test_a_window_across_new_year_belongs_to_the_year_it_opens_in(day: date, inside: bool) -> None:
    cal = calendar(Frequency.WINDOW, HEATING)
    period = cal.period_of(day)
    assert (period is not None) is inside
    if period:
        assert (period.start, period.end) == (date(2026, 11, 15), date(2027, 3, 16))
        assert cal.label(period.ordinal) == "2026年采暖期"


def test_a_window_from_new_year_to_new_year_covers_every_day() -> None:
    cal = calendar(Frequency.WINDOW, (Window("全年", (1, 1), (1, 1)),))
    assert cal.ordinal_of(date(2026, 12, 31)) == cal.ordinal_of(date(2026, 1, 1)) == 26


@pytest.mark.parametrize(
    "windows",
    [
        (Window("甲", (1, 1), (3, 2)), Window("乙", (3, 1), (5, 1))),
        (Window("甲", (6, 1), (7, 1)), Window("乙", (3, 1), (5, 1))),
        (Window("甲", (3, 1), (5, 1)), Window("乙", (11, 1), (3, 2))),
        (Window("甲", (3, 1), (2, 1)), Window("乙", (11, 1), (12, 1))),
    ],
    ids=["overlap by a day", "out of order", "overlap across new year", "the first wraps"],
)
def test_windows_that_overlap_or_stand_out_of_order_are_refused(windows: tuple[Window, ...]) -> None:
    with pytest.raises(ValueError, match="window"):
        Calendar(Frequency.WINDOW, windows)


def test_windows_that_touch_are_taken() -> None:
    windows = (Window("甲", (3, 1), (5, 1)), Window("乙", (5, 1), (11, 1)), Window("丙", (11, 1), (3, 1)))
    cal = Calendar(Frequency.WINDOW, windows)
    assert [cal.short(cal.last_opened(date(2026, m, 1))) for m in (2, 3, 5, 11)] == ["丙", "甲", "乙", "丙"]


@pytest.mark.parametrize("month_day", [(2, 29), (13, 1), (4, 31), (0, 1)])
def test_a_window_on_a_day_that_not_every_year_has_is_refused(month_day: tuple[int, int]) -> None:
    with pytest.raises(ValueError):
        Window("甲", month_day, (12, 1))


def test_windows_and_frequency_must_belong_together() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Calendar(Frequency.WINDOW)
    with pytest.raises(ValueError, match="belong"):
        Calendar(Frequency.MONTH, BEFORE_SEASONS)


def test_the_same_calendar_is_handed_out_again() -> None:
    assert calendar(Frequency.WINDOW, HEATING) is calendar(Frequency.WINDOW, tuple(HEATING))
    assert Calendar(Frequency.DAY) == calendar(Frequency.DAY)
