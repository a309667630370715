"""June 2022 of a monthly duty with five days of grace: it ends on 30 June, and acts may be recorded until 5 July."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.access.models import Body
from jinze.judgement.duties.models import Count, Done, Mask, Obligation
from jinze.kernel.acting import Acting
from tests.support.duties import month, standing, the_obligation
from tests.support.law import INSTRUMENT, duty_row
from tests.support.world import World

JUNE, ON = date(2022, 6, 1), date(2022, 6, 30)
MONTHLY = f"{INSTRUMENT}/1.1-m"


@dataclass
class County:
    world: World
    body: Body
    leader: Acting

    def june(self, slug: str = "1.1-m", on: date = ON) -> str:
        """The state of June for a duty of the body."""
        figures = standing(the_obligation(self.body, slug), on, JUNE).figures()
        months = figures.pop("expected")
        assert months == 1 + (on.month - JUNE.month)
        return next(name for name in ("on_time", "late", "overdue", "due") if figures[name])


def county(world: World, *rows: object) -> County:
    world.adopt_duties(*rows)
    body = world.body(functions=("government",))
    return County(world, body, world.filled(body, PostRole.PRINCIPAL))


@pytest.fixture
def monthly(world: World) -> County:
    return county(world, duty_row("1.1-m"))


@pytest.mark.parametrize(
    ("occurred", "recorded", "state"),
    [
        (date(2022, 6, 1), date(2022, 6, 1), "on_time"),
        (date(2022, 6, 30), date(2022, 6, 30), "on_time"),
        (date(2022, 6, 30), date(2022, 7, 5), "on_time"),
        (date(2022, 6, 30), date(2022, 7, 6), "late"),
        (date(2022, 6, 1), date(2023, 1, 1), "late"),
        (date(2022, 5, 31), date(2022, 6, 1), "due"),
        (date(2022, 7, 1), date(2022, 7, 1), "due"),
    ],
)
def test_a_deed_counts_by_the_day_it_occurred_and_the_day_it_was_recorded(
    monthly: County, occurred: date, recorded: date, state: str
) -> None:
    monthly.world.files(monthly.leader, occurred, recorded)
    assert monthly.june() == state


def test_nothing_done_is_due_until_the_grace_is_over(monthly: County) -> None:
    row = the_obligation(monthly.body, "1.1-m")
    days = (date(2022, 5, 31), JUNE, date(2022, 7, 5), date(2022, 7, 6))
    found = [standing(row, day, JUNE) for day in days]
    assert [(t.expected, t.due, t.overdue) for t in found] == [(0, 0, 0), (1, 1, 0), (2, 2, 0), (2, 1, 1)]


def test_a_deed_against_a_missed_period_is_late_there_and_nothing_here(monthly: County) -> None:
    world, july = monthly.world, date(2022, 7, 20)
    world.files(monthly.leader, july, against_duty=MONTHLY, against=month(JUNE))
    row = the_obligation(monthly.body, "1.1-m")
    assert monthly.june() == "late"
    assert standing(row, date(2022, 7, 31), date(2022, 7, 1)).due == 1


def test_a_deed_done_in_the_period_it_names_is_on_time(monthly: County) -> None:
    monthly.world.files(monthly.leader, ON, date(2022, 7, 5), against_duty=MONTHLY, against=month(JUNE))
    assert monthly.june() == "on_time"


def test_a_deed_on_time_after_a_late_one_makes_the_period_on_time(monthly: County) -> None:
    monthly.world.files(monthly.leader, JUNE, date(2022, 8, 1))
    assert monthly.june() == "late"
    monthly.world.files(monthly.leader, JUNE, JUNE)
    assert monthly.june() == "on_time"


def test_a_quota_of_two_needs_two(world: World) -> None:
    here = county(world, duty_row("1.1-m", at_least=2))
    world.files(here.leader, JUNE)
    assert here.june() == "due"
    assert (Mask.objects.count(), Count.objects.get().total) == (0, 1)
    world.files(here.leader, ON)
    assert here.june() == "on_time"
    assert list(Count.objects.values_list("ordinal", "total", "on_time")) == [(month(JUNE), 2, 2)]


def test_a_quota_reached_with_a_late_act_is_late_until_acts_on_time_alone_reach_it(world: World) -> None:
    here = county(world, duty_row("1.1-m", at_least=2))
    world.files(here.leader, JUNE)
    world.files(here.leader, JUNE, date(2022, 8, 1))
    assert here.june() == "late"
    world.files(here.leader, ON)
    assert here.june() == "on_time"
    assert list(Count.objects.values_list("total", "on_time")) == [(3, 2)]


def test_four_big_inspections_of_the_real_law_discharge_the_year(world: World) -> None:
    world.adopt_luoyang()
    body = world.body(functions=("government",))
    leader, row = world.filled(body, PostRole.PRINCIPAL), the_obligation(body, "1.2.12-inspection")
    answers = {"occasion": "season", "units_checked": "12", "hazards_found": "0"}
    for number, day in enumerate((date(2022, 3, 1), date(2022, 6, 1), date(2022, 9, 1), date(2022, 12, 1)), start=1):
        assert standing(row, date(2022, 12, 31), date(2022, 1, 1)).due == 1
        world.files(leader, day, act="big_inspection", answers=answers)
        assert Count.objects.get().total == number
    assert standing(row, date(2022, 12, 31), date(2022, 1, 1)).on_time == 1


def test_voiding_the_only_deed_opens_the_period_again(monthly: County) -> None:
    deed = monthly.world.files(monthly.leader, JUNE)
    monthly.world.voids(monthly.leader, deed, ON)
    assert (monthly.june(), Mask.objects.count()) == ("due", 0)
    assert Done.objects.get().voided == ON


def test_voiding_one_of_two_leaves_what_the_other_is_worth(monthly: County) -> None:
    world, leader = monthly.world, monthly.leader
    on_time, _late = world.files(leader, JUNE), world.files(leader, JUNE, date(2022, 8, 1))
    world.voids(leader, on_time, date(2022, 8, 2))
    assert monthly.june() == "late"


def test_voiding_leaves_the_other_periods_of_the_block(monthly: County) -> None:
    world, leader = monthly.world, monthly.leader
    world.files(leader, date(2022, 5, 3))
    deed = world.files(leader, JUNE)
    world.files(leader, date(2022, 7, 3))
    world.voids(leader, deed, date(2022, 7, 4))
    found = standing(the_obligation(monthly.body, "1.1-m"), date(2022, 7, 31), date(2022, 5, 1))
    assert (found.expected, found.on_time, found.overdue) == (3, 2, 1)


def test_voiding_one_of_a_quota_opens_the_period_and_counts_down(world: World) -> None:
    here = county(world, duty_row("1.1-m", at_least=2))
    first, _second = world.files(here.leader, JUNE), world.files(here.leader, ON)
    world.voids(here.leader, first, ON)
    assert (here.june(), Count.objects.get().total, Mask.objects.count()) == ("due", 1, 0)
    world.files(here.leader, ON)
    assert here.june() == "on_time"


def test_voiding_all_of_a_quota_leaves_no_count(world: World) -> None:
    here = county(world, duty_row("1.1-m", at_least=3))
    world.voids(here.leader, world.files(here.leader, JUNE), ON)
    assert (Count.objects.count(), Mask.objects.count()) == (0, 0)


def test_voiding_a_deed_against_a_missed_period_opens_that_period(monthly: County) -> None:
    world, july = monthly.world, date(2022, 7, 20)
    deed = world.files(monthly.leader, july, against_duty=MONTHLY, against=month(JUNE))
    world.voids(monthly.leader, deed, july)
    assert monthly.june(on=july) == "overdue"


def test_a_deed_counts_for_a_function_that_is_registered_later_from_an_earlier_day(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"), duty_row("1.2-q", at_least=2), duty_row("1.2-p", post="principal"))
    body = world.body()
    leader = world.filled(body, PostRole.PRINCIPAL)
    for day in (JUNE, ON):
        world.files(leader, day)
    assert (Obligation.objects.count(), Done.objects.count()) == (0, 2)
    world.gives(body, "government", date(2022, 1, 1))
    states = [
        standing(row, ON, JUNE).figures()["on_time"] for row in Obligation.objects.filter(body=body).order_by("duty")
    ]
    assert states == [1, 1, 1]


def test_one_deed_serves_every_duty_of_its_kind(world: World) -> None:
    here = county(
        world,
        duty_row("1.1-m"),
        duty_row("1.1-w", every="week"),
        duty_row("1.2-p", post="principal", every="quarter"),
        duty_row("1.2-d", post="deputy"),
        duty_row("1.2-r", act="note"),
    )
    deputy = world.post(here.body, PostRole.DEPUTY)
    world.files(here.leader, date(2022, 6, 8))
    principal = Obligation.objects.get(duty__endswith="1.2-p")
    assert standing(principal, ON, date(2022, 4, 1)).on_time == 1
    assert (here.june(), here.june("1.2-r")) == ("on_time", "due")
    assert standing(the_obligation(here.body, "1.1-w"), ON, date(2022, 6, 6)).on_time == 1
    assert standing(the_obligation(here.body, "1.2-d", deputy), ON, JUNE).due == 1


def test_a_deed_against_a_period_of_one_duty_counts_for_the_others_by_its_day(world: World) -> None:
    here = county(world, duty_row("1.1-m"), duty_row("1.2-m"))
    july = date(2022, 7, 20)
    world.files(here.leader, july, against_duty=MONTHLY, against=month(JUNE))
    other = standing(the_obligation(here.body, "1.2-m"), july, JUNE)
    assert (here.june(on=july), other.on_time, other.overdue) == ("late", 1, 1)


def test_a_duty_of_a_post_is_discharged_by_that_post_alone(world: World) -> None:
    here = county(world, duty_row("1.1-m"), duty_row("1.2-m", post="deputy"))
    first, second = world.filled(here.body, PostRole.DEPUTY), world.filled(here.body, PostRole.DEPUTY)
    world.files(first, JUNE)
    rows = {o.post.key: o for o in Obligation.objects.filter(duty__endswith="1.2-m") if o.post}
    assert [standing(rows[who.post], ON, JUNE).on_time for who in (first, second) if who.post] == [1, 0]
    assert here.june() == "on_time"


def test_a_deed_of_a_neighbour_discharges_nothing_here(monthly: County) -> None:
    neighbour = monthly.world.body("邻区政府", functions=("government",))
    monthly.world.files(monthly.world.filled(neighbour), JUNE)
    assert monthly.june() == "due"
    assert standing(the_obligation(neighbour, "1.1-m"), ON, JUNE).on_time == 1


def test_a_deed_after_the_function_moved_counts_for_neither_body(world: World) -> None:
    world.adopt_duties(duty_row("1.2-m", function="roads"))
    old, new = world.body("旧局", functions=("roads",)), world.body("新局")
    clerk = world.filled(old)
    world.takes(old, "roads", JUNE)
    world.gives(new, "roads", JUNE)
    world.files(clerk, date(2022, 6, 10))
    found = [standing(the_obligation(body, "1.2-m"), ON, JUNE) for body in (old, new)]
    assert [(t.expected, t.on_time) for t in found] == [(0, 0), (1, 0)]


def test_a_deed_between_windows_counts_for_none(world: World) -> None:
    world.adopt_luoyang()
    body = world.body("示例电力", Level.ENTERPRISE, functions=("power_supplier",))
    clerk, row = world.filled(body), the_obligation(body, "2.62.2.3-check")
    answers = {"defects_found": "2", "defects_mended": "2"}
    world.files(clerk, date(2022, 7, 1), act="power_facility_check", answers=answers)
    assert Mask.objects.filter(obligation=row).count() == 0
    world.files(clerk, date(2022, 9, 1), act="power_facility_check", answers=answers)
    found = standing(row, date(2022, 11, 30), date(2022, 1, 1))
    assert (found.expected, found.on_time, found.overdue) == (2, 1, 1)


def test_days_past_the_border_of_a_block_stand_in_two_rows(world: World) -> None:
    here = county(world, duty_row("1.1-d", every="day"))
    first = date(2000, 1, 1) + timedelta(days=60 * 137 - 2)
    for number in range(4):
        world.files(here.leader, first + timedelta(days=number))
    assert list(Mask.objects.order_by("block").values_list("block", "done", "on_time")) == [
        (136, 3 << 58, 3 << 58),
        (137, 3, 3),
    ]


def test_a_deed_before_the_duty_began_is_kept_and_not_expected(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"), since=JUNE)
    body = world.body(functions=("government",))
    world.files(world.filled(body), date(2022, 5, 10))
    found = standing(the_obligation(body, "1.1-m"), ON)
    assert (found.expected, found.due) == (1, 1)


def test_a_deed_is_kept_as_the_engine_sees_it(monthly: County) -> None:
    deed = monthly.world.files(monthly.leader, ON, date(2022, 7, 2), against_duty=MONTHLY, against=month(JUNE))
    done = Done.objects.get()
    assert (done.subject, done.act, done.body, done.post.key) == (deed, "check", monthly.body, monthly.leader.post)
    assert (done.occurred, done.recorded, done.voided) == (ON, date(2022, 7, 2), None)
    assert (done.against_duty, done.against) == (MONTHLY, month(JUNE))
