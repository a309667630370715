"""Areas: names by code, and the table that they are loaded from."""

import csv
import io
from datetime import date

from django.db import models

from jinze.foundation.access.enums import Level
from jinze.foundation.access.models import Area
from jinze.kernel import divisions
from jinze.kernel.refusal import Refusal


def read_table(table: str) -> list[Area]:
    """Areas of a CSV text with the columns code, level, parent, name, since, until, successor; days may be empty."""
    rows = []
    for number, row in enumerate(csv.DictReader(io.StringIO(table)), start=2):
        try:
            rows.append(_area(row))
        except (KeyError, ValueError, Refusal) as wrong:
            why = wrong.words if isinstance(wrong, Refusal) else wrong
            raise Refusal(
                "access.areas", f"区划表第 {number} 行不对：{why}", remedy="请按模板填写后重新载入"
            ) from wrong
    return rows


def name_of(code: str) -> str:
    """The name of an area; its code where the table does not know it."""
    found = Area.objects.filter(code=code).values_list("name", flat=True).first()
    return found or code


def names(codes: set[str]) -> dict[str, str]:
    """Names by code for those that are known."""
    return dict(Area.objects.filter(code__in=codes).values_list("code", "name"))


def children(parent: str, on: date) -> list[Area]:
    """The areas right below `parent` on a day, in code order."""
    begun = models.Q(since=None) | models.Q(since__lte=on)
    live = models.Q(until=None) | models.Q(until__gt=on)
    return list(Area.objects.filter(begun, live, parent=parent).order_by("code"))


def predecessors(code: str) -> list[str]:
    """Codes that have become `code`, so that a scope also reaches the records of their day."""
    return list(Area.objects.filter(successor=code).values_list("code", flat=True))


def successions() -> dict[str, str]:
    """What each abolished area became, by code."""
    return dict(Area.objects.exclude(successor="").values_list("code", "successor"))


def _area(row: dict[str, str | None]) -> Area:
    said = {name: row[name] or "" for name in ("code", "name", "level", "parent", "since", "until", "successor")}
    if not said["name"]:
        raise ValueError("没有名称")
    return Area(
        code=divisions.prefix(said["code"]),
        name=said["name"],
        level=Level(said["level"]),
        parent=said["parent"],
        since=_day(said["since"]),
        until=_day(said["until"]),
        successor=said["successor"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
