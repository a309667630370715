"""How the environment is read: one function for each kind of value, each with a plain complaint."""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",  # a writer waits at its start and never fails in the middle
    "timeout": 20,  # seconds
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def flag(name: str) -> bool:
    """True for 1, true, yes or on; False for nothing, 0, false, no or off; anything else is a complaint."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "0", "false", "no", "off"}:
        return False
    if value in {"1", "true", "yes", "on"}:
        return True
    raise ImproperlyConfigured(f"{name} is {value!r}: say 1 or 0")


def level(name: str) -> str:
    """A level of the log; INFO when nothing is said."""
    value = os.environ.get(name, "").strip().upper() or "INFO"
    if value in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        return value
    raise ImproperlyConfigured(f"{name} is {value!r}: say DEBUG, INFO, WARNING or ERROR")


def words(name: str) -> list[str]:
    """The comma-separated values of `name`, without blanks."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def path(name: str, default: Path) -> Path:
    """The absolute path in `name`, or `default`; a relative path counts from the current directory."""
    value = os.environ.get(name, "")
    return Path(value).expanduser().absolute() if value else default


def database(checkout: Path, var: Path) -> dict[str, Any]:
    """Django's settings of the one database: DATABASE_URL, or an SQLite file in `var`.

    A relative SQLite path in the address counts from `checkout`, so that every command opens the same file.
    """
    url = os.environ.get("DATABASE_URL", "").strip() or f"sqlite:///{var / 'jinze.sqlite3'}"
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        found: dict[str, Any] = dict(dj_database_url.parse(url))
        if found["NAME"] != ":memory:":
            found["NAME"] = str(checkout / found["NAME"])
        found["OPTIONS"] = {**SQLITE_OPTIONS, **found.get("OPTIONS", {})}
        return found
    if scheme in {"postgres", "postgresql"}:
        return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    raise ImproperlyConfigured(f"DATABASE_URL begins with {scheme!r}: Jinze runs on sqlite or postgres")


def secret(name: str, kept_in: Path) -> str:
    """The secret in `name`, else the one in `kept_in`, made at the first call, for its owner to read."""
    if value := os.environ.get(name, ""):
        return value
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        descriptor, fresh = tempfile.mkstemp(dir=kept_in.parent, prefix=".secret-")  # mkstemp makes it 0600
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(fresh, kept_in)  # two processes starting at once agree on one of them
        except FileExistsError:
            return kept_in.read_text().strip()
        finally:
            Path(fresh).unlink()
    return kept_in.read_text().strip()


def text(name: str, default: str) -> str:
    """A plain value of the environment."""
    return os.environ.get(name, "") or default
