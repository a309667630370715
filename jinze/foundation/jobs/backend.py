"""The queue behind the Django tasks API: `task.enqueue(…)` writes a row in the transaction of its caller.

A job of an act that is rolled back is therefore never there. Options in settings.TASKS[…]["OPTIONS"] are the
fields of rules.Policy.
"""

import json
from datetime import datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from jinze.foundation.jobs.enums import JobState, Queue
from jinze.foundation.jobs.models import Job
from jinze.foundation.jobs.rules import Policy
from jinze.kernel.canonical import canonical
from jinze.kernel.keys import new_key
from jinze.kernel.refusal import Refusal

P = ParamSpec("P")
T = TypeVar("T")

_STATUS = {
    JobState.READY: TaskResultStatus.READY,
    JobState.RUNNING: TaskResultStatus.RUNNING,
    JobState.DONE: TaskResultStatus.SUCCESSFUL,
    JobState.FAILED: TaskResultStatus.FAILED,
}


class JobsBackend(BaseTaskBackend):
    """Jobs in the application database; a result's id is the job's key."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, {**params, "QUEUES": list(Queue)})

    def enqueue(self, task: Task[P, T], args: Any, kwargs: Any) -> TaskResult[T]:
        return result_of(_add(task, args, kwargs, once=None), task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        try:
            return result_of(Job.objects.get(key=UUID(result_id)))
        except (Job.DoesNotExist, ValueError) as error:
            raise TaskResultDoesNotExist(result_id) from error


def enqueue_once(task: Task[P, T], once: str, /, *args: P.args, **kwargs: P.kwargs) -> TaskResult[T]:
    """Enqueues unless this task has a job under the same `once` already; then that job is the answer."""
    return result_of(_add(task, args, kwargs, once=once), task)


def retry_failed(key: UUID, at: datetime) -> None:
    """Puts a failed job back into the queue with all its tries; refuses one that has not failed."""
    again = Job.objects.filter(key=key, state=JobState.FAILED)
    if not again.update(state=JobState.READY, attempts=0, run_after=at, finished_at=None):
        raise Refusal("jobs.not_failed", "只有失败的后台任务才能重新执行", remedy="请刷新页面查看任务现状", status=409)


def policy() -> Policy:
    """The retry policy that the settings give to the default backend."""
    return Policy(**settings.TASKS["default"].get("OPTIONS", {}))


def task_at(path: str) -> Task[Any, Any]:
    """The task with this dotted path; TypeError if something else is there."""
    found = import_string(path)
    if not isinstance(found, Task):
        raise TypeError(f"{path} is no task")
    return found


def result_of(job: Job, task: Task[Any, Any] | None = None) -> TaskResult[Any]:
    """A job as the tasks API shows it; `task` saves the look-up by path."""
    said = json.loads(job.arguments)
    result: TaskResult[Any] = TaskResult(
        task=task or task_at(job.task),
        id=str(job.key),
        status=_STATUS[JobState(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.started_at,
        args=said["args"],
        kwargs=said["kwargs"],
        backend="default",
        errors=[TaskError(exception_class_path=job.error_class, traceback=job.error)] if job.error else [],
        worker_ids=[job.worker] * job.attempts,
    )
    object.__setattr__(result, "_return_value", json.loads(job.returned))
    return result


def _add(task: Task[Any, Any], args: Any, kwargs: Any, *, once: str | None) -> Job:
    now = timezone.now()
    job = Job(
        key=new_key(),
        task=task.module_path,
        arguments=canonical({"args": list(args), "kwargs": dict(kwargs)}),
        queue=task.queue_name,
        priority=task.priority,
        run_after=task.run_after or now,
        once=once,
        enqueued_at=now,
    )
    if once is None:
        job.save(force_insert=True)
        return job
    Job.objects.bulk_create([job], ignore_conflicts=True)
    return Job.objects.get(task=job.task, once=once)
