"""The house as the rules see it: its files, its rooms from below upward, and findings that say how to mend."""

import ast
import importlib
import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CODE = ("jinze", "config", "setup", "demo", "bench", "tests")

# From below upward; rooms on one line are blind to each other, "*" stands for every alcove of the floor.
FLOORS = (
    ("kernel",),
    ("foundation.jobs",),
    ("foundation.ledger",),
    ("foundation.access",),
    ("foundation.files", "foundation.notices"),
    ("foundation.flow", "foundation.papers"),
    ("sources",),
    ("registers.*",),
    ("monitoring",),
    ("cases.*",),
    ("cases.links",),
    ("judgement.duties",),
    ("judgement.appraisal",),
    ("judgement.insight",),
    ("judgement.consequences",),
    ("faces.shell",),
    ("faces.*",),
)
UNDIVIDED = ("kernel", "sources", "monitoring")  # floors that are one room


@dataclass(frozen=True)
class Finding:
    """A place where a rule is broken, what is wrong there, and how to mend it."""

    path: str
    line: int
    wrong: str
    mend: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.wrong} — {self.mend}"


@dataclass(frozen=True)
class Source:
    """A text file of the checkout; `path` counts from its root."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The file as Python reads it; every node knows the functions around it as `within`."""
        tree = ast.parse(self.text, filename=self.path)
        _mark(tree, ())
        return tree

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def room(self) -> str:
        """The room that the file belongs to, "" outside every room."""
        return room_of(self.path.removesuffix(".py").replace("/", "."))

    @property
    def place(self) -> str:
        """The path inside its room."""
        return self.path.removeprefix(f"jinze/{self.room.replace('.', '/')}/")

    def finding(self, line: int, wrong: str, mend: str) -> Finding:
        return Finding(self.path, line, wrong, mend)


def sources(*folders: str, ends: str = ".py", migrations: bool = False) -> tuple[Source, ...]:
    """The files under `folders` whose names end so, in order; migrations only when they are asked for."""
    found = (source for folder in folders for source in _below(folder, ends))
    return tuple(source for source in found if migrations or "migrations" not in source.path.split("/"))


def room_of(dotted: str) -> str:
    """The room of a module: `jinze.cases.hazard.rules` is in `cases.hazard`; "" when it is in none."""
    parts = dotted.split(".")
    if parts[0] != "jinze" or len(parts) < 3:
        return ""
    if parts[1] in UNDIVIDED:
        return parts[1]
    # a floor's own __init__ is in no room
    return ".".join(parts[1:3]) if parts[2] != "__init__" else ""


def height(room: str) -> int:
    """How high a room lies, counted from the kernel; KeyError for one that FLOORS does not know."""
    for level, rooms in enumerate(FLOORS):
        if room in rooms:
            return level
    for level, rooms in enumerate(FLOORS):
        if f"{room.split('.', maxsplit=1)[0]}.*" in rooms:
            return level
    raise KeyError(f"{room} stands on no floor: name it in FLOORS of tests/fitness/house.py")


def rooms() -> tuple[str, ...]:
    """The rooms that exist."""
    return tuple(sorted({source.room for source in sources("jinze")} - {""}))


def modules(part: str) -> list[ModuleType]:
    """The modules of one part of every room, imported: `actions` gives each `actions.py` and all in an `actions/`."""
    paths = [source.path.removesuffix(".py").removesuffix("/__init__") for source in sources("jinze") if source.room]
    return [importlib.import_module(path.replace("/", ".")) for path in paths if part in path.split("/")]


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file, inner ones too."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def strings(source: Source) -> Iterator[tuple[str, int]]:
    """Every string that is written out in a file, with its line; docstrings too."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno


def name_of(node: ast.expr) -> str:
    """A dotted name as it stands in the code; "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}".removeprefix(".")
    return ""


def within(node: ast.AST) -> str:
    """The qualified name of the innermost function or class around a node; "" at the top of a module."""
    return ".".join(getattr(node, "within", ()))


def where(what: Any) -> tuple[str, int]:
    """Path and line of a function or class; ("made up", 1) for one that no file holds."""
    what = inspect.unwrap(what)
    try:
        return (inspect.getsourcefile(what) or "").removeprefix(f"{ROOT}/"), inspect.getsourcelines(what)[1]
    except (OSError, TypeError):
        return "made up", 1


def none(findings: Iterable[Finding]) -> None:
    """Fails with every finding on a line of its own."""
    found = sorted(findings, key=lambda f: (f.path, f.line))
    assert not found, "\n" + "\n".join(map(str, found))


def _mark(node: ast.AST, names: tuple[str, ...]) -> None:
    node.within = names  # type: ignore[attr-defined]
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        names = (*names, node.name)
    for child in ast.iter_child_nodes(node):
        _mark(child, names)


@cache
def _below(folder: str, ends: str) -> tuple[Source, ...]:
    paths = sorted(path for path in (ROOT / folder).rglob(f"*{ends}") if _ours(path))
    return tuple(Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths)


def _ours(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return path.is_file() and not {"__pycache__", "node_modules", "vendor"} & set(parts)
