"""How the words of a command line are read, each with a plain complaint."""

import argparse
from datetime import date

YEARS = range(1949, 3000)  # far from the ends of the calendar, where days cannot be reckoned with


def day(text: str) -> date:
    """A day written 2026-01-31."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise argparse.ArgumentTypeError(f"「{text[:40]}」不是日期，请写成 2026-01-31 这样")
    return found
