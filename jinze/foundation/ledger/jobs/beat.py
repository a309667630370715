"""The ledger's entries in the timetable."""

from django.utils import timezone
from django_tasks import task

from jinze.foundation.jobs import timetable
from jinze.foundation.ledger.jobs import order

SECONDS_BETWEEN_BEATS = 1
SECONDS_BETWEEN_CHECKPOINTS = 60


def register() -> None:
    """Called once when the apps are ready."""
    timetable.every(seconds=SECONDS_BETWEEN_BEATS, task=f"{__name__}.tick", name="ledger.tick")
    timetable.every(seconds=SECONDS_BETWEEN_CHECKPOINTS, task=f"{__name__}.sign", name="ledger.sign")


@task()
def tick() -> None:
    """Orders what waits, then lets the later followers read on."""
    order.tick()


@task()
def sign() -> None:
    """Signs a checkpoint if there is something new; a job is a door and reads the clock."""
    order.checkpoint(timezone.now())
