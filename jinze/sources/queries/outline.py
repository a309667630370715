"""Official documents as files: their text, and their outline as a document."""

from pathlib import Path
from typing import Any, Protocol

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.outline import files
from jinze.sources.rules.outline.read import read_outline

MOST_MB = files.LARGEST // 1024 // 1024
"""Megabytes of a file that is taken."""


class Handed(Protocol):
    """A file that somebody hands in."""

    @property
    def name(self) -> str | None:
        """As its sender calls it."""

    @property
    def size(self) -> int | None:
        """Bytes."""

    def read(self) -> bytes:
        """All of it."""


def bytes_in(handed: Handed) -> bytes:
    """The bytes of a file that is handed in; refuses one that is too big, before reading it."""
    files.check_size(handed.size or 0, handed.name or "")
    return handed.read()


def bytes_of(path: Path) -> bytes:
    """The bytes of a document on this server; refuses one that cannot be read, or is too big, before reading it."""
    try:
        files.check_size(path.stat().st_size, path.name)
        with path.open("rb") as file:
            data = file.read(files.LARGEST + 1)
    except OSError as wrong:
        said = f"读不了文件 {path}：{wrong.strerror or wrong}"
        raise Refusal("sources.file_unreadable", said, remedy="请核对路径和权限。") from wrong
    files.check_size(len(data), path.name)
    return data


def text_of(data: bytes, name: str) -> str:
    """The text of a file; refuses what is no readable document."""
    return files.text_of(data, name)


def outline_of(data: bytes, name: str) -> dict[str, Any]:
    """The outline of a file as the document that `jinze law outline --json` prints."""
    return read_outline(text_of(data, name)).to_json()
