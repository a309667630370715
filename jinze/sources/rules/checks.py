"""What must hold between the parts of a law before anybody is judged by it."""

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise

from jinze.foundation.access.enums import Level, PostRole
from jinze.kernel.periods import Frequency, calendar
from jinze.sources.rules.clocks import Continuous, Every, Standing, events_of, parameters_of
from jinze.sources.rules.conditions import is_condition
from jinze.sources.rules.law import Duty, Law, Parameter, ParameterValue
from jinze.sources.rules.values import faults_of, holes

LEVELS = frozenset(level.value for level in Level)
POSTS = frozenset().union(*(role.counts_as for role in PostRole))
PLAIN_RECORD = "record"
"""The act that says what was done and no more: it is open to everyone and discharges no duty with a clock."""
LONGEST_KEY = 64
"""Characters of a key of the law; ids of duties, which hold the instrument's key too, have room for `LONGEST_ID`."""
LONGEST_ID = 120
MOST_ALIKE = 15
"""More duties with one act, one proof and one clock than this are no reading of clauses any more, but a template."""


def faults(law: Law) -> Iterator[str]:
    """Every name that leads nowhere, every table with a hole, every rhythm that no calendar can keep."""
    for heading in law.headings.values():
        yield from _unknown(f"headings.yaml {heading.path}", "职能", heading.holders, law.functions)
    for clause in law.clauses.values():
        yield from _unknown(clause.id, "职能", clause.holders, law.functions)
        if clause.reason and clause.id in law.duties_by_clause:
            yield f"{clause.id}：写了没有义务的理由，却有义务"
    for function in law.functions.values():
        yield from _unknown(f"functions.yaml {function.key}", "条线", (function.line,), law.lines)
        yield from _unknown(f"functions.yaml {function.key}", "层级", sorted(function.levels), LEVELS)
        if function.takes:
            yield from _unknown(f"functions.yaml {function.key}", "职能", (function.takes.function,), law.functions)
            asked = [name for name, _ in function.takes.facts]
            yield from _unknown(f"functions.yaml {function.key}", "事实", asked, law.facts)
    for parameter in law.parameters.values():
        yield from _values(parameter, law)
    yield from _too_long(law)
    for duty in law.duties.values():
        yield from _names(duty, law)
        yield from _clock(duty, law)
    yield from _alike(law)


def _unknown(what: str, kind: str, names: Collection[str], known: Collection[str]) -> Iterator[str]:
    return (f"{what}：没有{kind} {name}" for name in names if name not in known)


def _too_long(law: Law) -> Iterator[str]:
    keys = (*law.functions, *law.lines, *law.events, *law.facts, *law.matters, *law.kinds, *law.acts, *law.parameters)
    yield from (f"{key}：名称有 {len(key)} 个字符，最多 {LONGEST_KEY} 个" for key in keys if len(key) > LONGEST_KEY)
    yield from (f"{key}：编号有 {len(key)} 个字符，最多 {LONGEST_ID} 个" for key in law.duties if len(key) > LONGEST_ID)


def _names(duty: Duty, law: Law) -> Iterator[str]:
    paths = tuple(clause.partition("/")[2] for clause in duty.clauses)
    yield from _unknown(duty.id, "条款", paths, law.clauses)
    yield from _unknown(duty.id, "职能", duty.holder.functions, law.functions)
    yield from _unknown(duty.id, "履职种类", (duty.act,), law.acts)
    yield from _unknown(duty.id, "参数", (duty.grace,), law.parameters)
    if law.matters:
        yield from _unknown(duty.id, "事", (duty.matter,) if duty.matter else (), law.matters)
    if law.facts:
        yield from _unknown(duty.id, "事实", [name for name, _ in duty.applies_if], law.facts)
    posts = [post for post in (duty.holder.post, duty.signed_by) if post is not None]
    yield from _unknown(duty.id, "岗位", posts, POSTS)
    for function in (law.functions[key] for key in duty.holder.functions if key in law.functions):
        kind = f"职能 {function.key} 的层级"
        yield from _unknown(duty.id, kind, sorted(duty.holder.levels), function.levels)
    for missing, what in ((duty.clauses, "条款"), (duty.holder.functions, "职能"), (duty.holder.levels, "层级")):
        if not missing:
            yield f"{duty.id}：没有{what}"


