"""Which duties bind a body, and the reasons given."""

from dataclasses import replace
from datetime import date

import pytest

from jinze.judgement.duties.rules.applies import BodyFacts, Reason, duties_of, find, spans_owed
from jinze.judgement.duties.rules.duty import DutyRule, Holder, Rhythm
from jinze.judgement.duties.rules.spans import Span
from jinze.kernel.periods import Frequency

ON = date(2026, 3, 1)
CLAUSE = "example-2020-1/1.7"
FORCE = Span(date(2020, 1, 1), date(2027, 1, 1))
MEETING = DutyRule(
    id="example-2020-1/1.7-meeting",
    clauses=(CLAUSE, "example-2020-1/1.8"),
    holder=Holder(("government", "office"), frozenset({"city", "county"}), "principal"),
    rhythm=Rhythm(Frequency.QUARTER, at_least=1, grace_days=5),
    in_force=FORCE,
    applies_if={"kind": ("mine", "works"), "shifts": 1},
)
BODY = BodyFacts(
    level="county",
    functions=frozenset({"government", "archive"}),
    posts=frozenset({"principal"}),
    facts={"kind": "mine", "shifts": 1},
)


def test_a_duty_that_binds_gives_every_condition_with_clause_fact_and_value() -> None:
    finding = find(MEETING, BODY, ON)
    assert finding.applies
    assert finding.reasons == (
        Reason(CLAUSE, "in_force", ON, FORCE, holds=True),
        Reason(CLAUSE, "function", ("archive", "government"), ("government", "office"), holds=True),
        Reason(CLAUSE, "level", "county", ("city", "county"), holds=True),
        Reason(CLAUSE, "post", ("principal",), "principal", holds=True),
        Reason(CLAUSE, "kind", "mine", ("mine", "works"), holds=True),
        Reason(CLAUSE, "shifts", 1, 1, holds=True),
    )


@pytest.mark.parametrize(
    ("body", "fact"),
    [
        (replace(BODY, functions=frozenset({"archive"})), "function"),
        (replace(BODY, level="village"), "level"),
        (replace(BODY, posts=frozenset()), "post"),
        (replace(BODY, facts={"kind": "school", "shifts": 1}), "kind"),
        (replace(BODY, facts={"kind": "mine"}), "shifts"),
        (replace(BODY, facts={"kind": "mine", "shifts": True}), "shifts"),
    ],
    ids=["function", "level", "post", "another value", "a fact not stated", "yes is not one"],
)
def test_one_unmet_condition_unbinds_and_is_named(body: BodyFacts, fact: str) -> None:
    finding = find(MEETING, body, ON)
    assert not finding.applies
    assert [reason.fact for reason in finding.reasons if not reason.holds] == [fact]
    assert finding.lacks_post is (fact == "post")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_duty_binds_only_on_days_it_is_in_force(on: date, expected: bool) -> None:
    assert find(MEETING, BODY, on).applies is expected


def test_a_body_that_lacks_more_than_the_post_does_not_merely_lack_the_post() -> None:
    assert not find(MEETING, replace(BODY, posts=frozenset(), level="village"), ON).lacks_post
    assert not find(MEETING, BODY, ON).lacks_post


def test_duties_of_a_body_come_in_the_order_of_the_law() -> None:
    anyone = replace(MEETING, id="example-2020-1/2-all", holder=Holder(), applies_if={})
    other = replace(MEETING, id="example-2020-1/3-other", holder=Holder("police"))
    found = duties_of([anyone, other, MEETING], BODY, ON)
    assert [finding.rule.id for finding in found] == [anyone.id, MEETING.id]
    assert [reason.fact for reason in found[0].reasons] == ["in_force"]


def test_spans_owed_are_the_days_on_which_every_condition_held() -> None:
    function = [Span(date(2019, 1, 1), date(2022, 1, 1)), Span(date(2023, 1, 1))]
    post = [Span(date(2021, 6, 1))]
    assert spans_owed(MEETING, function, post) == (
        Span(date(2021, 6, 1), date(2022, 1, 1)),
        Span(date(2023, 1, 1), date(2027, 1, 1)),
    )
    assert spans_owed(MEETING) == (FORCE,)
    assert spans_owed(MEETING, function, []) == ()


def test_a_duty_without_a_clause_is_refused() -> None:
    with pytest.raises(ValueError, match="names no clause"):
        replace(MEETING, clauses=())
