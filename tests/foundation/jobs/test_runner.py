from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.utils import timezone

from jinze.foundation.jobs import timetable
from jinze.foundation.jobs.enums import JobState
from jinze.foundation.jobs.models import Job, Slot
from jinze.foundation.jobs.runner import DIED, run_inside, run_outside, run_timetable
from tests.foundation.jobs import tasks

Effects = Callable[[], list[str]]
START = datetime(2030, 1, 1, tzinfo=UTC)
TICK = "tests.foundation.jobs.tasks.tick"


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def run_in_two_threads(step: Callable[[], bool]) -> list[bool]:
    """Both threads begin `step` at the same moment on connections of their own."""
    barrier, answers = Barrier(2), []

    def run() -> None:
        barrier.wait()
        answers.append(step())
        connections.close_all()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_higher_priority_runs_first_and_then_the_older(effects: Effects) -> None:
    for name, priority in (("low", -5), ("older", 0), ("younger", 0), ("high", 7)):
        tasks.mark.using(priority=priority).enqueue(name)
    order = []
    for _ in range(4):
        before = set(effects())
        assert run_inside(timezone.now, "w")
        order.append(min(set(effects()) - before).split()[0])
    assert order == ["high", "older", "younger", "low"]
    assert not run_inside(timezone.now, "w")


def test_a_deferred_job_waits_for_its_moment(effects: Effects) -> None:
    tasks.mark.using(run_after=START).enqueue("甲")
    assert not run_inside(at(START - timedelta(microseconds=1)), "w")
    assert run_inside(at(START), "w")


def test_an_inside_job_that_fails_leaves_no_effect_and_is_retried_with_growing_waits(
    effects: Effects, quick_retries: None
) -> None:
    tasks.fail.enqueue("甲")
    for attempt, wait in ((1, 1), (2, 3)):
        assert run_inside(at(START), "w")
        job = Job.objects.get()
        assert (job.state, job.attempts) == (JobState.READY, attempt)
        assert job.run_after == START + timedelta(seconds=wait)
        assert "LookupError: 甲" in job.error
        assert not run_inside(at(job.run_after - timedelta(microseconds=1)), "w")
        Job.objects.update(run_after=START)
    assert run_inside(at(START), "w")
    job = Job.objects.get()
    assert (job.state, job.attempts, job.finished_at) == (JobState.FAILED, 3, START)
    assert not run_inside(at(START + timedelta(days=1)), "w")
    assert effects() == []


def test_a_job_whose_task_is_gone_fails_visibly(db: None) -> None:
    tasks.mark.enqueue("甲")
    Job.objects.update(task="tests.foundation.jobs.tasks.gone")
    assert run_inside(timezone.now, "w")
    assert "ImportError" in Job.objects.get().error


