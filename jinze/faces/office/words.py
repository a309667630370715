"""How the desk says things: clause chips, clocks, strips, whose act it was. No judgement here, only words."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from jinze.foundation.access.enums import Level
from jinze.foundation.access.queries import people
from jinze.kernel.days import CHINA
from jinze.kernel.refusal import Refusal
from jinze.sources.queries import wording
from jinze.sources.queries.law import clause_of, clock_in, law_of

FREQUENCIES = wording.FREQUENCIES
POST_WORDS = wording.POSTS
STRIP_STATES = {"on_time": "done", "late": "late", "overdue": "overdue", "due": "due", "exempt": "exempt"}
GONE = "现行版本已没有这一条"
LEVEL_WORDS = {level.value: level.word for level in Level}
clock = clock_in


def clause_chip(clause_id: str) -> dict[str, str]:
    """Number, our short label and the address of a clause."""
    instrument, _, path = clause_id.partition("/")
    return {
        "number": path,
        "gist": _clause_words(clause_id)[0],
        "href": reverse("office:clause", args=[instrument, path]),
    }


def clause_gist(clause_id: str) -> str:
    """What a clause says, in one line."""
    return _clause_words(clause_id)[1]


def _clause_words(clause_id: str) -> tuple[str, str]:
    """Label and gist; what was filed under a clause stays readable when a later revision has it no more."""
    try:
        clause = clause_of(clause_id)
    except Refusal:
        return GONE, GONE
    return clause.heading, clause.gist


def function_name(duty: Any) -> str:
    """The function that a duty binds, by its key where the newest revision knows it no more."""
    functions = law_of(duty.id.partition("/")[0]).functions
    return "、".join(functions[key].name if key in functions else key for key in duty.holder.functions)


def strip(periods: Iterable[Any]) -> list[dict[str, str]]:
    """Periods as the strip macro wants them."""
    return [{"state": STRIP_STATES[p.state.value], "name": p.label} for p in periods]


def countdown(period: Any, on: date) -> str:
    """The clock of an open period in words: to its last day while it runs, then to the end of its grace."""
    if period.state.value == "overdue":
        return f"逾期 {(on - period.deadline).days} 天"
    if period.in_term:
        days = (period.end - on).days - 1
        return "今天到期" if days == 0 else f"还有 {days} 天"
    days = (period.deadline - on).days
    return "宽限今天止" if days == 0 else f"宽限还有 {days} 天"


def term_dates(period: Any, on: date) -> str:
    """The days behind the clock: the last day of the period, and until when it may still be recorded as on time."""
    last = period.end - timedelta(days=1)
    grace = f"，宽限至 {short_day(period.deadline)}" if period.deadline > last else ""
    if period.state.value == "overdue":
        year = f"{last.year}年" if last.year != on.year else ""
        return f"{year}{short_day(last)}止{grace}"
    return f"{day(last)}止{grace}" if period.in_term else f"{short_day(last)}已止{grace}"


def status(days: int) -> str:
    """The chip that goes with the clock."""
    if days < 0:
        return "overdue"
    return "today" if days == 0 else "due"


def day(value: date) -> str:
    """11月23日 周一."""
    return f"{value.month}月{value.day}日 周{'一二三四五六日'[value.weekday()]}"


def short_day(value: date) -> str:
    """11月23日."""
    return f"{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """11月23日 08:44, on China's clock."""
    here = value.astimezone(CHINA)
    return f"{here.month}月{here.day}日 {here:%H:%M}"


def full_moment(value: datetime) -> str:
    """2026-11-23 08:44:06, on China's clock."""
    return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"


def holder(duty: Any) -> str:
    """Whom a duty binds: levels, function, post."""
    order = list(LEVEL_WORDS)
    levels = "、".join(LEVEL_WORDS[level] for level in sorted(duty.holder.levels, key=order.index))
    post = f" {POST_WORDS.get(duty.holder.post, duty.holder.post)}" if duty.holder.post else ""
    return f"{levels} · {function_name(duty)}{post}"


class Who:
    """Names of the people and posts of some events, read together."""

    def __init__(self, events: Iterable[Any]) -> None:
        held = list(events)
        self._names = people.names_of(key for e in held for key in (e.person, e.on_behalf_of) if key)
        self._titles = people.titles_of(e.post for e in held if e.post)

    def of(self, event: Any) -> str:
        """Who did it and as what; the system by the name of its part."""
        if event.person is None:
            return "系统" if not event.system else {"demo": "系统（演示）"}.get(event.system, "系统")
        name = self._names.get(event.person, "")
        body, title = self._titles.get(event.post, ("", ""))
        if event.on_behalf_of is not None:
            return f"{name} 代 {body} {title} {self._names.get(event.on_behalf_of, '')}".strip()
        return f"{name} · {body} {title}".strip(" ·")


def fault(error: Mapping[str, Any], otherwise: str) -> str:
    """What an intake says is wrong with a field: that it is too long, by how much, or `otherwise`."""
    if error["type"] != "string_too_long":
        return otherwise
    return f"最多 {error['ctx']['max_length']} 字，现有 {len(error['input'].strip())} 字，请删减"
