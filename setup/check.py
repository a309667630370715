"""Everything a machine can say about the code without running it; all of it, then one line for each."""

import os
import subprocess
import sys
import tempfile
import time

from setup.checkout import PYTHON, ROOT, VENV, Word, say

BIN = VENV / "bin"
CHECKS: dict[str, list[Word]] = {
    "ruff": [BIN / "ruff", "check", "--quiet"],
    "format": [BIN / "ruff", "format", "--check", "--quiet"],
    "contracts": [BIN / "lint-imports", "--no-cache"],
    "types": [BIN / "mypy", "--no-error-summary"],
    "fitness": [PYTHON, "-m", "pytest", "-q", "tests/fitness"],
    "migrations": [BIN / "jinze", "manage", "makemigrations", "--check", "--dry-run"],
}


def main() -> int:
    """Runs every check, shows what the failing ones say, then a line for each; 0 when all pass."""
    lines, failed = [], 0
    with tempfile.TemporaryDirectory(prefix="jinze-check-") as var:
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {"JINZE_VAR": var}
        for name, command in CHECKS.items():
            started = time.monotonic()
            done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
            if done.returncode:
                failed += 1
                say(f"\n=== {name}\n{done.stdout}{done.stderr}".rstrip())
            lines.append(f"{name:<12}{'failed' if done.returncode else 'ok':<8}{time.monotonic() - started:.1f} s")
    print("\n" + "\n".join(lines) + f"\n{len(CHECKS) - failed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
