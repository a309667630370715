"""Fixtures that several folders import into their conftest."""

import pytest

from tests.support.world import World


@pytest.fixture
def world(db: None) -> World:
    """An open log on an otherwise empty database, rolled back afterwards."""
    return World().open()


@pytest.fixture
def lasting_world(transactional_db: None) -> World:
    """The same with real commits, for tests with several connections or processes."""
    return World().open()
