"""The worker: one process that runs the queue and the timetable until it is told to stop.

Any number may run. Each has two lanes, threads with a database connection of their own: the main one runs the
timetable and inside jobs and renews the leases, the other runs outside jobs, so that a slow mail server stops
neither the sequencer nor the queue.
"""

import logging
import os
import signal
import socket
from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from time import monotonic, sleep
from types import FrameType
from uuid import uuid4

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone

from jinze.foundation.jobs.backend import policy
from jinze.foundation.jobs.enums import JobState
from jinze.foundation.jobs.models import Job, Worker
from jinze.foundation.jobs.runner import Clock, run_inside, run_outside, run_timetable

log = logging.getLogger(__name__)
Stop = Callable[[], bool]

BETWEEN_LOOKS_AT_TIMETABLE = 0.2
BETWEEN_OLD_CONNECTIONS = 60.0
AFTER_LOST_DATABASE = 1.0
SILENT = timedelta(minutes=2)


def work(stop: Stop, *, clock: Clock = timezone.now, idle: float = 0.3, grace: float = 30.0) -> None:
    """Runs until `stop()` is true, then ends the jobs at hand; an outside job gets `grace` seconds for that.

    `idle` is the rest in seconds when nothing is due. A database that goes away is waited for. Any other
    error outside a job is a bug and ends the worker.
    """
    shift = _Shift(clock)
    ended: list[bool] = []
    outside = Thread(
        target=_lane,
        args=(lambda: run_outside(clock, shift.name), lambda: stop() or bool(ended), idle),
        name="outside",
        daemon=True,
    )

    def step() -> bool:
        if not outside.is_alive():
            raise RuntimeError("the lane of outside jobs has died; its error stands above")
        return shift.step()

    outside.start()
    try:
        _lane(step, stop, idle)
    finally:
        ended.append(True)
        outside.join(grace)
    shift.sign_off()


def drain(*, clock: Clock = timezone.now, worker: str = "drain") -> int:
    """Runs here and now what is due in the queue and gives the number of tries; the timetable stays out."""
    tries = 0
    while run_inside(clock, worker) or run_outside(clock, worker):
        tries += 1
    return tries


def stop_on_signals() -> Stop:
    """A `stop` that turns true at SIGTERM or SIGINT; to be called in the main thread."""
    told: list[int] = []

    def tell(number: int, _: FrameType | None) -> None:
        told.append(number)

    signal.signal(signal.SIGTERM, tell)
    signal.signal(signal.SIGINT, tell)
    return lambda: bool(told)


class _Shift:
    """The main lane of one worker, from its first beat to its clean end."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.host = socket.gethostname()[:60]
        self.name = f"{self.host}-{os.getpid()}-{uuid4().hex[:8]}"
        self.started_at = clock()
        self.next_beat = self.next_look = 0.0
        self.careful: bool | None = None

    def step(self) -> bool:
        if self.careful is None:
            self.careful = self._bury_the_dead()
        if monotonic() >= self.next_beat:
            self._beat()
        ran = False
        if monotonic() >= self.next_look:
            ran = run_timetable(self.clock, self.name)
            self.next_look = monotonic() + BETWEEN_LOOKS_AT_TIMETABLE
        ran_job = run_inside(self.clock, self.name, careful=self.careful)
        self.careful = self.careful and ran_job
        return ran or ran_job

    def sign_off(self) -> None:
        try:
            Worker.objects.filter(name=self.name).delete()
        except (OperationalError, InterfaceError):
            log.exception("the database is away, worker %s could not sign off", self.name)
        finally:
            connections.close_all()

    def _bury_the_dead(self) -> bool:
        """Whether workers died without signing off; if so jobs are run with care until none is left."""
        now = self.clock()
        dead = [
            worker.pk
            for worker in Worker.objects.all()
            if worker.beat_at < now - SILENT or (worker.host == self.host and not _alive(worker.pid))
        ]
        Worker.objects.filter(pk__in=dead).delete()
        return bool(dead)

    def _beat(self) -> None:
        now, lease = self.clock(), policy().lease_seconds
        facts = {"host": self.host, "pid": os.getpid(), "started_at": self.started_at, "beat_at": now}
        Worker.objects.update_or_create(name=self.name, defaults=facts)
        held = Job.objects.filter(worker=self.name, state=JobState.RUNNING)
        held.update(lease_until=now + timedelta(seconds=lease))
        self.next_beat = monotonic() + min(lease / 4, SILENT.total_seconds() / 8)


def _lane(step: Callable[[], bool], stop: Stop, idle: float) -> None:
    """Steps until told to stop, resting when there is nothing to do and when the database is away."""
    next_check = monotonic() + BETWEEN_OLD_CONNECTIONS
    try:
        while not stop():
            try:
                busy = step()
            except (OperationalError, InterfaceError) as error:
                log.warning("the database is away or busy, trying again: %s", error)
                connections.close_all()
                sleep(AFTER_LOST_DATABASE)
                continue
            if monotonic() >= next_check:
                close_old_connections()
                next_check = monotonic() + BETWEEN_OLD_CONNECTIONS
            if not busy:
                sleep(idle)
    except Exception:
        log.exception("a lane of the worker died")
        raise
    finally:
        connections.close_all()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
