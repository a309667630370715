from pathlib import Path
from typing import Any

import pytest
import yaml

from jinze.kernel.refusal import Refusal
from jinze.sources.queries.folder import DEEPEST, LARGEST, documents_of, folder_of, read_yaml
from tests.support.law import INSTRUMENT, duty_row, small_law


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


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """law/x-1 with nothing but its instrument."""
    settings.JINZE_LAW = tmp_path / "law"
    made = tmp_path / "law" / "x-1"
    made.mkdir(parents=True)
    (made / "instrument.yaml").write_text("key: x-1\n", encoding="utf-8")
    return made


@pytest.mark.parametrize("name", ["../x-1", "..", ".", "", "/etc", "x-1/duties", "drafts/x-1", "x-1\n", "X-1", "x_1"])
def test_a_name_that_leaves_the_law_is_no_folder(folder: Path, name: str) -> None:
    (folder.parent / "drafts").mkdir()
    (folder.parent / "drafts" / "x-1").symlink_to(folder)
    (folder.parent.parent / "x-1").symlink_to(folder)
    with pytest.raises(Refusal) as refused:
        documents_of(name)
    assert (refused.value.code, refused.value.status) == ("sources.no_folder", 404)


def test_a_file_that_lies_outside_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("a: 1", encoding="utf-8")
    (folder / "lines.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(Refusal, match=r"lines\.yaml 指向这个文件夹以外"):
        documents_of("x-1")


def test_a_folder_under_another_name_than_its_instrument_is_refused(folder: Path) -> None:
    (folder / "instrument.yaml").write_text("key: x-2\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"文件夹叫 x-1，instrument\.yaml 里写的是 x-2"):
        documents_of("x-1")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(folder: Path) -> None:
    (folder / "lines.yaml").write_text("#" * (LARGEST + 1), encoding="utf-8")
    with pytest.raises(Refusal, match=r"lines\.yaml 超过 2 MB"):
        documents_of("x-1")


@pytest.mark.parametrize("text", ["[" * 200_000, "- " * 200_000 + "1", "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)])
def test_a_text_that_is_too_deep_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="太深了"):
        read_yaml("a.yaml", text)


def test_a_text_as_deep_as_allowed_is_read() -> None:
    assert read_yaml("a.yaml", "[" * DEEPEST + "]" * DEEPEST) is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- id: a\n  every: month\n  act: x\n  every: quarter", "a.yaml 第 4 行的 every 在同一处写了两次"),
        ("{a: 1, b: {a: 2}, 'a': 3}", "a.yaml 第 1 行的 a 在同一处写了两次"),
        ("a: &x [1]\nb: *x", "第 2 行用了引用（*x）"),
        ("&a [*a]", "用了引用"),
        ("a: [1}", "a.yaml 第 1 行读不出来"),
        ("a: 2017-02-30", "读不出来"),
        ("!!python/object:os.system 1", "第 1 行读不出来"),
        ("a: 1\n---\nb: 2", "读不出来"),
    ],
)
def test_a_text_that_does_not_say_what_it_seems_to_is_refused(text: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_yaml("a.yaml", text)
    assert words in refused.value.words


@pytest.mark.parametrize("text", ["- {a: 1, b: 1}\n- {a: 1}", "{a: {a: {a: 1}}}", "a: [a, a]\nb: a", ""])
def test_a_word_may_stand_again_elsewhere(text: str) -> None:
    assert read_yaml("a.yaml", text) == yaml.safe_load(text)


def test_folder_of_gives_documents_and_law(tmp_path: Path, settings: Any) -> None:
    settings.JINZE_LAW = tmp_path
    for name, content in small_law(duty_row("1.1-m")).items():
        file = tmp_path / INSTRUMENT / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    found = folder_of(INSTRUMENT)
    assert found.documents == small_law(duty_row("1.1-m"))
    assert list(found.law.duties) == [f"{INSTRUMENT}/1.1-m"]
