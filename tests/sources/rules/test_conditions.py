"""Conditions: grounds, thresholds, and what is not known."""

from datetime import date
from typing import Any

import pytest

from jinze.sources.rules.conditions import Ground, is_condition, judge
from jinze.sources.rules.law import Law
from jinze.sources.rules.reading import read_law
from tests.support.law import parameter, small_law

DAY = date(2024, 5, 1)
GRAVE = {"fact": "deaths", "at_least": 3}
BIG = {"fact": "size"}


def law(value: Any, **more: Any) -> Law:
    files = {"parameters/veto.yaml": parameter(("2020-01-01", None, value))}
    files |= {f"parameters/{name}.yaml": parameter(("2020-01-01", None, each)) for name, each in more.items()}
    return read_law(small_law(**files))


def test_a_threshold_counts_from_its_number_on_and_tells_its_ground() -> None:
    said = law({"when": [GRAVE], "combine": "any"})
    assert [judge(said, "veto", {"deaths": n}, DAY).holds for n in (2, 3, 4)] == [False, True, True]
    assert judge(said, "veto", {"deaths": 3}, DAY).grounds == (Ground("deaths", 3, 3, holds=True),)


@pytest.mark.parametrize(
    ("combine", "facts", "holds"),
    [
        ("any", {"deaths": 3}, True),
        ("any", {"size": True}, True),
        ("any", {"deaths": 2, "size": False}, False),
        ("all", {"deaths": 3}, False),
        ("all", {"deaths": 3, "size": True}, True),
    ],
)
def test_grounds_combine_as_the_clause_says(combine: str, facts: dict[str, object], holds: bool) -> None:
    assert judge(law({"when": [GRAVE, BIG], "combine": combine}), "veto", facts, DAY).holds is holds


@pytest.mark.parametrize("facts", [{}, {"deaths": None}, {"deaths": "9"}, {"deaths": True}, {"size": 1}])
def test_what_is_not_stated_or_of_another_kind_meets_no_ground(facts: dict[str, object]) -> None:
    assert not judge(law({"when": [GRAVE, BIG], "combine": "any"}), "veto", facts, DAY).holds


def test_number_and_combination_may_be_parameters_of_their_own() -> None:
    value = {"when": [{"fact": "deaths", "at_least": {"parameter": "many"}}, BIG], "combine": {"parameter": "how"}}
    for combine, holds in (("any", True), ("all", False)):
        assert (
            judge(law(value, many={"at_least": 5}, how={"combine": combine}), "veto", {"deaths": 5}, DAY).holds is holds
        )
    assert not judge(law(value, many={"at_least": 5}, how={"combine": "any"}), "veto", {"deaths": 4}, DAY).holds


def test_a_condition_is_asked_by_the_day_of_the_event() -> None:
    values = [
        ("2020-01-01", "2022-01-01", {"when": [GRAVE], "combine": "any"}),
        ("2022-01-01", None, {"when": [{"fact": "deaths", "at_least": 1}], "combine": "any"}),
    ]
    said = read_law(small_law(**{"parameters/veto.yaml": parameter(*values)}))
    assert is_condition(said.parameters["veto"])
    assert not is_condition(said.parameters["grace_days"])
    days = (date(2021, 12, 31), date(2022, 1, 1))
    assert [judge(said, "veto", {"deaths": 1}, day).holds for day in days] == [False, True]
