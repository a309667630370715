"""Where benches run: a database and a folder of their own, and other processes that work there."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from setup import postgres

CHECKOUT = Path(__file__).resolve().parent.parent

Place = dict[str, str]


@contextmanager
def sqlite() -> Iterator[Place]:
    """The environment of processes that work in an SQLite file of this run."""
    with _folder() as folder:
        yield _place(folder, f"sqlite:///{folder / 'bench.sqlite3'}")


@contextmanager
def postgresql() -> Iterator[Place | None]:
    """The same in a PostgreSQL database of this run, on a server that waits for its disk; None where there is none."""
    with _folder() as folder, postgres.server(durable=True) as server:
        if server is None:
            print("not measured: no PostgreSQL here", file=sys.stderr)
            yield None
            return
        name = f"jinze_bench_{secrets.token_hex(4)}"
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
            try:
                yield _place(folder, urlunsplit(urlsplit(server.url)._replace(path=f"/{name}")))
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def told(place: Place, module: str, *words: str) -> Any:
    """What `python -m module words` says in that place, as its one JSON line."""
    done = subprocess.run(_command(module, *words), cwd=CHECKOUT, env=place, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def started(place: Place, module: str, *words: str) -> subprocess.Popen[str]:
    """A process that is spoken to line by line."""
    return subprocess.Popen(
        _command(module, *words),
        cwd=CHECKOUT,
        env=place,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )


def _command(module: str, *words: str) -> list[str]:
    return [sys.executable, "-m", module, *words]


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="jinze-bench-") as name:
        yield Path(name)


def _place(folder: Path, url: str) -> Place:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("JINZE_")}
    return {**inherited, "JINZE_VAR": str(folder), "DATABASE_URL": url, "JINZE_LOG": "WARNING"}
