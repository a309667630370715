"""Every clock, what it says and what it refuses."""

from typing import Any

import pytest

from jinze.kernel.periods import Frequency
from jinze.sources.rules.clocks import (
    Before,
    Clock,
    Continuous,
    Every,
    Gate,
    NamedWindow,
    On,
    Regular,
    Standing,
    clock_of,
    events_of,
    parameters_of,
)

WINDOWS = [{"name": "夏季前", "parameter": "summer"}]


@pytest.mark.parametrize(
    ("row", "clock", "parameters", "events"),
    [
        ({"every": "month"}, Every(Frequency.MONTH), (), ()),
        ({"every": "quarter", "at_least": 2}, Every(Frequency.QUARTER, 2), (), ()),
        (
            {"every": "window", "windows": WINDOWS},
            Every(Frequency.WINDOW, 1, (NamedWindow("夏季前", "summer"),)),
            (("summer", "window"),),
            (),
        ),
        (
            {"every": "quarter", "follows": "review.held", "within": "soon"},
            Every(Frequency.QUARTER, 1, (), "review.held", "soon"),
            (("soon", "within"),),
            ("review.held",),
        ),
        ({"regular": "often"}, Regular("often"), (("often", "regular"),), ()),
        ({"on": "accident.reported", "within": "soon"}, On("accident.reported", "soon"), (("soon", "within"),), None),
        (
            {"on": "accident.reported", "within": "soon", "after": "a_year_on"},
            On("accident.reported", "soon", "a_year_on"),
            (("soon", "within"), ("a_year_on", "after")),
            None,
        ),
        ({"before": "holiday", "lead": "ahead"}, Before("holiday", "ahead"), (("ahead", "lead"),), ("holiday",)),
        ({"gate": "review.held"}, Gate("review.held"), (), ("review.held",)),
        ({"continuous": "always"}, Continuous("always"), (), ()),
        ({"continuous": "holiday"}, Continuous("holiday"), (), ("holiday",)),
        ({"standing": "now_and_then"}, Standing("now_and_then"), (("now_and_then", "standing"),), ()),
    ],
)
def test_a_row_says_its_clock_and_what_it_leans_on(
    row: dict[str, Any], clock: Clock, parameters: tuple[tuple[str, str], ...], events: tuple[str, ...] | None
) -> None:
    assert clock_of(row) == clock
    assert clock_of({**row, "gate": row.get("gate"), "standing": row.get("standing")}) == clock
    assert parameters_of(clock) == parameters
    assert events_of(clock) == (("accident.reported",) if events is None else events)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({}, "（无）"),
        ({"every": "month", "standing": "x"}, "every、standing"),
        ({"on": "x", "within": "soon", "gate": "y"}, "on、gate"),
        ({"standing": "x", "at_least": 2}, "standing 的 at_least"),
        ({"gate": "x", "within": "soon"}, "gate 的 within"),
        ({"regular": "x", "windows": WINDOWS}, "regular 的 windows"),
        ({"every": "month", "lead": "ahead"}, "every 的 lead"),
        ({"every": "fortnight"}, "fortnight"),
    ],
)
def test_a_row_with_no_clock_or_two_or_foreign_words_is_refused(row: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        clock_of(row)


@pytest.mark.parametrize("row", [{"on": "x"}, {"before": "x"}, {"every": "window", "windows": [{"name": "x"}]}])
def test_a_clock_without_its_parameter_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        clock_of(row)
