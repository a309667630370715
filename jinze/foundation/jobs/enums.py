"""Words of the queue."""

from enum import StrEnum


class Queue(StrEnum):
    """The two classes of job, told apart by the `queue_name` of the task.

    `INSIDE` jobs only touch the database: claim, effect and end are one transaction, so they take effect
    exactly once. They hold a write lock and must be short. `OUTSIDE` jobs mail, call, write files or run
    long: they hold a lease, run at least once and are recognised by the job's key, the same at every try
    (`takes_context=True`, then `context.task_result.id`).
    """

    INSIDE = "default"
    OUTSIDE = "outside"


class JobState(StrEnum):
    """Where a job stands; an inside job goes from ready to done without being seen running."""

    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
