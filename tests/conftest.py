"""What every test may rely on: two databases, the document, a browser, and a ledger that can be emptied."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management.commands import flush
from django.db import connection, connections
from django.test import TransactionTestCase

from jinze.foundation.ledger import triggers
from setup import chromium

NEED_DOCUMENT = "needs the document: set JINZE_DOCUMENT to its text"
NEED_BROWSER = f"browser tests did not run: {chromium.MISSING}"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "django_db_reset_sequences", "live_server"}
DATABASE_MARKERS = ("django_db", "browser", "kill")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out tests that touch no database",
    )


def pytest_configure(config: pytest.Config) -> None:
    named = os.environ.get("JINZE_DOCUMENT", "")
    if named and not Path(named).is_file():
        raise pytest.UsageError(f"JINZE_DOCUMENT names {named}, which is no file")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skips what this machine cannot do and says why; with --database-only keeps what can differ there."""
    if config.getoption("--database-only"):
        touching = [item for item in items if touches_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(touching)])
        items[:] = touching
    if not os.environ.get("JINZE_DOCUMENT"):
        _skip(items, "document", NEED_DOCUMENT)
    if any(item.get_closest_marker("browser") for item in items) and chromium.find() is None:
        _skip(items, "browser", NEED_BROWSER)


def touches_database(item: pytest.Item) -> bool:
    """Whether a test can come out differently on another database."""
    return (
        any(item.get_closest_marker(name) for name in DATABASE_MARKERS)
        or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    )


def _skip(items: list[pytest.Item], marker: str, reason: str) -> None:
    for item in items:
        if item.get_closest_marker(marker):
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says plainly what did not run, and leaves the counts for `make test`."""
    stats = terminalreporter.stats
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    )
    counts = {
        "passed": len(stats.get("passed", [])) + len(stats.get("xfailed", [])),
        "failed": sum(len(stats.get(name, [])) for name in ("failed", "error", "xpassed")),
        "skipped": len(stats.get("skipped", [])),
        "elsewhere": len(stats.get("deselected", [])),
        "document": reasons[NEED_DOCUMENT],
        "browser": reasons[NEED_BROWSER],
    }
    if counts["document"]:
        terminalreporter.write_line(f"not run: {counts['document']} tests need the document")
    if counts["browser"]:
        terminalreporter.write_line(NEED_BROWSER)
    if report := os.environ.get("JINZE_TEST_REPORT"):
        Path(report).write_text(json.dumps(counts))


@pytest.fixture(autouse=True, scope="session")
def ledger_that_can_be_emptied() -> Iterator[None]:
    """Transactional tests end with `flush`, which the ledger's triggers refuse: they step aside for it."""
    emptied = flush.Command.handle

    def handle(self: flush.Command, **options: Any) -> None:
        guarded = connections[options["database"]]
        triggers.remove(guarded)
        try:
            emptied(self, **options)
        finally:
            triggers.install(guarded)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", handle)
        yield


@pytest.fixture
def same_database(transactional_db: None) -> dict[str, str]:
    """The environment in which another process works in the database of this test."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{settings['NAME']}"
    else:
        who = ":".join(quote(settings[part], safe="") for part in ("USER", "PASSWORD") if settings[part])
        where = quote(settings["HOST"] or "localhost", safe="") + (f":{settings['PORT']}" if settings["PORT"] else "")
        url = f"postgres://{who}@{where}/{settings['NAME']}"
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}


@pytest.fixture(scope="session")
def official_document() -> Path:
    """The official document, for tests marked `document`."""
    return Path(os.environ["JINZE_DOCUMENT"]).absolute()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium (playwright's `Browser`), for tests marked `browser`."""
    playwright = pytest.importorskip("playwright.sync_api")
    with pytest.MonkeyPatch.context() as patch, playwright.sync_playwright() as engine:
        # playwright keeps an event loop in this thread, which Django takes for asynchronous code
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        launched = engine.chromium.launch(executable_path=chromium.find(), args=sandbox)
        yield launched
        launched.close()
