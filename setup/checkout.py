"""Where things lie in the checkout, and how the scripts speak, stop and call programs."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"

Word = str | os.PathLike[str]  # of a command


def say(text: str) -> None:
    """A line for the person at the terminal; on standard error, since standard output is for results."""
    print(text, file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    """Ends the script with exit code 2 and says what went wrong and how to mend it."""
    say(f"\n{text}\n")
    raise SystemExit(2)


def call(command: Sequence[Word], *, quiet: bool = False, env: Mapping[str, str] | None = None) -> int:
    """Runs a program in the checkout and gives its exit code; `quiet` shows its output only when it fails."""
    if not quiet:
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
    done = subprocess.run(
        command, cwd=ROOT, env=env, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        say(done.stdout + done.stderr)
    return done.returncode


def pip(verb: str, *words: Word) -> int:
    """Runs pip of .venv, quiet unless it fails, and gives its exit code."""
    quiet: list[Word] = ["--quiet", "--disable-pip-version-check", "--no-input"]
    return call([PYTHON, "-m", "pip", verb, *quiet, *words], quiet=True)


def fingerprint(paths: Iterable[Path], *more: str) -> str:
    """A digest of the contents of files and of further words: equal means nothing has to be done again."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    for word in more:
        digest.update(f"{word}\n".encode())
    return digest.hexdigest()
