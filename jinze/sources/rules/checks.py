"""What must hold between the parts of a law before anybody is judged by it."""

from collections.abc import Collection, Iterator
from itertools import pairwise

from jinze.foundation.access.enums import Level, PostRole
from jinze.kernel.periods import Frequency, calendar
from jinze.sources.rules.law import Duty, Law, Parameter

LEVELS = frozenset(level.value for level in Level)
POSTS = frozenset().union(*(role.counts_as for role in PostRole))


def faults(law: Law) -> Iterator[str]:
    """Every name that leads nowhere, every table with a hole, every rhythm that no calendar can keep."""
    for heading in law.headings.values():
        yield from _unknown(f"headings.yaml {heading.path}", "职能", heading.holders, law.functions)
    for clause in law.clauses.values():
        yield from _unknown(clause.id, "职能", clause.holders, law.functions)
    for function in law.functions.values():
        yield from _unknown(f"functions.yaml {function.key}", "条线", (function.line,), law.lines)
        yield from _unknown(f"functions.yaml {function.key}", "层级", sorted(function.levels), LEVELS)
    for parameter in law.parameters.values():
        yield from _holes(parameter, law)
    for duty in law.duties.values():
        yield from _names(duty, law)
        yield from _rhythm(duty, law)


def _unknown(what: str, kind: str, names: Collection[str], known: Collection[str]) -> Iterator[str]:
    return (f"{what}：没有{kind} {name}" for name in names if name not in known)


def _names(duty: Duty, law: Law) -> Iterator[str]:
    paths = tuple(clause.partition("/")[2] for clause in duty.clauses)
    yield from _unknown(duty.id, "条款", paths, law.clauses)
    yield from _unknown(duty.id, "职能", (duty.holder.function,), law.functions)
    yield from _unknown(duty.id, "履职种类", (duty.act,), law.acts)
    yield from _unknown(duty.id, "参数", (duty.grace,), law.parameters)
    posts = [post for post in (duty.holder.post, duty.signed_by) if post is not None]
    yield from _unknown(duty.id, "岗位", posts, POSTS)
    function = law.functions.get(duty.holder.function)
    if function is not None:
        kind = f"职能 {function.key} 的层级"
        yield from _unknown(duty.id, kind, sorted(duty.holder.levels), function.levels)
    if not duty.clauses:
        yield f"{duty.id}：没有条款"
    if not duty.holder.levels:
        yield f"{duty.id}：没有层级"


def _rhythm(duty: Duty, law: Law) -> Iterator[str]:
    if duty.at_least < 1:
        yield f"{duty.id}：次数 {duty.at_least} 不对，至少一次"
    if (duty.every is Frequency.WINDOW) != bool(duty.windows):
        yield f"{duty.id}：时段与频次对不上"
    else:
        try:
            calendar(duty.every, duty.windows)
        except ValueError as wrong:
            yield f"{duty.id}：时段不对，{wrong}"
    for held in law.parameters[duty.grace].values if duty.grace in law.parameters else ():
        if isinstance(held.value, bool) or not isinstance(held.value, int) or held.value < 0:
            yield f"{duty.id}：参数 {duty.grace} 自 {held.since} 起的值 {held.value} 不是天数"


def _holes(parameter: Parameter, law: Law) -> Iterator[str]:
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