def _clock(duty: Duty, law: Law) -> Iterator[str]:
    asked = parameters_of(duty.clock)
    yield from _unknown(duty.id, "参数", [name for name, _ in asked], law.parameters)
    for name, shape in ((duty.grace, "grace"), *asked):
        for held in law.parameters[name].values if name in law.parameters else ():
            if wrong := faults_of(shape, held.value):
                yield f"{duty.id}：参数 {name} 自 {held.since} 起的{wrong}"
    yield from _unknown(duty.id, "情形", events_of(duty.clock), law.events)
    if isinstance(duty.clock, Continuous):
        during = law.events.get(duty.clock.during)
        if during is not None and not during.period:
            yield f"{duty.id}：{during.key} 不是一段时间"
    if duty.act == PLAIN_RECORD and not isinstance(duty.clock, Standing):
        yield f"{duty.id}：一般履职记录不能履行有时限的义务"
    if isinstance(duty.clock, Every):
        yield from _every(duty, duty.clock, law)


def _every(duty: Duty, every: Every, law: Law) -> Iterator[str]:
    if every.at_least < 1:
        yield f"{duty.id}：次数 {every.at_least} 不对，至少一次"
    if (every.frequency is Frequency.WINDOW) != bool(every.windows):
        yield f"{duty.id}：时段与频次对不上"
        return
    if every.within and not every.follows:
        yield f"{duty.id}：写了期限，没有写从什么情形起算"
    days = {held.since for window in every.windows for held in _values_of(window.parameter, law)}
    for day in sorted(days):
        try:
            timing = law.timing(duty, day)
            calendar(every.frequency, timing.windows if timing else ())
        except LookupError:
            continue  # another window's parameter begins later: its hole is told by itself
        except (ValueError, TypeError) as wrong:
            yield f"{duty.id}：时段不对，{wrong}"
            return


def _values_of(name: str, law: Law) -> tuple[ParameterValue, ...]:
    return law.parameters[name].values if name in law.parameters else ()


def _alike(law: Law) -> Iterator[str]:
    """Clauses that differ must not be read as one template, unless they are said to be of one kind."""
    own = [duty for duty in law.duties.values() if duty.kind is None]
    for (act, _, _), count in Counter((duty.act, duty.evidence, duty.clock) for duty in own).items():
        if count > MOST_ALIKE:
            yield f"duties/：{act} 有 {count} 项义务一个样，超过 {MOST_ALIKE} 项，请设为共性义务"


def _values(parameter: Parameter, law: Law) -> Iterator[str]:
    file = f"parameters/{parameter.name}.yaml"
    yield from _days(parameter, law)
    for held in parameter.values:
        yield from (f"{file}：{wrong}" for wrong in holes(held.value))
    if parameter.values and is_condition(parameter):
        yield from (f"{file}：{wrong}" for wrong in _condition(parameter, law))


def _condition(parameter: Parameter, law: Law) -> Iterator[str]:
    for held in parameter.values:
        if wrong := faults_of("condition", held.value):
            yield f"{held.since} 起的{wrong}"
            continue
        grounds = held.value["when"]
        yield from _unknown(f"{held.since} 起的值", "事实", [ground["fact"] for ground in grounds], law.facts)
        linked = [held.value["combine"], *(ground.get("at_least") for ground in grounds)]
        names = [said["parameter"] for said in linked if isinstance(said, dict)]
        yield from _unknown(f"{held.since} 起的值", "参数", names, law.parameters)


def _days(parameter: Parameter, law: Law) -> Iterator[str]:
    """A day in force without a value, or with two, would be a day on which the duties that use it bind nobody."""
    file, since, until = f"parameters/{parameter.name}.yaml", law.instrument.since, law.instrument.until
    if not parameter.values:
        yield f"{file}：没有值"
        return
    first, last = parameter.values[0], parameter.values[-1]
    if first.since > since:
        yield f"{file}：{since} 至 {first.since} 之间没有值"
    if last.until is not None and (until is None or last.until < until):
        yield f"{file}：{last.until} 之后没有值"
    for earlier, later in pairwise(parameter.values):
        if earlier.until != later.since:
            yield f"{file}：{earlier.until} 至 {later.since} 之间没有值，或有两个值"
    for held in parameter.values:
        if held.until is not None and held.until <= held.since:
            yield f"{file}：{held.since} 至 {held.until} 没有一天"
