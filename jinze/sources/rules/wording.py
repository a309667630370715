"""The law in officers' words: clocks, parameters and who sets them, conditions, evidence.

Plain text in Chinese with the numbers of a day; no judgement is made here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from jinze.kernel.periods import Window
from jinze.sources.enums import Confidence
from jinze.sources.rules.clocks import ALWAYS, Before, Continuous, Every, Gate, On, Regular, Standing
from jinze.sources.rules.law import Duty, Event, Law, Parameter
from jinze.sources.rules.values import window

FREQUENCIES = {
    "day": "每天",
    "week": "每周",
    "month": "每月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
    "season": "每个季节",
}
EVIDENCE = {
    "certificate": "证书",
    "ledger_extract": "台账摘录",
    "list": "清单",
    "log": "日志",
    "minutes": "纪要",
    "notice": "通知",
    "opinion": "意见",
    "photos": "照片",
    "plan": "方案",
    "record": "记录",
    "report": "报告",
    "rule": "制度",
    "signature": "签字",
}
POSTS = {
    "principal": "主要负责人",
    "executive_deputy": "常务副职",
    "safety_deputy": "分管安全副职",
    "deputy": "分管副职",
    "member": "班子成员",
    "safety_manager": "安全管理负责人",
    "officer": "经办人员",
}
OBJECTS = {"gas_user": ("每户", "每一户燃气用户")}
SETTERS = {
    Confidence.CLAUSE: "条款规定",
    Confidence.STATUTE: "国家规定",
    Confidence.OPERATOR: "使用单位设定",
    Confidence.UNVERIFIED: "还没有核实",
}
GRADES = {"ordinary": "一般", "larger": "较大", "major": "重大", "catastrophic": "特别重大"}
COMBINED = {"any": "有一项就算", "all": "各项都要有"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One dated value behind a duty: what it is for, what it says, from when until when, and who sets it."""

    parameter: str
    what: str
    said: str
    since: date
    until: date | None
    setter: str
    clause: str | None


def clock(law: Law, duty: Duty, day: date) -> str:
    """When a duty falls due, with the numbers of a day."""
    match duty.clock:
        case Every(follows=event, within=within):
            words = _often(law, duty, day) + (f"，{_after(law, event, within, day)}" if event else "")
        case Regular():
            words = f"定期：{_often(law, duty, day)}"
        case On(event, within, after):
            words = _one_by_one(duty) + _after(law, event, within, day, after)
        case Before(event, lead):
            words = _one_by_one(duty) + _ahead(law.events[event], law.asked(lead, day)["lead_days"])
        case Gate(event):
            words = f"{_one_by_one(duty)}{law.events[event].name}之前"
        case Continuous(during):
            words = "全年不间断" if during == ALWAYS else f"{_during(law.events[during])}不间断"
        case Standing(parameter):
            words = f"经常：{_each(duty)}一年至少 {law.asked(parameter, day)['at_least']} 次"
    return words


def clock_name(duty: Duty) -> str:
    """What sort of clock a duty has, in one word."""
    names = {
        Every: "按期",
        Regular: "定期",
        On: "有事即办",
        Before: "提前办",
        Gate: "先办后行",
        Continuous: "不间断",
        Standing: "经常",
    }
    return names[type(duty.clock)]


def settings(law: Law, duty: Duty, day: date) -> tuple[Setting, ...]:
    """Every dated value that the clock of a duty rests on, then its grace where it has periods."""
    return tuple(_setting(law.parameters[name], what, day) for name, what in _asked(duty))


def value(law: Law, said: Any) -> str:
    """A value of a dated parameter."""
    if not isinstance(said, Mapping):
        return f"{said}"
    if "when" in said:
        grounds = "；".join(_ground(law, ground) for ground in said["when"])
        return f"{grounds}（{_combined(said['combine'])}）" if len(said["when"]) > 1 else grounds
    if "bands" in said:
        return "，".join(f"{each['from']} 起{GRADES.get(each['is'], each['is'])}" for each in said["bands"])
    return _plain(said)


def conditions(law: Law, duty: Duty) -> tuple[str, ...]:
    """The facts that must hold for a duty to bind, by their names."""
    return tuple(_fact(law, name, wanted) for name, wanted in duty.applies_if)


def evidence(keys: Iterable[str]) -> str:
    """What proves an act."""
    return "、".join(EVIDENCE.get(key, key) for key in keys)


def post(key: str | None) -> str:
    """A post as the law means it; "" for the body as a whole."""
    return "" if key is None else POSTS.get(key, key)


def per_object(key: str | None) -> str:
    """For each of which things a duty is owed; "" for one that is owed as a whole."""
    return "" if key is None else OBJECTS.get(key, ("", "每一个对象"))[1]


