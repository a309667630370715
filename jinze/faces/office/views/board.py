"""履职看板: area × line, and the rows under a cell."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jinze.faces.office import words
from jinze.faces.office.rows import owing_rows
from jinze.faces.shell.filters import choice, chosen, link, switch
from jinze.faces.shell.frame import frame
from jinze.faces.shell.guards import DeskRequest, in_post
from jinze.judgement.duties.queries import board as boards
from jinze.judgement.duties.queries.figures import Asked
from jinze.kernel.days import day_of
from jinze.kernel.periods import Frequency, calendar
from jinze.sources.queries.law import instruments, law_of

ROLE_CHOICES = {"": "全部", "lead,own": "牵头与负责", "joint,assist": "会同与配合", "guide,supervise": "指导与监督"}
LEVEL_CHOICES = {"": "全部", **words.LEVEL_WORDS}
TERMS = {"all": None, "year": Frequency.YEAR, "half": Frequency.HALF_YEAR, "quarter": Frequency.QUARTER}
KEPT = ("term", "role", "level", "only")
SHOWN = 30  # rows under a cell; more are told, not shown


@in_post
@require_GET
def board(request: DeskRequest) -> HttpResponse:
    """The board of what the viewer may see."""
    today = day_of(request.at)
    viewer = request.acting
    asked = _asked(request, today)
    found = boards.board(viewer, asked)
    lines = _lines(found.by_line)
    rows = [row for row in found.rows if row.total.overdue or request.GET.get("only") != "overdue"]
    cell = _chosen_cell(request, found)
    context = {
        **frame(request, rail=True),
        "equation": found.total.figures(),
        "filters": _filters(request, today),
        "as_of": request.at,
        "columns": [{"name": line.name, "owed": found.by_line[line.key].overdue, "href": None} for line in lines],
        "rows": [_row(request, row, lines, cell) for row in rows],
        "drill": _drill(request, asked, found, cell) if cell[0] else None,
        "nothing": {
            "title": "这个范围里没有到期的义务",
            "words": "换一个期间或去掉条件再看。义务从法源和单位的职能来，不用在这里登记。",
            "actions": [{"words": "看条款", "href": reverse("office:law")}],
        },
    }
    return render(request, "office/board/board.html", context)


def _asked(request: DeskRequest, today: date) -> Asked:
    frequency = TERMS[chosen(request, "term", TERMS, "all")]
    since = None if frequency is None else calendar(frequency).period_of(today)
    return Asked(
        on=today,
        today=today,
        since=since.start if since else None,
        roles=tuple(filter(None, chosen(request, "role", ROLE_CHOICES).split(","))),
        levels=tuple(filter(None, [chosen(request, "level", LEVEL_CHOICES)])),
    )


def _chosen_cell(request: DeskRequest, found: boards.Board) -> tuple[str, str]:
    """Area and line of the cell that the address names; nothing where the board has no such cell."""
    area, line = request.GET.get("row", ""), request.GET.get("line", "")
    here = next((row for row in found.rows if row.area == area), None)
    return (area, line) if here is not None and (not line or line in here.cells) else ("", "")


def _lines(by_line: dict[str, Any]) -> list[Any]:
    """The columns in order; a line that the newest revision has no more stands last, by its key."""
    known = {key: line for instrument in instruments() for key, line in law_of(instrument).lines.items()}
    last = len(known)
    held = [known.get(key) or SimpleNamespace(key=key, name=key, order=last) for key in by_line]
    return sorted(held, key=lambda line: (line.order, line.key))


def _filters(request: DeskRequest, today: date) -> list[dict[str, Any]]:
    quarter = calendar(Frequency.QUARTER)
    half = calendar(Frequency.HALF_YEAR)
    terms = {
        "all": "全部期次",
        "year": f"{today.year}年",
        "half": half.label(half.last_opened(today)),
        "quarter": quarter.label(quarter.last_opened(today)),
    }
    return [
        choice(request, KEPT, "term", "期间", terms, "all"),
        choice(request, KEPT, "role", "角色", ROLE_CHOICES, ""),
        choice(request, KEPT, "level", "层级", LEVEL_CHOICES, ""),
        switch(request, KEPT, "only", "只看有逾期", "overdue"),
    ]


def _link(request: DeskRequest, **changed: str | None) -> str:
    """This board with other conditions; a changed condition closes the chosen cell."""
    return link(request, KEPT, **changed)


def _row(request: DeskRequest, row: Any, lines: list[Any], cell: tuple[str, str]) -> dict[str, Any]:
    total = row.total
    finished = total.on_time + total.late
    return {
        "name": row.name,
        "href": _link(request, row=row.area) + "#drill",
        "cells": [_cell(request, row, line, cell) for line in lines],
        "owed": total.overdue,
        # of what has come due or been done: what still has time is no mark against anyone
        "share": finished / (finished + total.overdue) if finished + total.overdue else None,
    }


def _cell(request: DeskRequest, row: Any, line: Any, cell: tuple[str, str]) -> dict[str, Any]:
    figures = row.cells.get(line.key)
    if figures is None or not figures.expected:
        return {"state": "none"}
    state = "overdue" if figures.overdue else ("due" if figures.due else "done")
    return {
        "id": f"c-{row.area}-{line.key}",
        "state": state,
        "n": figures.overdue or figures.due,
        "done": figures.on_time + figures.late,
        "expected": figures.expected,
        "level": 1 if figures.overdue < 3 else (2 if figures.overdue < 6 else 3),
        "href": _link(request, row=row.area, line=line.key) + "#drill",
        "chosen": cell == (row.area, line.key),
    }


def _drill(request: DeskRequest, asked: Asked, board: boards.Board, cell: tuple[str, str]) -> dict[str, Any]:
    area, line = cell
    found = board.under(area, line)
    owed = sum(tally.overdue for _, tally in found)
    holders = len({each.row.body_id for each, tally in found if tally.overdue})
    crumbs: list[dict[str, Any]] = [
        {"name": "全部", "href": _link(request)},
        {"name": next(row.name for row in board.rows if row.area == area), "href": _link(request, row=area) + "#drill"},
    ]
    if line:
        crumbs.append({"name": next(known.name for known in _lines({line: ""})), "href": None})
    more = len(found) - SHOWN
    return {
        "crumbs": crumbs,
        "title": f"欠 {owed}，涉及 {holders} 个义务主体" if owed else f"没有逾期，{len(found)} 项义务",
        "close_href": _link(request),
        "rows": owing_rows((each for each, _ in found[:SHOWN]), asked),
        "more": f"还有 {more} 项没有列出，请再选一条线缩小范围" if more > 0 else None,
        "trend": None,
    }
