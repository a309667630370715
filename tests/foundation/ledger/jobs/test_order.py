"""Order, tree, checkpoints and later followers, with real processes where it matters."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from jinze.foundation.ledger import followers
from jinze.foundation.ledger.followers import Recorded
from jinze.foundation.ledger.jobs import order
from jinze.foundation.ledger.models import Checkpoint, Cursor, Event, Leaf, Log, Tile, Waiting
from jinze.foundation.ledger.queries.checkpoints import checkpoint_file, notes_outside
from jinze.foundation.ledger.queries.tree import hasher_of, stored_tiles
from jinze.foundation.ledger.queries.verify import verify
from jinze.foundation.ledger.rules import note, tree
from tests.foundation.ledger import naive, sample
from tests.foundation.ledger.sample import AT, OFFICER, Line, pay

CHECKOUT = Path(__file__).resolve().parents[4]
Visits = Callable[[int], list[Event]]


def pay_some(count: int) -> None:
    for number in range(count):
        pay(acting=OFFICER, at=AT, place=f"p{number}", people=number)


def follows_from_events() -> bool:
    """Each event has one place, without a gap, and the stored tree is the one over their leaves."""
    leaves = [bytes(leaf) for leaf in Leaf.objects.order_by("seq").values_list("event__leaf", flat=True)]
    log = Log.objects.get()
    return (
        list(Leaf.objects.order_by("seq").values_list("seq", flat=True)) == list(range(Event.objects.count()))
        and not Waiting.objects.exists()
        and tree.root(hasher_of(log), len(leaves), stored_tiles(log).node) == naive.root_of(leaves)
    )


# In one process ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_nothing_is_sequenced_without_a_log_or_without_events(room: None) -> None:
    assert order.sequence() == 0
    assert order.checkpoint(AT) is None


@pytest.mark.django_db
def test_batches_of_any_size_give_one_order(log: Log) -> None:
    pay_some(9)
    assert [order.sequence(limit=4) for _ in range(4)] == [4, 4, 2, 0]
    assert follows_from_events()
    pay_some(300)
    assert order.sequence_all() == 300
    assert follows_from_events()
    assert Tile.objects.filter(level=1).count() == 1


@pytest.mark.django_db
def test_a_checkpoint_is_signed_once_for_each_size_and_stands_outside_too(log: Log) -> None:
    pay_some(2)
    order.sequence_all()
    signed = order.checkpoint(AT)
    assert order.checkpoint(AT) is None
    pay_some(1)
    order.sequence_all()
    second = order.checkpoint(AT)
    assert (
        notes_outside("demo")
        == [signed, second]
        == list(Checkpoint.objects.order_by("size").values_list("note", flat=True))
    )
    stated = note.read(signed)
    leaves = [bytes(leaf) for leaf in Leaf.objects.order_by("seq").values_list("event__leaf", flat=True)]
    assert (stated.origin, stated.size, stated.root) == ("demo", 3, naive.root_of(leaves[:3]))
    assert note.is_signed(signed, log.public_bytes())


@pytest.mark.django_db
@pytest.mark.parametrize("torn", [1, 8, 60, 100, 130, -3, -2, -1])
def test_a_note_torn_by_a_power_cut_does_not_spoil_the_next(log: Log, visits: Visits, torn: int) -> None:
    visits(2)
    path = checkpoint_file("demo")
    path.write_bytes(path.read_bytes()[:torn])
    visits(1)
    whole = list(Checkpoint.objects.order_by("size").values_list("note", flat=True))
    assert notes_outside("demo") == (whole if torn in {-1, -2} else whole[1:])
    assert verify().ok


@pytest.mark.django_db
def test_a_later_follower_takes_each_event_once_and_in_order(log: Log) -> None:
    followers.follow(sample.LINES)
    pay_some(7)
    assert order.catch_up(sample.LINES) == 0
    order.sequence_all()
    assert [order.catch_up(sample.LINES, limit=3) for _ in range(4)] == [3, 3, 2, 0]
    pay_some(2)
    order.tick()
    order.tick()
    paid = list(Event.objects.filter(kind="visit.paid").order_by("id").values_list("key", flat=True))
    assert list(Line.objects.order_by("number").values_list("event", flat=True)) == paid
    assert Cursor.objects.get().next_seq == Event.objects.count()


@pytest.mark.django_db
def test_a_later_follower_that_fails_in_the_middle_of_a_batch_takes_it_again_as_a_whole(log: Log) -> None:
    pay_some(6)
    order.sequence_all()
    broken = True

    def stumble(recorded: Recorded) -> None:
        sample.line_up(recorded)
        if broken and recorded.facts.place == "p3":
            raise ZeroDivisionError

    lines = followers.Projection("lines", ("visit.paid",), followers.Follow.LATER, stumble, sample.LINES.tables)
    with pytest.raises(ZeroDivisionError):
        order.catch_up(lines)
    assert not Line.objects.exists()
    assert not Cursor.objects.exists()
    broken = False
    assert order.catch_up(lines) == 7
    assert Line.objects.count() == 6


# With other processes ------------------------------------------------------------------------

PROLOGUE = """
import sys, time
import django
django.setup()
from datetime import UTC, datetime
from tests.foundation.ledger import sample
from tests.foundation.ledger.sample import AT, OFFICER, pay
from jinze.foundation.ledger import followers
from jinze.foundation.ledger.jobs import order
"""
WRITER = (
    PROLOGUE
    + """
