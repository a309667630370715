"""Official documents as files: their text, and their outline as a document."""

from typing import Any

from jinze.sources.rules.outline import files
from jinze.sources.rules.outline.read import read_outline


def text_of(data: bytes, name: str) -> str:
    """The text of a file; refuses what is no readable document."""
    return files.text_of(data, name)


def outline_of(data: bytes, name: str) -> dict[str, Any]:
    """The outline of a file as the document that `jinze law outline --json` prints."""
    return read_outline(text_of(data, name)).to_json()
