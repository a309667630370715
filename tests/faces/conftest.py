from pathlib import Path
from typing import Any

import pytest

from tests.faces.scene import Scene, open_world, small_scene
from tests.support.world import World


@pytest.fixture(autouse=True)
def keys_and_notes(settings: Any, tmp_path: Path) -> Path:
    """The signing key and the published checkpoints of this test alone."""
    folder = tmp_path / "ledger"
    settings.JINZE_LEDGER_KEY = folder / "ledger.pem"
    settings.JINZE_CHECKPOINTS = folder / "checkpoints"
    return folder


@pytest.fixture
def world(db: None) -> World:
    """An open log on an otherwise empty database, whose story began some months before the real today."""
    return open_world()


@pytest.fixture
def scene(world: World) -> Scene:
    return small_scene(world)
