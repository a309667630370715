"""The command line works from any directory, with nothing in the environment."""

import subprocess
import sys
from pathlib import Path

import pytest

from setup.checkout import PYTHON, ROOT

pytestmark = pytest.mark.skipif(Path(sys.prefix) != ROOT / ".venv", reason="runs on the environment of the checkout")


def test_jinze_manage_is_djangos_management_from_another_directory(tmp_path: Path) -> None:
    asked = [PYTHON.with_name("jinze"), "manage", "diffsettings", "--default", "config.settings"]
    env = {"JINZE_VAR": str(tmp_path / "var"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(asked, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "var" / "secret_key").is_file()
