"""The clock is read at the door and passed in: in faces, in jobs, and nowhere else."""

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.fitness.house import Finding, Source, name_of, none, sources, within

CLOCKS = {
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"),
    *("django.utils.timezone.now", "django.utils.timezone.localdate", "django.utils.timezone.localtime"),
    *("time.time", "time.time_ns", "django.db.models.functions.Now"),
}
BY_ITSELF = {"auto_now", "auto_now_add"}

# Code below the doors that reads the clock, with its reason.
ALLOWED = {
    (
        "jinze/foundation/ledger/actions/recording.py",
        "_check_clock",
    ): "holds what was passed in against the real clock",
}


def clocks(files: Iterable[Source]) -> Iterator[Finding]:
    for source in files:
        if _is_door(source):
            continue
        known = _imported(source.tree)
        for node in ast.walk(source.tree):
            read = _clock_read(node, known)
            if read and (source.path, within(node)) not in ALLOWED:
                yield source.finding(getattr(node, "lineno", 1), f"{read} below the doors", "take `at` as an argument")


def _is_door(source: Source) -> bool:
    return source.path.startswith("jinze/faces/") or bool({"jobs", "jobs.py"} & set(source.path.split("/")))


def _clock_read(node: ast.AST, known: dict[str, str]) -> str:
    if isinstance(node, ast.keyword):
        return node.arg if node.arg in BY_ITSELF else ""
    if not isinstance(node, ast.Attribute | ast.Name):
        return ""
    first, _, rest = name_of(node).partition(".")
    full = ".".join(filter(None, [known.get(first, ""), rest])) if first in known else ""
    return full if full in CLOCKS else ""


def _imported(tree: ast.Module) -> dict[str, str]:
    """The full name behind each imported one."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                known |= {alias.asname: alias.name} if alias.asname else {first: first}
        elif isinstance(node, ast.ImportFrom):
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return known


def test_the_clock_is_read_only_at_the_doors() -> None:
    none(clocks(sources("jinze")))


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import datetime\nx = datetime.now(UTC)",
        "import datetime as dt\nx = dt.date.today()",
        "from django.utils import timezone\nx = Field(default=timezone.now)",
        "from django.utils.timezone import now as clock\nx = clock()",
        "import time\nx = time.time()",
        "from django.db import models\nx = models.DateTimeField(auto_now_add=True)",
    ],
)
def test_a_clock_below_the_doors_is_found(text: str) -> None:
    assert [f.line for f in clocks([Source("jinze/cases/deed/actions.py", text)])] == [2]


def test_doors_and_other_names_may_say_now() -> None:
    text = "from django.utils import timezone\nx = timezone.now()"
    doors = ["jinze/faces/office/views/todo.py", "jinze/sources/jobs.py", "jinze/foundation/jobs/backend.py"]
    assert not list(clocks([Source(path, text) for path in doors]))
    assert not list(clocks([Source("jinze/sources/rules.py", "import time\nx = time.monotonic()\ny = story.now()")]))


def test_the_exception_is_the_function_and_not_its_file() -> None:
    text = "from django.utils import timezone\ndef {}():\n    return timezone.now()"
    path = "jinze/foundation/ledger/actions/recording.py"
    assert not list(clocks([Source(path, text.format("_check_clock"))]))
    assert [f.line for f in clocks([Source(path, text.format("_record"))])] == [3]
