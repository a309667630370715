"""Placing by hand the lines that no rule could place."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.outline.tree import Outline, Placement

LONGEST_REASON = 200


def settle(outline: Outline, placements: Sequence[Placement]) -> Outline:
    """The outline with those lines placed: each a further paragraph of a clause, in line order, or aside.

    Lines may be settled in several goes. Raises Refusal (sources.placements) that names every wrong placement
    in `fields`, keyed by its line number; then nothing is placed.
    """
    wrong = _faults(outline, placements)
    if wrong:
        raise Refusal(
            "sources.placements",
            f"有 {len(wrong)} 行不能这样归位，没有保存。",
            remedy="请按各行的提示改正后再保存。",
            fields=wrong,
        )
    placed = sorted(placements, key=lambda one: one.line)
    further: dict[str, list[str]] = defaultdict(list)
    for placement in placed:
        if placement.into:
            further[placement.into].append(placement.text)
    nodes = (
        replace(node, text="\n".join(filter(None, [node.text, *further[node.path]]))) if node.path in further else node
        for node in outline.nodes
    )
    settled = {placement.line for placement in placed}
    return replace(
        outline,
        nodes=tuple(nodes),
        unplaced=tuple(line for line in outline.unplaced if line.line not in settled),
        placements=tuple(sorted([*outline.placements, *placed], key=lambda one: one.line)),
    )


def _faults(outline: Outline, placements: Sequence[Placement]) -> dict[str, str]:
    open_lines = {line.line: line.text for line in outline.unplaced}
    paths = {node.path for node in outline.nodes if node.path}
    wrong: dict[str, str] = {}
    seen: set[int] = set()
    for placement in placements:
        fault = _fault(placement, open_lines, paths)
        if placement.line in seen:
            fault = f"第 {placement.line} 行放了两次，请只留一处。"
        if fault:
            wrong[str(placement.line)] = fault
        seen.add(placement.line)
    return wrong


def _fault(placement: Placement, open_lines: dict[int, str], paths: set[str]) -> str:
    line = placement.line
    if line not in open_lines:
        return f"第 {line} 行不在未归位的文字中，可能已经归位，请刷新后再试。"
    if placement.text != open_lines[line]:
        return f"第 {line} 行的文字与导入的不同，请刷新后再试。"
    if bool(placement.into) == bool(placement.aside.strip()):
        return f"请为第 {line} 行选定所属条款，或写明不属于任何条款的理由，二者选一。"
    if placement.into and placement.into not in paths:
        return f"没有编号为 {placement.into} 的条款，请核对编号。"
    if len(placement.aside) > LONGEST_REASON:
        return f"理由不能超过 {LONGEST_REASON} 字。"
    return ""
