"""The command as an operator runs it: a process of its own, in a directory of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

JINZE = Path(sys.executable).parent / "jinze"


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output; a ValueError when there is none, or more."""
        return json.loads(self.out)

    def refuses(self, *words: str) -> bool:
        """Whether it said no in words: code 2, nothing on standard output, no traceback."""
        silent = self.code == 2 and self.out == "" and "Traceback" not in self.err
        return silent and all(word in self.err for word in words)


def bare(**said: str) -> dict[str, str]:
    """An environment with nothing of ours but what is said."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "TZ") if name in os.environ}
    return {**kept, **said}


def jinze(*words: str, env: Mapping[str, str], cwd: Path) -> Said:
    done = subprocess.run(
        [JINZE, *words], cwd=cwd, env=dict(env), capture_output=True, text=True, encoding="utf-8", check=False
    )
    return Said(done.returncode, done.stdout, done.stderr)
