from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.foundation.jobs.rules import Policy, Rhythm, backoff
from jinze.kernel.days import CHINA

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MOMENTS = st.integers(800_000_000, 3_800_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@pytest.mark.parametrize(
    ("failures", "seconds"), [(1, 5), (2, 15), (3, 45), (6, 1215), (7, 3600), (8, 3600), (10**6, 3600)]
)
def test_backoff_triples_up_to_the_longest_wait(failures: int, seconds: float) -> None:
    assert backoff(failures, 5, 3600) == timedelta(seconds=seconds)


def test_the_last_try_of_a_policy_is_not_followed_by_another() -> None:
    policy = Policy(attempts=3, first_retry_seconds=1)
    assert policy.retry_at(1, AT) == AT + timedelta(seconds=1)
    assert policy.retry_at(2, AT) == AT + timedelta(seconds=3)
    assert policy.retry_at(3, AT) is None


@pytest.mark.parametrize(
    ("moment", "slot"),
    [
        (datetime(2026, 11, 23, 1, 59, 59, 999999, CHINA), datetime(2026, 11, 22, 2, 0, tzinfo=CHINA)),
        (datetime(2026, 11, 23, 2, 0, tzinfo=CHINA), datetime(2026, 11, 23, 2, 0, tzinfo=CHINA)),
        (datetime(2026, 11, 22, 18, 0, tzinfo=UTC), datetime(2026, 11, 23, 2, 0, tzinfo=CHINA)),
    ],
)
def test_a_daily_slot_turns_at_its_time_in_china(moment: datetime, slot: datetime) -> None:
    found = Rhythm(at=time(2)).last_slot(moment)
    assert found == slot
    assert found.tzinfo is UTC


@given(MOMENTS, st.one_of(st.timedeltas(timedelta(milliseconds=100), timedelta(days=40)), st.times()))
def test_the_last_slot_lies_at_most_one_length_back(moment: datetime, length: timedelta | time) -> None:
    rhythm = Rhythm(every=length) if isinstance(length, timedelta) else Rhythm(at=length)
    slot = rhythm.last_slot(moment)
    assert timedelta(0) <= moment - slot < (rhythm.every or timedelta(days=1))
    assert rhythm.last_slot(slot) == slot


@pytest.mark.parametrize(
    ("rhythm", "seconds"),
    [
        (Rhythm(every=timedelta(seconds=1)), 60),
        (Rhythm(every=timedelta(minutes=10)), 600),
        (Rhythm(every=timedelta(hours=3)), 3600),
        (Rhythm(at=time(2)), 3600),
    ],
)
def test_a_failing_entry_is_retried_after_its_length_between_a_minute_and_an_hour(
    rhythm: Rhythm, seconds: float
) -> None:
    assert rhythm.longest_retry() == seconds


@pytest.mark.parametrize(
    ("every", "daily"), [(None, None), (timedelta(1), time(2)), (timedelta(0), None), (timedelta(-1), None)]
)
def test_a_rhythm_is_one_of_the_two_and_has_a_length(every: timedelta | None, daily: time | None) -> None:
    with pytest.raises(ValueError, match="rhythm"):
        Rhythm(every, daily)
