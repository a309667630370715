"""Bodies, functions, posts and the law, as they bear on who owes what."""

from collections.abc import Iterator
from functools import lru_cache

from jinze.foundation.access.enums import PostRole
from jinze.foundation.access.models import Body, Post
from jinze.foundation.ledger.followers import Recorded
from jinze.judgement.duties.followers.masks import hold, recompute_obligation
from jinze.judgement.duties.models import Bound, Count, Held, Mask, Obligation, Seat
from jinze.judgement.duties.rules.applies import spans_owed
from jinze.judgement.duties.rules.conversion import duty_rule
from jinze.judgement.duties.rules.duty import DutyRule
from jinze.judgement.duties.rules.spans import Span
from jinze.kernel.canonical import canonical
from jinze.sources.queries.law import all_versions
from jinze.sources.rules.versions import DutyVersion

BODY = "body"
CONTENT = ("area", "line", "level", "role", "act", "every", "windows", "at_least", "grace_days")


def body_founded(recorded: Recorded) -> None:
    facts = recorded.facts
    body = Body.objects.get(key=facts.body)
    Bound.objects.create(body=body, level=facts.level, area=facts.area, since=facts.since)
    _settle(body)


def function_assigned(recorded: Recorded) -> None:
    facts = recorded.facts
    body = Body.objects.get(key=facts.body)
    Held.objects.create(body=body, function=facts.function, since=facts.since)
    _settle(body)


def function_ended(recorded: Recorded) -> None:
    facts = recorded.facts
    body = Body.objects.get(key=facts.body)
    Held.objects.filter(body=body, function=facts.function, since=facts.since).update(until=facts.until)
    _settle(body)


def post_created(recorded: Recorded) -> None:
    facts = recorded.facts
    body = Body.objects.get(key=facts.body)
    post = Post.objects.get(key=facts.post)
    Seat.objects.create(post=post, body=body, role=facts.role, since=facts.since)
    _settle(body)


def post_ended(recorded: Recorded) -> None:
    facts = recorded.facts
    Seat.objects.filter(post__key=facts.post).update(until=facts.until)
    _settle(Body.objects.get(key=facts.body))


def revision_adopted(recorded: Recorded) -> None:  # noqa: ARG001 - whatever changed, every body is looked at
    for bound in Bound.objects.select_related("body").order_by("id"):
        _settle(bound.body)


def _settle(body: Body) -> None:
    """Makes the obligations of a body what the law and its own facts say.

    A changed end moves no act. Whatever else changed, as by a revision that speaks from an earlier day than the one
    on which it is adopted, the obligation is reckoned anew from the acts.
    """
    bound = hold(body)
    if bound is None:
        return
    existing = {(o.duty, o.holder, o.since): o for o in Obligation.objects.filter(body=body)}
    for wanted in _wanted(body, bound):
        found = existing.pop((wanted.duty, wanted.holder, wanted.since), None)
        if found is not None and _content(found) != _content(wanted):
            _forget(found)
            found = None
        if found is None:
            wanted.save()
            recompute_obligation(wanted)
        elif found.until != wanted.until:
            found.until = wanted.until
            found.save(update_fields=["until"])
    for gone in existing.values():
        _forget(gone)


def _content(obligation: Obligation) -> tuple[object, ...]:
    return tuple(getattr(obligation, name) for name in CONTENT)


def _forget(obligation: Obligation) -> None:
    Mask.objects.filter(obligation=obligation).delete()
    Count.objects.filter(obligation=obligation).delete()
    obligation.delete()


def _wanted(body: Body, bound: Bound) -> Iterator[Obligation]:
    by_function = _versions_by_function(tuple(all_versions()))
    exists = [_span(bound)]
    seats = list(Seat.objects.filter(body=body).select_related("post"))
    days_held: dict[str, list[Span]] = {}
    for held in Held.objects.filter(body=body).order_by("id"):
        days_held.setdefault(held.function, []).append(_span(held))
    brought = {id(pair): pair for function in days_held for pair in by_function.get(function, ())}
    for version, rule in brought.values():
        if bound.level not in version.duty.holder.levels:
            continue
        held_on = [span for function in version.functions for span in days_held.get(function, ())]
        for post, days in _holders(version, seats):
            for span in spans_owed(rule, exists, held_on, *days):
                yield _obligation(version, rule, body, bound, post, span)


def _holders(version: DutyVersion, seats: list[Seat]) -> Iterator[tuple[Post | None, list[list[Span]]]]:
    """The body as a whole, or each post whose role the duty means, with the days it exists."""
    if version.duty.holder.post is None:
        yield None, []
        return
    for seat in seats:
        if version.duty.holder.post in PostRole(seat.role).counts_as:
            yield seat.post, [[_span(seat)]]


def _obligation(
    version: DutyVersion, rule: DutyRule, body: Body, bound: Bound, post: Post | None, span: Span
) -> Obligation:
    duty, rhythm = version.duty, rule.rhythm
    return Obligation(
        duty=duty.id,
        body=body,
        post=post,
        holder=BODY if post is None else post.key.hex,
        since=span.from_,
        until=span.until,
        area=bound.area,
        line=version.line,
        level=bound.level,
        role=duty.role,
        act=duty.act,
        every=rhythm.frequency,
        windows=canonical([[w.name, list(w.start), list(w.end)] for w in rhythm.windows]),
        at_least=rhythm.at_least,
        grace_days=rhythm.grace_days,
    )


@lru_cache(maxsize=4)
def _versions_by_function(
    versions: tuple[DutyVersion, ...],
) -> dict[str, tuple[tuple[DutyVersion, DutyRule], ...]]:
    """The duties that a function brings to a body as such.

    A body that holds several functions of one duty owes it once. Left out are duties without periods, duties counted
    for each object of a register, and those that ask for a fact of the body: no event states such facts yet, and a
    fact that is not stated meets no condition.
    """
    found: dict[str, list[tuple[DutyVersion, DutyRule]]] = {}
    for version in versions:
        if version.timing is not None and version.duty.per_object is None and not version.duty.applies_if:
            pair = (version, duty_rule(version))
            for function in version.functions:
                found.setdefault(function, []).append(pair)
    return {function: tuple(pairs) for function, pairs in found.items()}


def _span(row: Bound | Held | Seat) -> Span:
    return Span(row.since, row.until)
