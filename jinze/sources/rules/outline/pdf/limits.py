"""How much work a PDF may ask for: a small file can unpack, repeat and nest without end.

Work is counted in what is parsed and never in seconds, so that a file is read on every machine or on none.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from pypdf import Configuration, apply_configuration
from pypdf.errors import LimitReachedError

PAGES = 3_000
WORK = 16_000_000
"""Bytes of page contents and of character tables, each time they are parsed: those of some thousand pages of text."""
STEP = 8
"""Bytes of work that one drawing operator counts for."""

UNPACKED = 20_000_000
"""Bytes that one packed stream may become."""
_LIMITS = Configuration(
    maximum_declared_stream_length=UNPACKED,
    array_based_stream_maximum_output_length=UNPACKED,
    array_maximum_element_count=50_000,
    dictionary_maximum_element_count=50_000,
    lzw_maximum_output_length=UNPACKED,
    run_length_maximum_output_length=UNPACKED,
    zlib_maximum_output_length=UNPACKED,
    zlib_maximum_recovery_input_length=0,
    stream_decoding_work_maximum_length=60_000_000,
    stream_parsing_work_maximum_count=500_000,
    page_tree_maximum_entries=2 * PAGES,
    page_tree_maximum_page_entries=50 * PAGES,
    xform_maximum_invocations_per_extraction=500,
)
_LOSING = ("pypdf._page", "pypdf.filters", "pypdf.generic", "pypdf._text_extraction")
"""Parts of the parser whose complaints mean that something was left out."""
_MISSING = ("not defined", "Invalid stream", "might not be read", "truncated")
"""What others say when they mean that."""
_HARMLESS = "Multiple definitions in dictionary"

_LOGGER = logging.getLogger("pypdf")
_LOGGER.setLevel(logging.WARNING)  # whatever the platform's own level is: losses must be heard
_LOGGER.propagate = False  # what it says is answered as a refusal, in words that the reader knows


class Budget:
    """The work left for one file."""

    def __init__(self, left: int = WORK) -> None:
        self.left = left

    def spend(self, work: int) -> None:
        """Take off what is about to be done; LimitReachedError once too much was asked for."""
        self.left -= work
        self.check()

    def check(self) -> None:
        if self.left < 0:
            raise LimitReachedError("the work for one file is used up")


class Complaints(logging.Handler):
    """What the parser says in this thread about parts it left out, so that no loss stays silent."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.losses: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self._thread:
            return
        said = record.getMessage()
        lost = record.name.startswith(_LOSING) and not said.startswith(_HARMLESS)
        if lost or any(words in said for words in _MISSING):
            self.losses.append(said)


@contextmanager
def bounded() -> Iterator[Complaints]:
    """Reading under the limits, with the parser's complaints heard."""
    complaints = Complaints()
    _LOGGER.addHandler(complaints)
    try:
        with apply_configuration(_LIMITS):
            yield complaints
    finally:
        _LOGGER.removeHandler(complaints)
