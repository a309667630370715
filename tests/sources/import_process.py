"""Imports a draft and stands still in the midst of it until it is killed. A process of its own: key, version, table."""

import sys
import time
from typing import Any
from uuid import UUID

import django


def main(key: str, version: str, table: str) -> None:
    django.setup()
    from django.db import connection  # noqa: PLC0415 - settings exist only now

    from jinze.sources.actions import import_draft  # noqa: PLC0415 - models exist only now
    from tests.support.world import EPOCH, SYSTEM, moment  # noqa: PLC0415

    def stand_still(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        if f'"{table}"' in sql and not sql.startswith("SELECT"):
            print("written", flush=True)
            time.sleep(600)
        return done

    with connection.execute_wrapper(stand_still):
        import_draft(acting=SYSTEM, at=moment(EPOCH), draft=UUID(key), version=int(version))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
