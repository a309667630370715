"""Makes the virtual environment and keeps it equal to requirements/*.txt; instant when nothing changed.

python3 -m setup.environment run     what serving needs
python3 -m setup.environment test    that, and what tests, checks and benches need
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from setup import vendor
from setup.checkout import PYTHON, REQUIREMENTS, ROOT, VENV, Word, call, fingerprint, pip, say, stop

OLDEST = (3, 11)
LISTS = {"run": ["run.txt"], "test": ["run.txt", "dev.txt"]}
NO_PIP = """Python here can make no virtual environment: its pip is missing.
On Debian or Ubuntu install it as root with
    apt-get install python3-venv
and type the same make command again."""

NO_PACKAGES = "The packages could not be installed; the lines above say why. Nothing else was changed."


def prepare(kind: str) -> None:
    """Brings .venv and the front-end packages to what `kind` (run or test) asks for."""
    if sys.version_info < OLDEST:
        stop(f"Jinze needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.")
    with _alone():
        _make_venv()
        wanted = {k: fingerprint([REQUIREMENTS / n for n in _files(k)], _build(), str(ROOT)) for k in LISTS}
        if _stamp(kind).is_file() and _stamp(kind).read_text() == wanted[kind]:
            vendor.prepare()
            return
        for name in _files(kind):
            _install(name)
        _install_checkout()
        for done in LISTS if kind == "test" else [kind]:  # the test list contains the other
            _stamp(done).write_text(wanted[done])
        vendor.prepare()


def _files(kind: str) -> list[str]:
    return ["build.txt", *LISTS[kind]]


def _stamp(kind: str) -> Path:
    return VENV / f".ready-{kind}"


def _build() -> str:
    """The parts of pyproject.toml that decide what an installed checkout is."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return repr([project["build-system"], project["project"], project["tool"]["setuptools"]])


@contextmanager
def _alone() -> Iterator[None]:
    """Two `make` at once: the second waits for the first."""
    with (ROOT / "setup" / "environment.py").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_venv() -> None:
    asked: list[Word] = [PYTHON, "-c", f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"]
    if PYTHON.exists() and subprocess.run(asked, capture_output=True, check=False).returncode == 0:
        return
    say("Making the virtual environment in .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    if find_spec("ensurepip") is None and find_spec("pip"):
        failed = call([sys.executable, "-m", "venv", "--without-pip", VENV], quiet=True)
        borrowed: list[Word] = [
            sys.executable,
            "-m",
            "pip",
            "--python",
            PYTHON,
            "install",
            "--quiet",
            "--require-hashes",
        ]
        failed = failed or call([*borrowed, "-r", REQUIREMENTS / "build.txt"], quiet=True)
    else:
        if find_spec("ensurepip") is None:
            _install_venv_package()
        failed = call([sys.executable, "-m", "venv", VENV], quiet=True)
    if failed:
        shutil.rmtree(VENV, ignore_errors=True)
        stop(NO_PIP)


def _install_venv_package() -> None:
    """Debian ships Python without ensurepip; root may mend that here, others are told how."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        stop(NO_PIP)
    say(f"Installing {version} with apt-get …")
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if call(["apt-get", "update"], quiet=True, env=quietly) or call(
        ["apt-get", "install", "-y", "--no-install-recommends", version], quiet=True, env=quietly
    ):
        stop(NO_PIP)


def _install(name: str) -> None:
    say(f"Installing requirements/{name} …")
    if pip("install", "--require-hashes", "-r", REQUIREMENTS / name):
        stop(NO_PACKAGES)


def _install_checkout() -> None:
    if pip("install", "--no-deps", "--no-build-isolation", "-e", ROOT):
        stop(NO_PACKAGES)


if __name__ == "__main__":
    prepare(sys.argv[1] if len(sys.argv) > 1 else "run")
