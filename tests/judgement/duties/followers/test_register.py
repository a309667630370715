"""The projections against the ledger: what was followed act by act is what a rebuild gives."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from jinze.foundation.ledger.followers import projections
from jinze.foundation.ledger.jobs.rebuild import Rebuilt, rebuild
from jinze.foundation.ledger.queries.projections import fingerprint, snapshot
from jinze.judgement.duties.models import Bound, Count, Done, Held, Mask, Obligation, Seat
from tests.judgement.duties.followers.sequences import Life
from tests.support.duties import standing
from tests.support.oracle import bonds_on, figures_on, stored_bonds_on
from tests.support.world import World

SEEDS = (2, 4, 5, 7)
DAYS = [date(year, month, 10) for year in (2020, 2021, 2022) for month in (1, 4, 7, 10)]


def duties_of(found: list[Rebuilt]) -> Rebuilt:
    return next(each for each in found if each.name == "duties")


@pytest.fixture
def lived(world: World) -> None:
    Life(world, seed=5).live(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rebuild_is_what_was_followed_act_by_act(world: World, seed: int) -> None:
    assert Life(world, seed).live(60) > 30
    found = duties_of(rebuild(keep=False))
    assert (found.differences, found.same) == ([], True)
    assert min(model.objects.count() for model in (Bound, Held, Seat, Obligation, Mask, Count, Done)) > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_the_figures_are_those_of_the_law_and_the_deeds_worked_out_again(world: World, seed: int) -> None:
    Life(world, seed).live(60)
    for day in DAYS:
        assert stored_bonds_on(day) == sorted(bonds_on(day), key=str)
    on = date(2022, 11, 23)
    states = dict.fromkeys(("on_time", "late", "overdue"), 0)
    for row in Obligation.objects.exclude(every="day").order_by("id"):
        figures = standing(row, on).figures()
        assert figures == figures_on(row, on), row.duty
        states = {state: states[state] + figures[state] for state in states}
    assert min(states.values()) > 0, states


def test_a_rebuild_that_only_compares_leaves_everything_as_it_was(lived: None) -> None:
    before = fingerprint(snapshot(next(p for p in projections() if p.name == "duties")))
    Mask.objects.filter(pk=Mask.objects.order_by("id")[0].pk).update(done=0, on_time=0)
    corrupt = [(m.pk, m.done) for m in Mask.objects.order_by("id")]
    found = duties_of(rebuild(keep=False))
    assert (found.same, found.after) == (False, before)
    assert [(m.pk, m.done) for m in Mask.objects.order_by("id")] == corrupt
    assert duties_of(rebuild(keep=True)).after == before
    assert duties_of(rebuild(keep=False)).same


def _flip_a_bit() -> str:
    mask = Mask.objects.select_related("obligation__body").order_by("id")[0]
    Mask.objects.filter(pk=mask.pk).update(done=mask.done ^ (1 << 59))
    return f"judgement_duties_mask {mask.obligation.duty} {mask.obligation.body.key} "


def _move_a_deed() -> str:
    done = Done.objects.order_by("id")[0]
    Done.objects.filter(pk=done.pk).update(occurred=date(2019, 1, 1))
    return f"judgement_duties_done {done.subject}: "


def _lose_a_deed() -> str:
    done = Done.objects.order_by("id")[0]
    done.delete()
    return f"judgement_duties_done {done.subject}: None → "


def _lengthen_an_obligation() -> str:
    row = Obligation.objects.select_related("body").exclude(until=None).order_by("id")[0]
    Obligation.objects.filter(pk=row.pk).update(until=None)
    return f"judgement_duties_obligation {row.duty} {row.body.key} {row.holder} {row.since}: "


def _invent_an_obligation() -> str:
    row = Obligation.objects.select_related("body").order_by("id")[0]
    row.pk, row.duty = None, "shi-2020-1/9.9-x"
    row.save()
    return f"judgement_duties_obligation shi-2020-1/9.9-x {row.body.key} "


def _miscount() -> str:
    count = Count.objects.select_related("obligation__body").order_by("id")[0]
    Count.objects.filter(pk=count.pk).update(total=count.total + 1)
    return f"judgement_duties_count {count.obligation.duty} {count.obligation.body.key} "


@pytest.mark.parametrize(
    "corrupt",
    [_flip_a_bit, _move_a_deed, _lose_a_deed, _lengthen_an_obligation, _invent_an_obligation, _miscount],
)
def test_one_corrupt_row_is_named(lived: None, corrupt: Callable[[], str]) -> None:
    name = corrupt()
    found = duties_of(rebuild(keep=False))
    assert not found.same
    assert len(found.differences) == 1
    assert found.differences[0].startswith(name)


def test_another_process_builds_the_same_bytes_from_the_ledger_alone(
    lasting_world: World, same_database: dict[str, str]
) -> None:
    Life(lasting_world, seed=6).live(60)
    before = [fingerprint(snapshot(projection)) for projection in projections()]
    script = Path(__file__).with_name("rebuild_process.py")
    root = next(folder for folder in script.parents if (folder / "pyproject.toml").is_file())
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=root,
        env={**same_database, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["after"] == before
    assert sum(answer["rows"]) > 0
    assert [fingerprint(snapshot(projection)) for projection in projections()] == before
