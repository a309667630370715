"""Import of official documents: the document that JINZE_DOCUMENT names, large codes, and ten thousand harmed texts."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench import place
from bench.inside.codes import SHAPES, parts
from bench.inside.mutations import faults, misfiled, pieces
from jinze.sources.queries.outline import bytes_of, text_of
from jinze.sources.rules.outline.read import read_outline

ROUNDS = 7
LIMIT_DOCUMENT, LIMIT_CODE, LIMIT_MEMORY = 1.0, 20.0, 500
SIZES = (10_000, 20_000, 50_000)
HARMED = 10_000
SEED = 20260101
# Signs that stand on every page of a document; a text of nothing else is where reading could grow out of step.
UNITS = ("（", "中 and ", "中, ", "一", "《\n", "1.\n", "- ", "第一条\n", "2031年1月1日\n", "市 ")
REPEATED = 40_000  # characters; four times as many are read beside them
WITHOUT = 1_000  # clauses of the code that is harmed where there is no document


def run() -> Iterator[dict[str, Any]]:
    """Seconds of an import beside reading and splitting the file; seconds and memory of codes; broken laws."""
    named = os.environ.get("JINZE_DOCUMENT", "")
    if named:
        yield _document(Path(named).absolute())
    else:
        print("not measured: law_import_document: JINZE_DOCUMENT names no document", file=sys.stderr)
    for shape in SHAPES:
        yield _code(shape)
    yield _repeated()
    yield _harmed(text_of(bytes_of(Path(named)), Path(named).name) if named else parts(WITHOUT), named)


def _document(path: Path) -> dict[str, Any]:
    text = text_of(bytes_of(path), path.name)
    reading = median(_seconds(lambda: read_outline(text_of(bytes_of(path), path.name))) for _ in range(ROUNDS))
    splitting = median(_seconds(lambda: path.read_bytes().decode().split("\n")) for _ in range(ROUNDS))
    with place.sqlite() as where:
        whole = median(place.told(where, "bench.inside.law_import", str(path), str(ROUNDS)))
    return {
        "bench": "law_import_document",
        "value": round(whole, 4),
        "unit": "s",
        "better": "lower",
        "beside": {
            "reading and splitting the file, s": round(splitting, 6),
            "the outline alone, s": round(reading, 4),
            "limit, s": LIMIT_DOCUMENT,
            "leaves": len(read_outline(text).leaves()),
            "engine": "sqlite",
        },
        "ratio": round(whole / splitting, 1),
    }


def _code(shape: str) -> dict[str, Any]:
    told = {size: place.told(dict(os.environ), "bench.inside.codes", shape, str(size)) for size in SIZES}
    least, most = told[SIZES[0]], told[SIZES[-1]]
    growth = (most["seconds"] / SIZES[-1]) / (least["seconds"] / SIZES[0])
    return {
        "bench": f"law_import_code_{shape}",
        "value": round(most["seconds"], 2),
        "unit": "s",
        "better": "lower",
        "beside": {
            "limit, s": LIMIT_CODE,
            "peak memory, MB": most["megabytes"],
            "limit, MB": LIMIT_MEMORY,
            "reading and splitting the text, s": round(most["splitting"], 4),
            "clauses": most["clauses"],
            "bytes": most["bytes"],
            **{f"seconds for {size} clauses": round(found["seconds"], 2) for size, found in told.items()},
            f"time of a clause among {SIZES[-1]} beside {SIZES[0]}": round(growth, 2),
            "broken laws": sum(found["faults"] for found in told.values()),
        },
        "ratio": round(most["seconds"] / LIMIT_CODE, 3),
    }


def _repeated() -> dict[str, Any]:
    growth = {}
    for unit in UNITS:
        short, long = unit * (REPEATED // len(unit)), unit * (4 * REPEATED // len(unit))
        once = median(_seconds(partial(read_outline, short)) for _ in range(ROUNDS))
        growth[unit.strip()] = round(median(_seconds(partial(read_outline, long)) for _ in range(ROUNDS)) / once, 1)
    worst = max(growth.values())
    return {
        "bench": "law_import_repeated",
        "value": worst,
        "unit": "times longer for four times the text",
        "better": "lower",
        "beside": {"in step": 4, **growth},
        "ratio": round(worst / 4, 2),
    }


def _harmed(text: str, named: str) -> dict[str, Any]:
    whole = read_outline(text)
    paths = {node.line - 1: node.path for node in whole.nodes if node.path}
    broken, astray, followed = [], 0, 0
    started = time.perf_counter()
    for piece in pieces(text, HARMED, SEED):
        outline = read_outline(piece.text)
        broken += faults(piece.text, outline)
        if piece.placeable:
            followed += 1
            astray += bool(misfiled(piece, outline, paths))
    return {
        "bench": "law_import_mutations",
        "value": len(broken),
        "unit": "broken laws",
        "better": "lower",
        "beside": {
            "mutations": HARMED,
            "of": "the document" if named else f"a code of {WITHOUT} clauses",
            "limit": 0,
            "slices whose lines can be followed": followed,
            "of them with a clause under another number": astray,
            "seconds": round(time.perf_counter() - started, 1),
        },
        "ratio": round(len(broken) / HARMED, 6),
    }


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
