"""Pins what requirements/*.in and package.json ask for, with digests and without the address of any index."""

import re
import shutil
from pathlib import Path

from setup.checkout import REQUIREMENTS, ROOT, VENV, call, pip, say, stop
from setup.vendor import npm

FLAGS = [
    *("--generate-hashes", "--universal", "--python-version", "3.11", "--upgrade"),
    *("--no-header", "--no-annotate", "--quiet"),
]
CONSTRAINED = {"dev": ["--constraints", "run.txt"]}  # tests run on what serves


def pin() -> None:
    """Writes requirements/*.txt and package-lock.json anew."""
    uv = _uv()
    for name in ("build", "node", "run", "dev"):
        say(f"Pinning requirements/{name}.txt …")
        target = REQUIREMENTS / f"{name}.txt"
        command = [uv, "pip", "compile", *FLAGS, f"{name}.in", "--output-file", target.name]
        if call(["env", "-C", str(REQUIREMENTS), *command, *CONSTRAINED.get(name, [])]):
            stop(f"requirements/{name}.in could not be pinned; the lines above say why.")
    say("Pinning package-lock.json …")
    if call([*npm(), "install", "--package-lock-only", "--ignore-scripts"], quiet=True):
        stop("package.json could not be pinned; the lines above say why.")
    found = addresses([*REQUIREMENTS.glob("*.txt"), ROOT / "package-lock.json"])
    if found:
        stop("A lock names an address, which binds it to one index:\n" + "\n".join(found))


def addresses(locks: list[Path]) -> list[str]:
    """The lines of lock files that name where a package comes from; links for donors are none of those."""
    wrong = re.compile(r'"resolved"|--(extra-)?index-url|--find-links|^[\w.-]+ @ ')
    return [
        f"{lock.name}:{number} {line.strip()}"
        for lock in locks
        for number, line in enumerate(lock.read_text().splitlines(), 1)
        if wrong.search(line)
    ]


def _uv() -> str:
    found = shutil.which("uv", path=str(VENV / "bin")) or shutil.which("uv")
    if found is None:
        say("Installing uv into .venv …")
        if pip("install", "uv"):
            stop("uv could not be installed; the lines above say why.")
        found = str(VENV / "bin" / "uv")
    return found


if __name__ == "__main__":
    pin()
