"""Packs dist/jinze-<version>-bundle.tar.gz: source, static files and wheels, to install without a network.

Unpacked where Python and platform are the same, `sh install.sh FOLDER` does what `make setup` does here.
"""

import io
import sys
import sysconfig
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from setup.checkout import REQUIREMENTS, ROOT, pip, say, stop

KEPT = (
    *("jinze", "config", "demo", "law", "docs", "setup", "requirements", "bench"),
    *("Makefile", "pyproject.toml", "package.json", "package-lock.json", ".npmrc"),
    *("README.md", "LICENSE", "CHANGELOG.md"),
)
LEFT = {"__pycache__", "results.jsonl"}


def main() -> None:
    """Writes the bundle and prints its path."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    name = f"jinze-{version}-bundle"
    target = ROOT / "dist" / f"{name}.tar.gz"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="jinze-bundle-") as folder:
        wheels = Path(folder) / "wheels"
        _wheels(wheels)
        say("Packing …")
        with tarfile.open(target, "w:gz") as tar:
            for path in files():
                tar.add(path, f"{name}/jinze-{version}/{path.relative_to(ROOT)}", recursive=False)
            tar.add(wheels, f"{name}/wheels")
            tar.add(ROOT / "setup" / "install.sh", f"{name}/install.sh")
            _note(tar, f"{name}/MADE-FOR", f"{made_for()}\n")
    print(target.relative_to(ROOT))


def made_for() -> str:
    """The Python and platform whose wheels are packed, for instance `3.11 linux-x86_64`."""
    return f"{sys.version_info.major}.{sys.version_info.minor} {sysconfig.get_platform()}"


def files() -> Iterator[Path]:
    """Everything that an installation needs: the files of KEPT, fetched front-end packages among them."""
    for name in KEPT:
        top = ROOT / name
        found = sorted(top.rglob("*")) if top.is_dir() else [top][: top.exists()]
        yield from (path for path in found if path.is_file() and not LEFT.intersection(path.parts))


def _wheels(into: Path) -> None:
    for name in ("build.txt", "run.txt"):
        say(f"Collecting the wheels of requirements/{name} …")
        if pip("wheel", "--no-deps", "--require-hashes", "-r", REQUIREMENTS / name, "-w", into):
            stop("The wheels could not be collected; the lines above say why.")


def _note(tar: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    about = tarfile.TarInfo(name)
    about.size = len(content)
    tar.addfile(about, io.BytesIO(content))


if __name__ == "__main__":
    main()
