"""How a difference between two revisions of the law reads: every sort, what was added, changed and ended, in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from jinze.faces.office import words
from jinze.sources.enums import DutyRole
from jinze.sources.queries.difference import Compared, asked_by
from jinze.sources.queries.wording import EVIDENCE, GRADES, SETTERS

Row = dict[str, Any]

MOST = 30  # rows of one list before the rest is opened by a link
NOTHING = "（无）"
WAYS = {"added": "新增", "changed": "改动", "ended": "取消"}
SORTS = {
    "parameters": ("参数", "个"),  # first: one number may move many duties
    "duties": ("义务", "项"),
    "clauses": ("条款", "条"),
    "acts": ("履职种类", "种"),
    "functions": ("职能", "个"),
    "matters": ("事", "件"),
    "kinds": ("共性义务", "类"),
    "events": ("情形", "种"),
    "facts": ("事实", "项"),
    "headings": ("章节", "节"),
    "lines": ("条线", "条"),
    "instrument": ("文件本身", "处"),
}
FIELDS = {
    "title": "名称",
    "heading": "名称",
    "name": "名称",
    "gist": "一句话",
    "role": "角色",
    "matter": "所属的事",
    "kind": "共性义务",
    "scope": "限于",
    "holder": "谁来办",
    "holders": "谁来办",
    "clock": "时限",
    "per_object": "逐个对象",
    "act": "怎样算办了",
    "asks": "表单栏目",
    "evidence": "凭证",
    "applies_if": "适用条件",
    "signed_by": "谁签字",
    "on_failure": "不办的后果",
    "grace": "宽限",
    "takers": "一并承担的职能",
    "line": "条线",
    "clauses": "依据条款",
    "reason": "不设义务的理由",
    "values": "数值",
    "confidence": "数的来源",
    "levels": "层级",
    "takes": "一并承担",
    "verb": "动作",
    "order": "次序",
    "period": "是否时段",
    "of": "谁的",
    "type": "种类",
    "clause": "条款",
    "parts": "各部分",
    "number": "文号",
    "issuer": "发文单位",
    "issued": "成文日期",
    "since": "施行日期",
    "until": "失效日期",
    "area": "区域",
}
SHAPES = {
    "within_days": "{} 天内",
    "lead_days": "提前 {} 天",
    "after_months": "满 {} 个月",
    "after_days": "满 {} 天",
    "at_least": "至少 {} 次",
}
WEIGHTY = frozenset(
    {"clock", "grace", "holder", "takers", "applies_if", "per_object", "act", "asks", "evidence", "signed_by"}
)
UNITS = {"days": "天", "months": "个月", "people": "人", "percent": "%", "places": "处", "whole yuan": "元"}
UNTOLD = {"meaning": "内部说明有改动", "unit": "内部单位有改动"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two laws as it speaks on a day; `known` are the clauses that have a page."""

    law: Any
    day: date
    known: frozenset[str]

    @property
    def on(self) -> date:
        """The day, or the nearest on which the instrument is in force."""
        said = self.law.instrument
        last = said.until - timedelta(days=1) if said.until else self.day
        return max(min(self.day, last), said.since)

    def chip(self, clause: str) -> Row:
        """Number and label of a clause, a link where it has a page."""
        instrument, _, path = clause.partition("/")
        found = self.law.clauses.get(path) or self.law.headings.get(path)
        href = reverse("office:clause", args=[instrument, path]) if path in self.known else None
        return {"number": path, "gist": found.heading if found else "", "href": href}


def figures(compared: Compared) -> list[Row]:
    """For each sort that differs: its name, and how many of each way."""
    return [
        {"key": sort, "name": SORTS[sort][0], "unit": SORTS[sort][1], **compared.difference.figures()[sort]}
        for sort in SORTS
        if getattr(compared.difference, sort)
    ]


def in_words(counted: Iterable[Row]) -> str:
    """The figures in one line: 义务新增 3 项、改动 5 项 · 条款改动 2 条."""
    said = []
    for row in counted:
        parts = [f"{word} {row[way]:,} {row['unit']}" for way, word in WAYS.items() if row[way]]
        said.append(f"{row['name']}{'、'.join(parts)}")
    return " · ".join(said)


