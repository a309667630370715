from datetime import date

import pytest

from jinze.foundation.access.actions.bodies import load_areas
from jinze.foundation.access.queries import areas
from tests.support.world import SYSTEM, World

MERGER = date(2021, 3, 18)
TABLE = """code,level,parent,name,since,until,successor
4103,city,41,洛阳市,,,
410306,county,4103,吉利区,,2021-03-18,410308
410322,county,4103,孟津县,,2021-03-18,410308
410308,county,4103,孟津区,2021-03-18,,
410305,county,4103,涧西区,,,
4103A1,county,4103,示例开发区,,,
"""


@pytest.fixture
def loaded(world: World) -> None:
    load_areas(acting=SYSTEM, at=world.at, table=TABLE)


def test_name_of_gives_the_code_where_the_table_does_not_know_it(loaded: None) -> None:
    assert (areas.name_of("410308"), areas.name_of("419999")) == ("孟津区", "419999")
    assert areas.names({"410308", "419999"}) == {"410308": "孟津区"}


def test_children_change_with_the_merger(loaded: None) -> None:
    before = [area.code for area in areas.children("4103", date(2021, 3, 17))]
    after = [area.code for area in areas.children("4103", MERGER)]
    assert before == ["410305", "410306", "410322", "4103A1"]
    assert after == ["410305", "410308", "4103A1"]


def test_predecessors_are_what_became_an_area(loaded: None) -> None:
    assert sorted(areas.predecessors("410308")) == ["410306", "410322"]
    assert areas.predecessors("410305") == []
