"""The queue's own housekeeping."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from jinze.foundation.jobs.enums import JobState
from jinze.foundation.jobs.models import Job

KEPT = timedelta(days=90)


@task()
def forget_done() -> None:
    """Removes jobs done 90 days ago; what failed stays until somebody mends it."""
    Job.objects.filter(state=JobState.DONE, finished_at__lt=timezone.now() - KEPT).delete()
