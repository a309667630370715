from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.kernel.divisions import (
    Level,
    Succession,
    at_level,
    covers,
    is_national,
    level,
    parent,
    prefix,
    scope_prefixes,
    successors,
    within,
)
from jinze.kernel.refusal import Refusal

REFORM = date(2021, 3, 18)
BEFORE = REFORM - timedelta(days=1)
LUOYANG = (
    Succession("410381", "410307", REFORM),
    Succession("410322", "410308", REFORM),
    Succession("410306", "410308", REFORM),
)


@pytest.mark.parametrize(
    ("code", "expected", "lies"),
    [
        ("41", "41", Level.PROVINCE),
        ("410000", "41", Level.PROVINCE),
        ("410000000000", "41", Level.PROVINCE),
        ("4103", "4103", Level.CITY),
        ("410300", "4103", Level.CITY),
        ("410305", "410305", Level.COUNTY),
        ("410305000", "410305", Level.COUNTY),
        ("410310", "410310", Level.COUNTY),
        ("410305000000", "410305", Level.COUNTY),
        ("410305010", "410305010", Level.TOWNSHIP),
        ("410305010000", "410305010", Level.TOWNSHIP),
        ("410305010200", "410305010200", Level.VILLAGE),
        ("4103A1", "4103A1", Level.COUNTY),
    ],
)
def test_a_code_is_its_prefix_and_its_level(code: str, expected: str, lies: Level) -> None:
    assert prefix(code) == expected
    assert level(code) is lies


@pytest.mark.parametrize(
    "code", ["", "4", "410", "41030", "4103050", "0103", "41x3", "4A03", "4103a1", "４１", "410305 "]
)
def test_what_is_no_division_code_is_refused(code: str) -> None:
    with pytest.raises(Refusal) as refused:
        prefix(code)
    assert refused.value.code == "kernel.division"


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("41", None),
        ("410300", "41"),
        ("410305", "4103"),
        ("410305001", "410305"),
        ("410305001001", "410305001"),
    ],
)
def test_the_parent_lies_one_level_up(code: str, above: str | None) -> None:
    assert parent(code) == above


def test_at_level_finds_the_county_of_a_village_and_none_for_a_city() -> None:
    assert at_level("410305001001", Level.COUNTY) == "410305"
    assert at_level("410305", Level.COUNTY) == "410305"
    assert at_level("4103", Level.COUNTY) is None


def test_an_own_code_of_a_zone_is_told_from_a_national_one() -> None:
    assert is_national("410371")
    assert not is_national("4103A1001")


@pytest.mark.parametrize(
    ("code", "area", "inside"),
    [
        ("410305001", "410305", True),
        ("410305", "410305000000", True),
        ("410305", "4103", True),
        ("4103", "410305", False),
        ("410306", "410305", False),
        ("410410", "4103", False),
        ("410305", "", False),
    ],
)
def test_within_goes_by_whole_levels(code: str, area: str, inside: bool) -> None:
    assert within(code, area) is inside


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("410307", BEFORE, ("410307",)),
        ("410307", REFORM, ("410307", "410381")),
        ("410308", REFORM, ("410306", "410308", "410322")),
        ("410381", REFORM, ("410381",)),
        ("410305", REFORM, ("410305",)),
        ("410300", REFORM, ("4103",)),
        ("410307004", REFORM, ("410307004",)),
    ],
)
def test_a_scope_takes_in_predecessors_from_the_day_of_the_reform(
    code: str, on: date, expected: tuple[str, ...]
) -> None:
    assert scope_prefixes(code, on, LUOYANG) == expected


def test_a_scope_takes_in_predecessors_of_predecessors_and_of_its_parts() -> None:
    moved = (
        *LUOYANG,
        Succession("410121", "410381", date(1993, 1, 1)),
        Succession("410307004", "410305020", date(2024, 1, 1)),
    )
    assert scope_prefixes("410307", REFORM, moved) == ("410121", "410307", "410381")
    assert scope_prefixes("4103", REFORM, moved) == ("410121", "4103")
    assert scope_prefixes("410305", date(2024, 1, 1), moved) == ("410305", "410307004")


def test_a_circle_of_successions_ends() -> None:
    circle = (Succession("410381", "410307", REFORM), Succession("410307", "410381", REFORM))
    assert scope_prefixes("410307", REFORM, circle) == ("410307", "410381")
    assert successors("410307", REFORM, circle) == ()


def test_successors_follow_the_reform_and_a_split() -> None:
    split = (
        *LUOYANG,
        Succession("410307", "410312", date(2030, 1, 1)),
        Succession("410307", "410313", date(2030, 1, 1)),
    )
    assert successors("410381", BEFORE, split) == ("410381",)
    assert successors("410381", REFORM, split) == ("410307",)
    assert successors("410381", date(2030, 1, 1), split) == ("410312", "410313")
    assert successors("410306", REFORM, split) == successors("410322", REFORM, split) == ("410308",)


def test_covers_asks_every_prefix_of_a_scope() -> None:
    scope = scope_prefixes("410308", REFORM, LUOYANG)
    assert covers(scope, "410306002")
    assert not covers(scope, "410307")
    assert not covers((), "410307")


@given(st.sets(st.sampled_from(["4103", "410305", "410307", "410381", "410305001", "4101", "41"])))
def test_a_scope_never_names_a_prefix_twice_over(olds: set[str]) -> None:
    scope = scope_prefixes("410308", REFORM, [Succession(old, "410308", REFORM) for old in olds])
    assert all(covers(scope, code) for code in {*olds, "410308"})
    assert not any(one != other and within(one, other) for one in scope for other in scope)
