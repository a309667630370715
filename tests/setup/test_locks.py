"""The locks pin everything and bind the project to no index."""

import json
import re

from setup import vendor
from setup.checkout import REQUIREMENTS, ROOT
from setup.lock import addresses

LOCKS = [*sorted(REQUIREMENTS.glob("*.txt")), ROOT / "package-lock.json"]


def test_no_lock_names_an_address() -> None:
    assert addresses(LOCKS) == []


def test_an_address_in_a_lock_would_be_found(tmp_path) -> None:
    lock = tmp_path / "run.txt"
    lock.write_text("--extra-index-url https://packages.example/simple\ndjango==5.2\n")
    assert addresses([lock]) == ["run.txt:1 --extra-index-url https://packages.example/simple"]


def test_every_python_package_is_pinned_with_a_digest() -> None:
    for lock in REQUIREMENTS.glob("*.txt"):
        entries = re.split(r"\n(?=[a-z0-9])", lock.read_text(), flags=re.IGNORECASE)
        loose = [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
        assert loose == [], lock.name


def test_tests_run_on_the_versions_that_serve() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (REQUIREMENTS / name).read_text(), flags=re.MULTILINE))

    assert pins("run.txt") - pins("dev.txt") == set()


def test_every_front_end_package_is_pinned_exactly_and_taken() -> None:
    asked = json.loads((ROOT / "package.json").read_text())["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert set(asked) == set(vendor.TAKEN)
    assert {name: locked[f"node_modules/{name}"]["version"] for name in asked} == asked
    assert all("integrity" in entry for path, entry in locked.items() if path)
