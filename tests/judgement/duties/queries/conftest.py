import pytest

from tests.judgement.duties.queries.city import City, small_city
from tests.support.world import World


@pytest.fixture
def city(world: World) -> City:
    return small_city(world)
