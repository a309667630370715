"""Before serving: the database takes its newest shape, an empty one the demo, static files are collected."""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.utils.module_loading import import_string

from config import command
from setup.checkout import fingerprint, say, stop


def prepare() -> int:
    """Everything that must be true before the server starts; gives the exit code of what failed, or 0."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if not settings.DEBUG:
        collect_static()
    return build_demo() if os.environ.get("JINZE_DEMO") != "0" else 0


def build_demo() -> int:
    """Builds the demo city in an empty database; a half-built one is refused, since nothing in it may be deleted."""
    unfinished = settings.JINZE_VAR / "demo-unfinished"
    if not import_string("jinze.foundation.ledger.queries.tree.is_open")():
        say("Building the demo city, once; this takes a minute …")
        unfinished.touch()
        code = command.main(["demo"])
        if code == 0:
            unfinished.unlink()
        return code
    if unfinished.exists():
        stop(
            "The demo was interrupted while it was being built. Its ledger cannot be taken up again:\n"
            f"remove {settings.JINZE_VAR} (or name an empty DATABASE_URL) and type make run again."
        )
    return 0


def collect_static() -> None:
    """Copies static files under names with their digests, unless nothing has changed since last time."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".collected"
    found = sorted(Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([]))
    wanted = fingerprint(found, *map(str, found), settings.STORAGES["staticfiles"]["BACKEND"])
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say("Collecting static files …")
    call_command("collectstatic", interactive=False, verbosity=0, clear=root.exists())
    stamp.write_text(wanted)


if __name__ == "__main__":
    sys.exit(prepare())
