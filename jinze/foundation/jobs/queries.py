"""What operators look at: what waits, what failed, who works, how the timetable goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from jinze.foundation.jobs.enums import JobState
from jinze.foundation.jobs.models import Job, Slot, Worker
from jinze.kernel.acting import Acting


@dataclass(frozen=True, slots=True)
class Overview:
    """Jobs per state, jobs due and not begun for a minute, entries that fail, workers that beat lately."""

    jobs: dict[JobState, int]
    waiting: int
    failing: int
    workers: int


def overview(viewer: Acting, *, at: datetime) -> Overview:  # noqa: ARG001 - who may look is the faces' guard
    states = Job.objects.values_list("state").order_by("state").annotate(count=Count("id"))
    counted = {JobState(state): count for state, count in states}
    minute_ago = at - timedelta(minutes=1)
    return Overview(
        jobs={state: counted.get(state, 0) for state in JobState},
        waiting=Job.objects.filter(state=JobState.READY, run_after__lt=minute_ago).count(),
        failing=Slot.objects.filter(failures__gt=0).count(),
        workers=Worker.objects.filter(beat_at__gte=minute_ago).count(),
    )


def failed_jobs(viewer: Acting) -> QuerySet[Job]:  # noqa: ARG001 - as above
    """Jobs that were given up, latest first, each with its `error`."""
    return Job.objects.filter(state=JobState.FAILED).order_by("-finished_at", "-id")


def slots(viewer: Acting) -> QuerySet[Slot]:  # noqa: ARG001 - as above
    """Every entry of the timetable that ever ran, failing ones first."""
    return Slot.objects.order_by("-failures", "name")
