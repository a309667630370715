import pytest

from tests.faces.scene import Scene, open_world, small_scene
from tests.support.world import World


@pytest.fixture
def world(db: None) -> World:
    """An open log on an otherwise empty database, whose story began some months before the real today."""
    return open_world()


@pytest.fixture
def scene(world: World) -> Scene:
    return small_scene(world)
