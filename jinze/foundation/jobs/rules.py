"""When a failed job is tried again, and which slots a timetable has."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from jinze.kernel.days import CHINA


@dataclass(frozen=True, slots=True)
class Policy:
    """How often and how soon a failed job is tried again, and how long an outside job is held (seconds)."""

    attempts: int = 8
    first_retry_seconds: float = 5
    longest_retry_seconds: float = 3600
    lease_seconds: float = 60

    def retry_at(self, attempts: int, at: datetime) -> datetime | None:
        """When to try again after the `attempts`-th try failed at `at`; None when that was the last."""
        if attempts >= self.attempts:
            return None
        return at + backoff(attempts, self.first_retry_seconds, self.longest_retry_seconds)


def backoff(failures: int, first: float, longest: float) -> timedelta:
    """The wait after so many failures in a row: `first` seconds, then three times as long, to `longest`."""
    # 3 ** 40 is out of any reach of `longest`, and keeps the power small
    return timedelta(seconds=min(longest, first * 3 ** (min(failures, 40) - 1)))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Either `every` so many seconds, or daily `at` a time in China."""

    every: timedelta | None = None
    at: time | None = None

    def __post_init__(self) -> None:
        if (self.every is None) == (self.at is None):
            raise ValueError("a rhythm is either every so long or daily at a time")
        if self.every is not None and self.every <= timedelta(0):
            raise ValueError("a rhythm needs a positive length")

    def last_slot(self, moment: datetime) -> datetime:
        """The latest slot that began at or before `moment`, in UTC, whenever a worker started."""
        if self.every is not None:
            epoch = datetime(1970, 1, 1, tzinfo=UTC)
            return epoch + (moment - epoch) // self.every * self.every
        local = moment.astimezone(CHINA)
        slot = datetime.combine(local.date(), self.at or time.min, CHINA)
        return (slot if slot <= local else slot - timedelta(days=1)).astimezone(UTC)

    def longest_retry(self) -> float:
        """Seconds to wait at most after failures: the rhythm's own length, between a minute and an hour."""
        length = self.every or timedelta(days=1)
        return min(3600.0, max(60.0, length.total_seconds()))
