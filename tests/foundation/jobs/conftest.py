from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from jinze.foundation.jobs import timetable
from tests.foundation.jobs import tasks

Effects = Callable[[], list[str]]


@pytest.fixture
def effects(db: None) -> Iterator[Effects]:
    """A table that the sample tasks write to; calling gives what they wrote, in order."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {tasks.TABLE}")
        cursor.execute(f"CREATE TABLE {tasks.TABLE} (mark varchar(200) NOT NULL)")

    def read() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT mark FROM {tasks.TABLE} ORDER BY mark")
            return [row[0] for row in cursor.fetchall()]

    yield read
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {tasks.TABLE}")


@pytest.fixture
def empty_timetable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timetable, "_entries", {})


@pytest.fixture
def quick_retries(settings: Any) -> None:
    """Three tries, the second a second after the first."""
    options = {"attempts": 3, "first_retry_seconds": 1, "lease_seconds": 10}
    settings.TASKS = {"default": {**settings.TASKS["default"], "OPTIONS": options}}
