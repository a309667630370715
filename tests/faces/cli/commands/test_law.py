"""The law at the command line: a difference is seen before it is adopted, lines are settled before an import."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from jinze.sources.models import OfficialText, Revision, TextImport
from tests.faces.cli.program import Said, jinze
from tests.faces.scene import DUTIES, KINDS, Scene, open_world, small_scene, today
from tests.support.law import INSTRUMENT, duty_row, small_law

Run = Callable[..., Said]
ROWS = tuple(duty_row(slug, **rule) for slug, rule in DUTIES)
QUARTERLY = ({**ROWS[0], "every": "quarter"}, *ROWS[1:3])
TEXT = "一、政府\n（一）会议\n1.每月开会。\n2.印发纪要。\n2.再印一份。\n（二）检查\n每季度检查。\n"


def law_with(*duties: Any, **files: Any) -> dict[str, Any]:
    """The law of the scene with these duties."""
    return small_law(*duties, **{**KINDS, **files})


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return small_scene(open_world())


@pytest.fixture
def run(scene: Scene, same_database: dict[str, str], tmp_path: Path) -> Run:
    def called(*words: str) -> Said:
        return jinze(*words, env={**same_database, "JINZE_LAW": str(tmp_path / "law")}, cwd=tmp_path)

    return called


def write(tmp_path: Path, documents: dict[str, Any]) -> None:
    for name, content in documents.items():
        file = tmp_path / "law" / INSTRUMENT / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def test_difference_is_nothing_or_what_differs(run: Run, tmp_path: Path) -> None:
    write(tmp_path, law_with(*ROWS))
    same = run("law", "difference", INSTRUMENT, "--json")
    assert (same.code, same.document["figures"], same.document["bodies"]) == (0, {}, 0)
    write(tmp_path, law_with(*QUARTERLY))
    found = run("law", "difference", INSTRUMENT, "--json")
    assert (found.code, found.err) == (1, "")
    assert found.document["figures"] == {"duties": {"added": 0, "changed": 1, "ended": 1}}
    assert (found.document["adopted"], found.document["bodies"], found.document["people"]) == (1, 5, 0)
    [changed] = found.document["difference"]["duties"]["changed"]
    assert (changed["key"], changed["binding"]) == (f"{INSTRUMENT}/1.1-month", True)
    assert [change["field"] for change in changed["changes"]] == ["clock"]
    in_words = run("law", "difference", INSTRUMENT)
    assert "改动 1、取消 1" in in_words.out


def test_adopt_asks_for_the_digest_of_what_was_seen(run: Run, tmp_path: Path) -> None:
    write(tmp_path, law_with(*QUARTERLY))
    adopt = ("law", "adopt", INSTRUMENT, "--since", str(today() + timedelta(days=1)))
    digest = run("law", "difference", INSTRUMENT, "--json").document["digest"]
    assert run(*adopt).refuses("还没有采用", "改动 1、取消 1", f"--confirm {digest[:12]}")
    assert run(*adopt, "--confirm", digest[:6]).refuses("对不上", digest[:12])
    assert run(*adopt, "--confirm", "0" * 12).refuses("对不上")
    assert Revision.objects.count() == 1
    done = run(*adopt, "--confirm", digest[:12])
    assert (done.code, done.err) == (0, "")
    assert Revision.objects.get(number=2).digest == digest
    assert run(*adopt, "--confirm", digest[:12]).refuses("没有变化")


def test_a_law_that_fails_a_case_is_not_adopted(run: Run, tmp_path: Path) -> None:
    case = {"name": "每月一次，一月内办了", "duty": "1.1-month", "period": "2021-01-15", "day": "2021-01-20"}
    cases = [{**case, "acts": ["2021-01-10"], "expect": "overdue"}]
    write(tmp_path, law_with(*QUARTERLY, **{"cases/all.yaml": cases}))
    judged = run("law", "cases", INSTRUMENT)
    assert (judged.code, "每月一次，一月内办了" in judged.out) == (1, True)
    digest = run("law", "difference", INSTRUMENT, "--json").document["digest"]
    since = str(today() + timedelta(days=1))
    refused = run("law", "adopt", INSTRUMENT, "--since", since, "--confirm", digest[:12])
    assert refused.refuses("有 1 个案例与法源数据不符，没有采用", "每月一次，一月内办了")
    assert Revision.objects.count() == 1


def test_import_settles_lines_by_a_file_or_names_them(run: Run, tmp_path: Path) -> None:
    text, places = tmp_path / "试发.txt", tmp_path / "归位.yaml"
    text.write_text(TEXT, encoding="utf-8")
    load = ("law", "import", str(text), "--instrument", INSTRUMENT)
    assert run(*load).refuses("还有 1 行没有归位", "第 5 行", "2.再印一份。", "--placements")
    places.write_text("- {line: 5, into: '9.9'}\n", encoding="utf-8")
    assert run(*load, "--placements", str(places)).refuses("没有编号为 9.9 的条款")
    places.write_text("- {line: 5}\n", encoding="utf-8")
    assert run(*load, "--placements", str(places)).refuses("归位.yaml 第 1 项")
    assert (TextImport.objects.count(), OfficialText.objects.count()) == (0, 0)
    places.write_text("- {line: 5, into: '1.1.2'}\n", encoding="utf-8")
    done = run(*load, "--placements", str(places))
    assert (done.code, done.err) == (0, "")
    assert OfficialText.objects.get(path="1.1.2").text.endswith("2.再印一份。")
    assert run(*load, "--placements", str(places)).refuses("逐字相同")


@pytest.mark.parametrize(("data", "said"), [(b"a" * (20 * 1024 * 1024 + 1), "20 MB 的上限"), (b"", "空文件")])
def test_a_file_that_cannot_be_taken_is_refused(run: Run, tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    for words in (("outline", "a.txt"), ("import", "a.txt", "--instrument", INSTRUMENT)):
        assert run("law", *words).refuses(said)
