"""Workers in processes of their own, killed and stopped while they work."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from jinze.foundation.jobs.enums import JobState
from jinze.foundation.jobs.models import Job, Worker
from jinze.foundation.jobs.runner import DIED
from tests.foundation.jobs import tasks

Effects = Callable[[], list[str]]
Process = subprocess.Popen[bytes]
Start = Callable[[], Process]
CHECKOUT = Path(__file__).parents[3]
PATIENCE = 60

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def start(same_database: dict[str, str]) -> Iterator[Start]:
    """Starts a worker on the database of this test; those left over are killed."""
    started: list[Process] = []

    def one() -> Process:
        command = [sys.executable, "-m", "tests.foundation.jobs.worker_process"]
        started.append(subprocess.Popen(command, cwd=CHECKOUT, env=same_database))
        return started[-1]

    yield one
    for process in started:
        process.kill()
        process.wait()


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def done() -> int:
    return Job.objects.filter(state=JobState.DONE).count()


def open_jobs() -> int:
    return Job.objects.filter(state__in=[JobState.READY, JobState.RUNNING]).count()


def did_more_than(before: int) -> bool:
    return done() > before


def ended_or_idle(worker: Process) -> bool:
    return worker.poll() is not None or not open_jobs()


def kill_at_random(start: Start, kills: int) -> None:
    """Keeps two workers at work and kills one of them `kills` times, each time after it did something."""
    workers = [start(), start()]
    chance = random.Random(37)
    for _ in range(kills):
        before = done()
        wait_until(partial(did_more_than, before))
        time.sleep(chance.uniform(0, 0.1))
        assert open_jobs(), "the jobs were too few to be killed"
        victim = workers.pop(chance.randrange(2))
        victim.kill()
        victim.wait()
        workers.append(start())
    wait_until(lambda: not open_jobs())


def test_inside_jobs_take_effect_once_however_often_workers_are_killed(effects: Effects, start: Start) -> None:
    for number in range(500):
        tasks.mark_slowly.enqueue(f"{number:03}")
    kill_at_random(start, kills=6)
    assert done() == 500
    assert effects() == [f"{number:03} {when}" for number in range(500) for when in ("begun", "ended")]


def test_an_inside_job_killed_in_the_middle_has_no_effect_until_it_is_run_again(
    effects: Effects, start: Start, tmp_path: Path
) -> None:
    reached = tmp_path / "reached"
    tasks.mark_and_wait_once.enqueue("甲", str(reached))
    worker = start()
    wait_until(reached.exists)
    assert effects() == []
    worker.kill()
    worker.wait()
    assert (effects(), Job.objects.get().state) == ([], JobState.READY)
    start()
    wait_until(lambda: not open_jobs())
    assert (effects(), reached.read_text()) == (["甲"], "甲\n甲\n")


def test_outside_jobs_run_at_least_once_under_one_key_however_often_workers_are_killed(
    start: Start, tmp_path: Path
) -> None:
    sent = tmp_path / "sent"
    keys = {f"{number:03}": tasks.send_slowly.enqueue(f"{number:03}", str(sent)).id for number in range(150)}
    kill_at_random(start, kills=4)
    lines = [line.split() for line in sent.read_text().splitlines()]
    assert set(map(tuple, lines)) == set(keys.items())
    assert done() == 150


def test_an_outside_job_killed_in_the_middle_is_run_again_under_the_same_key(start: Start, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    key = tasks.send_and_wait_once.enqueue("甲", str(sent)).id
    worker = start()
    wait_until(sent.exists)
    worker.kill()
    worker.wait()
    start()
    wait_until(lambda: not open_jobs())
    assert sent.read_text() == f"甲 {key} 1\n甲 {key} 2\n"


def test_the_lease_of_a_long_outside_job_is_renewed_while_its_worker_lives(start: Start, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    key = tasks.send_long.enqueue("甲", str(sent)).id
    start()
    start()
    wait_until(lambda: not open_jobs())
    assert sent.read_text() == f"甲 {key}\n"


def test_a_job_that_kills_its_worker_is_given_up_and_holds_up_no_other(effects: Effects, start: Start) -> None:
    deadly = tasks.die.using(priority=9).enqueue("deadly").id
    tasks.mark.enqueue("甲")
    ends: Counter[int | None] = Counter()
    while open_jobs() and ends.total() < 9:
        worker = start()
        wait_until(partial(ended_or_idle, worker))
        ends[worker.poll()] += 1
    assert ends == {-signal.SIGKILL: 5, None: 1}
    job = Job.objects.get(key=deadly)
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, DIED, 4)
    assert effects() == ["甲 begun", "甲 ended"]


def test_a_worker_told_to_stop_ends_its_job_and_signs_off(effects: Effects, start: Start) -> None:
    tasks.mark_long.enqueue("甲")
    tasks.mark_long.enqueue("乙")
    worker = start()
    wait_until(Worker.objects.exists)
    time.sleep(0.3)
    worker.terminate()
    assert worker.wait(PATIENCE) == 0
    assert effects() == ["甲 begun", "甲 ended"]
    assert (done(), open_jobs(), Worker.objects.count()) == (1, 1, 0)


def test_a_worker_outlives_the_loss_of_its_connections(effects: Effects, start: Start) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("an SQLite file has no server to lose")
    for number in range(200):
        tasks.mark_slowly.enqueue(f"{number:03}")
    worker = start()
    wait_until(lambda: done() > 5)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] >= 1
    wait_until(lambda: not open_jobs())
    assert worker.poll() is None
    assert len(effects()) == len(set(effects())) == 400
