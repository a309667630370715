"""The platform served in this process on the test database, a town per module, and people at browsers."""

from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test.testcases import QuietWSGIRequestHandler, ThreadedWSGIServer
from django.test.utils import override_settings

from tests.e2e.town import Town
from tests.e2e.visitor import Visitor


@pytest.fixture(scope="session")
def address(django_db_setup: None) -> Iterator[str]:
    """Where the platform answers. It is the application that gunicorn serves, its static files by WhiteNoise too."""
    with override_settings(WHITENOISE_AUTOREFRESH=False):  # read once, as in production
        application = get_wsgi_application()
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler, connections_override={})
    server.set_app(application)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def transactional_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Real commits, as everywhere, but emptied after each module: a town takes longer to found than a test to run."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", interactive=False, verbosity=0)
        connections.close_all()


@pytest.fixture(scope="module")
def town(browser: Any, transactional_db: None) -> Town:
    """An open town; every test founds offices of its own in it."""
    return Town().open()


@pytest.fixture
def visit(town: Town, address: str, browser: Any) -> Iterator[Callable[..., Visitor]]:
    """Brings people to the platform; at the end of the test each must have met nothing that is wrong."""
    came: list[Visitor] = []

    def come(**options: Any) -> Visitor:
        came.append(Visitor(browser, address, **options))
        return came[-1]

    yield come
    for visitor in came:
        visitor.leave()


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    """One person at a desk."""
    return visit()
