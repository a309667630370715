"""`jinze …`: reads the arguments, calls one query or action, prints.

With --json exactly one document stands on standard output; everything else goes to standard error. Exit code: 0 fine,
1 a finding (does not verify, differences), 2 usage or refusal.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from jinze.faces.cli.commands import codes, demo, duties, law, ledger, work
from jinze.kernel.refusal import Refusal

Handler = Callable[[argparse.Namespace], tuple[Any, int]]


def run(argv: Sequence[str]) -> int:
    """Runs one command and returns its exit code."""
    try:
        return _run(_parser(), list(argv))
    except Refusal as refusal:
        return _refused(refusal)
    except DatabaseError as wrong:
        missing = _not_ready()
        if missing is None:
            raise
        return _refused(missing, wrong)
    except BrokenPipeError:
        # whoever reads has seen enough; what Python still holds for them goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(parser: argparse.ArgumentParser, argv: list[str]) -> int:
    options = parser.parse_args(argv)
    handler: Handler | None = getattr(options, "handler", None)
    if handler is None:
        parser.print_help(sys.stderr)
        return 2
    document, code = handler(options)
    if document is not None:
        print(_shown(document, as_json=getattr(options, "json", False)))
    sys.stdout.flush()
    return code


def _refused(refusal: Refusal, wrong: Exception | None = None) -> int:
    why = "" if wrong is None else f"（{wrong}）".replace("\n", " ")
    print(f"没有办成：{refusal.words}。{refusal.remedy}{why}", file=sys.stderr)
    return 2


def _not_ready() -> Refusal | None:
    """What keeps the database from being used at all: nothing to connect to, or tables that are not made yet."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return Refusal("cli.no_database", "连不上数据库", remedy="请核对 DATABASE_URL 或 JINZE_VAR")
    if not waiting:
        return None
    return Refusal("cli.no_tables", "数据库里的表还没有建好", remedy="请先运行 jinze manage migrate")


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
