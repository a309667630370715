from datetime import UTC, datetime, timedelta

import pytest

from jinze.foundation.jobs import queries
from jinze.foundation.jobs.enums import JobState
from jinze.foundation.jobs.models import Job, Slot, Worker
from jinze.kernel.acting import Acting
from tests.foundation.jobs import tasks

VIEWER = Acting(system="tests")
AT = datetime(2030, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_overview_of_an_empty_queue_counts_nothing() -> None:
    assert queries.overview(VIEWER, at=AT) == queries.Overview(
        jobs=dict.fromkeys(JobState, 0), waiting=0, failing=0, workers=0
    )


def test_overview_counts_states_late_jobs_failing_entries_and_living_workers() -> None:
    for name, run_after in (("late", AT - timedelta(seconds=61)), ("due", AT), ("failed", AT)):
        tasks.mark.using(run_after=run_after).enqueue(name)
    Job.objects.filter(arguments__contains="failed").update(state=JobState.FAILED)
    Slot.objects.create(name="fails", slot=AT, failures=1)
    Slot.objects.create(name="runs", slot=AT)
    for name, seconds in (("lives", 60), ("dead", 61)):
        beat = AT - timedelta(seconds=seconds)
        Worker.objects.create(name=name, host="h", pid=1, started_at=beat, beat_at=beat)
    assert queries.overview(VIEWER, at=AT) == queries.Overview(
        jobs={JobState.READY: 2, JobState.RUNNING: 0, JobState.DONE: 0, JobState.FAILED: 1},
        waiting=1,
        failing=1,
        workers=1,
    )


def test_failed_jobs_come_latest_first_and_alone() -> None:
    for day in range(3):
        tasks.fail.enqueue(str(day))
        Job.objects.filter(state=JobState.READY).update(state=JobState.FAILED, finished_at=AT + timedelta(days=day))
    tasks.fail.enqueue("waits")
    assert [job.arguments[10] for job in queries.failed_jobs(VIEWER)] == ["2", "1", "0"]


def test_slots_that_fail_come_first() -> None:
    for name, failures in (("a", 0), ("b", 1), ("c", 3)):
        Slot.objects.create(name=name, slot=AT, failures=failures)
    assert [slot.name for slot in queries.slots(VIEWER)] == ["c", "b", "a"]
