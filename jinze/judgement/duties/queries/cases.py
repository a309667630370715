"""The legal cases of a law folder, judged before it is adopted and whenever somebody asks. The law is public."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinze.judgement.duties.rules import cases
from jinze.sources.rules.reading import read_law


@dataclass(frozen=True, slots=True)
class Judged:
    """How many cases a folder holds, and in words those that its law does not meet."""

    count: int
    failed: tuple[str, ...]


def judged(documents: Mapping[str, Any]) -> Judged:
    """The cases of the documents of a law folder, held against its law; refuses a law that cannot be read."""
    return Judged(cases.count(documents), tuple(cases.failed(read_law(documents), documents)))
