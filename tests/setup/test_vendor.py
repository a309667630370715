"""What stands in static/vendor is what the lock asks for."""

import hashlib
import json

import pytest

from setup import vendor
from setup.checkout import fingerprint


@pytest.fixture
def shelf(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(vendor, "SHELF", tmp_path / "vendor")
    monkeypatch.setattr(vendor, "MANIFEST", tmp_path / "vendor" / "manifest.json")
    package = tmp_path / "package"
    (package / "dist").mkdir(parents=True)
    (package / "package.json").write_text(json.dumps({"version": "1.2.3", "license": "MIT"}))
    (package / "dist" / "a.min.css").write_text("b{}\n/*# sourceMappingURL=a.min.css.map */\n")
    entry = vendor._take(package, "a", "dist/a.min.css")
    vendor.MANIFEST.write_text(json.dumps({"from": "lock", "packages": [entry]}))
    return entry


def test_manifest_says_version_licence_and_digest(shelf) -> None:
    assert shelf == {
        "name": "a",
        "version": "1.2.3",
        "licence": "MIT",
        "file": "a/a.min.css",
        "sha256": hashlib.sha256(b"b{}\n").hexdigest(),
    }


def test_shelf_is_ready_until_the_lock_or_a_file_changes(shelf) -> None:
    assert vendor._is_ready("lock")
    assert not vendor._is_ready("another lock")
    (vendor.SHELF / "a" / "a.min.css").write_text("tampered")
    assert not vendor._is_ready("lock")


def test_fingerprint_changes_with_content_and_order_of_words(tmp_path) -> None:
    file = tmp_path / "f"
    file.write_text("one")
    first = fingerprint([file], "x", "y")
    assert fingerprint([file], "x", "y") == first
    assert fingerprint([file], "y", "x") != first
    file.write_text("two")
    assert fingerprint([file], "x", "y") != first
