"""Values of dated parameters: their shapes, and what they say on a day."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from jinze.kernel.periods import Frequency, Window

ANY = "any"
ALL = "all"


def month_day(text: str) -> tuple[int, int]:
    """ "03-01" as (3, 1); ValueError for anything else."""
    month, _, day = text.partition("-")
    return int(month), int(day)


def window(name: str, value: Mapping[str, str]) -> Window:
    """The stretch of the year that a window parameter says."""
    return Window(name, month_day(value["from"]), month_day(value["until"]))


def faults_of(shape: str, value: Any) -> str:
    """What is wrong with a value that must have a shape; "" when nothing is."""
    try:
        return _SHAPES[shape](value)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        return f"值 {value} 读不懂（{wrong}）"


def holes(value: Any) -> Iterator[str]:
    """Where a banded table has a hole, an overlap, no end or no beginning."""
    bands = value.get("bands") if isinstance(value, Mapping) else None
    if bands is None:
        return
    if not bands:
        yield "没有分档"
        return
    for earlier, later in pairwise(bands):
        if earlier["until"] != later["from"]:
            yield f"{earlier['until']} 至 {later['from']} 之间没有分档，或有两个"
    for band in bands:
        if band["until"] is not None and band["until"] <= band["from"]:
            yield f"{band['from']} 至 {band['until']} 没有数"
    if bands[0]["from"] != 0:
        yield f"{bands[0]['from']} 之前没有分档"
    if bands[-1]["until"] is not None:
        yield f"{bands[-1]['until']} 之后没有分档"


def band(value: Mapping[str, Any], amount: int) -> str:
    """The band in which an amount lies: half-open, the lower end counts. LookupError for what lies in none."""
    for each in value["bands"]:
        if each["from"] <= amount and (each["until"] is None or amount < each["until"]):
            return str(each["is"])
    raise LookupError(f"no band holds {amount}")


def _is_count(value: Any, least: int) -> bool:
    return not isinstance(value, bool) and isinstance(value, int) and value >= least


def _number(key: str | None, least: int, what: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        number = value if key is None else value[key]
        return "" if _is_count(number, least) else f"值 {number} 不是{what}"

    return check


def _after(value: Any) -> str:
    parts = [value.get(name, 0) for name in ("after_months", "after_days")]
    return "" if all(_is_count(part, 0) for part in parts) and any(parts) else f"值 {value} 不是月数或天数"


def _regular(value: Any) -> str:
    if Frequency(value["every"]) is Frequency.WINDOW:
        return "定期的间隔不能是时段"
    return "" if _is_count(value["at_least"], 1) else f"次数 {value['at_least']} 不对，至少一次"


def _window(value: Any) -> str:
    window("", value)
    return ""


def _condition(value: Any) -> str:
    combine = value["combine"]
    if not value["when"]:
        return "没有写情形"
    if combine not in (ANY, ALL) and not isinstance(combine["parameter"], str):
        return f"合并方式 {combine} 不对"
    for ground in value["when"]:
        least = ground.get("at_least")
        if not isinstance(ground["fact"], str):
            return f"事实 {ground['fact']} 不对"
        if least is not None and not _is_count(least, 1) and not isinstance(least["parameter"], str):
            return f"次数 {least} 不对"
    return ""


_SHAPES: dict[str, Callable[[Any], str]] = {
    "grace": _number(None, 0, "天数"),
    "within": _number("within_days", 0, "天数"),
    "lead": _number("lead_days", 0, "天数"),
    "standing": _number("at_least", 1, "次数"),
    "after": _after,
    "regular": _regular,
    "window": _window,
    "condition": _condition,
}
