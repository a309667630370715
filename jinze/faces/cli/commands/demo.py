"""`jinze demo`: the demo city."""

import argparse
import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from jinze.faces.shell.demo import ACCOUNTS_FILE
from jinze.foundation.ledger.queries.tree import is_open
from jinze.kernel.days import day_of
from jinze.kernel.refusal import Refusal


def add(rooms: Any) -> None:
    """Adds the command."""
    demo = rooms.add_parser("demo", help="建演示城市（空库时），或列出演示账号")
    demo.add_argument("--users", action="store_true", help="列出演示账号")
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--json", action="store_true")
    demo.set_defaults(handler=_demo)


def _demo(options: argparse.Namespace) -> tuple[Any, int]:
    if options.users:
        return _users(as_json=options.json)
    if is_open():
        raise Refusal(
            "cli.demo", "账本已经启用，演示城市只能建在空的数据库里", remedy="请换一个 JINZE_VAR 或 DATABASE_URL"
        )
    now = timezone.now()
    summary = _city().build(today=day_of(now), seed=options.seed, now=now)
    file = Path(settings.JINZE_VAR) / ACCOUNTS_FILE
    accounts = [asdict(account) for account in _city().accounts()]
    file.write_text(json.dumps(accounts, ensure_ascii=False, indent=1), encoding="utf-8")
    return asdict(summary), 0


def _city() -> Any:
    return import_module(settings.JINZE_DEMO)


def _users(*, as_json: bool) -> tuple[Any, int]:
    accounts = [asdict(account) for account in _city().accounts()]
    if as_json:
        return accounts, 0
    for account in accounts:
        line = f"  {account['username']:<16}{account['password']:<20}{account['name']}  {account['post']}"
        sys.stdout.write(line + "\n")
    return None, 0
