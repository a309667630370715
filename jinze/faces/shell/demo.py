"""Demo accounts on the sign-in page: only while the log is a demo, from the file that building the demo wrote."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from jinze.foundation.ledger.queries.tree import is_demo

ACCOUNTS_FILE = "demo-accounts.json"


def demo_accounts() -> list[dict[str, Any]]:
    """Name, post, user name and the public password of each; nothing on a real log."""
    path = Path(settings.JINZE_VAR) / ACCOUNTS_FILE
    if not is_demo() or not path.is_file():
        return []
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found
