"""What must stand in no file: unfinished work, one machine's paths, the host of a package index, filler."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.fitness.house import ROOT, Finding, Source, none

WORDS = {
    "unfinished work": re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b"),
    "a path of one machine": re.compile(r"(?<![\w.}~*-])/(?:home|Users|root|work|workspace|tmp)/\w"),
    "the host of an index": re.compile(
        r"\b(?:pypi\.org|pythonhosted\.org|registry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)|mirrors?\.[\w-]+\.\w+)\b"
    ),
    "filler": re.compile(r"\blorem\b|\bipsum\b", re.IGNORECASE),
}
LEFT_OUT = {".git", ".venv", ".hypothesis", "node_modules", "__pycache__", "var", "build", "dist", "vendor"}
ENDINGS = {
    "",
    ".py",
    ".md",
    ".html",
    ".css",
    ".js",
    ".svg",
    ".yaml",
    ".yml",
    ".toml",
    ".txt",
    ".in",
    ".json",
    ".sh",
}
MENDS = {
    "unfinished work": "finish it, or note it in docs/moves.md",
    "a path of one machine": "count from the checkout, or ask tempfile",
    "the host of an index": "leave the choice of index to the machine",
    "filler": "say something",
}


def out_of_place(files: Iterable[Source]) -> Iterator[Finding]:
    for source in files:
        for number, line in enumerate(source.lines, 1):
            for name, pattern in WORDS.items():
                if pattern.search(line):
                    yield source.finding(number, f"{name}: {line.strip()[:80]}", MENDS[name])


def texts(folder: Path) -> Iterator[Source]:
    """Every text file that could be committed, but this one, which speaks of what it forbids."""
    for path in sorted(folder.iterdir()):
        if path.name in LEFT_OUT or path.name.endswith(("_cache", ".egg-info")) or path == Path(__file__).resolve():
            continue
        if path.is_dir():
            yield from texts(path)
        elif path.suffix in ENDINGS:
            yield Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))


def test_no_file_holds_what_must_not_be_committed() -> None:
    none(out_of_place(texts(ROOT)))


@pytest.mark.parametrize(
    ("line", "good"),
    [
        ("# TODO mend this", False),
        ("todo = queries.todo(viewer)", True),
        ("open('/home/ada/jinze/x')", False),
        ("url: https://city.example.org/home/page", True),
        ('folder = "/tmp" if long else None', True),
        ("--index-url https://pypi.org/simple", False),
        ("Lorem ipsum", False),
    ],
)
def test_what_must_not_be_committed_is_found(line: str, good: bool) -> None:
    assert bool(list(out_of_place([Source("a.md", line)]))) is not good