def sections(compared: Compared, known: frozenset[str], opened: str, link: Callable[[str], str]) -> list[Row]:
    """Every sort that differs with its rows; `opened` is the sort that is listed whole, `link` where one opens it."""
    old = None if compared.older is None else Side(compared.older, compared.difference.day, known)
    new = Side(compared.newer, compared.difference.day, known)
    told = []
    for sort, (name, unit) in SORTS.items():
        part = getattr(compared.difference, sort)
        if not part:
            continue
        lists = []
        for way, entries, side in (
            ("changed", part.changed, new),
            ("added", part.added, new),
            ("ended", part.ended, old),
        ):
            shown = entries if opened == sort else entries[:MOST]
            rows = [_row(sort, way, entry, side, old) for entry in shown]
            more = (
                {"words": f"列出全部 {len(entries):,} {unit}", "href": link(sort)}
                if len(shown) < len(entries)
                else None
            )
            if entries:
                lists.append({"way": way, "title": f"{WAYS[way]} {len(entries):,} {unit}", "rows": rows, "more": more})
        told.append({"key": sort, "title": name, "lists": lists})
    return told


def _row(sort: str, way: str, entry: Any, side: Side | None, old: Side | None) -> Row:
    made: Row = {"name": entry.name, "href": None, "number": "", "clauses": [], "who": "", "clock": "", "note": ""}
    made |= {"changes": [], "state": _state(entry) if way == "changed" else None}
    if side is not None:
        made |= _ABOUT.get(sort, _brief)(side, entry.key)
    if way == "changed" and side is not None and old is not None:
        made["changes"] = [_change(sort, change, entry.key, old, side) for change in entry.changes]
    return made


def _state(changed: Any) -> tuple[str, str]:
    """What a change means for those who owe: chip and words."""
    if changed.binding:
        return "due", "重新起算"
    return ("exempt", "接着算，按新规定") if WEIGHTY.intersection(changed.fields) else ("exempt", "只改文字")


def _duty(side: Side, key: str) -> Row:
    duty = side.law.duties[key]
    return {
        "clauses": [side.chip(clause) for clause in duty.clauses],
        "who": _holder(side, duty.holder),
        "clock": words.clock(side.law, duty, side.on),
        "note": side.law.acts[duty.act].name,
    }


def _clause(side: Side, key: str) -> Row:
    clause = side.law.clauses[key]
    chip = side.chip(clause.id)
    who = "、".join(_function(side, holder) for holder in clause.holders)
    return {"number": key, "name": clause.heading, "href": chip["href"], "who": who, "note": clause.gist}


def _parameter(side: Side, key: str) -> Row:
    duties = asked_by(side.law, key)
    clauses = sorted({held.clause for held in side.law.parameters[key].values if held.clause})
    name = "判断条件或分档"
    if duties:
        some = f"「{duties[0].title}」" if len(duties) == 1 else f"「{duties[0].title}」等 {len(duties):,} 项义务"
        name = f"{some}的{'宽限' if duties[0].grace == key else '时限'}"
    return {
        "name": name,
        "who": key,
        "clauses": [side.chip(clause) for clause in clauses],
        "note": _values(side, key),
    }


def _brief(side: Side, key: str) -> Row:
    return {"number": key if key in side.law.headings else "", "note": ""}


_ABOUT: dict[str, Callable[[Side, str], Row]] = {"duties": _duty, "clauses": _clause, "parameters": _parameter}


def _change(sort: str, change: Any, key: str, old: Side, new: Side) -> Row:
    if sort == "parameters" and change.field in UNTOLD:
        return {"name": "说明", "before": "", "after": UNTOLD[change.field]}
    before, after = (
        _said(sort, change.field, value, key, side) for value, side in ((change.before, old), (change.after, new))
    )
    if before == after:
        after = f"{after}（写法或数的出处有改动）"
    return {"name": FIELDS.get(change.field, change.field), "before": before or NOTHING, "after": after or NOTHING}


def _said(sort: str, field: str, value: Any, key: str, side: Side) -> str:
    """A field's value in words; what has no words of its own is written out."""
    if sort == "duties" and field in _OF_DUTY:
        return _OF_DUTY[field](side, side.law.duties[key])
    if field in _WORDED:
        return _WORDED[field](side, value)
    if sort == "parameters" and field == "values":
        return _values(side, key)
    return _plain(value)


