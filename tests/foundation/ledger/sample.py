"""A small room for tests: two tables, three actions, and followers that can be told to fail."""

import json
import sys
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models

from jinze.foundation.ledger import followers
from jinze.foundation.ledger.actions.recording import Fact, action, seal
from jinze.foundation.ledger.enums import Follow
from jinze.foundation.ledger.followers import Projection, Recorded
from jinze.foundation.ledger.jobs.rebuild import rebuild
from jinze.foundation.ledger.models import KeyField
from jinze.foundation.ledger.rules.kinds import Code, Facts, Sealed, registered
from jinze.kernel.acting import Acting
from jinze.kernel.keys import new_key

OFFICER = Acting(
    person=UUID("01890000-0000-7000-8000-000000000001"),
    post=UUID("01890000-0000-7000-8000-000000000002"),
    body=UUID("01890000-0000-7000-8000-000000000003"),
    area="410305",
)
AT = datetime(2026, 3, 2, 1, 30, 0, 123456, tzinfo=UTC)


class Visit(models.Model):
    """The register that the actions write."""

    key = KeyField(unique=True)
    place = models.CharField(max_length=40)
    people = models.IntegerField()

    class Meta:
        app_label = "sample"


class Tally(models.Model):
    """The projection: visits and people by place."""

    place = models.CharField(max_length=40, unique=True)
    visits = models.IntegerField(default=0)
    people = models.IntegerField(default=0)

    class Meta:
        app_label = "sample"


class Line(models.Model):
    """The later projection: a line for each visit, in the order in which they were read."""

    event = KeyField(unique=True)
    number = models.IntegerField()

    class Meta:
        app_label = "sample"


TABLES = (Visit, Tally, Line)


@registered("visit.paid", wording="到{place}走访，{people} 人")
class Paid(Facts):
    place: Code
    people: int
    why: Sealed


@registered("round.made", wording="巡了 {visits} 处")
class Made(Facts):
    visits: int


@action("visit.paid")
def pay(*, acting: Acting, at: datetime, place: str, people: int, why: str = "", **more: Any) -> Fact:
    """Writes a row, seals a text, records the visit; `more` goes into the fact."""
    visit = Visit.objects.create(key=new_key(), place=place, people=people)
    facts = Paid(place=place, people=people, why=seal(why))
    told = {"area": "410305", "body": acting.body, "clauses": ("sample-1/1.2", "sample-1/1.3"), **more}
    return Fact(facts, ("visit", visit.key), **told)


@action("round.made")
def go_round(*, acting: Acting, at: datetime, places: list[str], then_fail: bool = False) -> Fact:
    """Pays a visit to each place inside one act."""
    for place in places:
        pay(acting=acting, at=at, place=place, people=1)
    if then_fail:
        raise ArithmeticError("the outer act fails after its inner ones")
    return Fact(Made(visits=len(places)), ("round", None))


@action("visit.lied")
def lie(*, acting: Acting, at: datetime) -> Fact:
    """Announces one kind and records another."""
    return Fact(Made(visits=0), ("round", None))


def count(recorded: Recorded) -> None:
    tally, _ = Tally.objects.get_or_create(place=recorded.facts.place)
    tally.visits += 1
    tally.people += recorded.facts.people
    tally.save()


def line_up(recorded: Recorded) -> None:
    Line.objects.create(event=recorded.key, number=Line.objects.count() + 1)


TALLIES = Projection("tallies", ("visit.*",), Follow.INLINE, count, {Tally: (("place",), ("visits", "people"))})
LINES = Projection("lines", ("visit.paid",), Follow.LATER, line_up, {Line: (("event",), ("number",))})


def register() -> None:
    """Only these two follow, whatever other rooms have registered."""
    followers._projections.clear()
    followers.follow(TALLIES)
    followers.follow(LINES)


def make_tables() -> None:
    with connection.schema_editor() as editor:
        for model in TABLES:
            editor.create_model(model)


def main() -> None:
    """Another process: rebuilds, and prints what came out."""
    register()
    results = rebuild(keep=sys.argv[1] == "keep")
    print(json.dumps([{"name": r.name, "same": r.same, "rows": r.rows, "differences": r.differences} for r in results]))
