"""The act of importing a document, its law adopted before: python -m bench.inside.law_import FILE ROUNDS."""

import bench.inside.ready  # noqa: F401 - before anything of the platform

# isort: split
import json
import sys
import time
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from jinze.faces.cli.operator import operator
from jinze.foundation.ledger.actions.log import open_log
from jinze.foundation.ledger.enums import HashName
from jinze.sources.actions import adopt_revision, import_text
from jinze.sources.queries.folder import documents_of
from jinze.sources.queries.outline import bytes_of, text_of

INSTRUMENT = "luoyang-2017-37"


def main(path: Path, rounds: int) -> None:
    call_command("migrate", verbosity=0)
    open_log(acting=operator(), at=timezone.now(), origin="bench", hash_name=HashName.SHA256)
    adopt_revision(acting=operator(), at=timezone.now(), documents=documents_of(INSTRUMENT), since=date(2018, 1, 1))
    seconds = []
    for number in range(rounds):
        started = time.perf_counter()
        head, _, tail = text_of(bytes_of(path), path.name).rpartition("。")
        text = f"{head}{number}。{tail}"  # an import of the same wording again would be refused
        import_text(acting=operator(), at=timezone.now(), instrument=INSTRUMENT, text=text)
        seconds.append(time.perf_counter() - started)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
