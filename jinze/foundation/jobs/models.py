"""The queue, the slots of the timetable, and who works."""

from django.db import models
from django.db.models import Q

from jinze.foundation.jobs.enums import JobState, Queue
from jinze.kernel.keys import new_key

# plain text, so that migrations need no import from here
RUNNING = JobState.RUNNING.value


class Job(models.Model):
    """One call of a task, now or later. `arguments` is canonical JSON `{"args": […], "kwargs": {…}}`."""

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    task = models.CharField(max_length=200)
    arguments = models.TextField()
    queue = models.CharField(max_length=20)
    priority = models.SmallIntegerField(default=0)
    run_after = models.DateTimeField()
    state = models.CharField(max_length=10, default=JobState.READY.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=100, blank=True)
    error = models.TextField(blank=True)
    error_class = models.CharField(max_length=200, blank=True)
    returned = models.TextField(default="null")
    once = models.CharField(max_length=200, null=True)
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["task", "once"], name="jobs_job_once"),
            models.CheckConstraint(condition=Q(state__in=[state.value for state in JobState]), name="jobs_job_state"),
            models.CheckConstraint(condition=Q(queue__in=[queue.value for queue in Queue]), name="jobs_job_queue"),
            models.CheckConstraint(
                condition=Q(state=RUNNING, lease_until__isnull=False)
                | (~Q(state=RUNNING) & Q(lease_until__isnull=True)),
                name="jobs_job_running_has_lease",
            ),
        )
        # not partial: SQLite uses a partial index only where the state stands in the query as a literal
        indexes = (
            models.Index("queue", "state", models.F("priority").desc(), "run_after", "id", name="jobs_job_next"),
            models.Index("state", "lease_until", name="jobs_job_leased"),
            models.Index("state", "finished_at", name="jobs_job_finished"),
        )

    def __str__(self) -> str:
        return f"{self.task} {self.key}"


class Slot(models.Model):
    """Up to which slot an entry of the timetable has run, and what went wrong since."""

    name = models.CharField(max_length=200, unique=True)
    slot = models.DateTimeField()
    ran_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=100, blank=True)
    failures = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A worker that runs, or that died without a word: a clean stop removes its row."""

    name = models.CharField(max_length=100, unique=True)
    host = models.CharField(max_length=100)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
