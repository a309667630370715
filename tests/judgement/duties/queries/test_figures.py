"""Every figure is worked out a second time, period by period, from the deeds that the test filed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from jinze.judgement.duties.models import Obligation
from jinze.judgement.duties.queries.figures import Asked, owed, summed, total
from jinze.judgement.duties.queries.reading import Owed
from jinze.judgement.duties.rules.status import Tally
from jinze.kernel.acting import Acting
from jinze.kernel.refusal import Refusal
from tests.judgement.duties.queries.city import CITY, DUTIES, City, Done, told
from tests.support.duties import month
from tests.support.law import INSTRUMENT
from tests.support.world import EPOCH

ON = date(2022, 6, 20)
LATER = ON + timedelta(days=1)


def slug_of(each: Owed) -> str:
    return each.row.duty.partition("/")[2]


def reckoned(city: City, *names: str, on: date = ON, since: date = EPOCH, past: bool = False) -> Tally:
    """The second opinion on everything that some bodies owe."""
    figures = Tally()
    for name in names:
        for slug in ("1.2-roads",) if name == "涧西公路局" else (s for s in DUTIES if s != "1.2-roads"):
            figures += city.expected(name, slug, on, since=since, past=past)
    return figures


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_figure_is_that_of_the_deeds_period_by_period(city: City, seed: int) -> None:
    told(city, seed, ON)
    for each in owed(CITY, Asked(on=ON, today=ON)):
        name = each.row.body.name
        assert each.tally(ON) == city.expected(name, slug_of(each), ON), (name, slug_of(each))


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_today_from_the_masks_is_the_same_day_from_the_acts(city: City, seed: int) -> None:
    told(city, seed, ON)
    masks, acts = owed(CITY, Asked(on=ON, today=ON)), owed(CITY, Asked(on=ON, today=LATER))
    assert [each.row for each in masks] == [each.row for each in acts]
    for here, there in zip(masks, acts, strict=True):
        assert here.tally(ON) == there.tally(ON)
        assert here.open_periods(ON) == there.open_periods(ON)
        assert here.strip(ON, 40) == there.strip(ON, 40)


@pytest.mark.parametrize("seed", [7, 8])
def test_a_past_day_does_not_know_what_was_done_after_it(city: City, seed: int) -> None:
    told(city, seed, ON)
    past = ON - timedelta(days=60)
    for each in owed(CITY, Asked(on=past, today=ON)):
        assert each.tally(past) == city.expected(each.row.body.name, slug_of(each), past, past=True)


def test_a_past_day_knows_that_an_act_of_before_it_was_recorded_late_only_afterwards(city: City) -> None:
    city.file(Done("涧西区政府", True, "check", date(2022, 5, 10), ON, f"{INSTRUMENT}/1.1-month", None))
    june = Asked(on=date(2022, 5, 31), today=ON, since=date(2022, 5, 1), duties=(f"{INSTRUMENT}/1.1-month",))
    assert total(city.leaders["涧西区政府"], june).late == 1


def test_since_leaves_out_the_periods_that_opened_before_it(city: City) -> None:
    told(city, 9, ON)
    for since in (date(2022, 6, 1), date(2022, 5, 2), ON, LATER):
        asked = Asked(on=ON, today=ON, since=since, body=city.bodies["涧西区政府"].key)
        assert total(CITY, asked) == reckoned(city, "涧西区政府", since=since)
    assert total(CITY, Asked(on=ON, today=ON, since=LATER)) == Tally()


def test_body_and_area_are_parts_of_the_whole(city: City) -> None:
    told(city, 10, ON)
    asked = Asked(on=ON, today=ON)
    parts = [total(CITY, Asked(on=ON, today=ON, body=body.key)) for body in city.bodies.values()]
    assert sum(parts, Tally()) == total(CITY, asked) == reckoned(city, *city.bodies)
    assert total(CITY, Asked(on=ON, today=ON, body=uuid4())) == Tally()


def test_area_is_a_prefix_and_reaches_what_became_part_of_it(city: City) -> None:
    told(city, 11, ON)
    for code, names in {
        "410305": ("涧西区政府", "涧西公路局", "示例街道办"),
        "410305001": ("示例街道办",),
        "410305000": ("涧西区政府", "涧西公路局", "示例街道办"),
        "410308": ("孟津县政府",),
        "410322": ("孟津县政府",),
        "4103": tuple(city.bodies),
        "4104": (),
    }.items():
        assert total(CITY, Asked(on=ON, today=ON, area=code)) == reckoned(city, *names), code


def test_an_area_that_is_no_code_is_refused(city: City) -> None:
    with pytest.raises(Refusal) as caught:
        total(CITY, Asked(on=ON, today=ON, area="洛阳%"))
    assert caught.value.code == "kernel.division"


def test_role_level_and_duty_choose_among_the_obligations(city: City) -> None:
    def bodies(**chosen: tuple[str, ...]) -> list[tuple[str, str]]:
        return [(e.row.body.name, slug_of(e)) for e in owed(CITY, Asked(on=ON, today=ON, **chosen))]

    assert {slug for _, slug in bodies(roles=("guide", "lead"))} == {"1.1-leader", "1.1-year"}
    assert {name for name, _ in bodies(levels=("township",))} == {"示例街道办"}
    assert bodies(lines=("industry",)) == [("涧西公路局", "1.2-roads")]
    assert {slug for _, slug in bodies(duties=(f"{INSTRUMENT}/1.1-day",))} == {"1.1-day"}
    assert bodies(roles=("nonsense",)) == []


def test_before_the_first_day_nothing_is_owed(city: City) -> None:
    assert owed(CITY, Asked(on=EPOCH - timedelta(days=1), today=ON)) == []


@pytest.mark.parametrize("today", [ON, LATER])
def test_a_quota_of_two_shows_how_many_are_there(city: City, today: date) -> None:
    quota = Asked(on=ON, today=today, since=date(2022, 4, 1), duties=(f"{INSTRUMENT}/1.1-twice",))
    leader, seen = city.leaders["涧西区政府"], []
    for day in (None, date(2022, 4, 3), date(2022, 6, 1)):
        if day is not None:
            city.file(Done("涧西区政府", False, "check", day, day, f"{INSTRUMENT}/1.1-twice", None))
        mine = next(e for e in owed(leader, quota) if e.row.body == city.bodies["涧西区政府"])
        seen.append([(p.have, p.needed) for p in mine.open_periods(ON, quota.since)])
    assert seen == [[(0, 2)], [(1, 2)], []]


def test_a_deed_for_a_missed_month_is_late_there_and_not_attributed_elsewhere(city: City) -> None:
    duty = f"{INSTRUMENT}/1.1-month"
    city.file(Done("涧西区政府", True, "check", ON, ON, duty, month(date(2022, 3, 1))))
    asked = Asked(on=ON, today=ON, since=date(2022, 3, 1), duties=(duty,), body=city.bodies["涧西区政府"].key)
    assert total(CITY, asked) == Tally(late=1, overdue=2, due=1)


def outsiders(city: City) -> dict[str, Acting]:
    """Viewers that must see nothing of Jianxi."""
    works = city.world.filled(city.world.body("示例厂", "enterprise", "410305"))
    return {
        "neighbour": city.leaders["瀍河区政府"],
        "enterprise": works,
        "nobody": Acting(),
        "no area": Acting(roles=frozenset({"official"})),
    }


def test_figures_of_jianxi_are_not_there_for_those_without_scope(city: City) -> None:
    told(city, 12, ON)
    jianxi = city.bodies["涧西区政府"]
    for name, viewer in outsiders(city).items():
        for asked in (
            Asked(on=ON, today=ON, body=jianxi.key),
            Asked(on=ON, today=LATER, body=jianxi.key),
            Asked(on=ON, today=ON, area="410305"),
        ):
            assert owed(viewer, asked) == [], name
        seen = {each.row.body.name for each in owed(viewer, Asked(on=ON, today=ON))}
        assert seen == ({"瀍河区政府"} if name == "neighbour" else set()), name


def test_a_sum_takes_a_fixed_number_of_queries(city: City, django_assert_num_queries: object) -> None:
    told(city, 13, ON, number=10)
    assert Obligation.objects.count() > 30
    asked = Asked(on=ON, today=ON, area="410305")
    with django_assert_num_queries(5):  # type: ignore[operator]
        summed(owed(CITY, asked), asked)
    with django_assert_num_queries(4):  # type: ignore[operator]
        summed(owed(CITY, Asked(on=ON, today=LATER, area="410305")), asked)
