"""Documents as files on this server."""

import os
from pathlib import Path

import pytest

from jinze.kernel.refusal import Refusal
from jinze.sources.queries.outline import bytes_in, bytes_of, outline_of, text_of
from jinze.sources.rules.outline.files import LARGEST

TEXT = "示例市安全责任清单\n\n一、总则\n\n1. 检查, 并报告。\n\n— 1 —\n"


def test_file_is_read_and_told_as_agreed(tmp_path: Path) -> None:
    path = tmp_path / "示例.txt"
    path.write_text(TEXT, encoding="gb18030")
    assert text_of(bytes_of(path), path.name) == TEXT
    told = outline_of(bytes_of(path), path.name)
    assert list(told) == ["title", "number", "issuer", "date", "nodes", "repairs", "unplaced"]
    assert [list(node) for node in told["nodes"]] == [["path", "kind", "level", "label", "heading", "text"]] * 3
    assert told["nodes"][-1] == {
        "path": "1.1",
        "kind": "item",
        "level": 2,
        "label": "1.",
        "heading": "",
        "text": "检查， 并报告。",
    }
    assert told["repairs"] == [{"line": 5, "before": ". 检查, 并报告", "after": ". 检查， 并报告"}]
    assert told["unplaced"] == [{"line": 7, "text": "— 1 —", "why": "疑为页码"}]


def test_file_of_gigabytes_is_refused_by_its_size_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "示例.txt"
    with path.open("wb") as file:
        file.truncate(3 * 1024**3)
    with pytest.raises(Refusal) as caught:
        bytes_of(path)
    assert caught.value.code == "sources.file_too_big"
    assert "3072.0 MB" in caught.value.words


def test_endless_file_whose_size_is_not_told_is_read_no_further_than_the_limit() -> None:
    with pytest.raises(Refusal) as caught:
        bytes_of(Path("/dev/zero"))
    assert caught.value.code == "sources.file_too_big"


def test_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "示例.txt"
    path.write_bytes(b"1" * LARGEST)
    assert len(bytes_of(path)) == LARGEST


def test_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "缺.txt", tmp_path):
        with pytest.raises(Refusal) as caught:
            bytes_of(path)
        assert caught.value.code == "sources.file_unreadable"
        assert os.fspath(path) in caught.value.words


class Handed:
    """A file that is handed in, and whether it has been read."""

    name = "示例.txt"
    was_read = False

    def __init__(self, size: int) -> None:
        self.size = size

    def read(self) -> bytes:
        self.was_read = True
        return b"x" * self.size


def test_file_that_is_handed_in_is_read_up_to_the_limit_and_not_beyond() -> None:
    small, big = Handed(LARGEST), Handed(LARGEST + 1)
    assert len(bytes_in(small)) == LARGEST
    with pytest.raises(Refusal) as caught:
        bytes_in(big)
    assert (caught.value.code, big.was_read) == ("sources.file_too_big", False)
