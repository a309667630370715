"""The same public action by sixteen writers on PostgreSQL, with the whole ledger and with none, in turns."""

from collections.abc import Iterator
from statistics import median
from typing import Any

from bench import place

WRITERS = 16
ROUNDS = 5
SECONDS = 2.0
WARM_UP = 0.5


def run() -> Iterator[dict[str, Any]]:
    """Acts per second with the ledger, beside those with its append replaced by nothing."""
    with place.postgresql() as where:
        if where is not None:
            yield _figure(where)


def _figure(where: place.Place) -> dict[str, Any]:
    place.told(where, "bench.inside.append", "prepare")
    writers = [place.started(where, "bench.inside.append", "write") for _ in range(WRITERS)]
    sequencer = place.started(where, "bench.inside.append", "sequence")
    everyone = [*writers, sequencer]
    for mode in ("full", "none"):
        _together(everyone, mode, WARM_UP)
    full: list[float] = []
    none: list[float] = []
    for turn in range(ROUNDS):
        for mode in ("full", "none") if turn % 2 == 0 else ("none", "full"):
            acts = sum(_together(everyone, mode, SECONDS)[:WRITERS])
            (full if mode == "full" else none).append(acts / SECONDS)
    for process in everyone:
        process.communicate()
    return {
        "bench": "ledger_append",
        "value": round(median(full)),
        "unit": "acts/s",
        "better": "higher",
        "beside": {
            "the same action, append replaced by nothing, acts/s": round(median(none)),
            "writers": WRITERS,
            "rounds": ROUNDS,
            "engine": "postgresql",
        },
        "ratio": round(median(ours / peer for ours, peer in zip(full, none, strict=True)), 3),
    }


def _together(everyone: list[Any], mode: str, seconds: float) -> list[int]:
    """One round: what each process has done in it."""
    for process in everyone:
        process.stdin.write(f"{mode} {seconds}\n")
    return [int(process.stdout.readline()) for process in everyone]
