"""What the database itself refuses, in plain SQL, as someone with the password would write it."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from jinze.foundation.ledger.actions.log import erase_text
from jinze.foundation.ledger.models import Checkpoint, Event, Leaf, Log, SealedText, Waiting
from tests.foundation.ledger import sample

pytestmark = pytest.mark.django_db

KEPT = ("ledger_log", "ledger_event", "ledger_leaf", "ledger_checkpoint", "ledger_sealedtext")
Visits = Callable[[int], list[Event]]


def held(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]


def refused(table: str, sql: str) -> None:
    before = held(table)
    assert before
    with (
        pytest.raises(DatabaseError, match=r"append-only|[Uu]nique|UNIQUE"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert held(table) == before


def names(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


@pytest.mark.parametrize("table", KEPT)
def test_update_of_any_column_is_refused(visits: Visits, table: str) -> None:
    visits(2)
    for column in names(table):
        refused(table, f'UPDATE {table} SET "{column}" = "{column}"')


@pytest.mark.parametrize("table", KEPT)
def test_delete_is_refused(visits: Visits, table: str) -> None:
    visits(2)
    refused(table, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no TRUNCATE; its DELETE is refused")
def test_truncate_is_refused(visits: Visits, table: str) -> None:
    visits(2)
    connection.check_constraints()  # what is pending would be refused by another name
    refused(table, f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", KEPT)
def test_insert_of_a_row_that_is_there_is_refused(visits: Visits, table: str) -> None:
    visits(2)
    refused(table, f"INSERT INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has INSERT OR REPLACE")
def test_insert_or_replace_is_refused(visits: Visits, table: str) -> None:
    visits(2)
    refused(table, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    refused(table, f"REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize(("table", "unique"), [("ledger_event", "key"), ("ledger_leaf", "event_id")])
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has INSERT OR REPLACE")
def test_insert_or_replace_by_the_other_unique_column_is_refused(visits: Visits, table: str, unique: str) -> None:
    visits(2)
    first, *others = names(table)
    columns = ", ".join(f'"{name}"' for name in others)
    refused(
        table, f'INSERT OR REPLACE INTO {table} ("{first}", {columns}) SELECT "{first}" + 900, {columns} FROM {table}'
    )


@pytest.mark.parametrize(
    ("table", "unique", "changed"),
    [
        ("ledger_event", "key", "data"),
        ("ledger_leaf", "seq", "event_id"),
        ("ledger_checkpoint", "size", "note"),
        ("ledger_log", "id", "origin"),
        ("ledger_sealedtext", "digest", "text"),
    ],
)
def test_on_conflict_do_update_is_refused(visits: Visits, table: str, unique: str, changed: str) -> None:
    visits(2)
    # SQLite needs a WHERE to tell the ON of the conflict from the ON of a join
    refused(
        table,
        f"INSERT INTO {table} SELECT * FROM {table} WHERE true "
        f"ON CONFLICT ({unique}) DO UPDATE SET {changed} = excluded.{changed}",
    )


def test_a_sealed_text_may_be_erased_and_nothing_else(visits: Visits) -> None:
    visits(1)
    digest = SealedText.objects.get().digest
    refused("ledger_sealedtext", "UPDATE ledger_sealedtext SET salt = NULL")
    erase_text(acting=sample.OFFICER, at=sample.AT, digest=digest, why="本人申请")
    found = SealedText.objects.get(digest=digest)
    assert (found.text, found.salt, found.erased_at) == (None, None, sample.AT)
    refused("ledger_sealedtext", f"UPDATE ledger_sealedtext SET text = 'x' WHERE digest = '{digest}'")


def test_an_event_written_past_the_platform_waits_for_its_place_all_the_same(visits: Visits) -> None:
    [event] = visits(1)
    assert not Waiting.objects.exists()
    event.pk, event.key = None, sample.new_key()
    event.save(force_insert=True)
    assert list(Waiting.objects.values_list("event__key", flat=True)) == [event.key]
    assert (Log.objects.count(), Leaf.objects.count(), Checkpoint.objects.count()) == (1, 2, 1)
