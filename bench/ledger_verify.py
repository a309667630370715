"""Verifying a whole log, beside nothing but SHA-256 over the same preimages in the same run."""

from collections.abc import Iterator
from statistics import median
from typing import Any

from bench import place

EVENTS = 200_000
ROUNDS = 3


def run() -> Iterator[dict[str, Any]]:
    """Events per second, on an SQLite file and on PostgreSQL."""
    with place.sqlite() as where:
        yield _figure("sqlite", where)
    with place.postgresql() as where:
        if where is not None:
            yield _figure("postgresql", where)


def _figure(engine: str, where: place.Place) -> dict[str, Any]:
    told = place.told(where, "bench.inside.verify", str(EVENTS), str(ROUNDS))
    ours, bare = median(told["verify"]), median(told["bare"])
    return {
        "bench": f"ledger_verify_{engine}",
        "value": round(ours),
        "unit": "events/s",
        "better": "higher",
        "beside": {
            "bare SHA-256 loop, events/s": round(bare),
            "ratio in processor time, without the database's own": round(told["processor"], 3),
            "events": told["events"],
            "bytes per preimage": told["bytes"],
            "processes": told["processes"],
            "peak memory of one process, MB": told["megabytes"],
        },
        "ratio": round(ours / bare, 3),
    }
