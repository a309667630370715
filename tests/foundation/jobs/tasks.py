"""Tasks for the tests of the queue; they leave marks in a table, or in a file, that can be counted."""

import os
import signal
from pathlib import Path
from time import sleep

from django.db import connection, transaction
from django_tasks import TaskContext, task

TABLE = "jobs_test_effect"


def leave(mark: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (mark) VALUES (%s)", [mark])


def leave_in(file: str, mark: str) -> None:
    with Path(file).open("a") as opened:
        opened.write(mark + "\n")


@task()
def mark(text: str, pause: float = 0) -> None:
    leave(f"{text} begun")
    sleep(pause)
    leave(f"{text} ended")


@task()
def mark_and_wait_once(text: str, file: str) -> None:
    """Waits in the middle, but only at the first try."""
    leave(text)
    first = not Path(file).exists()
    leave_in(file, text)
    if first:
        sleep(60)


@task()
def tick() -> None:
    leave("tick")
    sleep(0.1)


@task(queue_name="outside")
def tick_outside() -> None:
    leave("tick outside")


@task()
def add(left: int, right: int) -> int:
    return left + right


@task()
def fail(text: str) -> None:
    leave(text)
    raise LookupError(text)


@task()
def fail_after_commit(text: str) -> None:
    def complain() -> None:
        raise LookupError(text)

    leave(text)
    transaction.on_commit(complain)


@task()
def die(text: str) -> None:
    leave(text)
    os.kill(os.getpid(), signal.SIGKILL)


@task(queue_name="outside", takes_context=True)
def send(context: TaskContext, text: str, file: str, pause: float = 0) -> None:
    leave_in(file, f"{text} {context.task_result.id}")
    sleep(pause)


@task(queue_name="outside", takes_context=True)
def send_and_wait_once(context: TaskContext, text: str, file: str) -> None:
    """Waits after sending, but only at the first try."""
    leave_in(file, f"{text} {context.task_result.id} {context.attempt}")
    if context.attempt == 1:
        sleep(60)


@task(queue_name="outside")
def fail_outside(text: str) -> None:
    leave(text)
    raise LookupError(text)


@task()
def mark_slowly(text: str) -> None:
    leave(f"{text} begun")
    sleep(0.01)
    leave(f"{text} ended")


@task()
def mark_long(text: str) -> None:
    leave(f"{text} begun")
    sleep(1.5)
    leave(f"{text} ended")


@task(queue_name="outside", takes_context=True)
def send_slowly(context: TaskContext, text: str, file: str) -> None:
    leave_in(file, f"{text} {context.task_result.id}")
    sleep(0.04)


@task(queue_name="outside", takes_context=True)
def send_long(context: TaskContext, text: str, file: str) -> None:
    leave_in(file, f"{text} {context.task_result.id}")
    sleep(4)
