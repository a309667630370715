from tests.support.fixtures import lasting_world, world

__all__ = ["lasting_world", "world"]
