"""`jinze law …`."""

import argparse
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import timezone

from jinze.faces.cli.operator import operator
from jinze.faces.cli.reading import day
from jinze.judgement.duties.queries.cases import judged
from jinze.kernel.days import day_of
from jinze.kernel.refusal import Refusal
from jinze.sources.actions import adopt_revision, import_text
from jinze.sources.intake import Placed, read_placements
from jinze.sources.queries.difference import Compared, first_day, folder_difference, touched
from jinze.sources.queries.folder import clocks_in, coverage_in, folder_of, read_yaml, rows_in
from jinze.sources.queries.law import revision_line
from jinze.sources.queries.outline import bytes_of, outline_of, text_of

SORTS = {
    "instrument": "文件",
    "headings": "章节",
    "clauses": "条款",
    "duties": "义务",
    "parameters": "参数",
    "acts": "履职种类",
    "functions": "职能",
    "lines": "条线",
    "matters": "事",
    "kinds": "共性义务",
    "events": "情形",
    "facts": "事实",
}
ENOUGH = 12  # characters of a digest that say which content is meant


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
    differs = law.add_parser("difference", help="law/ 里的数据与现行版本差在哪里，涉及多少单位和人")
    differs.add_argument("instrument", metavar="INSTRUMENT")
    differs.add_argument("--since", type=day, metavar="DATE", help="按哪一天比较；不写就按可以采用的第一天")
    differs.add_argument("--json", action="store_true")
    differs.set_defaults(handler=_difference)
    adopt = law.add_parser("adopt", help="采用 law/ 里的一份文件数据")
    adopt.add_argument("instrument", metavar="INSTRUMENT")
    adopt.add_argument("--since", type=day, required=True, help="生效日，如 2026-01-01")
    adopt.add_argument("--confirm", default="", metavar="DIGEST", help="已有现行版本时：看过差别的那份数据的指纹")
    adopt.set_defaults(handler=_adopt)
    load = law.add_parser("import", help="导入一份文件的官方原文")
    load.add_argument("file", metavar="FILE", type=Path)
    load.add_argument("--instrument", required=True)
    load.add_argument(
        "--placements", type=Path, metavar="FILE", help="YAML：没有归位的行各属于哪一条，或为什么不属条款"
    )
    load.set_defaults(handler=_import)


def _outline(options: argparse.Namespace) -> tuple[Any, int]:
    found = outline_of(bytes_of(options.file), options.file.name)
    if options.json:
        return found, 0
    shown = {name: found[name] for name in ("title", "number", "issuer", "date")}
    numbered = sum(1 for node in found["nodes"] if node["path"])
    return {**shown, "nodes": numbered, "repairs": len(found["repairs"]), "unplaced": len(found["unplaced"])}, 0


def _coverage(options: argparse.Namespace) -> tuple[Any, int]:
    outline = outline_of(bytes_of(options.file), options.file.name)
    found = asdict(coverage_in(options.instrument, outline))
    if options.json:
        return found, 0
    return {**found, "missing": len(found["missing"]), "extra": len(found["extra"])}, 0


def _duties(options: argparse.Namespace) -> tuple[Any, int]:
    rows = rows_in(options.instrument, day_of(timezone.now()))
    if options.json:
        return rows, 0
    return dict(Counter(clock for row in rows for clock in clocks_in(row))), 0


def _cases(options: argparse.Namespace) -> tuple[Any, int]:
    found = judged(folder_of(options.instrument).documents)
    told = {"案例": found.count, "不符": len(found.failed), "不符的案例": list(found.failed)}
    return told, 1 if found.failed else 0


def _difference(options: argparse.Namespace) -> tuple[Any, int]:
    seen = options.since or first_day(options.instrument, day_of(timezone.now()))
    compared = folder_difference(options.instrument, seen)
    line, found = revision_line(options.instrument), touched(operator(), compared)
    code = 0 if compared.same else 1
    if options.json:
        told = {
            "instrument": options.instrument,
            "adopted": line and line[0],
            "digest": compared.newer.digest,
            "figures": compared.difference.figures(),
            "bodies": found.bodies,
            "people": found.people,
            "difference": asdict(compared.difference),
        }
        return told, code
    against = f"现行第 {line[0]} 版，{line[1]} 起" if line else "还没有采用过"
    shown = {"对照": against, "按": str(seen), **_figures(compared), "单位": found.bodies, "在岗的人": found.people}
    return {**shown, "指纹": compared.newer.digest[:ENOUGH]}, code


