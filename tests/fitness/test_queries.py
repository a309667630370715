"""To get an object is to be allowed to see it: what fetches for a face takes the viewer first."""

import re
from collections.abc import Iterable, Iterator

import pytest

from tests.fitness.house import Finding, Source, functions, none, sources, within

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


def test_what_faces_fetch_takes_the_viewer_first() -> None:
    none(unscoped(sources("jinze")))


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
