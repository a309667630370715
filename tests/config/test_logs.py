"""The shape of the log."""

import logging
import sys

from config.logs import OneLine


def broken() -> None:
    raise ValueError("first\nsecond")


def test_a_record_with_a_traceback_stays_one_line() -> None:
    try:
        broken()
    except ValueError:
        record = logging.LogRecord("jinze", logging.ERROR, __file__, 1, "broken\nhere", None, sys.exc_info())
    line = OneLine("{levelname} {message}", style="{").format(record)
    assert line.count("\n") == 0
    assert line.startswith("ERROR broken ⏎ here ⏎ Traceback")
    assert line.endswith("ValueError: first ⏎ second")
