from datetime import date

import pytest

from jinze.kernel.refusal import Refusal
from jinze.sources.queries.law import (
    act_of,
    all_versions,
    clauses_known,
    duty_of,
    instruments,
    law_of,
    official_text,
    revision_line,
)
from tests.support.law import INSTRUMENT, duty_row, small_law
from tests.support.world import World


def test_nothing_is_adopted_at_first(world: World) -> None:
    with pytest.raises(Refusal, match="no_law"):
        law_of(INSTRUMENT)
    assert (instruments(), all_versions(), revision_line(INSTRUMENT)) == ([], [], None)
    assert official_text(INSTRUMENT, "1.1") is None


def test_law_of_gives_the_newest_revision(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m", title="旧"))
    world.adopt_duties(duty_row("1.1-m", title="新"), since=date(2022, 1, 1))
    assert law_of(INSTRUMENT).duties[f"{INSTRUMENT}/1.1-m"].title == "新"
    assert duty_of(f"{INSTRUMENT}/1.1-m").title == "新"
    assert revision_line(INSTRUMENT) == (2, date(2022, 1, 1))
    assert instruments() == [INSTRUMENT]


def test_what_a_newer_revision_drops_can_still_be_named(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    later = small_law()
    later["acts.yaml"] = later["acts.yaml"][1:]
    world.adopt(later, date(2022, 1, 1))
    assert duty_of(f"{INSTRUMENT}/1.1-m").act == "check"
    assert act_of("meeting").name == "会议"


def test_names_that_no_instrument_knows_are_refused(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    with pytest.raises(Refusal, match="no_act"):
        act_of("dance")
    with pytest.raises(Refusal, match="no_duty"):
        duty_of(f"{INSTRUMENT}/9.9-x")
    assert clauses_known([f"{INSTRUMENT}/1.1", f"{INSTRUMENT}/1.2"])
    assert not clauses_known([f"{INSTRUMENT}/1.1", f"{INSTRUMENT}/9.9"])
    assert clauses_known([])


def test_instruments_stand_beside_each_other(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    other = small_law(duty_row("1.1-m", act="note"))
    other["instrument.yaml"]["key"] = "bie-2021-1"
    world.adopt(other, date(2021, 1, 1))
    assert instruments() == ["bie-2021-1", INSTRUMENT]
    assert [(v.duty.id, v.since, v.until) for v in all_versions()] == [
        ("bie-2021-1/1.1-m", date(2021, 1, 1), None),
        (f"{INSTRUMENT}/1.1-m", date(2020, 1, 1), None),
    ]
    assert clauses_known(["bie-2021-1/1.1", f"{INSTRUMENT}/1.1"])
