"""The timetable: rooms register here, in AppConfig.ready(), what is to happen again and again.

A missed slot, say during an upgrade, is made up once and not once per slot; two workers never run one slot
twice. An entry of an inside task runs in one transaction with its slot; an outside task is queued as a job.
Tasks are named by path, so that registering imports nothing before Django is ready.
"""

from dataclasses import dataclass
from datetime import time, timedelta

from jinze.foundation.jobs.rules import Rhythm


@dataclass(frozen=True, slots=True)
class Entry:
    """What runs in which rhythm; `name` is what the database remembers it by."""

    name: str
    task: str
    rhythm: Rhythm


_entries: dict[str, Entry] = {}


def every(*, seconds: float, task: str, name: str = "") -> None:
    """Runs the task at `task` (dotted path) every so many seconds."""
    _register(Entry(name or task, task, Rhythm(every=timedelta(seconds=seconds))))


def daily(*, at: str, task: str, name: str = "") -> None:
    """Runs the task at `task` (dotted path) each day at `at`, as "02:00", China time."""
    _register(Entry(name or task, task, Rhythm(at=time.fromisoformat(at))))


def entries() -> tuple[Entry, ...]:
    return tuple(_entries.values())


def forget(name: str) -> None:
    """Takes an entry off the timetable; what it ran stays remembered."""
    del _entries[name]


def _register(entry: Entry) -> None:
    known = _entries.setdefault(entry.name, entry)
    if known != entry:
        raise ValueError(f"the timetable has another entry named {entry.name!r}")
