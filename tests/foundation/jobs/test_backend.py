from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, default_task_backend, task_backends
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist

from jinze.foundation.jobs.backend import JobsBackend, enqueue_once, retry_failed, task_at
from jinze.foundation.jobs.enums import JobState, Queue
from jinze.foundation.jobs.models import Job
from jinze.foundation.jobs.worker import drain
from jinze.kernel.keys import new_key
from jinze.kernel.refusal import Refusal
from tests.foundation.jobs import tasks

Effects = Callable[[], list[str]]


def test_enqueue_writes_a_ready_job_with_canonical_arguments(db: None) -> None:
    result = tasks.mark.enqueue("甲", pause=0)
    job = Job.objects.get(key=UUID(result.id))
    assert job.task == "tests.foundation.jobs.tasks.mark"
    assert job.arguments == '{"args":["甲"],"kwargs":{"pause":0}}'
    assert (job.state, job.queue, job.attempts, job.once) == (JobState.READY, Queue.INSIDE, 0, None)
    assert result.status == TaskResultStatus.READY


def test_the_settings_name_this_backend() -> None:
    assert isinstance(task_backends["default"], JobsBackend)


@pytest.mark.django_db(transaction=True)
def test_a_job_of_an_act_that_is_rolled_back_never_runs(effects: Effects) -> None:
    with transaction.atomic():
        tasks.mark.enqueue("gone")
        transaction.set_rollback(True)
    with transaction.atomic():
        tasks.mark.enqueue("kept")
    assert drain() == 1
    assert effects() == ["kept begun", "kept ended"]


def test_arguments_that_have_no_canonical_form_are_refused_at_once(db: None) -> None:
    with pytest.raises(TypeError):
        tasks.mark.enqueue("甲", 0.5)
    assert not Job.objects.exists()


def test_a_task_for_a_queue_that_nobody_works_is_refused() -> None:
    with pytest.raises(InvalidTaskError):
        tasks.mark.using(queue_name="elsewhere")


def test_enqueue_once_gives_the_first_job_again(effects: Effects) -> None:
    first = enqueue_once(tasks.mark, "notice 1", "甲")
    again = enqueue_once(tasks.mark, "notice 1", "乙")
    other = enqueue_once(tasks.mark, "notice 2", "丙")
    assert first.id == again.id != other.id
    drain()
    assert enqueue_once(tasks.mark, "notice 1", "甲").id == first.id
    assert drain() == 0
    assert effects() == ["丙 begun", "丙 ended", "甲 begun", "甲 ended"]


def test_the_same_once_of_another_task_is_another_job(db: None) -> None:
    assert enqueue_once(tasks.mark, "1", "甲").id != enqueue_once(tasks.fail, "1", "甲").id


def test_a_result_shows_what_the_job_returned(db: None) -> None:
    result = tasks.add.enqueue(2, right=3)
    drain()
    result.refresh()
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert result.return_value == 5
    assert tasks.add.get_result(result.id).attempts == 1


def test_a_result_of_a_failed_job_carries_its_error(effects: Effects, quick_retries: None) -> None:
    result = tasks.fail.enqueue("甲")
    for _ in range(3):
        drain()
        Job.objects.update(run_after=timezone.now())
    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert result.errors[0].exception_class is LookupError
    assert "LookupError: 甲" in result.errors[0].traceback


@pytest.mark.parametrize("wrong", [str(new_key()), "no key"])
def test_a_result_that_is_not_there_is_said_to_be_missing(db: None, wrong: str) -> None:
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result(wrong)


def test_retry_failed_gives_a_failed_job_all_its_tries_again(effects: Effects, quick_retries: None) -> None:
    key = UUID(tasks.fail.enqueue("甲").id)
    with pytest.raises(Refusal, match=r"jobs\.not_failed"):
        retry_failed(key, timezone.now())
    Job.objects.update(state=JobState.FAILED, attempts=3)
    retry_failed(key, timezone.now())
    assert drain() == 1
    job = Job.objects.get()
    assert (job.state, job.attempts) == (JobState.READY, 1)


def test_task_at_finds_tasks_and_nothing_else() -> None:
    found: Any = task_at("tests.foundation.jobs.tasks.mark")
    assert found is tasks.mark
    with pytest.raises(TypeError):
        task_at("tests.foundation.jobs.tasks.leave")
