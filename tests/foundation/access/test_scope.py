"""Every case has a neighbour's record beside it that could leak."""

from uuid import uuid4

import pytest

from jinze.foundation.access.actions.bodies import load_areas
from jinze.foundation.access.enums import Level
from jinze.foundation.access.models import Body
from jinze.foundation.access.queries.bodies import get_body
from jinze.foundation.access.scope import bodies_in_sight
from jinze.kernel.acting import Acting
from jinze.kernel.refusal import Refusal
from tests.foundation.access.queries.test_areas import TABLE
from tests.support.world import SYSTEM, World


def sees(viewer: Acting) -> set[str]:
    return set(bodies_in_sight(viewer).values_list("name", flat=True))


@pytest.fixture
def city(world: World) -> dict[str, Body]:
    load_areas(acting=SYSTEM, at=world.at, table=TABLE)
    places = {
        "市政府": (Level.CITY, "4103"),
        "涧西区政府": (Level.COUNTY, "410305"),
        "涧西区某街道": (Level.TOWNSHIP, "410305001"),
        "孟津区政府": (Level.COUNTY, "410308"),
        "孟津县某乡": (Level.TOWNSHIP, "410322001"),
        "吉利区某局": (Level.COUNTY, "410306"),
        "开发区管委会": (Level.COUNTY, "4103A1"),
        "外市政府": (Level.CITY, "4104"),
    }
    made = {name: world.body(name, level, area) for name, (level, area) in places.items()}
    for name, area in (("示例厂", "410305"), ("邻近厂", "410305")):
        made[name] = world.body(name, Level.ENTERPRISE, area)
        shop = world.body(f"{name}车间", Level.WORKSHOP, area, parent=made[name])
        made[f"{name}车间"] = shop
        made[f"{name}班组"] = world.body(f"{name}班组", Level.TEAM, area, parent=shop)
    return made


def test_a_county_official_sees_the_own_county_and_no_neighbour(world: World, city: dict[str, Body]) -> None:
    viewer = world.filled(city["涧西区政府"])
    works = {f"{name}{part}" for name in ("示例厂", "邻近厂") for part in ("", "车间", "班组")}
    assert sees(viewer) == {"涧西区政府", "涧西区某街道", *works}


def test_a_township_official_sees_the_township_alone(world: World, city: dict[str, Body]) -> None:
    assert sees(world.filled(city["涧西区某街道"])) == {"涧西区某街道"}


def test_a_merged_county_sees_the_records_of_what_it_was_made_of(world: World, city: dict[str, Body]) -> None:
    assert sees(world.filled(city["孟津区政府"])) == {"孟津区政府", "孟津县某乡", "吉利区某局"}


def test_a_city_official_sees_all_of_the_city_and_no_other(world: World, city: dict[str, Body]) -> None:
    assert sees(world.filled(city["市政府"])) == city.keys() - {"外市政府"}


@pytest.mark.parametrize("part", ["示例厂", "示例厂车间", "示例厂班组"])
def test_enterprise_people_see_their_own_enterprise_alone(world: World, city: dict[str, Body], part: str) -> None:
    assert sees(world.filled(city[part])) == {"示例厂", "示例厂车间", "示例厂班组"}


@pytest.mark.parametrize(
    "viewer", [Acting(), Acting(system="timetable"), Acting(area="4103"), Acting(roles=frozenset({"official"}))]
)
def test_nobody_in_particular_sees_nothing(city: dict[str, Body], viewer: Acting) -> None:
    assert sees(viewer) == set()


def test_get_body_says_of_a_neighbour_what_it_says_of_nobody(world: World, city: dict[str, Body]) -> None:
    viewer = world.filled(city["涧西区政府"])
    assert get_body(viewer, key=city["涧西区某街道"].key) == city["涧西区某街道"]
    with pytest.raises(Refusal) as hidden:
        get_body(viewer, key=city["孟津区政府"].key)
    with pytest.raises(Refusal) as missing:
        get_body(viewer, key=uuid4())
    assert (hidden.value.code, hidden.value.status, str(hidden.value)) == (
        missing.value.code,
        404,
        str(missing.value),
    )
