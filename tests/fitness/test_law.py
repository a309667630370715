"""Code and law agree: what code names of the law is there, and no number of law stands in code."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from jinze.sources.rules.reading import read_law
from tests.fitness.house import ROOT, Finding, Source, name_of, none, sources, strings
from tests.support.law import documents_in

# luoyang-2017-37/1.2.7 is a clause or a heading, luoyang-2017-37/1.2.7-meeting a duty.
LONG = re.compile(r"(?<![\w/-])[a-z]+(?:-\d+)+/\d+(?:\.\d+)*(?:-[a-z][a-z0-9-]*)?(?![\w-])")
SHORT = re.compile(r"^\d+(?:\.\d+)+-[a-z][a-z0-9-]*$")

# Names beside which a bare number is a number of law.
MEASURES = re.compile(
    r"(?:^|_)(?:grace|deadline|within|quota|at_least|threshold|limit|days|hours|minutes|months)(?:_|$)"
)
LAWFUL = ("sources", "registers.", "monitoring", "cases.", "judgement.")  # rooms that judge by law


@cache
def known_ids() -> frozenset[str]:
    """Every id of law/: clauses, headings above them, duties."""
    found = set()
    for folder in (path.parent for path in (ROOT / "law").glob("*/instrument.yaml")):
        law = read_law(documents_in(folder))
        found |= {f"{folder.name}/{path}" for path in (*law.headings, *law.clauses)}
        found |= set(law.duties)
    return frozenset(found)


def unknown_ids(files: Iterable[Source], known: frozenset[str]) -> Iterator[Finding]:
    mend = "use an id of law/, or add it there with its gist"
    short = {name.split("/")[-1] for name in known}
    for source in files:
        for number, line in enumerate(source.lines, 1):
            for named in LONG.findall(line):
                if named not in known:
                    yield source.finding(number, f"law/ has no {named}", mend)
        for text, number in strings(source) if source.path.endswith(".py") else ():
            if SHORT.match(text) and text not in short:
                yield source.finding(number, f"law/ has no duty {text}", mend)


def numbers_of_law(files: Iterable[Source]) -> Iterator[Finding]:
    """Numbers above 1 that are bound to, compared with, or passed as something that the law measures."""
    mend = "put it into law/<instrument>/parameters with its date and clause, and pass it in"
    for source in files:
        if not source.room.startswith(LAWFUL):
            continue
        for node in ast.walk(source.tree):
            for name, value in _measured(node):
                if MEASURES.search(name.split(".")[-1].lower()) and _is_number(value):
                    yield source.finding(value.lineno, f"{name} is a bare number", mend)


def _measured(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names beside values: keywords, assignments, defaults, both sides of comparisons."""
    if isinstance(node, ast.keyword) and node.arg:
        yield node.arg, node.value
    elif isinstance(node, ast.Assign):
        yield from ((name_of(target), node.value) for target in node.targets)
    elif isinstance(node, ast.AnnAssign) and node.value:
        yield name_of(node.target), node.value
    elif isinstance(node, ast.arguments):
        plain = [*node.posonlyargs, *node.args]
        given = [*zip(plain[len(plain) - len(node.defaults) :], node.defaults, strict=True)]
        given += [(a, d) for a, d in zip(node.kwonlyargs, node.kw_defaults, strict=True) if d is not None]
        yield from ((argument.arg, default) for argument, default in given)
    elif isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        yield from ((name_of(one), other) for one in sides for other in sides if one is not other)


def _is_number(node: ast.expr) -> bool:
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, int | float) and value > 1


def test_every_clause_and_duty_that_code_names_is_in_law() -> None:
    none(unknown_ids([*sources("jinze", "config", "demo", "bench"), *sources("jinze", ends=".html")], known_ids()))


def test_no_number_of_law_stands_in_code() -> None:
    none(numbers_of_law(sources("jinze")))


def test_the_law_is_read_whole() -> None:
    assert {"luoyang-2017-37/1.2", "luoyang-2017-37/1.2.7", "luoyang-2017-37/1.2.7-meeting"} <= known_ids()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('CLAUSE = "city-2020-1/1.2"', []),
        ('"""Holds city-2020-1/1.2.\n\nSee city-2020-1/9.9, too."""', [3]),
        ('DUTY = "city-2020-1/1.2-meeting"', []),
        ('DUTY = "city-2020-1/1.2-walk"', [1]),
        ('DUTIES = [\n    "1.2-meeting",\n    "1.2-walk",\n]', [3]),
        ('PAGE = "https://example.org/2020-1/9.9"', []),
    ],
)
def test_an_id_that_law_does_not_know_is_found(text: str, lines: list[int]) -> None:
    known = frozenset({"city-2020-1/1.2", "city-2020-1/1.2-meeting"})
    assert [f.line for f in unknown_ids([Source("jinze/cases/deed/rules.py", text)], known)] == lines


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("GRACE_DAYS = 5", False),
        ("due = start + timedelta(days=30)", False),
        ("def late(on, within_hours=24): ...", False),
        ("if facts.repair_days > 30: ...", False),
        ("if 2 <= law.at_least: ...", False),
        ("end = day + timedelta(days=1)", True),
        ("if facts.repair_days > law.ordinary_repair_days: ...", True),
        ("name = CharField(max_length=60)", True),
        ("BITS = 60", True),
    ],
)
def test_a_number_of_law_is_found(text: str, good: bool) -> None:
    assert bool(list(numbers_of_law([Source("jinze/cases/hazard/rules.py", text)]))) is not good
    assert not list(numbers_of_law([Source("jinze/foundation/jobs/rules.py", text)]))
