"""Event kinds: registered once, in events.py, with a wording that speaks only of their own fields."""

import ast
from collections.abc import Iterable, Iterator
from string import Formatter

import pytest

from jinze.foundation.ledger.rules.kinds import Facts, all_kinds
from tests.fitness.house import Finding, Source, modules, name_of, none, sources, where


def registrations(files: Iterable[Source]) -> Iterator[tuple[Source, int, str, int]]:
    """File, line, kind and version of every `@registered(…)`."""
    for source in files:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and name_of(node.func).split(".")[-1] == "registered" and node.args:
                kind = node.args[0]
                versions = [word.value for word in node.keywords if word.arg == "v"]
                version = versions[0].value if versions and isinstance(versions[0], ast.Constant) else 1
                if isinstance(kind, ast.Constant):
                    yield source, node.lineno, str(kind.value), int(str(version))


def registered_twice(files: Iterable[Source]) -> Iterator[Finding]:
    first: dict[tuple[str, int], str] = {}
    for source, line, kind, version in registrations(files):
        there = first.setdefault((kind, version), f"{source.path}:{line}")
        if there != f"{source.path}:{line}":
            wrong = f"{kind} v{version} is registered at {there} too"
            yield source.finding(line, wrong, "a kind belongs to one room: use its class, or another name")


def registered_elsewhere(files: Iterable[Source]) -> Iterator[Finding]:
    for source, line, kind, _ in registrations(files):
        if not {"events", "events.py"} & set(source.path.split("/")):
            yield source.finding(line, f"{kind} is registered outside events.py", "move it, so that followers find it")


def loose_wordings(kinds: Iterable[type[Facts]]) -> Iterator[Finding]:
    for kind in kinds:
        named = {field for _, field, _, _ in Formatter().parse(kind.WORDING) if field is not None}
        for unknown in sorted(named - kind.model_fields.keys()):
            wrong = f"the wording of {kind.KIND} speaks of {{{unknown}}}"
            yield Finding(*where(kind), wrong, "name a field of the class, plainly")
        if not kind.WORDING.strip():
            yield Finding(*where(kind), f"{kind.KIND} has no wording", "say what happened")


def test_every_kind_is_registered_once() -> None:
    none(registered_twice(sources("jinze")))


def test_kinds_stand_in_events() -> None:
    none(registered_elsewhere(sources("jinze")))


def test_wordings_speak_only_of_their_fields() -> None:
    modules("events")  # importing them registers their kinds
    none(loose_wordings(kind for kind in all_kinds() if kind.__module__.startswith("jinze.")))


def test_a_kind_in_two_rooms_is_found() -> None:
    text = '@registered("deed.filed", wording="…")\nclass DeedFiled(Facts): ...\n'
    other = text.replace('wording="…"', 'wording="…", v=2')
    made = [Source(f"jinze/cases/{name}/events.py", t) for name, t in (("a", text), ("b", text), ("c", other))]
    assert [(f.path, f.line) for f in registered_twice(made)] == [("jinze/cases/b/events.py", 1)]
    assert not list(registered_elsewhere(made))
    assert [f.line for f in registered_elsewhere([Source("jinze/cases/a/actions.py", text)])] == [1]


@pytest.mark.parametrize(
    ("wording", "good"),
    [("单位更名，自 {since} 起", True), ("{until} 起", False), ("{since.year} 年", False), ("", False)],
)
def test_a_wording_beside_its_fields_is_found(wording: str, good: bool) -> None:
    class Renamed(Facts):
        KIND, WORDING = "body.renamed", wording
        since: int

    assert bool(list(loose_wordings([Renamed]))) is not good
