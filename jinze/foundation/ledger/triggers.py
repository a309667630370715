"""What the database refuses on the ledger's tables, and what it adds by itself, in the words of each engine.

SQLite's INSERT OR REPLACE deletes the old row without firing delete triggers, so inserting a taken key is refused too.
Each new event is put among those that wait for their place by the database, so that none can be written past the tree.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

# table → the columns whose value may be inserted only once; rows are never changed and never go
APPEND_ONLY = {
    "ledger_log": ("id",),
    "ledger_event": ("id", "key"),
    "ledger_leaf": ("seq", "event_id"),
    "ledger_checkpoint": ("id", "size"),
}
# table → the same, and the condition under which a row may be changed
ERASABLE = {
    "ledger_sealedtext": (
        ("id", "digest"),
        "NEW.id = OLD.id AND NEW.digest = OLD.digest AND NEW.text IS NULL AND NEW.salt IS NULL",
    ),
}
_ONCE = {**APPEND_ONLY, **{table: columns for table, (columns, _) in ERASABLE.items()}}
_WAIT = "INSERT INTO ledger_waiting (event_id) VALUES (NEW.id)"


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts every guard in place."""
    _run(connection, _create_sqlite() if connection.vendor == "sqlite" else _create_postgresql())


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes every guard away: for migrations, and for tests that clean or corrupt tables."""
    _run(connection, _drop_sqlite() if connection.vendor == "sqlite" else _drop_postgresql())


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _create_sqlite() -> list[str]:
    made = _drop_sqlite()
    for table in _ONCE:
        may_change = f" WHEN NOT ({ERASABLE[table][1]})" if table in ERASABLE else ""
        replaced = _abort(table, "a second INSERT", first="UNIQUE constraint: ")
        made += [
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {_abort(table, 'DELETE')}",
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}{may_change} {_abort(table, 'UPDATE')}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({_taken(table)}) {replaced}",
        ]
    made.append(f"CREATE TRIGGER ledger_event_waits AFTER INSERT ON ledger_event BEGIN {_WAIT}; END")
    return made


def _taken(table: str) -> str:
    same = " OR ".join(f"{column} = NEW.{column}" for column in _ONCE[table])
    return f"SELECT 1 FROM {table} WHERE {same}"  # noqa: S608 - names from the tables above


def _abort(table: str, what: str, first: str = "") -> str:
    return f"BEGIN SELECT RAISE(ABORT, '{first}{table} is append-only: {what} refused'); END"


def _drop_sqlite() -> list[str]:
    names = [f"{table}_no_{what}" for table in _ONCE for what in ("delete", "update", "replace")]
    return [f"DROP TRIGGER IF EXISTS {name}" for name in [*names, "ledger_event_waits"]]


def _create_postgresql() -> list[str]:
    refuse = "EXECUTE FUNCTION ledger_refuse()"
    made = [
        *_drop_postgresql(),
        _function("ledger_refuse", "RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP;"),
        _function("ledger_wait", f"{_WAIT}; RETURN NULL;"),
        "CREATE TRIGGER ledger_event_waits AFTER INSERT ON ledger_event FOR EACH ROW EXECUTE FUNCTION ledger_wait()",
    ]
    for table in _ONCE:
        may_change = f"WHEN (NOT ({ERASABLE[table][1]})) " if table in ERASABLE else ""
        made += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW {may_change}{refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} {refuse}",
        ]
    return made


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _drop_postgresql() -> list[str]:
    made = [
        f"DROP TRIGGER IF EXISTS {table}_no_{what} ON {table}"
        for table in _ONCE
        for what in ("update", "delete", "truncate")
    ]
    return [*made, "DROP TRIGGER IF EXISTS ledger_event_waits ON ledger_event"]
