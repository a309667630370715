"""The shape of the log: one record, one line, also when it carries a traceback."""

import logging


class OneLine(logging.Formatter):
    """Writes each record on one line; inner line breaks become ` ⏎ ` so that a log can be read by line."""

    def format(self, record: logging.LogRecord) -> str:
        return " ⏎ ".join(line for line in super().format(record).splitlines() if line.strip())
