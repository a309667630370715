"""`jinze demo`: the demo city."""

import argparse
from typing import Any


def add(rooms: Any) -> None:
    """Adds the command."""
    demo = rooms.add_parser("demo", help="建演示城市（空库时），或列出演示账号")
    demo.add_argument("--users", action="store_true", help="列出演示账号")
    demo.set_defaults(handler=_demo)


def _demo(_options: argparse.Namespace) -> tuple[Any, int]:
    return None, 0
