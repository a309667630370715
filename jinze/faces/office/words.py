"""How the desk says things: clause chips, clocks, strips, whose act it was. No judgement here, only words."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from jinze.foundation.access.enums import Level
from jinze.foundation.access.queries import people
from jinze.kernel.days import CHINA
from jinze.kernel.refusal import Refusal
from jinze.sources.queries.law import clause_of, law_of
from jinze.sources.rules.clocks import ALWAYS, Before, Continuous, Every, Gate, On, Regular, Standing
from jinze.sources.rules.law import Duty, Law

FREQUENCIES = {
    "day": "每天",
    "week": "每周",
    "month": "每月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
    "season": "每个季节",
}
STRIP_STATES = {"on_time": "done", "late": "late", "overdue": "overdue", "due": "due", "exempt": "exempt"}
POST_WORDS = {
    "principal": "主要负责人",
    "executive_deputy": "常务副职",
    "safety_deputy": "分管安全副职",
    "deputy": "分管副职",
    "member": "班子成员",
}
GONE = "现行版本已没有这一条"
LEVEL_WORDS = {level.value: level.word for level in Level}


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


def clock(law: Law, duty: Duty, on: date) -> str:
    """When a duty falls due, with the numbers of that day."""
    match duty.clock:
        case Every(follows=event, within=within):
            words = _often(law, duty, on) + (f"，{_after(law, event, within, on)}" if event else "")
        case Regular():
            words = f"定期：{_often(law, duty, on)}"
        case On(event, within, after):
            words = _after(law, event, within, on, after)
        case Before(event, lead):
            words = f"{law.events[event].name}前 {law.asked(lead, on)['lead_days']} 天"
        case Gate(event):
            words = f"{law.events[event].name}之前"
        case Continuous(during):
            words = "全年不间断" if during == ALWAYS else f"{law.events[during].name}期间不间断"
        case Standing(parameter):
            words = f"经常：一年至少 {law.asked(parameter, on)['at_least']} 次"
    return words


def _often(law: Law, duty: Duty, on: date) -> str:
    timing = law.timing(duty, on)
    if timing is None:
        raise ValueError(f"{duty.id} has no periods")
    each = "每户" if duty.per_object else ""
    if timing.windows:
        return each + "、".join(window.name for window in timing.windows) + "各一次"
    often = each + FREQUENCIES[timing.frequency.value]
    return f"{often}不少于 {timing.at_least} 次" if timing.at_least > 1 else f"{often}一次"


def _after(law: Law, event: str, within: str | None, on: date, after: str | None = None) -> str:
    start = f"{law.events[event].name}后"
    if after is not None:
        later = law.asked(after, on)
        parts = ((later.get("after_months", 0), "个月"), (later.get("after_days", 0), "天"))
        start += "满 " + "零".join(f"{count} {unit}" for count, unit in parts if count)
    if within is None:
        return start
    days = law.asked(within, on)["within_days"]
    return f"{start} {days} 天内" if days else f"{start}当天"


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
