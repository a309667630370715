from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.sources.rules.difference import Change, Difference, Part, difference
from jinze.sources.rules.law import Law
from jinze.sources.rules.reading import read_law
from jinze.sources.rules.versions import versions
from tests.support.law import INSTRUMENT, duty_row, grace, small_law

DAY = date(2022, 1, 1)
BEFORE = DAY - timedelta(days=1)
ROWS = [
    duty_row("1.1-a"),
    duty_row("1.1-a", title="另一个名称"),
    duty_row("1.1-a", every="quarter"),
    duty_row("1.1-a", every=None, regular="often"),
    duty_row("1.1-a", every=None, on="accident.reported", within="soon"),
    duty_row("1.1-a", post="principal"),
    duty_row("1.1-a", act="note"),
    duty_row("1.1-a", levels=("city", "county")),
    duty_row("1.1-a", on_failure="通报"),
    duty_row("1.2-b"),
    duty_row("1.2-b", evidence=["minutes"]),
    duty_row("1.2-b", function=["government", "roads"]),
    duty_row("1.3-c", function="works", levels=("enterprise",)),
    duty_row("1.3-c", function="works", levels=("enterprise",), applies_if={"size": "large"}),
    duty_row("1.3-c", function="works", levels=("enterprise",), every=None, standing="now_and_then"),
    duty_row("1.10-d", clauses=["1.2"]),
]
GRACES = [
    grace(("2020-01-01", None, 5)),
    grace(("2020-01-01", None, 6)),
    grace(("2020-01-01", "2023-01-01", 5), ("2023-01-01", None, 6)),
]


def duty_id(slug: str) -> str:
    return f"{INSTRUMENT}/{slug}"


def law(*duties: Any, **files: Any) -> Law:
    return read_law(small_law(*duties, **files))


@st.composite
def laws(draw: st.DrawFn) -> Law:
    """Some of the rows, one of each id at most, under one of the graces."""
    chosen = {row["id"]: row for row in draw(st.lists(st.sampled_from(ROWS)))}
    return law(*chosen.values(), **{"parameters/grace_days.yaml": draw(st.sampled_from(GRACES))})


def applied(ids: set[str], part: Part) -> set[str]:
    gone = {entry.key for entry in part.ended}
    return (ids - gone) | {entry.key for entry in part.added}


def turned(part: Part) -> Part:
    changed = (
        replace(each, name="", changes=tuple(Change(c.field, c.after, c.before) for c in each.changes))
        for each in part.changed
    )
    return Part(part.ended, tuple(changed), part.added)


def nameless(part: Part) -> Part:
    return replace(part, changed=tuple(replace(each, name="") for each in part.changed))


@given(laws())
def test_a_law_against_itself_changes_nothing(one: Law) -> None:
    found = difference(one, one, DAY)
    assert (found.is_empty, found.figures()) == (True, {})


@given(laws(), laws())
def test_what_is_added_and_ended_leads_from_the_old_ids_to_the_new(old: Law, new: Law) -> None:
    found = difference(old, new, DAY).duties
    assert applied(set(old.duties), found) == set(new.duties)
    assert {each.key for each in found.changed} <= set(old.duties) & set(new.duties)
    for each in found.changed:
        assert each.changes
        assert all(change.before != change.after for change in each.changes)


@given(laws(), laws())
def test_the_other_way_round_added_is_ended_and_before_is_after(old: Law, new: Law) -> None:
    there, back = difference(old, new, DAY), difference(new, old, DAY)
    for name, part in there.parts().items():
        assert turned(part) == nameless(back.parts()[name]), name


@given(laws(), laws())
def test_nothing_is_found_only_where_the_laws_are_equal(old: Law, new: Law) -> None:
    assert difference(old, new, DAY).is_empty == (replace(old, digest="") == replace(new, digest=""))


@given(laws(), laws())
def test_a_changed_duty_is_binding_where_its_versions_are_cut_on_the_day(old: Law, new: Law) -> None:
    cut = {v.duty.id for v in versions([(BEFORE, old), (DAY, new)]) if v.since == DAY and v.duty.id in old.duties}
    changed = difference(old, new, DAY).duties.changed
    assert {each.key for each in changed if each.binding} == cut


def test_no_law_before_means_that_everything_is_added() -> None:
    one = law(duty_row("1.1-a"))
    found = difference(None, one, DAY)
    assert [entry.key for entry in found.clauses.added] == ["1.1", "1.2", "1.3"]
    assert [(entry.key, entry.name) for entry in found.duties.added] == [(duty_id("1.1-a"), "义务1.1-a")]
    assert found.instrument.added[0].name == "试行安全生产职责"
    assert difference(one, None, DAY).duties == Part((), (), found.duties.added)
    assert difference(None, None, DAY).is_empty


def the_change(found: Difference) -> tuple[tuple[Change, ...], bool]:
    [changed] = found.duties.changed
    return changed.changes, changed.binding


