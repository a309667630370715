"""One step of a worker: run the next inside job, the next outside job, or what the timetable has due."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from traceback import format_exception

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks.base import TaskContext
from django_tasks.utils import get_module_path, normalize_json

from jinze.foundation.jobs import timetable
from jinze.foundation.jobs.backend import enqueue_once, policy, result_of, task_at
from jinze.foundation.jobs.enums import JobState, Queue
from jinze.foundation.jobs.models import Job, Slot
from jinze.foundation.jobs.rules import backoff
from jinze.kernel.canonical import canonical

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
DIED = "the worker died while it ran this job, at every try"


def run_inside(clock: Clock, worker: str, *, careful: bool = False) -> bool:
    """Runs the next due inside job; False when none is free.

    Claim, effect and end are one transaction: a worker killed at any moment leaves the job as if it had never
    been touched, or done. A try that kills its worker is therefore not counted, unless `careful`: then it is
    counted in a transaction of its own first, so that a deadly job does not come first for ever.
    """
    due = _due(Queue.INSIDE, clock())
    if not due.exists():
        return False
    if careful:
        counted = _count_try(due, clock)
        if counted is None or counted.state == JobState.FAILED:
            return counted is not None
        due = due.filter(pk=counted.pk)
    job = None
    try:
        with transaction.atomic():
            job = due.select_for_update(skip_locked=True).first()
            if job is None:
                return False
            job.attempts += not careful
            job.worker, job.started_at = worker, clock()
            job.returned = _call(job)
            job.state, job.finished_at = JobState.DONE, clock()
            job.save(update_fields=["attempts", "worker", "started_at", "returned", "state", "finished_at"])
    except Exception as error:
        if job is None:
            raise
        _failed(job, error, clock(), seen=job.attempts - (not careful))
    return True


def run_outside(clock: Clock, worker: str) -> bool:
    """Runs the next due outside job, or one whose worker let its lease lapse; False when none is free."""
    job = _lease(clock(), worker)
    if job is None:
        return False
    if job.state == JobState.FAILED:
        return True
    try:
        returned = _call(job)
    except Exception as error:  # noqa: BLE001 - whatever a task raises is kept with its job and tried again
        _failed(job, error, clock(), seen=job.attempts)
        return True
    held = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=worker, attempts=job.attempts)
    if not held.update(state=JobState.DONE, lease_until=None, returned=returned, finished_at=clock()):
        log.warning("job %s lost its lease while it ran; it may run twice", job)
    return True


def run_timetable(clock: Clock, worker: str) -> bool:
    """Runs every entry whose latest slot has not run; False when none had."""
    now = clock()
    latest = {entry.name: (entry, entry.rhythm.last_slot(now)) for entry in timetable.entries()}
    known = {slot.name: slot for slot in Slot.objects.filter(name__in=latest)}
    if missing := latest.keys() - known.keys():
        _first_slots([latest[name] for name in sorted(missing)])
        return True
    due = [
        (entry, last)
        for name, (entry, last) in latest.items()
        if known[name].slot < last and _may_retry(known[name], now)
    ]
    ran = [_run_slot(entry, last, clock, worker) for entry, last in due]
    return any(ran)


def _due(queue: Queue, now: datetime) -> QuerySet[Job]:
    ready = Job.objects.filter(queue=queue, state=JobState.READY, run_after__lte=now)
    return ready.order_by("-priority", "run_after", "id")


def _call(job: Job) -> str:
    task = task_at(job.task)
    result = result_of(job, task)
    context = (TaskContext(task_result=result),) if task.takes_context else ()
    return canonical(normalize_json(task.call(*context, *result.args, **result.kwargs)))


def _count_try(due: QuerySet[Job], clock: Clock) -> Job | None:
    with transaction.atomic():
        job = due.select_for_update(skip_locked=True).first()
        if job is None:
            return None
        if job.attempts >= policy().attempts:
            _give_up(job, clock())
        else:
            job.attempts += 1
            job.save(update_fields=["attempts"])
    return job


def _lease(now: datetime, worker: str) -> Job | None:
    lapsed = Job.objects.filter(state=JobState.RUNNING, lease_until__lte=now).order_by("lease_until", "id")
    for free in (lapsed, _due(Queue.OUTSIDE, now)):
        if not free.exists():
            continue
        with transaction.atomic():
            job = free.select_for_update(skip_locked=True).first()
            if job is None:
                continue
            if job.attempts >= policy().attempts:
                _give_up(job, now)
                return job
            job.state, job.worker, job.started_at = JobState.RUNNING, worker, now
            job.attempts += 1
            job.lease_until = now + timedelta(seconds=policy().lease_seconds)
            job.save(update_fields=["state", "worker", "started_at", "attempts", "lease_until"])
        return job
    return None


def _give_up(job: Job, at: datetime) -> None:
    job.state, job.finished_at, job.lease_until = JobState.FAILED, at, None
    job.error = job.error or DIED
    job.error_class = job.error_class or "builtins.RuntimeError"
    job.save(update_fields=["state", "finished_at", "lease_until", "error", "error_class"])
    log.error("job %s given up: %s", job, job.error.splitlines()[-1])


def _failed(job: Job, error: Exception, at: datetime, *, seen: int) -> None:
    log.error("job %s failed at try %d", job, job.attempts, exc_info=error)
    text = {"error": "".join(format_exception(error)), "error_class": get_module_path(type(error))}
    again = policy().retry_at(job.attempts, at)
    open_still = Job.objects.filter(pk=job.pk, state__in=[JobState.READY, JobState.RUNNING], attempts=seen)
    noted = open_still.update(
        state=JobState.READY if again else JobState.FAILED,
        attempts=job.attempts,
        worker=job.worker,
        started_at=job.started_at,
        lease_until=None,
        run_after=again or job.run_after,
        finished_at=None if again else at,
        **text,
    )
    if not noted:
        # what was to happen after the commit failed: the job itself is done
        Job.objects.filter(pk=job.pk, state=JobState.DONE).update(**text)


def _first_slots(latest: list[tuple[timetable.Entry, datetime]]) -> None:
    # a daily entry waits for its hour, one with a length starts at once
    Slot.objects.bulk_create(
        [Slot(name=entry.name, slot=NEVER if entry.rhythm.every else last) for entry, last in latest],
        ignore_conflicts=True,
    )


def _may_retry(slot: Slot, now: datetime) -> bool:
    return slot.retry_at is None or slot.retry_at <= now


def _run_slot(entry: timetable.Entry, last: datetime, clock: Clock, worker: str) -> bool:
    slot = None
    try:
        with transaction.atomic():
            free = Slot.objects.filter(Q(retry_at=None) | Q(retry_at__lte=clock()), name=entry.name, slot__lt=last)
            slot = free.select_for_update(skip_locked=True).first()
            if slot is None:
                return False
            task = task_at(entry.task)
            if task.queue_name == Queue.OUTSIDE:
                enqueue_once(task, f"{entry.name} {last.isoformat()}")
            else:
                task.call()
            slot.slot, slot.ran_at, slot.worker = last, clock(), worker
            slot.failures, slot.retry_at, slot.error = 0, None, ""
            slot.save()
    except Exception as error:
        if slot is None:
            raise
        log.exception("timetable entry %s failed", entry.name)
        failures = slot.failures + 1
        Slot.objects.filter(pk=slot.pk, slot__lt=last).update(
            failures=failures,
            retry_at=clock() + backoff(failures, policy().first_retry_seconds, entry.rhythm.longest_retry()),
            error="".join(format_exception(error)),
        )
    return True
