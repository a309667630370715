"""A log of N events, verified in rounds, each followed by the bare loop: python -m bench.inside.verify N ROUNDS."""

import bench.inside.ready  # noqa: F401 - before anything of the platform

# isort: split
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from django.core.management import call_command
from django.db import connection, transaction

from jinze.foundation.ledger.actions.log import open_log
from jinze.foundation.ledger.enums import HashName
from jinze.foundation.ledger.jobs.order import checkpoint, sequence_all
from jinze.foundation.ledger.models import to_micros
from jinze.foundation.ledger.queries.reading import borrowed
from jinze.foundation.ledger.queries.verify import verify
from jinze.foundation.ledger.rules.preimage import COLUMNS, leaf_hashes, preimages
from jinze.kernel.acting import Acting
from jinze.kernel.canonical import canonical
from jinze.kernel.keys import new_key

AT_ONCE = 10_000
PEOPLE = 400


def fill(count: int) -> None:
    """Deeds of some hundred people, recorded a second apart and written straight into the table, then sequenced."""
    at = datetime.now(UTC)
    open_log(acting=Acting(system="bench"), at=at, origin="demo/bench", hash_name=HashName.SHA256)
    posts = [(new_key().hex, new_key().hex, new_key().hex) for _ in range(PEOPLE)]
    names = [*COLUMNS, "leaf"]
    sql = f"INSERT INTO ledger_event ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
    for first in range(1, count, AT_ONCE):
        rows = [
            deed(number, to_micros(at), posts[number % PEOPLE]) for number in range(first, min(count, first + AT_ONCE))
        ]
        encoded = [[value.encode() if isinstance(value, str) else value for value in row] for row in rows]
        leaves = leaf_hashes("sha256", encoded)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, [(*row, leaf) for row, leaf in zip(rows, leaves, strict=True)])
    sequence_all()
    checkpoint(at)


def deed(number: int, at: int, who: tuple[str, str, str]) -> tuple[str | int | None, ...]:
    """The columns of one event, of the size that the platform's own have."""
    person, post, body = who
    subject = new_key().hex
    facts = {
        "act": "check.daily",
        "against": None,
        "against_duty": "",
        "body": body,
        "content": sha256(subject.encode()).hexdigest(),
        "deed": subject,
        "holder": person,
        "post": post,
    }
    moment, clauses = at + number, "luoyang-2017-37/1.2.7 luoyang-2017-37/2.62.1.3"
    head = (new_key().hex, "deed.filed", 1, moment - 60_000_000, moment, person, post, body, None, "")
    return (*head, "deed", subject, "410305", body, clauses, None, canonical(facts))


def texts() -> list[bytes]:
    """All preimages with the byte before them, as the leaf hash takes them."""
    connection.ensure_connection()
    with borrowed(connection.vendor, connection.connection) as reader:
        found: list[bytes] = []
        while events := reader.leaves(len(found), len(found) + AT_ONCE)[1]:
            found += [b"\x00" + text for text in preimages([event for event in events if event])]
    return found


@dataclass
class Timing:
    """Rounds of one thing: events per second, and processor seconds in all processes together."""

    rates: list[float] = field(default_factory=list)
    processor: float = 0.0

    def take(self, work: Callable[[], int]) -> None:
        started, busy = time.perf_counter(), processor_seconds()
        done = work()
        self.rates.append(done / (time.perf_counter() - started))
        self.processor += processor_seconds() - busy


def processor_seconds() -> float:
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def verified() -> int:
    report = verify()
    assert report.ok, report.first_bad
    return report.sequenced


def hashed(held: list[bytes]) -> int:
    for text in held:
        sha256(text).digest()
    return len(held)


def main(count: int, rounds: int) -> None:
    call_command("migrate", verbosity=0)
    fill(count)
    ours, bare = Timing(), Timing()
    ours.take(verified)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    held = texts()
    bare.take(lambda: hashed(held))
    for _ in range(rounds - 1):
        ours.take(verified)
        bare.take(lambda: hashed(held))
    figures = {
        "verify": ours.rates,
        "bare": bare.rates,
        "processor": bare.processor / ours.processor,
        "events": count,
        "bytes": round(sum(map(len, held)) / len(held)),
        "processes": os.cpu_count(),
        "megabytes": peak // 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
