"""A writer, or the sequencer beside the writers: python -m bench.inside.append prepare|write|sequence.

A writer reads lines `full|none SECONDS` and answers each with the number of acts done: `full` is the platform as it
is; under `none` the event is neither made, nor hashed, nor written.
"""

import bench.inside.ready  # noqa: F401 - before anything of the platform

# isort: split
import sys
import time
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from unittest.mock import patch
from uuid import UUID

from django.core.management import call_command
from django.db import connection, models

from jinze.foundation.ledger.actions import recording
from jinze.foundation.ledger.actions.log import open_log
from jinze.foundation.ledger.actions.recording import Fact, action, seal
from jinze.foundation.ledger.enums import HashName
from jinze.foundation.ledger.jobs.order import sequence_all
from jinze.foundation.ledger.models import Event, KeyField
from jinze.foundation.ledger.rules.kinds import Code, Facts, Sealed, registered
from jinze.kernel.acting import Acting
from jinze.kernel.keys import new_key


class Check(models.Model):
    """The record that the action writes."""

    objects: ClassVar[models.Manager["Check"]]

    key = KeyField(unique=True)
    place = models.CharField(max_length=40)
    body = KeyField()
    day = models.DateField()
    found = models.IntegerField()
    content = models.CharField(max_length=64)

    class Meta:
        app_label = "bench"
        indexes = (models.Index(fields=["body", "day"], name="bench_check_body_day"),)


@registered("bench_check.made", wording="查了 {place}，发现 {found} 处")
class Made(Facts):
    check_key: UUID
    place: Code
    day: date
    found: int
    content: Sealed


@action("bench_check.made")
def make_check(*, acting: Acting, at: datetime, place: str, found: int, content: str) -> Fact:
    """A team's daily check: one record, one sealed text, one event."""
    key, sealed = new_key(), seal(content)
    Check.objects.create(key=key, place=place, body=acting.body, day=at.date(), found=found, content=sealed)
    facts = Made(check_key=key, place=place, day=at.date(), found=found, content=sealed)
    clauses = ("luoyang-2017-37/1.2.7", "luoyang-2017-37/2.62.1.3")
    return Fact(facts, ("check", key), area="410305", body=acting.body, clauses=clauses)


def prepare() -> None:
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Check)
    open_log(acting=Acting(system="bench"), at=datetime.now(UTC), origin="bench", hash_name=HashName.SHA256)
    print("{}")


def write() -> None:
    acting = Acting(person=new_key(), post=new_key(), body=new_key(), area="410305")
    for line in sys.stdin:
        mode, seconds = line.split()
        if mode == "full":
            print(acts(acting, float(seconds)), flush=True)
        else:
            with patch.object(recording, "_append", nothing_appended):
                print(acts(acting, float(seconds)), flush=True)


def acts(acting: Acting, seconds: float) -> int:
    end, done = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        said = {"place": f"b{done % 90}", "found": done % 4, "content": "二号车间通道堆放杂物，已当场清走"}
        make_check(acting=acting, at=datetime.now(UTC), **said)
        done += 1
    return done


NOTHING = Event(key=new_key(), kind="bench_check.made", v=1, recorded_at=datetime.now(UTC), clauses="")


def nothing_appended(*_given: Any) -> Event:
    return NOTHING


def sequence() -> None:
    """The worker's beat, in both modes: under `none` nothing waits."""
    for line in sys.stdin:
        end, done = time.monotonic() + float(line.split()[1]), 0
        while time.monotonic() < end:
            done += sequence_all()
            time.sleep(max(0, min(1, end - time.monotonic())))
        print(done, flush=True)


if __name__ == "__main__":
    {"prepare": prepare, "write": write, "sequence": sequence}[sys.argv[1]]()
