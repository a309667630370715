"""The ground under the tests itself: a ledger that can be emptied, and other processes in the same database."""

import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from jinze.foundation.ledger.models import Log
from setup.checkout import ROOT


def open_log() -> Log:
    return Log.objects.create(id=1, origin="demo", hash_name="sha256", public_key="", opened_at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_flush_empties_the_ledger_and_leaves_it_guarded() -> None:
    open_log()
    call_command("flush", verbosity=0, interactive=False)
    assert not Log.objects.exists()
    open_log()
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_log")


def test_another_process_meets_this_one_in_the_same_database(same_database: dict[str, str]) -> None:
    open_log()
    asked = "from django.db import connection as c; k = c.cursor(); k.execute('SELECT origin FROM ledger_log'); "
    script = f"import django; django.setup(); {asked} print(*k.fetchone())"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=same_database, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("demo\n", "")
