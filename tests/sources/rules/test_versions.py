from datetime import date
from typing import Any

from jinze.sources.rules.law import Law
from jinze.sources.rules.reading import read_law
from jinze.sources.rules.versions import versions
from tests.support.law import INSTRUMENT, duty_row, grace, parameter, small_law

FIRST, SECOND, THIRD = date(2020, 1, 1), date(2022, 7, 1), date(2024, 1, 1)


def law(*duties: Any, **files: Any) -> Law:
    return read_law(small_law(*duties, **files))


def days(revisions: list[tuple[date, Law]], slug: str = "1.1-m") -> list[tuple[date, date | None]]:
    return [(v.since, v.until) for v in versions(revisions) if v.duty.id == f"{INSTRUMENT}/{slug}"]


def test_one_revision_binds_from_its_day_on() -> None:
    found = versions([(FIRST, law(duty_row("1.1-m", function="roads")))])
    assert [(v.since, v.until, v.grace_days, v.line) for v in found] == [(FIRST, None, 5, "industry")]


def test_a_duty_that_stays_the_same_joins_across_revisions_in_its_newest_words() -> None:
    old, new = law(duty_row("1.1-m", title="旧题")), law(duty_row("1.1-m", title="新题", role="lead"))
    found = versions([(FIRST, old), (SECOND, new), (THIRD, new)])
    assert [(v.since, v.until, v.duty.title) for v in found] == [(FIRST, None, "新题")]


def test_a_changed_rhythm_splits_on_the_day_and_leaves_the_neighbour_whole() -> None:
    old = law(duty_row("1.1-m"), duty_row("1.2-m"))
    for change in (
        {"every": "quarter"},
        {"at_least": 2},
        {"post": "principal"},
        {"levels": ("city",)},
        {"act": "note"},
    ):
        revisions = [(FIRST, old), (SECOND, law(duty_row("1.1-m", **change), duty_row("1.2-m")))]
        assert days(revisions) == [(FIRST, SECOND), (SECOND, None)]
        assert days(revisions, "1.2-m") == [(FIRST, None)]


def test_a_duty_that_is_dropped_ends_and_begins_anew_when_it_returns() -> None:
    with_it, without = law(duty_row("1.1-m")), law()
    assert days([(FIRST, with_it), (SECOND, without), (THIRD, with_it)]) == [(FIRST, SECOND), (THIRD, None)]


def test_a_grace_that_changes_inside_a_revision_splits_on_its_day() -> None:
    changing = {"parameters/grace_days.yaml": grace(("2020-01-01", "2021-01-01", 5), ("2021-01-01", None, 3))}
    found = versions([(FIRST, law(duty_row("1.1-m"), **changing))])
    assert [(v.since, v.until, v.grace_days) for v in found] == [
        (FIRST, date(2021, 1, 1), 5),
        (date(2021, 1, 1), None, 3),
    ]


def test_a_grace_that_changed_before_the_revision_does_not_split_it() -> None:
    changing = {"parameters/grace_days.yaml": grace(("2020-01-01", "2021-01-01", 5), ("2021-01-01", None, 3))}
    found = versions([(SECOND, law(duty_row("1.1-m"), **changing))])
    assert [(v.since, v.grace_days) for v in found] == [(SECOND, 3)]


def test_a_function_that_moves_to_another_line_splits() -> None:
    old, moved = small_law(duty_row("1.1-m")), small_law(duty_row("1.1-m"))
    moved["functions.yaml"][0]["line"] = "industry"
    found = versions([(FIRST, read_law(old)), (SECOND, read_law(moved))])
    assert [(v.since, v.line) for v in found] == [(FIRST, "general"), (SECOND, "industry")]


def test_an_instrument_binds_on_none_but_its_own_days() -> None:
    documents = small_law(duty_row("1.1-m"))
    documents["instrument.yaml"]["in_force"] = {"from": "2020-06-01", "until": "2021-06-01"}
    ended = read_law(documents)
    assert days([(FIRST, ended)]) == [(date(2020, 6, 1), date(2021, 6, 1))]
    assert days([(FIRST, ended), (SECOND, law(duty_row("1.1-m")))]) == [
        (date(2020, 6, 1), date(2021, 6, 1)),
        (SECOND, None),
    ]


def test_an_interval_that_changes_inside_a_revision_splits_the_duties_that_ask_it() -> None:
    often = {
        "parameters/often.yaml": parameter(
            ("2020-01-01", "2021-01-01", {"every": "quarter", "at_least": 2}),
            ("2021-01-01", None, {"every": "month", "at_least": 1}),
        )
    }
    found = versions([(FIRST, law(duty_row("1.1-m", every=None, regular="often"), duty_row("1.2-m"), **often))])
    assert [(v.duty.id[-5:], v.since, v.timing and v.timing.frequency.value) for v in found] == [
        ("1.1-m", FIRST, "quarter"),
        ("1.1-m", date(2021, 1, 1), "month"),
        ("1.2-m", FIRST, "month"),
    ]


def test_a_window_that_moves_splits_and_keeps_its_old_days_before() -> None:
    summer = {
        "parameters/summer.yaml": parameter(
            ("2020-01-01", "2021-01-01", {"from": "03-01", "until": "06-01"}),
            ("2021-01-01", None, {"from": "04-01", "until": "06-01"}),
        )
    }
    row = duty_row("1.1-m", every="window", windows=[{"name": "夏季前", "parameter": "summer"}])
    found = versions([(FIRST, law(row, **summer))])
    assert [(v.since, v.timing and v.timing.windows[0].start) for v in found] == [
        (FIRST, (3, 1)),
        (date(2021, 1, 1), (4, 1)),
    ]


def test_the_days_after_an_event_are_asked_by_its_day_and_split_nothing() -> None:
    soon = {
        "parameters/soon.yaml": parameter(
            ("2020-01-01", "2021-01-01", {"within_days": 7}), ("2021-01-01", None, {"within_days": 2})
        )
    }
    found = versions([(FIRST, law(duty_row("1.1-m", every=None, on="accident.reported", within="soon"), **soon))])
    assert [(v.since, v.until, v.timing) for v in found] == [(FIRST, None, None)]


def test_who_takes_the_duties_of_another_function_is_bound_with_it_and_splits_when_that_begins() -> None:
    taking = small_law(duty_row("1.3-m", function="works", levels=("enterprise",)))
    taking["functions.yaml"].append(
        {
            "key": "gas",
            "name": "供气",
            "line": "industry",
            "levels": ["enterprise"],
            "takes": {"function": "works", "clause": "1.3"},
        }
    )
    plain = law(duty_row("1.3-m", function="works", levels=("enterprise",)))
    found = versions([(FIRST, plain), (SECOND, read_law(taking))])
    assert [(v.since, v.functions) for v in found] == [(FIRST, ("works",)), (SECOND, ("works", "gas"))]
    taking["functions.yaml"][-1]["takes"]["if"] = {"size": "big"}
    assert [v.functions for v in versions([(FIRST, read_law(taking))])] == [("works",)]
