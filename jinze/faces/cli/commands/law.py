"""`jinze law …`."""

import argparse
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import timezone

from jinze.faces.cli.operator import operator
from jinze.faces.cli.reading import day
from jinze.judgement.duties.rules.cases import count, failed
from jinze.kernel.days import day_of
from jinze.kernel.refusal import Refusal
from jinze.sources.actions import adopt_revision, import_text
from jinze.sources.queries.folder import documents_of
from jinze.sources.queries.outline import outline_of, text_of
from jinze.sources.rules.clocks import CLOCKS
from jinze.sources.rules.listing import coverage, duty_row, leaves_of
from jinze.sources.rules.reading import read_law


def add(rooms: Any) -> None:
    """Adds the commands of this room."""
    law = rooms.add_parser("law", help="法源").add_subparsers(metavar="事", required=True)
    outline = law.add_parser("outline", help="把一份文件读成条款树")
    outline.add_argument("file", metavar="FILE", type=Path)
    outline.add_argument("--json", action="store_true")
    outline.set_defaults(handler=_outline)
    covered = law.add_parser("coverage", help="法源数据覆盖了一份文件的哪些条款")
    covered.add_argument("file", metavar="FILE", type=Path)
    covered.add_argument("--instrument", required=True)
    covered.add_argument("--json", action="store_true")
    covered.set_defaults(handler=_coverage)
    duties = law.add_parser("duties", help="法源数据里的全部义务")
    duties.add_argument("--instrument", required=True)
    duties.add_argument("--json", action="store_true")
    duties.set_defaults(handler=_duties)
    cases = law.add_parser("cases", help="用案例核对法源数据：每个门槛两侧各一例")
    cases.add_argument("instrument", metavar="INSTRUMENT")
    cases.set_defaults(handler=_cases)
    adopt = law.add_parser("adopt", help="采用 law/ 里的一份文件数据")
    adopt.add_argument("instrument", metavar="INSTRUMENT")
    adopt.add_argument("--since", type=day, required=True, help="生效日，如 2026-01-01")
    adopt.set_defaults(handler=_adopt)
    load = law.add_parser("import", help="导入一份文件的官方原文")
    load.add_argument("file", metavar="FILE", type=Path)
    load.add_argument("--instrument", required=True)
    load.set_defaults(handler=_import)


def _outline(options: argparse.Namespace) -> tuple[Any, int]:
    found = outline_of(read_file(options.file), options.file.name)
    if options.json:
        return found, 0
    shown = {name: found[name] for name in ("title", "number", "issuer", "date")}
    numbered = sum(1 for node in found["nodes"] if node["path"])
    return {**shown, "nodes": numbered, "repairs": len(found["repairs"]), "unplaced": len(found["unplaced"])}, 0


def _coverage(options: argparse.Namespace) -> tuple[Any, int]:
    leaves = leaves_of(outline_of(read_file(options.file), options.file.name))
    found = asdict(coverage(read_law(documents_of(options.instrument)), leaves))
    if options.json:
        return found, 0
    return {**found, "missing": len(found["missing"]), "extra": len(found["extra"])}, 0


def _duties(options: argparse.Namespace) -> tuple[Any, int]:
    law = read_law(documents_of(options.instrument))
    today = day_of(timezone.now())
    rows = [duty_row(law, duty, today) for duty in law.duties.values()]
    if options.json:
        return rows, 0
    return dict(Counter(clock for row in rows for clock in CLOCKS if row[clock] is not None)), 0


def _cases(options: argparse.Namespace) -> tuple[Any, int]:
    documents = documents_of(options.instrument)
    wrong = failed(read_law(documents), documents)
    told = {"案例": count(documents), "不符": len(wrong), "不符的案例": wrong}
    return told, 1 if wrong else 0


def _adopt(options: argparse.Namespace) -> tuple[Any, int]:
    documents = documents_of(options.instrument)
    receipt = adopt_revision(acting=operator(), at=timezone.now(), documents=documents, since=options.since)
    return {"采用": options.instrument, "自": options.since, "凭据": receipt.key}, 0


def _import(options: argparse.Namespace) -> tuple[Any, int]:
    text = text_of(read_file(options.file), options.file.name)
    receipt = import_text(acting=operator(), at=timezone.now(), instrument=options.instrument, text=text)
    return {"导入": options.instrument, "凭据": receipt.key}, 0


def read_file(path: Path) -> bytes:
    """The bytes of a file that the operator named; refuses one that cannot be read."""
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise Refusal("cli.file", f"读不了文件 {path}：{wrong.strerror}", remedy="请核对路径和权限") from wrong
