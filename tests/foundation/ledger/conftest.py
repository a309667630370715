"""What the tests of the ledger share: an opened log, the tables and followers of `sample`, a way past the guards."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from jinze.foundation.ledger import followers, triggers
from jinze.foundation.ledger.actions.log import open_log
from jinze.foundation.ledger.enums import HashName
from jinze.foundation.ledger.jobs.order import checkpoint, sequence_all
from jinze.foundation.ledger.models import Event, Log
from tests.foundation.ledger import sample


@pytest.fixture(scope="session")
def sample_tables(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        sample.make_tables()


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry of followers that this test may fill as it likes."""
    monkeypatch.setattr(followers, "_projections", {})
    monkeypatch.setattr(followers, "_by_kind", {})


@pytest.fixture
def keys_and_notes(tmp_path: Path, settings: Any) -> Path:
    """The log's key and its published checkpoints stand in a folder of this test."""
    settings.JINZE_LEDGER_KEY = tmp_path / "keys" / "ledger.pem"
    settings.JINZE_CHECKPOINTS = tmp_path / "checkpoints"
    return tmp_path


@pytest.fixture
def room(sample_tables: None, registry: None, keys_and_notes: Path) -> None:
    """Empty sample tables, in the kind of transaction that the test's `django_db` mark asks for."""
    for model in sample.TABLES:
        model.objects.all().delete()


@pytest.fixture
def log(room: None) -> Log:
    """A demo log with SHA-256, opened just now in the story."""
    return opened(HashName.SHA256)


def opened(hash_name: HashName, origin: str = "demo") -> Log:
    open_log(acting=sample.OFFICER, at=sample.AT, origin=origin, hash_name=hash_name)
    return Log.objects.get()


@pytest.fixture
def visits(log: Log) -> Callable[[int], list[Event]]:
    """Pays visits, orders them and signs a checkpoint; gives all visits so far, in their order."""

    def pay(count: int) -> list[Event]:
        for number in range(count):
            sample.pay(acting=sample.OFFICER, at=sample.AT, place=f"p{number}", people=number, why=f"因为{number}")
        sequence_all()
        checkpoint(sample.AT)
        return list(Event.objects.filter(kind="visit.paid").order_by("id"))

    return pay


@pytest.fixture
def past_the_guards() -> Callable[[], AbstractContextManager[Callable[..., None]]]:
    """For tests that do what the database refuses: a context that gives `run(sql, values)`."""

    @contextmanager
    def opened_up() -> Iterator[Callable[..., None]]:
        triggers.remove(connection)
        with connection.cursor() as cursor, connection.constraint_checks_disabled():
            yield cursor.execute
        triggers.install(connection)

    return opened_up
