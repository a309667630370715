from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

import pytest

from jinze.foundation.access.enums import Level, PostRole
from jinze.judgement.duties.models import Done, Obligation
from jinze.judgement.duties.queries.acts import acts_count, acts_of_body, acts_under, discharged_by
from jinze.kernel.acting import Acting
from tests.judgement.duties.queries.city import City, told
from tests.support.duties import month, the_obligation
from tests.support.law import INSTRUMENT, duty_row
from tests.support.world import World

JUNE, JULY = date(2022, 6, 10), date(2022, 7, 20)
MONTHLY, QUARTERLY = f"{INSTRUMENT}/1.1-m", f"{INSTRUMENT}/1.1-q"


@dataclass
class Office:
    world: World
    leader: Acting
    clerk: Acting


@pytest.fixture
def office(world: World) -> Office:
    world.adopt_duties(
        duty_row("1.1-m"), duty_row("1.1-q", every="quarter"), duty_row("1.2-l", every="year", post="principal")
    )
    body = world.body(functions=("government",))
    return Office(world, world.filled(body, PostRole.PRINCIPAL), world.filled(body))


def credited(office: Office, *, viewer: Acting | None = None, **filed: object) -> list[tuple[str, str, bool]]:
    """What a deed that is filed now counts for: slug, label of the period, on time."""
    acting = filed.pop("acting", office.clerk)
    key = office.world.files(acting, **filed)  # type: ignore[arg-type]
    found = discharged_by(viewer or office.clerk, subject=key)
    return [(each.duty.partition("/")[2], each.label, each.on_time) for each in found]


def test_an_act_on_time_counts_for_each_duty_of_its_kind(office: Office) -> None:
    both = [("1.1-m", "2022年6月", True), ("1.1-q", "2022年二季度", True)]
    assert credited(office, occurred=JUNE) == both
    assert credited(office, occurred=JUNE, acting=office.leader) == [*both, ("1.2-l", "2022年", True)]


def test_an_act_recorded_after_the_grace_is_late_where_the_grace_is_over(office: Office) -> None:
    assert credited(office, occurred=JUNE, recorded=date(2022, 7, 6)) == [
        ("1.1-m", "2022年6月", False),
        ("1.1-q", "2022年二季度", False),
    ]
    assert credited(office, occurred=date(2022, 5, 10), recorded=JUNE) == [
        ("1.1-m", "2022年5月", False),
        ("1.1-q", "2022年二季度", True),
    ]


def test_an_act_against_a_missed_month_counts_there_and_for_other_duties_by_its_day(office: Office) -> None:
    against = {"against_duty": MONTHLY, "against": month(date(2022, 3, 1))}
    assert credited(office, occurred=JULY, **against) == [
        ("1.1-m", "2022年3月", False),
        ("1.1-q", "2022年三季度", True),
    ]


def test_a_voided_act_tells_what_it_would_have_counted_for(office: Office) -> None:
    key = office.world.files(office.clerk, JUNE)
    before = discharged_by(office.clerk, subject=key)
    office.world.voids(office.clerk, key, JULY)
    assert discharged_by(office.clerk, subject=key) == before != []


def test_an_act_before_anything_was_owed_counts_for_nothing(office: Office) -> None:
    body = Obligation.objects.first().body  # type: ignore[union-attr]
    office.world.takes(body, "government", date(2022, 5, 1))
    assert credited(office, occurred=JUNE) == []


def test_what_is_no_act_counts_for_nothing(office: Office) -> None:
    assert discharged_by(office.clerk, subject=uuid4()) == []


def test_a_viewer_out_of_sight_learns_nothing_of_an_act(office: Office) -> None:
    world = office.world
    key = world.files(office.leader, JUNE)
    body = Obligation.objects.first().body  # type: ignore[union-attr]
    works = world.filled(world.body("示例厂", Level.ENTERPRISE, "410305"))
    for viewer in (world.filled(world.body("邻区政府", area="410304")), works, Acting()):
        assert discharged_by(viewer, subject=key) == []
        assert acts_of_body(viewer, body=body, duty=MONTHLY) == []
    above = world.filled(world.body("市政府", Level.CITY, "4103"))
    assert len(discharged_by(above, subject=key)) == 3
    assert acts_of_body(above, body=body, duty=MONTHLY) == [key]


def test_acts_of_a_post_are_its_own_and_those_of_a_body_are_all(office: Office) -> None:
    world = office.world
    body = Obligation.objects.first().body  # type: ignore[union-attr]
    keys = [world.files(office.leader, JUNE), world.files(office.clerk, JUNE + timedelta(days=1))]
    gone = world.files(office.clerk, JUNE + timedelta(days=2))
    world.voids(office.clerk, gone, JULY)
    assert acts_under([the_obligation(body, "1.1-m")]) == keys[::-1]
    leader = Obligation.objects.get(duty__endswith="1.2-l")
    assert acts_under([leader]) == keys[:1]
    assert acts_under([the_obligation(body, "1.1-m"), leader]) == keys[::-1]
    assert acts_under([]) == []
    assert acts_of_body(office.clerk, body=body, duty=MONTHLY) == keys[::-1]
    yearly = f"{INSTRUMENT}/1.2-l"
    assert acts_of_body(office.clerk, body=body, duty=yearly, post=office.leader.post) == keys[:1]
    assert acts_of_body(office.clerk, body=body, duty=yearly, post=office.clerk.post) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_acts_count_is_the_number_of_acts_of_each(city: City, seed: int) -> None:
    told(city, seed, JUNE)
    rows = list(Obligation.objects.select_related("body"))
    counted = acts_count(rows)
    assert counted == {row.pk: len(acts_under([row])) for row in rows}
    assert any(counted.values())
    assert acts_count([]) == {}


@pytest.mark.parametrize("seed", [3, 4])
def test_every_act_that_counts_for_a_period_says_so(city: City, seed: int) -> None:
    """The masks and `discharged_by` tell one story: a bit is set where some act says it counts."""
    told(city, seed, JUNE)
    viewer = city.leaders["市政府"]
    said: dict[tuple[str, int], set[bool]] = {}
    for done in Done.objects.filter(voided=None, body__name="涧西区政府"):
        for each in discharged_by(viewer, subject=done.subject):
            said.setdefault((each.duty.partition("/")[2], each.ordinal), set()).add(each.on_time)
    for slug in ("1.1-day", "1.1-week", "1.1-month", "1.1-year"):
        found = city.expected("涧西区政府", slug, JUNE)
        own = {ordinal: states for (name, ordinal), states in said.items() if name == slug}
        assert found.on_time + found.late == len(own), slug
        assert found.on_time == sum(any(states) for states in own.values()), slug
