"""Shapes of parameter values, and banded tables."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.kernel.periods import Window
from jinze.sources.rules.values import band, faults_of, holes, window

GRADES = {
    "bands": [
        {"from": 0, "until": 3, "is": "ordinary"},
        {"from": 3, "until": 10, "is": "larger"},
        {"from": 10, "until": None, "is": "major"},
    ]
}


@pytest.mark.parametrize(
    ("shape", "good", "bad"),
    [
        ("grace", 0, [-1, "5", True, None, 1.5]),
        ("within", {"within_days": 0}, [{"within_days": -1}, {}, 7, {"within_days": "7"}]),
        ("lead", {"lead_days": 3}, [{"lead_days": True}, {"within_days": 3}]),
        ("standing", {"at_least": 1}, [{"at_least": 0}, {}]),
        ("after", {"after_months": 12}, [{}, {"after_months": 0}, {"after_days": -1}]),
        ("regular", {"every": "year", "at_least": 1}, [{"every": "window", "at_least": 1}, {"every": "x"}, {}]),
        ("window", {"from": "03-01", "until": "06-01"}, [{"from": "02-30", "until": "06-01"}, {"from": "3"}, "spring"]),
        (
            "condition",
            {"when": [{"fact": "a", "at_least": 1}, {"fact": "b"}], "combine": "any"},
            [
                {"when": [], "combine": "any"},
                {"when": [{"fact": "a"}]},
                {"when": [{"fact": "a"}], "combine": "most"},
                {"when": [{"fact": "a", "at_least": 0}], "combine": "all"},
                {"when": [{"at_least": 1}], "combine": "all"},
            ],
        ),
    ],
)
def test_a_shape_takes_its_values_and_tells_of_others(shape: str, good: Any, bad: list[Any]) -> None:
    assert faults_of(shape, good) == ""
    assert [value for value in bad if faults_of(shape, value) == ""] == []


def test_a_window_may_reach_into_the_next_year() -> None:
    assert window("冬", {"from": "11-15", "until": "03-16"}) == Window("冬", (11, 15), (3, 16))


@pytest.mark.parametrize(
    ("bands", "told"),
    [
        ([], "没有分档"),
        ([{"from": 0, "until": 3, "is": "a"}, {"from": 4, "until": None, "is": "b"}], "3 至 4 之间没有分档，或有两个"),
        ([{"from": 0, "until": 3, "is": "a"}, {"from": 2, "until": None, "is": "b"}], "3 至 2 之间没有分档，或有两个"),
        ([{"from": 1, "until": None, "is": "a"}], "1 之前没有分档"),
        ([{"from": 0, "until": 3, "is": "a"}], "3 之后没有分档"),
        ([{"from": 0, "until": 0, "is": "a"}, {"from": 0, "until": None, "is": "b"}], "0 至 0 没有数"),
    ],
)
def test_a_table_with_a_hole_is_told(bands: list[dict[str, Any]], told: str) -> None:
    assert list(holes({"bands": bands})) == [told]


def test_a_whole_table_and_a_value_without_bands_have_no_hole() -> None:
    assert list(holes(GRADES)) == list(holes(5)) == list(holes({"at_least": 1})) == []


@given(st.integers(0, 100))
def test_every_amount_lies_in_one_band(amount: int) -> None:
    assert band(GRADES, amount) == ("ordinary" if amount < 3 else "larger" if amount < 10 else "major")


def test_an_amount_below_the_table_lies_in_none() -> None:
    with pytest.raises(LookupError):
        band(GRADES, -1)