for number in range(int(sys.argv[1])):
    pay(acting=OFFICER, at=AT, place=f"p{number}", people=1, why="因为")
"""
)
SEQUENCER = (
    PROLOGUE
    + """
print("ready", flush=True)
while True:
    order.sequence(limit=7)
"""
)
SLOW_SEQUENCER = (
    PROLOGUE
    + """
from jinze.foundation.ledger.rules.tiles import Tiles
changed = Tiles.changed
def slowly(self):
    print("half-way", flush=True)
    time.sleep(60)
    return changed(self)
Tiles.changed = slowly
order.sequence()
"""
)
SLOW_FOLLOWER = (
    PROLOGUE
    + """
def slowly(recorded):
    sample.line_up(recorded)
    if recorded.facts.place == "p3":
        print("half-way", flush=True)
        time.sleep(60)
order.catch_up(followers.Projection("lines", ("visit.paid",), followers.Follow.LATER, slowly, sample.LINES.tables))
"""
)


def started(script: str, environment: dict[str, str], *given: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *given], cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True
    )


def killed(running: subprocess.Popen[str], after: str) -> None:
    """Kills a process with -9 as soon as it has said `after`."""
    assert running.stdout is not None
    assert running.stdout.readline().strip() == after
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    running.stdout.close()


@pytest.fixture
def elsewhere(same_database: dict[str, str], keys_and_notes: Path) -> dict[str, str]:
    """The environment of another process on this log."""
    return {
        **same_database,
        "JINZE_LEDGER_KEY": str(keys_and_notes / "keys" / "ledger.pem"),
        "JINZE_CHECKPOINTS": str(keys_and_notes / "checkpoints"),
        "PYTHONPATH": os.pathsep.join([str(CHECKOUT), same_database.get("PYTHONPATH", "")]),
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.kill
def test_a_sequencer_among_live_writers_loses_and_doubles_nothing(log: Log, elsewhere: dict[str, str]) -> None:
    writers, each = (8, 40) if connection.vendor == "postgresql" else (3, 15)
    running = [started(WRITER, elsewhere, str(each)) for _ in range(writers)]
    sequencers = [started(SEQUENCER, elsewhere) for _ in range(2)]
    assert [process.wait(timeout=120) for process in running] == [0] * writers
    for sequencer in sequencers:
        killed(sequencer, "ready")
    order.sequence_all()
    assert Event.objects.count() == writers * each + 1
    assert follows_from_events()
    assert verify().ok


@pytest.mark.django_db(transaction=True)
@pytest.mark.kill
def test_a_sequencer_killed_half_way_leaves_the_tree_as_it_was(log: Log, elsewhere: dict[str, str]) -> None:
    pay_some(4)
    order.sequence_all()
    pay_some(5)
    before = (Leaf.objects.count(), Waiting.objects.count(), list(Tile.objects.values_list("hashes", flat=True)))
    killed(started(SLOW_SEQUENCER, elsewhere), after="half-way")
    wait_for_the_lock()
    assert (
        Leaf.objects.count(),
        Waiting.objects.count(),
        list(Tile.objects.values_list("hashes", flat=True)),
    ) == before
    assert order.sequence_all() == 5
    assert follows_from_events()


@pytest.mark.django_db(transaction=True)
@pytest.mark.kill
def test_a_later_follower_killed_half_way_takes_each_event_once(log: Log, elsewhere: dict[str, str]) -> None:
    pay_some(6)
    order.sequence_all()
    killed(started(SLOW_FOLLOWER, elsewhere), after="half-way")
    wait_for_the_lock()
    assert not Line.objects.exists()
    assert order.catch_up(sample.LINES) == 7
    assert order.catch_up(sample.LINES) == 0
    assert list(Line.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 7))


@pytest.mark.django_db(transaction=True)
@pytest.mark.kill
def test_a_writer_killed_at_any_moment_leaves_whole_acts_only(log: Log, elsewhere: dict[str, str]) -> None:
    writer = started("print('go', flush=True)" + WRITER, elsewhere, "100000")
    assert writer.stdout is not None
    assert writer.stdout.readline() == "go\n"
    deadline = time.monotonic() + 60
    while Event.objects.count() < 20 and time.monotonic() < deadline:
        time.sleep(0.02)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    wait_for_the_lock()
    visits, events = sample.Visit.objects.count(), Event.objects.filter(kind="visit.paid").count()
    assert visits == events == Waiting.objects.count() - 1 >= 19
    order.sequence_all()
    assert verify().ok


def wait_for_the_lock() -> None:
    """PostgreSQL notices a dead client when its server process next looks; until then the row lock stays."""
    deadline = time.monotonic() + 90
    while connection.vendor == "postgresql" and others() and time.monotonic() < deadline:
        time.sleep(0.05)


def others() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])