@pytest.mark.parametrize(
    ("changes", "field", "before", "after", "binding"),
    [
        ({"title": "新名称"}, "title", "义务1.1-a", "新名称", False),
        ({"role": "lead"}, "role", "own", "lead", False),
        ({"matter": "talk"}, "matter", None, "talk", False),
        ({"evidence": ["minutes", "list"]}, "evidence", ["record"], ["minutes", "list"], False),
        ({"signed_by": "principal"}, "signed_by", None, "principal", False),
        ({"on_failure": "通报"}, "on_failure", "提醒", "通报", False),
        ({"applies_if": {"size": "large"}}, "applies_if", [], [["size", "large"]], True),
        ({"act": "note"}, "act", "check", "note", True),
        ({"at_least": 2}, "clock", {"every": "month", "at_least": 1}, {"every": "month", "at_least": 2}, True),
        (
            {"every": None, "before": "holiday", "lead": "ahead"},
            "clock",
            {"every": "month", "at_least": 1},
            {"before": {"event": "holiday", "lead_days": 3, "parameter": "ahead"}},
            True,
        ),
        (
            {"post": "principal"},
            "holder",
            {"functions": ["government"], "levels": ["county"], "post": None},
            {"functions": ["government"], "levels": ["county"], "post": "principal"},
            True,
        ),
    ],
)
def test_a_changed_field_of_a_duty_is_told_before_and_after(
    changes: dict[str, Any], field: str, before: Any, after: Any, binding: bool
) -> None:
    found = difference(law(duty_row("1.1-a")), law(duty_row("1.1-a", **changes)), DAY)
    assert the_change(found) == ((Change(field, before, after),), binding)
    assert {name for name, part in found.parts().items() if part} == {"duties"}


def test_a_number_in_a_parameter_changes_the_clocks_that_ask_it() -> None:
    row = duty_row("1.1-a", every=None, on="accident.reported", within="soon")
    soon = small_law()["parameters/soon.yaml"]
    sooner = {**soon, "values": [{**soon["values"][0], "value": {"within_days": 3}}]}
    found = difference(law(row), law(row, **{"parameters/soon.yaml": sooner}), DAY)
    before = {"on": "accident.reported", "within": {"days": 7, "parameter": "soon"}}
    after = {"on": "accident.reported", "within": {"days": 3, "parameter": "soon"}}
    assert the_change(found)[0] == (Change("clock", before, after),)
    [parameter] = found.parameters.changed
    assert (parameter.key, parameter.fields) == ("soon", ("values",))
    assert parameter.changes[0].after[0] == {
        "since": "2020-01-01",
        "until": None,
        "value": {"within_days": 3},
        "clause": None,
    }


def test_a_grace_is_that_of_the_day() -> None:
    later = {"parameters/grace_days.yaml": grace(("2020-01-01", "2023-01-01", 5), ("2023-01-01", None, 6))}
    old, new = law(duty_row("1.1-a")), law(duty_row("1.1-a"), **later)
    assert not difference(old, new, DAY).duties
    [changed] = difference(old, new, date(2023, 1, 1)).duties.changed
    days = {"parameter": "grace_days", "days": 5}, {"parameter": "grace_days", "days": 6}
    assert changed.changes == (Change("grace", *days),)
    assert changed.binding


def test_a_function_that_takes_duties_over_changes_them() -> None:
    functions = small_law()["functions.yaml"]
    taking = [*functions[:1], {**functions[1], "takes": {"function": "government", "clause": "1.2"}}, functions[2]]
    found = difference(law(duty_row("1.1-a")), law(duty_row("1.1-a"), **{"functions.yaml": taking}), DAY)
    assert the_change(found) == ((Change("takers", [], ["roads"]),), True)
    assert [each.key for each in found.functions.changed] == ["roads"]


def test_a_changed_clause_is_told_by_its_fields() -> None:
    clauses = small_law()["clauses/1.yaml"]
    clauses[0] |= {"gist": "每月开会。", "holder": "roads", "role": "lead"}
    clauses[1] = {**clauses[1], "path": "1.10"}
    found = difference(law(), law(**{"clauses/1.yaml": clauses}), DAY).clauses
    assert [entry.key for entry in found.added] == ["1.10"]
    assert [entry.key for entry in found.ended] == ["1.2"]
    assert [each.fields for each in found.changed] == [("gist", "holders", "role")]


def test_keys_stand_in_the_order_of_the_document() -> None:
    rows = [duty_row(f"{path}-x", clauses=["1.1"]) for path in ("1.10", "1.9", "1.2.10", "1.2.9")]
    found = difference(None, law(*rows), DAY)
    wanted = ["1.2.9-x", "1.2.10-x", "1.9-x", "1.10-x"]
    assert [entry.key for entry in found.duties.added] == list(map(duty_id, wanted))


def test_a_day_outside_the_instrument_is_read_as_the_nearest_inside() -> None:
    instrument = {**small_law()["instrument.yaml"], "in_force": {"from": "2020-01-01", "until": "2021-01-01"}}
    over = {"instrument.yaml": instrument, "parameters/grace_days.yaml": grace(("2020-01-01", "2021-01-01", 5))}
    one = law(duty_row("1.1-a"), **over)
    for day in (date(2019, 1, 1), DAY):
        assert difference(None, one, day).duties.added[0].row["grace"]["days"] == 5
