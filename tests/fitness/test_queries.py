"""Queries only read, and what they fetch for a face takes the viewer first: to get is to be allowed to see."""

import ast
import re
from collections.abc import Iterable, Iterator

import pytest

from tests.fitness.house import Finding, Source, functions, name_of, none, sources, within

WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "save", "select_for_update"}
SCOPED = re.compile(r"^(get|list)_|_in_sight$")


def unscoped(files: Iterable[Source]) -> Iterator[Finding]:
    for source in files:
        if not {"queries", "queries.py", "scope.py"} & set(source.place.split("/")):
            continue
        for function in functions(source):
            if within(function) or not SCOPED.search(function.name):
                continue
            names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
            if names[:1] != ["viewer"]:
                mend = "take viewer first and start from the room's scope, or name it otherwise"
                yield source.finding(function.lineno, f"{function.name} does not ask who looks", mend)


def writing(files: Iterable[Source]) -> Iterator[Finding]:
    for source in files:
        if not {"queries", "queries.py", "scope.py", "rules", "rules.py"} & set(source.place.split("/")):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and name_of(node.func).split(".")[-1] in WRITES:
                yield source.finding(node.lineno, f"{name_of(node.func)} in a query", "writing is an action's work")


def test_what_faces_fetch_takes_the_viewer_first() -> None:
    none(unscoped(sources("jinze")))


def test_queries_write_nothing() -> None:
    none(writing(sources("jinze")))


@pytest.mark.parametrize(
    ("head", "good"),
    [
        ("get_deed(viewer, *, key)", True),
        ("get_deed(*, key)", False),
        ("list_deeds(at, viewer)", False),
        ("deeds_in_sight()", False),
        ("deed_by_key(key)", True),
    ],
)
def test_a_query_without_viewer_is_found(head: str, good: bool) -> None:
    text = f"def {head}: ...\nclass C:\n    def get_own(self): ...\n"
    assert bool(list(unscoped([Source("jinze/cases/deed/queries.py", text)]))) is not good
    assert not list(unscoped([Source("jinze/cases/deed/rules.py", text)]))


@pytest.mark.parametrize("call", ["Deed.objects.create(key=key)", "found.save()", "rows.select_for_update().first()"])
def test_a_query_that_writes_is_found(call: str) -> None:
    text = f"def deed(viewer):\n    {call}\n    digest.update(b'')\n"
    assert [f.line for f in writing([Source("jinze/cases/deed/queries/deeds.py", text)])] == [2]
    assert not list(writing([Source("jinze/cases/deed/actions.py", text)]))