def _figures(compared: Compared) -> dict[str, str]:
    """How much is added, changed and ended, in a few words for each sort that differs."""
    if compared.same:
        return {"差别": "没有"}
    found = compared.difference.figures()
    if not found:
        return {"差别": "条款、义务、参数都没有变，只有核对案例或文件排列不同"}
    words = {"added": "新增", "changed": "改动", "ended": "取消"}
    return {
        SORTS[sort]: "、".join(f"{words[way]} {number}" for way, number in counted.items() if number)
        for sort, counted in found.items()
    }


def _adopt(options: argparse.Namespace) -> tuple[Any, int]:
    folder = folder_of(options.instrument)
    wrong = judged(folder.documents).failed
    if wrong:
        words = f"有 {len(wrong)} 个案例与法源数据不符，没有采用：{'；'.join(wrong[:3])}"
        raise Refusal("cli.cases", words, remedy="请先改正法源数据或案例，用 jinze law cases 核对")
    line = revision_line(options.instrument)
    if line is not None:
        _check_confirmed(options, folder.law.digest, line[0])
    receipt = adopt_revision(
        acting=operator(),
        at=timezone.now(),
        documents=folder.documents,
        since=options.since,
        seen=folder.law.digest,
        over=line and line[0],
    )
    return {"采用": options.instrument, "自": options.since, "凭据": receipt.key}, 0


def _check_confirmed(options: argparse.Namespace, digest: str, number: int) -> None:
    """Refuses to go on until the difference has been seen: whoever confirms names the content by its digest."""
    compared = folder_difference(options.instrument, options.since)
    if compared.same:
        return
    told = "；".join(f"{name} {figures}" for name, figures in _figures(compared).items())
    if not options.confirm:
        raise Refusal(
            "cli.not_confirmed",
            f"与现行第 {number} 版有差别，还没有采用。{told}",
            remedy=f"请用 jinze law difference 查看，同意就加上 --confirm {digest[:ENOUGH]} 再运行",
        )
    if len(options.confirm) < ENOUGH or not digest.startswith(options.confirm):
        words = f"--confirm 的指纹与 law/ 里现在的数据对不上，没有采用。{told}"
        raise Refusal("cli.other_digest", words, remedy=f"请重新查看差别；现在的指纹是 {digest[:ENOUGH]}")


def _import(options: argparse.Namespace) -> tuple[Any, int]:
    text = text_of(bytes_of(options.file), options.file.name)
    try:
        receipt = import_text(
            acting=operator(),
            at=timezone.now(),
            instrument=options.instrument,
            text=text,
            placements=_placements(options.placements),
            name=options.file.name,
        )
    except Refusal as refusal:
        raise _with_lines(refusal) from refusal
    return {"导入": options.instrument, "凭据": receipt.key}, 0


def _placements(path: Path | None) -> list[Placed]:
    if path is None:
        return []
    try:
        text = bytes_of(path).decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise Refusal("cli.encoding", f"{path} 不是 UTF-8 编码", remedy="请另存为 UTF-8") from wrong
    return read_placements(read_yaml(path.name, text), path.name)


def _with_lines(refusal: Refusal) -> Refusal:
    """The refusal with every line that it is about written out."""
    lines: Any = refusal.facts.get("lines") or []
    told = [f"  第 {each['line']} 行（{each['why']}）：{each['text'][:60]}" for each in lines]
    told += [f"  第 {line} 行：{said}" for line, said in refusal.fields.items()]
    if not told:
        return refusal
    remedy = "请在 法源—导入原文 页面上逐行归位，或写一个 YAML（每项 line，以及 into 或 aside）用 --placements 给出"
    return Refusal(refusal.code, "\n".join([refusal.words.rstrip("。") + "：", *told]), remedy=remedy)
