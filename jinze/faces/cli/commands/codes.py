"""`jinze code …`."""

import argparse
from typing import Any

from jinze.kernel.codes import check_uscc


def add(rooms: Any) -> None:
    """Adds the commands of this room."""
    code = rooms.add_parser("code", help="检查编码").add_subparsers(metavar="编码", required=True)
    uscc = code.add_parser("uscc", help="统一社会信用代码")
    uscc.add_argument("code", metavar="CODE")
    uscc.add_argument("--json", action="store_true")
    uscc.set_defaults(handler=_uscc)


def _uscc(options: argparse.Namespace) -> tuple[Any, int]:
    verdict = check_uscc(options.code)
    return {"valid": verdict.valid, "why": verdict.why}, 0 if verdict.valid else 1
