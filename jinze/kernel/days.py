"""The one place that says where a day turns: midnight in Asia/Shanghai. Storage is UTC."""

from calendar import monthrange
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def day_of(moment: datetime) -> date:
    """The day in China in which an aware `moment` lies; a naive moment is a bug and raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no day")
    return moment.astimezone(CHINA).date()


def start_of(day: date) -> datetime:
    """The first moment of `day` in China, as an aware UTC datetime."""
    return datetime.combine(day, time.min, CHINA).astimezone(UTC)


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
