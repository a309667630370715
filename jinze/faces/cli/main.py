"""`jinze …`: reads the arguments, calls one query or action, prints.

With --json exactly one document stands on standard output; everything else goes to standard error. Exit code: 0 fine,
1 a finding (does not verify, differences), 2 usage or refusal.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from jinze.faces.cli.commands import codes, demo, duties, law, ledger, work
from jinze.kernel.refusal import Refusal

Handler = Callable[[argparse.Namespace], tuple[Any, int]]


def run(argv: Sequence[str]) -> int:
    """Runs one command and returns its exit code."""
    parser = _parser()
    options = parser.parse_args(list(argv))
    handler: Handler | None = getattr(options, "handler", None)
    if handler is None:
        parser.print_help(sys.stderr)
        return 2
    try:
        document, code = handler(options)
    except Refusal as refusal:
        print(f"没有办成：{refusal.words}。{refusal.remedy}", file=sys.stderr)
        return 2
    if document is not None:
        print(_shown(document, as_json=getattr(options, "json", False)))
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="jinze", description="尽责：安全生产综合信息平台")
    rooms = parser.add_subparsers(metavar="命令")
    for module in (law, duties, ledger, codes, demo, work):
        module.add(rooms)
    manage = rooms.add_parser("manage", help="Django 自己的管理命令")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    return parser


def _shown(document: Any, *, as_json: bool) -> str:
    if as_json or not isinstance(document, dict):
        return json.dumps(document, ensure_ascii=False, indent=None if as_json else 1, default=str)
    return "\n".join(f"{name}: {_line(value)}" for name, value in document.items())


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list) else str(value)
