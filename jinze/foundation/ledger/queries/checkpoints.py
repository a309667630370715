"""Signed checkpoints, from the database and from the file outside it."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings

from jinze.foundation.ledger.models import Checkpoint, Event
from jinze.kernel.days import CHINA

_NOTE = re.compile(
    r"(?:^[^\n]+\n){4}\n— [^\n ]+ [A-Za-z0-9+/]{91}=\n", re.MULTILINE
)  # 68 bytes of key id and signature


def checkpoint_file(origin: str) -> Path:
    """Where the signed checkpoints of a log stand outside the database, one note after another."""
    return Path(settings.JINZE_CHECKPOINTS) / f"{origin.replace('/', '-')}.notes"


def notes_outside(origin: str) -> list[str]:
    """The notes of the file, each as it was signed; none when there is no file yet.

    A note that was torn while it was written (a power cut) is no note, and those after it are read all the same.
    """
    path = checkpoint_file(origin)
    return _NOTE.findall(path.read_text(encoding="utf-8")) if path.exists() else []


def covering(seq: int) -> Checkpoint | None:
    """The first checkpoint that covers the event at `seq`."""
    return Checkpoint.objects.filter(size__gt=seq).order_by("size").first()


def latest() -> Checkpoint | None:
    """The newest checkpoint."""
    return Checkpoint.objects.order_by("-size").first()


def standing() -> dict[str, Any]:
    """How much of the log is signed: how many events, how many of them under the newest checkpoint, signed when."""
    total = Event.objects.count()
    newest = latest()
    if newest is None:
        return {"words": f"账本共 {total:,} 条，还没有签名的检查点", "ok": False, "line": "工作进程运行后自动签名"}
    signed = newest.signed_at.astimezone(CHINA)
    return {
        "words": f"账本共 {total:,} 条，最近的检查点覆盖前 {newest.size:,} 条",
        "ok": True,
        "line": f"{signed:%-m月%-d日 %H:%M:%S} 签名",
    }
