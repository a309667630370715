"""Every room has the same files, and its `__init__` says what it owns and imports nothing."""

import ast
import re
from collections.abc import Iterable, Iterator

import pytest

from tests.fitness.house import Finding, Source, height, none, room_of, rooms, sources

NAMES = {
    *("__init__", "enums", "rules", "flow", "models", "scope", "intake", "events", "queries", "actions"),
    *("followers", "jobs", "apps", "migrations", "templates", "static"),
}
OF_A_FACE = NAMES | {"views", "urls"}

# Names beyond those, each with its reason. A new one is a decision of the house: see CONTRIBUTING.md.
NAMED = {
    "sources": {
        "drafts": "texts staged for import: nobody's record yet, so no action and no event; only drafts go",
    },
    "foundation.ledger": {
        "triggers": "what the database itself refuses; used by a migration and by tests that corrupt tables",
    },
    "foundation.jobs": {
        "backend": "the door that the Django tasks API prescribes",
        "timetable": "a registry that rooms fill in AppConfig.ready(), as they do with followers",
        "runner": "one step of a worker: claim, run, end",
        "worker": "the process that works the queue, the timetable and the sequencer",
    },
    "faces.shell": {
        "demo": "the accounts that the sign-in page shows on a demo log",
        "jinja": "the environment that settings name",
        "middleware": "who acts, and a Refusal as an answer, for every face",
        "answers": "refusals and errors as pages; settings and urls name them",
        "guards": "who may enter a view",
        "filters": "conditions of a list that live in the address",
        "frame": "what every page shows around its content",
        "places": "the navigation as data; a room that gets a page adds its line",
        "forms": "intake models as forms, for every face",
        "sheets": "Excel in and out, for every face",
    },
    "faces.office": {
        "words": "how the desk says clauses, clocks and holders, for all its views",
        "filing": "the deed form: what the record knows is filled in, the rest read back",
        "rows": "rows about who owes what, for the board and the clause page",
        "changes": "how a difference of the law reads, row by row, for the page that adopts it",
        "flash": "the one line that the next page says",
    },
    "faces.cli": {
        "main": "the door of the command line",
        "reading": "values of the command line that need words of their own when they cannot be read",
        "operator": "who acts when a command is run on the server",
        "commands": "one module for each noun, as views/ elsewhere",
    },
}
MEND = "use a name of design.md, or name it in NAMED of tests/fitness/test_rooms.py with its reason"


def strange_names(files: Iterable[Source]) -> Iterator[Finding]:
    for source in files:
        if source.room in {"", "kernel"}:
            continue
        first = source.place.split("/")[0].removesuffix(".py")
        known = OF_A_FACE if source.room.startswith("faces.") else NAMES
        if first not in known | NAMED.get(source.room, {}).keys():
            yield source.finding(1, f"room {source.room} has a part named {first}", MEND)


def rooms_without_floor(names: Iterable[str]) -> Iterator[Finding]:
    for name in names:
        try:
            height(name)
        except KeyError as unknown:
            yield Finding(f"jinze/{name.replace('.', '/')}", 1, "a room on no floor", str(unknown.args[0]))


def busy_inits(files: Iterable[Source]) -> Iterator[Finding]:
    for source in files:
        if not source.path.endswith("__init__.py"):
            continue
        for node in source.tree.body[0 if ast.get_docstring(source.tree) is None else 1 :]:
            mend = "leave only the docstring; callers import the module they need"
            yield source.finding(node.lineno, "an __init__ that does something", mend)


def silent_inits(files: Iterable[Source]) -> Iterator[Finding]:
    """Packages without a docstring, and rooms that do not say what they own, what not, and their doors."""
    for source in files:
        if not source.path.endswith("__init__.py"):
            continue
        said = ast.get_docstring(source.tree) or ""
        if not said:
            yield source.finding(1, "a package that does not say what it is", "open it with a docstring")
        elif source.room and source.place == "__init__.py":
            for word in ("Owns", "Does not own", "Doors"):
                if not re.search(rf"\b{word}\b", said):
                    yield source.finding(1, f"room {source.room} lacks “{word}: …”", "see any other room")


def packages_without_init(files: Iterable[Source]) -> Iterator[Finding]:
    known = {source.path for source in files}
    for folder in sorted({path.rpartition("/")[0] for path in known}):
        if f"{folder}/__init__.py" not in known:
            yield Finding(f"{folder}/__init__.py", 1, "a package without __init__", "add one with a docstring")


def test_rooms_have_only_the_known_files() -> None:
    none(strange_names([*sources("jinze"), *sources("jinze", ends=".html"), *sources("jinze", ends=".js")]))


def test_every_room_stands_on_a_floor() -> None:
    none(rooms_without_floor(rooms()))


def test_inits_import_nothing() -> None:
    none(busy_inits(sources("jinze", "config", "setup", "demo", "bench")))


def test_inits_say_what_the_room_owns() -> None:
    none(silent_inits(sources("jinze", "config", "setup", "demo", "bench")))


def test_every_package_has_an_init() -> None:
    none(packages_without_init(sources("jinze")))


@pytest.mark.parametrize(
    ("path", "good"),
    [
        ("jinze/cases/hazard/rules/grading.py", True),
        ("jinze/cases/hazard/helpers.py", False),
        ("jinze/cases/hazard/views/list.py", False),
        ("jinze/faces/office/views/todo.py", True),
        ("jinze/foundation/ledger/triggers.py", True),
        ("jinze/cases/hazard/triggers.py", False),
        ("jinze/kernel/anything.py", True),
    ],
)
def test_a_strange_name_is_found_only_where_it_is_strange(path: str, good: bool) -> None:
    assert [f.path for f in strange_names([Source(path, "")])] == ([] if good else [path])


def test_a_room_beside_the_floors_is_found() -> None:
    assert [f.path for f in rooms_without_floor(["cases.hazard", "helpers.text"])] == ["jinze/helpers/text"]


def test_an_init_that_imports_or_says_too_little_is_found() -> None:
    made = Source("jinze/cases/hazard/__init__.py", '"""Hazards. Owns: hazards."""\nfrom x import y\n')
    assert [f.line for f in busy_inits([made])] == [2]
    assert [f.wrong for f in silent_inits([made])] == [
        "room cases.hazard lacks “Does not own: …”",
        "room cases.hazard lacks “Doors: …”",
    ]
    assert [f.line for f in silent_inits([Source("jinze/cases/hazard/rules/__init__.py", "")])] == [1]


def test_a_package_without_init_is_found() -> None:
    made = [Source("jinze/cases/hazard/rules/grading.py", ""), Source("jinze/cases/hazard/__init__.py", "")]
    assert [f.path for f in packages_without_init(made)] == ["jinze/cases/hazard/rules/__init__.py"]


def test_rooms_lie_above_each_other_as_designed() -> None:
    order = ["kernel", "foundation.ledger", "foundation.access", "sources", "registers.place", "cases.hazard"]
    order += ["cases.links", "judgement.duties", "judgement.insight", "faces.shell", "faces.office"]
    assert sorted(order, key=height) == order
    assert room_of("jinze.cases.hazard.models") == "cases.hazard"
    assert room_of("jinze.sources.rules.outline.read") == "sources"
    assert room_of("jinze.judgement.__init__") == ""
