"""The temporary PostgreSQL: made, reached, and gone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from dj_database_url import parse

from setup import postgres
from setup.checkout import ROOT

needs_binaries = pytest.mark.skipif(postgres.find_binaries() is None, reason="no PostgreSQL binaries here")


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


def answer(url: str) -> str:
    at = parse(url)
    with psycopg.connect(host=at["HOST"], user=at["USER"], dbname=at["NAME"]) as connection:
        row = connection.execute("show server_encoding").fetchone()
    assert row is not None
    return str(row[0])


def test_named_server_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@somewhere/city")
    with postgres.server() as found:
        assert found == postgres.Server("postgres://somebody@somewhere/city", "DATABASE_URL")


def test_sqlite_address_names_no_postgres(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///city.sqlite3")
    monkeypatch.setattr(postgres, "find_binaries", lambda: None)
    with postgres.server() as found:
        assert found is None


@needs_binaries
def test_temporary_cluster_answers_and_leaves_nothing_behind() -> None:
    with postgres.server() as found:
        assert found is not None
        folder = Path(parse(found.url)["HOST"])
        assert answer(found.url) == "UTF8"
        assert folder.is_dir()
    assert not folder.exists()


@needs_binaries
def test_binaries_that_another_user_cannot_reach_are_copied(tmp_path: Path) -> None:
    """PyPI's binaries lie in the checkout, which may be root's alone; libraries lie beside the package."""
    package = tmp_path / "private" / "carried"
    (package / "pg" / "bin").mkdir(parents=True)
    (package / "pg" / "bin" / "postgres").write_text("program")
    (package.parent / "carried.libs").mkdir()
    (package.parent / "carried.libs" / "libpq.so").write_text("library")
    copied = postgres._copy(package / "pg" / "bin", tmp_path / "cluster")
    assert (copied / "postgres").read_text() == "program"
    assert (copied.parents[2] / "carried.libs" / "libpq.so").read_text() == "library"


def test_folder_of_wrappers_does_not_count(tmp_path: Path) -> None:
    for name in postgres.PROGRAMS:
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    assert not postgres._works(tmp_path)


@needs_binaries
def test_cluster_goes_when_its_script_is_told_to_stop() -> None:
    script = (
        "import signal, sys, time; from setup import postgres\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))\n"
        "with postgres.server() as found:\n    print(found.url, flush=True); time.sleep(60)\n"
    )
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    running = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    folder = Path(parse(running.stdout.readline().strip())["HOST"])
    assert folder.is_dir()
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=30) == 143
    end = time.monotonic() + 5
    while folder.exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert not folder.exists()
