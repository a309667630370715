"""The form that settles the unsure lines of a draft: its rows, and what a person said in them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from jinze.faces.office import words
from jinze.faces.shell.guards import DeskRequest
from jinze.sources.intake import Placed
from jinze.sources.queries.drafts import Staged

RowErrors = Mapping[str, str]  # by the number of the line

AT_ONCE = 50  # lines that are asked for on one page
FAULTS = {
    "into": "编号只写数字和点，如 1.2.7",
    "aside": "请写明为什么不属任何条款",
}
EMPTY = {
    "before": "前面没有条款，请选「归入另一条」并写编号",
    "into": "请写条款编号，如 1.2.7",
    "aside": "请写明为什么不属任何条款，如「页码」",
}


@dataclass(frozen=True, slots=True)
class Settled:
    """What was said: the placements as a whole, what was typed by line, and what is wrong with it."""

    placements: tuple[Placed, ...]
    typed: Mapping[int, Mapping[str, str]]
    errors: RowErrors

    def refused(self, errors: RowErrors) -> "Settled":
        """The same, refused."""
        return replace(self, errors=errors)


def read_settled(request: DeskRequest, staged: Staged) -> Settled:
    """The form, on top of what was settled before: lines it does not name stay as they are, those it undoes wait."""
    undone = {int(line) for line in request.POST.getlist("undo") if line.isdecimal()}
    placed = {each.line: Placed.model_validate(each.to_json()) for each in staged.placements if each.line not in undone}
    typed: dict[int, dict[str, str]] = {}
    errors: dict[str, str] = {}
    for number in request.POST.getlist("line"):
        if not number.isdecimal() or len(number) > 7:
            continue
        said = {name: request.POST.get(f"{name}-{number}", "") for name in ("how", "before", "into", "aside", "text")}
        typed[int(number)] = said
        found, wrong = _placed(int(number), said)
        if wrong:
            errors[number] = wrong
        if found:
            placed[found.line] = found
    return Settled(tuple(placed[line] for line in sorted(placed)), typed, errors)


def _placed(line: int, said: Mapping[str, str]) -> tuple[Placed | None, str]:
    """One line as it was said, None where it is left open; and what is wrong with it, in words."""
    how = _meant(said) if said["how"] in {"", "later"} else said["how"]
    if how not in EMPTY:
        return None, ""
    value = said[how].strip()
    if not value:
        return None, EMPTY[how]
    name = "aside" if how == "aside" else "into"
    try:
        return Placed.model_validate({"line": line, "text": said["text"], name: value}), ""
    except ValidationError as refused:
        return None, words.fault(refused.errors()[0], FAULTS[name])


def _meant(said: Mapping[str, str]) -> str:
    """The choice of someone who typed and chose nothing."""
    filled = [name for name in ("into", "aside") if said[name].strip()]
    return filled[0] if len(filled) == 1 else ""


def line_rows(staged: Staged, said: Settled | None) -> dict[str, Any]:
    """The lines that are asked for now, those that wait for the next page, and those that are settled."""
    typed = said.typed if said else {}
    errors = said.errors if said else {}
    placed = {each.line: each for each in staged.placements}
    asked = [each for each in staged.read.unplaced if each.line not in placed or each.line in typed]
    names = {node.path: node.heading or node.text for node in staged.read.nodes}
    return {
        "open": [_open(staged, each, typed.get(each.line), errors, placed, names) for each in asked[:AT_ONCE]],
        "later": max(0, len(asked) - AT_ONCE),
        "settled": [
            {"line": each.line, "text": each.text, "where": _where(each, names)}
            for each in staged.placements
            if each.line not in typed
        ],
    }


def _open(
    staged: Staged,
    line: Any,
    typed: Mapping[str, str] | None,
    errors: RowErrors,
    placed: Mapping[int, Any],
    names: Mapping[str, str],
) -> dict[str, Any]:
    before = staged.clause_before(line.line)
    held = placed.get(line.line)
    return {
        "line": line.line,
        "text": line.text,
        "why": line.why,
        "around": [{"line": number, "text": text, "own": number == line.line} for number, text in _near(staged, line)],
        "before": before,
        "before_name": names.get(before, "")[:24],
        "said": typed or {"how": "", "into": "", "aside": ""},
        "error": errors.get(str(line.line), ""),
        "other": f"别人刚定为：{_where(held, names)}" if held else "",
    }


def _near(staged: Staged, line: Any) -> list[tuple[int, str]]:
    """The line with the nearest lines that are not empty, two on either side."""
    near = [(number, text.strip()) for number, text in staged.around(line.line, 8)]
    above = [each for each in near if each[0] < line.line and each[1]][-2:]
    below = [each for each in near if each[0] > line.line and each[1]][:2]
    return [*above, (line.line, line.text), *below]


def _where(placement: Any, names: Mapping[str, str]) -> str:
    if placement.into:
        return f"归入 {placement.into} {names.get(placement.into, '')[:24]}"
    return f"不属任何条款：{placement.aside}"
