from pathlib import Path
from typing import Any

import pytest

from jinze.kernel.refusal import Refusal
from jinze.sources.queries.folder import documents_of


def test_documents_of_reads_every_yaml_below_by_its_relative_name(tmp_path: Path, settings: Any) -> None:
    settings.JINZE_LAW = tmp_path
    folder = tmp_path / "x-1" / "duties"
    folder.mkdir(parents=True)
    (tmp_path / "x-1" / "instrument.yaml").write_text("key: x-1\nissued: 2020-01-02\n", encoding="utf-8")
    (folder / "a.yaml").write_text("- {id: 1.1-m}  # 注\n", encoding="utf-8")
    (folder / "notes.txt").write_text("no law", encoding="utf-8")
    assert documents_of("x-1") == {
        "instrument.yaml": {"key": "x-1", "issued": "2020-01-02"},
        "duties/a.yaml": [{"id": "1.1-m"}],
    }


def test_documents_of_refuses_a_folder_that_is_not_there() -> None:
    with pytest.raises(Refusal) as refused:
        documents_of("atlantis-1")
    assert (refused.value.code, refused.value.status) == ("sources.no_folder", 404)


@pytest.mark.parametrize("content", [b"a: [1", b"\xff\xfe\x00"])
def test_documents_of_names_the_file_that_cannot_be_read(tmp_path: Path, settings: Any, content: bytes) -> None:
    settings.JINZE_LAW = tmp_path
    (tmp_path / "x-1").mkdir()
    (tmp_path / "x-1" / "instrument.yaml").write_text("key: x-1\n", encoding="utf-8")
    (tmp_path / "x-1" / "lines.yaml").write_bytes(content)
    with pytest.raises(Refusal, match=r"lines\.yaml") as refused:
        documents_of("x-1")
    assert refused.value.code == "sources.yaml"
