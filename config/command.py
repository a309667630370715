"""The door for the command line: `jinze …` from any directory."""

import os
import sys
from collections.abc import Sequence

import django
from django.core.management import execute_from_command_line
from django.utils.module_loading import import_string


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code: 0 fine, 1 a finding, 2 usage or refusal.

    `jinze manage …` is Django's own management; all else belongs to `faces/cli`, which is looked up only
    after the rooms are loaded, since it stands on their models.
    """
    said = list(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if said[:1] == ["manage"]:
        execute_from_command_line(["jinze manage", *said[1:]])
        return 0
    django.setup()
    code: int = import_string("jinze.faces.cli.main.run")(said)
    return code


if __name__ == "__main__":
    sys.exit(main())
