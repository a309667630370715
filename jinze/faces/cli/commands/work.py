"""`jinze work`: the worker: queue, timetable, sequencer."""

import argparse
from typing import Any

from jinze.foundation.jobs.worker import stop_on_signals, work


def add(rooms: Any) -> None:
    """Adds the command."""
    worker = rooms.add_parser("work", help="运行工作进程：任务队列、时间表、账本排序")
    worker.set_defaults(handler=_work)


def _work(_options: argparse.Namespace) -> tuple[Any, int]:
    work(stop_on_signals())
    return None, 0
