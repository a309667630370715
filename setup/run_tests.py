"""Runs the tests twice: all of them on SQLite, then on PostgreSQL those that touch a database.

Which those are is decided test by test in tests/conftest.py: what opens no database, no browser and no
other process cannot differ between engines, and runs once. Further words go to pytest: ARGS="-k ledger".
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from setup import chromium, postgres
from setup.checkout import PYTHON, ROOT, Word, say, stop

NO_TESTS = 5  # pytest's exit code when nothing was collected, which is fine for a narrow -k


@dataclass
class Run:
    """One run of pytest: on which engine, how it ended, and its counts as tests/conftest.py reports them."""

    engine: str
    note: str
    code: int
    seconds: float
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.code in {0, NO_TESTS} and not self.count("failed")

    def count(self, what: str) -> int:
        return self.counts.get(what, 0)


def main(words: Sequence[str]) -> int:
    """Both runs, then the summary; 0 when nothing failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the temporary cluster is taken down
    env = {**os.environ, **_document()}
    if found := chromium.find_or_install():
        env["JINZE_CHROMIUM"] = found
    runs = [_pytest("SQLite", "those chosen" if words else "all tests", {**env, "JINZE_TEST_DB": "sqlite"}, words)]
    missing = ""
    try:
        with postgres.server() as server:
            if server is None:
                missing = "PostgreSQL: did not run: no server in DATABASE_URL and no binaries here"
            else:
                env |= {"JINZE_TEST_DB": "postgres", "DATABASE_URL": server.url}
                runs.append(_pytest("PostgreSQL", server.where, env, ["--database-only", *words]))
    except (RuntimeError, subprocess.CalledProcessError) as failure:
        missing = f"PostgreSQL: did not start: {failure}"
        runs.append(Run("PostgreSQL", "did not start", 1, 0))
    print(summary(runs, missing), flush=True)
    return 0 if all(run.ok for run in runs) else 1


def _document() -> dict[str, str]:
    named = os.environ.get("JINZE_DOCUMENT", "")
    if not named:
        return {}
    document = Path(named).absolute()
    if not document.is_file():
        stop(f"JINZE_DOCUMENT names {named}, which is no file.")
    return {"JINZE_DOCUMENT": str(document)}


def _pytest(engine: str, note: str, env: dict[str, str], words: Sequence[str]) -> Run:
    say(f"\n=== {engine}: {note}")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="jinze-report-") as folder:
        report = Path(folder) / "counts.json"
        command: list[Word] = [PYTHON, "-m", "pytest", "--continue-on-collection-errors", *words]
        done = subprocess.run(command, cwd=ROOT, env={**env, "JINZE_TEST_REPORT": str(report)}, check=False)
        counts = json.loads(report.read_text()) if report.exists() else {}
    return Run(engine, note, done.returncode, time.monotonic() - started, counts)


def summary(runs: Sequence[Run], missing: str = "") -> str:
    """What ran where, what did not and why, and as the last line the sum of all runs."""
    lines = [""]
    for run in runs:
        stopped = "" if run.counts or run.code in {0, NO_TESTS} else f" (pytest ended with {run.code})"
        once = f", {run.count('elsewhere')} not repeated" if run.count("elsewhere") else ""
        lines.append(f"{run.engine + ':':<12}{_sum([run])}{once} in {run.seconds:.0f} s ({run.note}){stopped}")
    lines += [missing] if missing else []
    if documents := max(run.count("document") for run in runs):
        lines.append(f"not run: {documents} tests need the document (JINZE_DOCUMENT=path of its text)")
    if any(run.count("browser") for run in runs):
        lines.append(f"browser tests did not run: {chromium.MISSING}")
    return "\n".join([*lines, _sum(runs)])


def _sum(runs: Sequence[Run]) -> str:
    failed = sum(run.count("failed") or not run.ok for run in runs)
    passed, skipped = (sum(run.count(what) for run in runs) for what in ("passed", "skipped"))
    return f"{passed} passed, {failed} failed, {skipped} skipped"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
