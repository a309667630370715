import pytest
from django.db import connection

from jinze.foundation.jobs import timetable
from jinze.foundation.jobs.apps import check_timetable, check_transactions


def test_every_entry_of_the_platform_names_a_task_that_is_there() -> None:
    assert check_timetable(None) == []
    assert "jinze.foundation.jobs.jobs.forget_done" in {entry.task for entry in timetable.entries()}


@pytest.mark.parametrize(
    ("task", "found"),
    [
        ("tests.foundation.jobs.tasks.gone", ["jobs.E001"]),
        ("nowhere.at.all", ["jobs.E001"]),
        ("tests.foundation.jobs.tasks.leave", ["jobs.E002"]),
        ("tests.foundation.jobs.tasks.tick", []),
    ],
)
def test_an_entry_without_its_task_is_an_error_at_the_start(empty_timetable: None, task: str, found: list[str]) -> None:
    timetable.every(seconds=1, task=task)
    assert [message.id for message in check_timetable(None)] == found


@pytest.mark.parametrize(("mode", "found"), [("IMMEDIATE", []), ("DEFERRED", ["jobs.E003"]), (None, ["jobs.E003"])])
def test_sqlite_that_does_not_begin_immediate_is_an_error_at_the_start(
    monkeypatch: pytest.MonkeyPatch, mode: str | None, found: list[str]
) -> None:
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {"transaction_mode": mode} if mode else {})
    expected = found if connection.vendor == "sqlite" else []
    assert [message.id for message in check_transactions(None)] == expected