def _asked(duty: Duty) -> Iterator[tuple[str, str]]:
    match duty.clock:
        case Every(windows=windows, within=within):
            yield from ((each.parameter, f"{each.name}指") for each in windows)
            if within:
                yield within, "办理时限"
        case Regular(parameter):
            yield parameter, "定期的间隔"
        case On(_, within, after):
            if after:
                yield after, "从何时起算"
            yield within, "办理时限"
        case Before(_, lead):
            yield lead, "提前多少"
        case Standing(parameter):
            yield parameter, "一年最少次数"
        case _:
            pass
    if isinstance(duty.clock, Every | Regular):
        yield duty.grace, "补录宽限"


def _setting(parameter: Parameter, what: str, day: date) -> Setting:
    held = parameter.on(day)
    said = f"期满后 {held.value} 天内补录仍算按期" if isinstance(held.value, int) else _plain(held.value)
    setter = SETTERS[parameter.confidence]
    return Setting(parameter.name, what, said, held.since, held.until, setter, held.clause)


def _plain(said: Mapping[str, Any]) -> str:
    if "every" in said:
        return _times(FREQUENCIES[said["every"]], said["at_least"])
    if set(said) == {"from", "until"}:
        return _stretch(window("", said))
    shapes = {
        "within_days": lambda days: f"{days} 天内" if days else "当天",
        "lead_days": lambda days: f"至少提前 {days} 天" if days else "最迟当天",
        "after_months": lambda months: f"满 {months} 个月后",
        "after_days": lambda days: f"满 {days} 天后",
        "at_least": lambda number: f"至少 {number} 次",
        "combine": _combined,
    }
    return "，".join(shapes[name](each) if name in shapes else f"{each}" for name, each in said.items())


def _stretch(found: Window) -> str:
    first, end = found.bounds(2001)
    last = end - timedelta(days=1)
    to = "2月底" if (last.month, last.day) == (2, 28) else f"{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日至{'次年' if found.wraps else ''}{to}"


def _often(law: Law, duty: Duty, day: date) -> str:
    timing = law.timing(duty, day)
    if timing is None:
        raise ValueError(f"{duty.id} has no periods")
    if not timing.windows:
        return _times(_each(duty) + FREQUENCIES[timing.frequency.value], timing.at_least)
    each = "各" if len(timing.windows) > 1 else ""
    return _times(_each(duty) + "、".join(held.name for held in timing.windows) + each, timing.at_least)


def _times(start: str, at_least: int) -> str:
    return f"{start}不少于 {at_least} 次" if at_least > 1 else f"{start}一次"


def _each(duty: Duty) -> str:
    return "" if duty.per_object is None else OBJECTS.get(duty.per_object, ("逐个", ""))[0]


def _one_by_one(duty: Duty) -> str:
    each = _each(duty)
    return f"{each}：" if each else ""


def _after(law: Law, event: str, within: str | None, day: date, after: str | None = None) -> str:
    """From an event on; a clock that starts with a period never runs past its last day."""
    days = None if within is None else law.asked(within, day)["within_days"]
    found = law.events[event]
    if found.period and after is None:
        limit = "" if days is None else f"，最多 {days} 天内" if days else "，第一天当天"
        return f"{_during(found)}{limit}"
    start = f"{found.name}后"
    if after is not None:
        later = law.asked(after, day)
        parts = ((later.get("after_months", 0), "个月"), (later.get("after_days", 0), "天"))
        start = f"{found.name}满 " + "零 ".join(f"{count} {unit}" for count, unit in parts if count) + "后"
    if days is None:
        return start
    return f"{start} {days} 天内" if days else f"{start}当天"


def _ahead(event: Event, days: int) -> str:
    start = f"{_period(event)}开始" if event.period else event.name
    return f"{start}前至少 {days} 天" if days else f"最迟在{start}当天"


def _period(event: Event) -> str:
    """A period by its name alone, also where the name is that of its beginning."""
    return event.name.removesuffix("开始")


def _during(event: Event) -> str:
    name = _period(event)
    return f"{name}内" if name.endswith("期") else f"{name}期间"


def _fact(law: Law, name: str, wanted: object) -> str:
    known = law.facts.get(name)
    said = known.name if known else name
    if wanted is True:
        return said
    if wanted is False:
        return f"不是「{said}」"
    labels = dict(known.choices) if known else {}
    options = wanted if isinstance(wanted, tuple | list) else (wanted,)
    return f"{said}：{'或'.join(labels.get(str(each), str(each)) for each in options)}"


def _ground(law: Law, ground: Mapping[str, Any]) -> str:
    known = law.facts.get(ground["fact"])
    name, least = known.name if known else ground["fact"], ground.get("at_least")
    if least is None:
        return str(name)
    if isinstance(least, Mapping):
        return f"{name}，达到另定的数"
    return f"{name}，{least} 及以上"


def _combined(how: Any) -> str:
    return COMBINED[how] if isinstance(how, str) else "一项还是各项，另行设定"
