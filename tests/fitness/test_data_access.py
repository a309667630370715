"""Faces reach data through queries, and no SQL is put together from values."""

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.fitness.house import Finding, Source, name_of, none, sources, within

MANAGERS = {"objects", "_default_manager", "_base_manager"}
SQL_TAKERS = {"execute", "executemany", "executescript", "raw", "extra", "RawSQL"}

# Functions that run SQL which is put together, from fixed names alone.
LEDGER = "jinze/foundation/ledger"
FIXED = {
    (f"{LEDGER}/triggers.py", "_run"): "triggers, for the table and column names at the top of the file",
    (f"{LEDGER}/queries/reading.py", "Reader.rows"): "the verifier's queries, on either engine's raw connection",
    (f"{LEDGER}/queries/verify.py", "_extent"): "counts in the ledger's own tables, in one statement",
}


def managers_in_faces(files: Iterable[Source]) -> Iterator[Finding]:
    for source in files:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
                yield source.finding(node.lineno, f"{name_of(node)} in a face", "call a query of the room, with viewer")


def formatted_sql(files: Iterable[Source]) -> Iterator[Finding]:
    for source in files:
        fixed = _constants(source.tree)
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call) or name_of(node.func).split(".")[-1] not in SQL_TAKERS:
                continue
            if (source.path, within(node)) in FIXED or not [*node.args, *node.keywords]:
                continue
            if not _is_fixed(node.args[0] if node.args else node.keywords[0].value, fixed):
                mend = "write the statement out and pass values as parameters"
                yield source.finding(node.lineno, "SQL that is put together", mend)


def _constants(tree: ast.Module) -> set[str]:
    """Names bound once at the top of a module to a written-out string."""
    return {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and _is_fixed(node.value, set())
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.isupper()
    }


def _is_fixed(node: ast.expr, constants: set[str]) -> bool:
    written = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return written or (isinstance(node, ast.Name) and node.id in constants)


def test_faces_hold_no_manager() -> None:
    none(managers_in_faces(sources("jinze/faces")))


def test_sql_is_written_out() -> None:
    none(formatted_sql(sources("jinze", "config", "demo")))


def test_a_manager_in_a_face_is_found() -> None:
    text = "rows = Deed.objects.all()\nfine = queries.deeds(viewer)\n"
    assert [f.line for f in managers_in_faces([Source("jinze/faces/office/views/deeds.py", text)])] == [1]


@pytest.mark.parametrize(
    ("call", "good"),
    [
        ('cursor.execute("SELECT 1 WHERE %s", [x])', True),
        ('cursor.execute("SELECT 1 " "FROM t")', True),
        ("cursor.execute(SQL)", True),
        ("cursor.execute(sql)", False),
        ('cursor.execute(f"SELECT {x}")', False),
        ('cursor.execute("SELECT %s" % x)', False),
        ('Deed.objects.raw("SELECT " + x)', False),
        ("qs.extra(where=[x])", False),
    ],
)
def test_sql_with_formatted_input_is_found(call: str, good: bool) -> None:
    text = f'_SQL = SQL = "SELECT 1"\nsql = made()\n{call}\n'
    assert [f.line for f in formatted_sql([Source("jinze/sources/queries.py", text)])] == ([] if good else [3])
