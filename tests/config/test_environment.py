"""What a deployment may say in the environment, and what is refused."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


@pytest.mark.parametrize(("said", "meant"), [("1", True), ("Yes", True), ("0", False), ("", False), ("off", False)])
def test_flag_reads_plain_words(monkeypatch: pytest.MonkeyPatch, said: str, meant: bool) -> None:
    monkeypatch.setenv("JINZE_DEBUG", said)
    assert environment.flag("JINZE_DEBUG") is meant


def test_flag_refuses_a_word_it_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JINZE_DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="JINZE_DEBUG is 'maybe'"):
        environment.flag("JINZE_DEBUG")


def test_database_is_a_durable_sqlite_file_when_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = environment.database(tmp_path, tmp_path / "var")
    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert found["NAME"] == str(tmp_path / "var" / "jinze.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]


def test_relative_sqlite_path_counts_from_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///var/other.sqlite3")
    assert environment.database(tmp_path, tmp_path / "x")["NAME"] == str(tmp_path / "var" / "other.sqlite3")


def test_postgres_address_may_name_a_socket_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://jinze@%2Frun%2Fpg/city")
    found = environment.database(tmp_path, tmp_path)
    assert (found["ENGINE"], found["HOST"], found["NAME"], found["USER"]) == (
        "django.db.backends.postgresql",
        "/run/pg",
        "city",
        "jinze",
    )


def test_database_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://somewhere/city")
    with pytest.raises(ImproperlyConfigured, match="sqlite or postgres"):
        environment.database(tmp_path, tmp_path)


def test_secret_is_made_once_and_only_its_owner_reads_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    kept = tmp_path / "var" / "secret_key"
    first = environment.secret("SECRET_KEY", kept)
    assert len(first) >= 50
    assert environment.secret("SECRET_KEY", kept) == first
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["secret_key"]


def test_secret_of_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "said")
    assert environment.secret("SECRET_KEY", tmp_path / "secret_key") == "said"
    assert not (tmp_path / "secret_key").exists()
