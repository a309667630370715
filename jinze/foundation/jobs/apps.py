"""The queue as a Django app."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connection
from django.utils.module_loading import import_string
from django_tasks.base import Task

from jinze.foundation.jobs import timetable


class JobsConfig(AppConfig):
    """Registers the queue's housekeeping and checks what would only fail at night."""

    name = "jinze.foundation.jobs"
    label = "jobs"
    verbose_name = "后台任务"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        timetable.daily(at="03:40", task="jinze.foundation.jobs.jobs.forget_done")
        checks.register(check_timetable)
        checks.register(check_transactions)


def check_timetable(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[checks.CheckMessage]:  # noqa: ARG001
    """Every entry of the timetable names a task that is there."""
    wrong: list[checks.CheckMessage] = []
    for entry in timetable.entries():
        try:
            found = import_string(entry.task)
        except ImportError as error:
            wrong.append(checks.Error(f"timetable entry {entry.name}: {error}", id="jobs.E001"))
            continue
        if not isinstance(found, Task):
            wrong.append(checks.Error(f"timetable entry {entry.name} is no task", id="jobs.E002"))
    return wrong


def check_transactions(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[checks.CheckMessage]:  # noqa: ARG001
    """SQLite must open transactions IMMEDIATE, or two workers that claim at once fail instead of wait."""
    options = connection.settings_dict.get("OPTIONS", {})
    if connection.vendor != "sqlite" or options.get("transaction_mode") == "IMMEDIATE":
        return []
    return [checks.Error('SQLite needs OPTIONS {"transaction_mode": "IMMEDIATE"}', id="jobs.E003")]
