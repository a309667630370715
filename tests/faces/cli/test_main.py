"""The command line from another directory, with nothing set but JINZE_VAR."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.faces.cli.program import JINZE, bare, jinze

GOOD = "91350100M000100Y43"  # the example of GB 32100


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return bare(JINZE_VAR=str(tmp_path / "var"))


def test_a_code_is_judged_with_one_document_and_its_verdict_as_exit_code(env: dict[str, str], tmp_path: Path) -> None:
    good = jinze("code", "uscc", GOOD, "--json", env=env, cwd=tmp_path)
    assert (good.code, good.document, good.err) == (0, {"valid": True, "why": good.document["why"]}, "")
    bad = jinze("code", "uscc", f"{GOOD[:-1]}4", "--json", env=env, cwd=Path("/"))
    assert (bad.code, bad.document["valid"], bad.document["why"] != "", bad.err) == (1, False, True, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "usage: jinze"),
        (("nonsense",), "nonsense"),
        (("law",), "usage: jinze law"),
        (("duties", "status", "--json"), "--on"),
        (("duties", "status", "--on", "31/12/2026", "--json"), "「31/12/2026」不是日期"),
        (("duties", "status", "--on", "9999-12-31", "--json"), "不是日期"),
        (("duties", "status", "--on", "0001-01-01", "--json"), "不是日期"),
        (("duties", "status", "--on", "2026-01-01", "--body", "x", "--json"), "不是有效的记录编号"),
        (("ledger", "prove", "x", "--json"), "不是有效的记录编号"),
        (("law", "outline", "no-such-file", "--json"), "读不了文件 no-such-file"),
        (("law", "outline", "/", "--json"), "读不了文件"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    env: dict[str, str], tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    found = jinze(*words, env=env, cwd=tmp_path)
    assert found.refuses(said), (found.code, found.out, found.err)


def test_a_database_without_tables_is_refused_in_words(env: dict[str, str], tmp_path: Path) -> None:
    for words in (("ledger", "verify"), ("duties", "status", "--on", "2026-01-01"), ("ledger", "checkpoint")):
        found = jinze(*words, env=env, cwd=tmp_path)
        assert found.refuses("表还没有建好", "jinze manage migrate"), words


def test_a_database_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    env = bare(JINZE_VAR=str(tmp_path / "var"), DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    found = jinze("ledger", "verify", "--json", env=env, cwd=tmp_path)
    assert found.refuses("连不上数据库"), found.err


def test_help_is_help(env: dict[str, str], tmp_path: Path) -> None:
    found = jinze("duties", "status", "--help", env=env, cwd=tmp_path)
    assert (found.code, "--area" in found.out) == (0, True)


def test_a_new_deployment_from_nothing(env: dict[str, str], tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        found = jinze(*words, env=env, cwd=tmp_path)
        assert "Traceback" not in found.err
        return found.code, found.out

    assert run("manage", "migrate", "--verbosity", "0")[0] == 0
    closed = jinze("ledger", "verify", "--json", env=env, cwd=tmp_path)
    assert closed.refuses("账本还没有启用"), closed.err
    assert run("ledger", "open", "luoyang.example")[0] == 0
    again = jinze("ledger", "open", "luoyang.example", env=env, cwd=tmp_path)
    assert again.code == 2
    assert run("law", "adopt", "luoyang-2017-37", "--since", "2017-12-28")[0] == 0
    assert run("ledger", "checkpoint")[0] == 0
    verified = jinze("ledger", "verify", "--json", env=env, cwd=tmp_path)
    assert (verified.code, verified.document["ok"], verified.document["origin"]) == (0, True, "luoyang.example")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["var"]
    status = jinze("duties", "status", "--on", "2026-11-23", "--json", env=env, cwd=tmp_path)
    assert set(status.document.values()) == {0}
    assert jinze("demo", env=env, cwd=tmp_path).refuses("账本已经启用")


def test_a_reader_that_goes_away_is_no_error(env: dict[str, str], tmp_path: Path) -> None:
    text = tmp_path / "long.txt"
    text.write_text(
        "\n".join(f"{number}. 示例职责第{number}项，按时办理。" for number in range(1, 4000)), encoding="utf-8"
    )
    for words in (("code", "uscc", GOOD, "--json"), ("law", "outline", str(text), "--json"), ("ledger", "followers")):
        reading, writing = os.pipe()
        started = subprocess.Popen([JINZE, *words], cwd=tmp_path, env=env, stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
        os.close(reading)
        _, said = started.communicate(timeout=60)
        assert (started.returncode, said) == (0, b""), words