_OF_DUTY: dict[str, Callable[[Side, Any], str]] = {
    "holder": lambda side, duty: _holder(side, duty.holder),
    "clock": lambda side, duty: words.clock(side.law, duty, side.on),
    "grace": lambda side, duty: f"{side.law.asked(duty.grace, side.on)} 天",
    "clauses": lambda _, duty: "、".join(clause.partition("/")[2] for clause in duty.clauses),
    "asks": lambda _, duty: "、".join(ask.label for ask in duty.asks),
    "applies_if": lambda side, duty: "、".join(_condition(side, *each) for each in duty.applies_if),
}
_WORDED: dict[str, Callable[[Side, Any], str]] = {
    "role": lambda _, value: DutyRole(value).word if value else "",
    "matter": lambda side, value: _named(side.law.matters, value),
    "kind": lambda side, value: _named(side.law.kinds, value),
    "act": lambda side, value: _named(side.law.acts, value),
    "line": lambda side, value: _named(side.law.lines, value),
    "holders": lambda side, value: "、".join(_function(side, key) for key in value),
    "takers": lambda side, value: "、".join(_function(side, key) for key in value),
    "evidence": lambda _, value: "、".join(EVIDENCE.get(each, each) for each in value),
    "signed_by": lambda _, value: words.POST_WORDS.get(value, value) if value else "",
    "levels": lambda _, value: _levels(value),
    "confidence": lambda _, value: SETTERS.get(value, value),
    "asks": lambda _, value: "、".join(ask["label"] for ask in value),
}


def _holder(side: Side, holder: Any) -> str:
    functions = "、".join(_function(side, key) for key in holder.functions)
    post = f" {words.POST_WORDS.get(holder.post, holder.post)}" if holder.post else ""
    return f"{_levels(holder.levels)} · {functions}{post}"


def _levels(levels: Iterable[str]) -> str:
    order = list(words.LEVEL_WORDS)
    return "、".join(words.LEVEL_WORDS[level] for level in sorted(levels, key=order.index))


def _function(side: Side, key: str) -> str:
    return _named(side.law.functions, key)


def _named(things: Mapping[str, Any], key: str | None) -> str:
    return "" if key is None else things[key].name if key in things else key


def _condition(side: Side, fact: str, wanted: object) -> str:
    name = _named(side.law.facts, fact)
    return name if wanted is True else f"{name}为{_plain(wanted)}"


def _values(side: Side, key: str) -> str:
    """Every value of a parameter with the day from which it holds."""
    said = []
    for held in side.law.parameters[key].values:
        until = f"至 {held.until}" if held.until else "起"
        said.append(f"{held.since} {until}：{_value(side, held.value, side.law.parameters[key].unit)}")
    return "；".join(said)


def _value(side: Side, value: Any, unit: str) -> str:
    """A value of a dated parameter, as officers say it."""
    if not isinstance(value, Mapping):
        return f"{_plain(value)} {UNITS.get(unit, '')}".strip()
    if "every" in value:
        return f"{words.FREQUENCIES.get(value['every'], value['every'])} {value['at_least']} 次"
    if "when" in value:
        grounds = [_ground(side, ground) for ground in value["when"]]
        return ("，且" if value["combine"] == "all" else "，或").join(grounds)
    if "bands" in value:
        return "、".join(f"{each['from']} 起{GRADES.get(each['is'], each['is'])}" for each in value["bands"])
    if set(value) == {"from", "until"}:
        return f"{value['from']} 至 {value['until']}"
    return "，".join(SHAPES.get(name, "{}").format(_plain(each)) for name, each in value.items())


def _ground(side: Side, ground: Mapping[str, Any]) -> str:
    name, least = _named(side.law.facts, ground["fact"]), ground.get("at_least")
    if isinstance(least, Mapping):
        return f"{name}达到设置的数"
    return name if least is None else f"{name}不少于 {least}"


def _plain(value: Any) -> str:
    """A value without words of its own, written out."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return "，".join(f"{FIELDS.get(str(name), name)} {_plain(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return "、".join(_plain(each) for each in value)
    return str(value)
