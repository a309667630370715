"""Which duties bind a body, and why: every condition is answered with the fact that met it or did not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from jinze.judgement.duties.rules.duty import DutyRule
from jinze.judgement.duties.rules.spans import Span, common

IN_FORCE = "in_force"
FUNCTION = "function"
LEVEL = "level"
POST = "post"


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """A body on one day: its level, the functions it holds, the posts it has, and its other facts by name."""

    level: str
    functions: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition of a duty: the clause that sets it, the fact asked for, the body's value, and the wanted.

    `value` is a sorted tuple where a body may have several (functions, posts), the day for `in_force`, and
    None for a fact the body does not state; `wanted` is a sorted tuple where any of several will do, a `Span`
    for `in_force`.
    """

    clause: str
    fact: str
    value: object
    wanted: object
    holds: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether one duty binds the body, with every condition, met and unmet."""

    rule: DutyRule
    reasons: tuple[Reason, ...]

    @property
    def applies(self) -> bool:
        return all(reason.holds for reason in self.reasons)

    @property
    def lacks_post(self) -> bool:
        """The duty would bind but for the post it names: nobody answers for it until that post exists."""
        return [reason.fact for reason in self.reasons if not reason.holds] == [POST]


def find(rule: DutyRule, body: BodyFacts, on: date) -> Finding:
    """Hold one duty against a body on a day. A fact that the body does not state meets no condition."""
    clause, holder = rule.clauses[0], rule.holder
    reasons = [Reason(clause, IN_FORCE, on, rule.in_force, on in rule.in_force)]
    if holder.functions:
        held = tuple(sorted(body.functions))
        any_held = not body.functions.isdisjoint(holder.functions)
        reasons.append(Reason(clause, FUNCTION, held, holder.functions, any_held))
    if holder.levels:
        levels = tuple(sorted(holder.levels))
        reasons.append(Reason(clause, LEVEL, body.level, levels, body.level in holder.levels))
    if holder.post is not None:
        posts = tuple(sorted(body.posts))
        reasons.append(Reason(clause, POST, posts, holder.post, holder.post in body.posts))
    for fact, wanted in rule.applies_if.items():
        value = body.facts.get(fact)
        reasons.append(Reason(clause, fact, value, wanted, _meets(value, wanted)))
    return Finding(rule, tuple(reasons))


def duties_of(rules: Iterable[DutyRule], body: BodyFacts, on: date) -> tuple[Finding, ...]:
    """The duties that bind `body` on the day `on`, in the order of the law, each with its reasons."""
    findings = (find(rule, body, on) for rule in rules)
    return tuple(finding for finding in findings if finding.applies)


def spans_owed(rule: DutyRule, *held: Iterable[Span]) -> tuple[Span, ...]:
    """The spans of the obligations that a duty makes: its days in force, common with every set of days given.

    Each of `held` is one condition's days: the function held, the post existing, the facts true.
    """
    return common((rule.in_force,), *held)


def _meets(value: object, wanted: object) -> bool:
    options = wanted if isinstance(wanted, tuple) else (wanted,)
    # True is 1 to Python, but a fact "1" of the law is no yes
    return any(type(value) is type(option) and value == option for option in options)