@pytest.mark.django_db(transaction=True)
def test_a_failure_after_the_commit_is_kept_and_the_job_is_not_run_again(effects: Effects) -> None:
    tasks.fail_after_commit.enqueue("甲")
    assert run_inside(timezone.now, "w")
    job = Job.objects.get()
    assert job.state == JobState.DONE
    assert "LookupError: 甲" in job.error
    assert not run_inside(at(START), "w")
    assert effects() == ["甲"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_run_an_inside_job_once(effects: Effects) -> None:
    tasks.tick.enqueue()
    run_in_two_threads(lambda: run_inside(timezone.now, "w"))
    assert effects() == ["tick"]


def test_careful_counts_a_try_before_it_begins(effects: Effects, quick_retries: None) -> None:
    tasks.mark.enqueue("甲")
    assert run_inside(timezone.now, "w", careful=True)
    assert Job.objects.get().attempts == 1
    assert effects() == ["甲 begun", "甲 ended"]


def test_careful_gives_up_a_job_that_used_up_its_tries(effects: Effects, quick_retries: None) -> None:
    tasks.mark.enqueue("甲")
    Job.objects.update(attempts=3)
    assert run_inside(timezone.now, "w", careful=True)
    job = Job.objects.get()
    assert (job.state, job.error) == (JobState.FAILED, DIED)
    assert effects() == []


def test_careful_counts_a_failure_only_once(effects: Effects, quick_retries: None) -> None:
    tasks.fail.enqueue("甲")
    assert run_inside(timezone.now, "w", careful=True)
    assert (Job.objects.get().attempts, Job.objects.get().state) == (1, JobState.READY)


def test_an_outside_job_runs_without_a_transaction_and_knows_its_key(db: None, tmp_path: Path) -> None:
    result = tasks.send.enqueue("甲", str(tmp_path / "sent"))
    assert not run_inside(timezone.now, "w")
    assert run_outside(timezone.now, "w")
    assert (tmp_path / "sent").read_text() == f"甲 {result.id}\n"
    job = Job.objects.get()
    assert (job.state, job.lease_until, job.attempts) == (JobState.DONE, None, 1)


def test_an_outside_job_that_fails_is_retried_then_given_up(effects: Effects, quick_retries: None) -> None:
    tasks.fail_outside.enqueue("甲")
    for days in range(3):
        assert run_outside(at(START + timedelta(days=days)), "w")
    job = Job.objects.get()
    assert (job.state, job.attempts, job.lease_until) == (JobState.FAILED, 3, None)
    assert "LookupError: 甲" in job.error
    assert effects() == ["甲"] * 3


def test_a_lease_is_free_for_others_only_when_it_has_lapsed(db: None, tmp_path: Path, quick_retries: None) -> None:
    tasks.send.enqueue("甲", str(tmp_path / "sent"))
    Job.objects.update(state=JobState.RUNNING, worker="dead", lease_until=START, attempts=1)
    assert not run_outside(at(START - timedelta(microseconds=1)), "w")
    assert run_outside(at(START), "w")
    job = Job.objects.get()
    assert (job.state, job.attempts, job.worker) == (JobState.DONE, 2, "w")


def test_a_lapsed_lease_after_the_last_try_fails_the_job(db: None, tmp_path: Path, quick_retries: None) -> None:
    tasks.send.enqueue("甲", str(tmp_path / "sent"))
    Job.objects.update(state=JobState.RUNNING, worker="dead", lease_until=START, attempts=3)
    assert run_outside(at(START), "w")
    job = Job.objects.get()
    assert (job.state, job.error, job.lease_until) == (JobState.FAILED, DIED, None)
    assert not (tmp_path / "sent").exists()


@pytest.mark.usefixtures("empty_timetable")
class TestTimetable:
    def test_an_entry_with_a_length_runs_at_once_and_then_once_per_slot(self, effects: Effects) -> None:
        timetable.every(seconds=10, task=TICK)
        assert run_timetable(at(START), "w")
        assert run_timetable(at(START), "w")
        assert effects() == ["tick"]
        assert not run_timetable(at(START + timedelta(seconds=9, microseconds=999999)), "w")
        assert run_timetable(at(START + timedelta(seconds=10)), "w")
        assert effects() == ["tick"] * 2

    def test_slots_missed_while_nobody_worked_are_made_up_once(self, effects: Effects) -> None:
        timetable.every(seconds=10, task=TICK)
        for moment in (START, START, START + timedelta(days=3)):
            assert run_timetable(at(moment), "w")
        assert not run_timetable(at(START + timedelta(days=3)), "w")
        assert effects() == ["tick"] * 2

    def test_a_new_daily_entry_waits_for_its_hour(self, effects: Effects) -> None:
        timetable.daily(at="02:00", task=TICK)
        noon = datetime(2030, 1, 1, 4, tzinfo=UTC)
        next_two = datetime(2030, 1, 1, 18, tzinfo=UTC)
        run_timetable(at(noon), "w")
        assert not run_timetable(at(next_two - timedelta(microseconds=1)), "w")
        assert run_timetable(at(next_two), "w")
        assert effects() == ["tick"]

    @pytest.mark.usefixtures("quick_retries")
    def test_a_failing_entry_keeps_its_error_and_is_retried_with_growing_waits(self, effects: Effects) -> None:
        timetable.daily(at="08:00", task="tests.foundation.jobs.tasks.fail", name="broken")
        run_timetable(at(START - timedelta(days=1)), "w")
        assert run_timetable(at(START), "w")
        slot = Slot.objects.get()
        assert (slot.failures, slot.retry_at) == (1, START + timedelta(seconds=1))
        assert "TypeError" in slot.error
        assert not run_timetable(at(START + timedelta(seconds=0.9)), "w")
        assert run_timetable(at(START + timedelta(seconds=1)), "w")
        assert Slot.objects.get().retry_at == START + timedelta(seconds=4)
        assert effects() == []

    @pytest.mark.usefixtures("effects")
    def test_an_entry_that_works_again_is_clean(self) -> None:
        timetable.every(seconds=10, task=TICK)
        run_timetable(at(START), "w")
        Slot.objects.update(failures=4, retry_at=START, error="x")
        assert run_timetable(at(START), "w")
        slot = Slot.objects.get()
        assert (slot.failures, slot.retry_at, slot.error, slot.slot) == (0, None, "", START)

    def test_an_outside_entry_is_queued_once_per_slot(self, effects: Effects) -> None:
        timetable.every(seconds=10, task="tests.foundation.jobs.tasks.tick_outside")
        run_timetable(at(START), "w")
        assert run_timetable(at(START), "w")
        assert effects() == []
        Slot.objects.update(slot=START - timedelta(days=1))
        run_timetable(at(START), "w")
        assert Job.objects.count() == 1
        assert run_outside(at(START), "w")
        assert effects() == ["tick outside"]

    @pytest.mark.django_db(transaction=True)
    def test_two_workers_at_once_run_one_slot_once(self, effects: Effects) -> None:
        timetable.every(seconds=10, task=TICK)
        run_timetable(at(START), "w")
        run_in_two_threads(lambda: run_timetable(at(START), "w"))
        assert effects() == ["tick"]

    def test_a_name_stands_for_one_entry(self) -> None:
        timetable.every(seconds=10, task=TICK)
        timetable.every(seconds=10, task=TICK)
        assert len(timetable.entries()) == 1
        with pytest.raises(ValueError, match="another entry"):
            timetable.every(seconds=11, task=TICK)
