"""Projections are built again from the ledger alone, byte for byte, in another process; what was corrupted is named."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jinze.foundation.ledger import followers
from jinze.foundation.ledger.jobs import order
from jinze.foundation.ledger.jobs.rebuild import rebuild
from jinze.foundation.ledger.models import Cursor, Event, Log
from jinze.foundation.ledger.queries.projections import fingerprint, snapshot
from tests.foundation.ledger import sample
from tests.foundation.ledger.sample import AT, OFFICER, Line, Tally, go_round, pay

CHECKOUT = Path(__file__).resolve().parents[4]
SCRIPT = "import django; django.setup(); from tests.foundation.ledger import sample; sample.main()"


@pytest.fixture
def story(log: Log) -> None:
    """Two projections over nine visits: a later one that has read seven of them, and an inline one."""
    followers.follow(sample.TALLIES)
    followers.follow(sample.LINES)
    for number in range(5):
        pay(acting=OFFICER, at=AT, place=f"p{number % 3}", people=number)
    go_round(acting=OFFICER, at=AT, places=["p1", "p7"])
    order.tick()
    for _ in range(2):
        pay(acting=OFFICER, at=AT, place="p2", people=1)
    order.sequence_all()


def prints() -> dict[str, str]:
    return {each.name: fingerprint(snapshot(each)) for each in followers.projections()}


def rebuilt_elsewhere(environment: dict[str, str], how: str) -> list[dict[str, Any]]:
    environment = {**environment, "PYTHONPATH": os.pathsep.join([str(CHECKOUT), environment.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, how], cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.django_db(transaction=True)
def test_projections_deleted_here_are_rebuilt_by_another_process_byte_for_byte(
    story: None, same_database: dict[str, str]
) -> None:
    before = prints()
    assert all(result["same"] for result in rebuilt_elsewhere(same_database, "compare"))
    for model in (Tally, Line):
        model.objects.all().delete()
    results = {result["name"]: result for result in rebuilt_elsewhere(same_database, "keep")}
    assert prints() == before
    assert {name: (result["same"], result["rows"]) for name, result in results.items()} == {
        "tallies": (False, 4),
        "lines": (False, 7),
    }


@pytest.mark.django_db
def test_rebuilding_what_is_right_finds_no_difference(story: None) -> None:
    before = prints()
    for keep in (False, True):
        assert [(result.same, result.differences) for result in rebuild(keep=keep)] == [(True, []), (True, [])]
        assert prints() == before


@pytest.mark.django_db
def test_a_corrupted_row_is_named_and_mended(story: None) -> None:
    before = prints()
    Tally.objects.filter(place="p1").update(people=99)
    compared = {result.name: result for result in rebuild(keep=False)}
    assert compared["tallies"].differences == ["sample_tally p1: ('3', '99') → ('3', '6')"]
    assert compared["lines"].same
    assert prints() != before
    rebuild(keep=True)
    assert prints() == before


@pytest.mark.django_db
def test_a_lost_row_and_an_invented_one_are_named(story: None) -> None:
    Tally.objects.filter(place="p7").delete()
    Tally.objects.create(place="p0-invented", visits=1, people=1)
    differences = rebuild(keep=False)[0].differences
    assert differences == ["sample_tally p0-invented: ('1', '1') → None", "sample_tally p7: None → ('1', '1')"]


@pytest.mark.django_db
def test_a_later_follower_is_rebuilt_as_far_as_it_had_read_and_then_reads_on(story: None) -> None:
    read_to = Cursor.objects.get().next_seq
    rebuild(keep=True)
    assert (Cursor.objects.get().next_seq, Line.objects.count()) == (read_to, 7)
    order.tick()
    assert Line.objects.count() == Event.objects.filter(kind="visit.paid").count() == 9


@pytest.mark.django_db
def test_rebuilding_includes_events_that_still_wait_for_their_place(story: None) -> None:
    pay(acting=OFFICER, at=AT, place="p9", people=4)
    assert all(result.same for result in rebuild(keep=True))
    assert Tally.objects.get(place="p9").people == 4


@pytest.mark.django_db
def test_differences_are_cut_to_the_number_asked_for(story: None) -> None:
    Tally.objects.update(people=99)
    assert len(rebuild(keep=False, most=2)[0].differences) == 2
