"""What the duty engine must say, worked out again from the law and the records, day by day and without its code."""

from datetime import date, timedelta

from django.db.models import Q

from jinze.cases.deed.models import Deed
from jinze.foundation.access.enums import PostRole
from jinze.foundation.access.models import Body, FunctionHeld, Post
from jinze.judgement.duties.models import Obligation
from jinze.kernel.days import day_of
from jinze.kernel.periods import calendar
from jinze.sources.queries.law import all_versions
from jinze.sources.rules.versions import DutyVersion
from tests.support.duties import rhythm_in

Bond = tuple[str, int, int | None]  # duty id, body, post


def bonds_on(day: date) -> set[Bond]:
    """Who owes what on a day: functions held, posts standing, versions in force."""
    live = Q(until=None) | Q(until__gt=day)
    versions = [v for v in all_versions() if v.since <= day and (v.until is None or day < v.until)]
    found: set[Bond] = set()
    for held in FunctionHeld.objects.filter(live, since__lte=day).select_related("body"):
        if held.body.since <= day:
            for version in (v for v in versions if v.timing is not None):
                found |= _bonds(version, held.body, held.function, day)
    return found


def _bonds(version: DutyVersion, body: Body, function: str, day: date) -> set[Bond]:
    holder = version.duty.holder
    if function not in version.functions or body.level not in holder.levels:
        return set()
    if holder.post is None:
        return {(version.duty.id, body.pk, None)}
    live = Q(until=None) | Q(until__gt=day)
    return {
        (version.duty.id, body.pk, post.pk)
        for post in Post.objects.filter(live, body=body, since__lte=day)
        if holder.post in PostRole(post.role).counts_as
    }


def stored_bonds_on(day: date) -> list[Bond]:
    """Who owes what on a day as the engine has stored it, sorted; a duty owed twice stands twice."""
    live = Q(until=None) | Q(until__gt=day)
    rows = Obligation.objects.filter(live, since__lte=day)
    return sorted(rows.values_list("duty", "body_id", "post_id"), key=str)


def figures_on(row: Obligation, on: date) -> dict[str, int]:
    """The figures of one obligation on a day, period by period from the deeds themselves."""
    rhythm = rhythm_in(row)
    periods = calendar(rhythm.frequency, rhythm.windows)
    figures = dict.fromkeys(("expected", "on_time", "late", "due", "overdue", "exempt"), 0)
    for ordinal in range(periods.first_opening(row.since), periods.last_opened(on) + 1):
        start, end = periods.bounds(ordinal)
        if row.until is not None and end > row.until:
            break
        deadline = end + timedelta(days=row.grace_days - 1)
        worth = [_worth(deed, row, ordinal, start, end, deadline) for deed in _deeds(row)]
        if worth.count("on_time") >= row.at_least:
            state = "on_time"
        elif worth.count("on_time") + worth.count("late") >= row.at_least:
            state = "late"
        else:
            state = "overdue" if on > deadline else "due"
        figures[state] += 1
        figures["expected"] += 1
    return figures


def _deeds(row: Obligation) -> list[Deed]:
    found = Deed.objects.filter(body=row.body_id, act=row.act, voided_at=None)
    return list(found if row.post_id is None else found.filter(post=row.post_id))


def _worth(deed: Deed, row: Obligation, ordinal: int, start: date, end: date, deadline: date) -> str:
    occurred, recorded = day_of(deed.occurred_at), day_of(deed.recorded_at)
    named = deed.against if deed.against_duty == row.duty else None
    meant = start <= occurred < end if named is None else named == ordinal and start <= occurred
    if not meant:
        return ""
    return "on_time" if occurred < end and recorded <= deadline else "late"
