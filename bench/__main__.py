"""Runs the benches: one JSON line for each figure, on standard output and in bench/results.jsonl."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import law_import, ledger_append, ledger_verify, pages

BENCHES: dict[str, Callable[[], Iterator[dict[str, Any]]]] = {
    "law_import": law_import.run,
    "ledger_append": ledger_append.run,
    "ledger_verify": ledger_verify.run,
    "pages": pages.run,
}
RESULTS = Path(__file__).resolve().parent / "results.jsonl"


def main() -> int:
    """All benches, or the one that BENCH names; 2 when there is none of that name."""
    wanted = os.environ.get("BENCH", "")
    if wanted and wanted not in BENCHES:
        print(f"no bench {wanted}: there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in [wanted] if wanted else BENCHES:
        for figure in BENCHES[name]():
            line = json.dumps(figure, ensure_ascii=False)
            print(line, flush=True)
            with RESULTS.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
