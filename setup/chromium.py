"""Chromium for the browser tests: the one that is there, else Debian's where we may install, else none."""

import os
import shutil
import subprocess

from setup.checkout import call, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")
MISSING = (
    "no Chromium found. Install one (Debian: apt-get install chromium fonts-noto-cjk) or name it in JINZE_CHROMIUM"
)


def find() -> str | None:
    """The path of a Chromium that starts, JINZE_CHROMIUM first; None when there is none."""
    named = os.environ.get("JINZE_CHROMIUM", "")
    candidates = [named] if named else [found for name in NAMES if (found := shutil.which(name))]
    return next((path for path in candidates if _starts(path)), None)


def find_or_install() -> str | None:
    """As `find`; as root on Debian, installs the packages first when nothing is found."""
    found = find()
    if found or os.environ.get("JINZE_CHROMIUM") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    say("Installing chromium and fonts-noto-cjk with apt-get for the browser tests …")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if call(["apt-get", "update"], quiet=True, env=env) == 0:
        call(["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES], quiet=True, env=env)
    return find()


def _starts(path: str) -> bool:
    """Ubuntu's chromium may be a stand-in that only points to a snap; it does not say a version."""
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0 and any(character.isdigit() for character in asked.stdout)
