from datetime import timedelta

import pytest
from django.utils import timezone

from jinze.foundation.jobs.enums import JobState
from jinze.foundation.jobs.jobs import KEPT, forget_done
from jinze.foundation.jobs.models import Job
from tests.foundation.jobs import tasks


@pytest.mark.parametrize(
    ("state", "age", "kept"),
    [
        (JobState.DONE, KEPT + timedelta(minutes=1), False),
        (JobState.DONE, KEPT - timedelta(minutes=1), True),
        (JobState.FAILED, KEPT * 2, True),
        (JobState.READY, KEPT * 2, True),
    ],
)
def test_only_jobs_done_long_ago_are_forgotten(db: None, state: JobState, age: timedelta, kept: bool) -> None:
    tasks.mark.enqueue("甲")
    Job.objects.update(state=state, finished_at=timezone.now() - age)
    forget_done.call()
    assert Job.objects.exists() is kept
