from datetime import date

import pytest

from jinze.foundation.access.actions.people import end_post
from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.access.models import Body
from jinze.judgement.duties.models import Bound, Held, Obligation, Seat
from tests.support.duties import owed, owed_by, standing, the_obligation
from tests.support.law import duty_row, grace, small_law
from tests.support.world import EPOCH, SYSTEM, World

MOVED = date(2022, 3, 1)
ALWAYS = [(EPOCH, None)]


def ends(world: World, body: Body, post_day: date) -> None:
    for seat in Seat.objects.filter(body=body):
        end_post(acting=SYSTEM, at=world.at, post=seat.post.key, until=post_day)


def test_a_county_government_owes_what_the_real_law_asks_of_it(world: World) -> None:
    world.adopt_luoyang()
    body = world.body("示例区政府", functions=("government",))
    slugs = [
        *("1.2.4-plan", "1.2.12-inspection", "1.2.16-assessment", "1.2.21-government-team"),
        *("1.2.22-yearly-appraisal", "1.2.22-yearly-notice"),
        *(f"1.2.22-quarterly-{what}" for what in ("appraisal", "report", "circular", "announcement")),
        *("1.2.8-escape-drill", "1.2.17-announcement"),  # 定期: the interval is the operator's
    ]
    assert owed(body) == dict.fromkeys(slugs, ALWAYS)


@pytest.mark.parametrize(
    ("role", "slugs"),
    [
        (PostRole.PRINCIPAL, {"1.2.7-meeting", "1.2.21-government-member"}),
        (PostRole.EXECUTIVE_DEPUTY, {"1.2.3-visit", "1.2.21-government-member"}),
        (PostRole.SAFETY_DEPUTY, {"1.2.3-visit", "1.2.21-government-member"}),
        (PostRole.DEPUTY, {"1.2.3-visit", "1.2.21-government-member"}),
        (PostRole.OFFICER, set()),
        (PostRole.AUDITOR, set()),
        (PostRole.SAFETY_MANAGER, set()),
    ],
)
def test_a_post_of_a_government_owes_what_its_role_counts_as(world: World, role: PostRole, slugs: set[str]) -> None:
    world.adopt_luoyang()
    body = world.body(functions=("government",))
    post, beside = world.post(body, role), world.post(world.body("邻区政府"), role)
    assert owed_by(post) == dict.fromkeys(slugs, ALWAYS)
    assert owed_by(beside) == {}


def test_two_deputies_owe_each_on_their_own(world: World) -> None:
    world.adopt_luoyang()
    body = world.body(functions=("government",))
    first, second = world.post(body, PostRole.DEPUTY), world.post(body, PostRole.DEPUTY)
    assert owed_by(first).keys() == owed_by(second).keys() == {"1.2.3-visit", "1.2.21-government-member"}


def test_a_township_and_a_village_owe_their_own_share(world: World) -> None:
    world.adopt_luoyang()
    township = world.body("示例乡政府", Level.TOWNSHIP, "410305001", functions=("government",))
    village = world.body("示例村委会", Level.VILLAGE, "410305001001", functions=("village_committee",))
    assert owed(township).keys() == {
        *("1.2.12-inspection", "1.2.19-sweep-township", "1.2.21-government-team"),
        "1.2.8-escape-drill",
    }
    assert owed(village).keys() == {"1.2.19-sweep-village"}


def test_duties_counted_for_each_object_bind_no_body(world: World) -> None:
    world.adopt_luoyang()
    gas = world.body("示例燃气", Level.ENTERPRISE, functions=("gas_supplier",))
    factory = world.body("示例厂", Level.ENTERPRISE, functions=("enterprise",))
    assert owed(gas).keys() - owed(factory).keys() == {"2.62.1.5-pipeline", "2.62.1.5-courtyard"}


def test_a_supplier_takes_the_duties_of_every_enterprise_and_owes_them_once(world: World) -> None:
    world.adopt_luoyang()
    factory = world.body("示例厂", Level.ENTERPRISE, functions=("enterprise",))
    heat = world.body("示例热力", Level.ENTERPRISE, functions=("heat_supplier",))
    both = world.body("示例热电", Level.ENTERPRISE, functions=("heat_supplier", "enterprise"))
    assert owed(factory).keys() < owed(heat).keys()
    assert owed(both) == owed(heat)


def test_a_body_with_two_functions_of_one_duty_owes_it_once_for_as_long_as_it_holds_either(world: World) -> None:
    world.adopt_duties(duty_row("1.2-m", function=["government", "roads"]))
    body = world.body(functions=("roads",))
    world.gives(body, "government", date(2021, 1, 1))
    world.takes(body, "roads", date(2022, 1, 1))
    assert owed(body) == {"1.2-m": ALWAYS}
    world.takes(body, "government", date(2023, 1, 1))
    assert owed(body) == {"1.2-m": [(EPOCH, date(2023, 1, 1))]}


def test_duties_that_ask_for_a_fact_that_nobody_states_bind_nobody(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m", applies_if={"size": "big"}), duty_row("1.2-m"))
    assert owed(world.body(functions=("government",))).keys() == {"1.2-m"}


def test_levels_inside_an_enterprise_owe_each_their_own_rhythm(world: World) -> None:
    world.adopt_luoyang()
    factory = world.body("示例厂", Level.ENTERPRISE, functions=("enterprise",))
    shop = world.body("一车间", Level.WORKSHOP, parent=factory, functions=("workshop",))
    team = world.body("甲班", Level.TEAM, parent=shop, functions=("team",))
    checks = [[slug for slug in owed(body) if slug.startswith("3.21-")] for body in (factory, shop, team)]
    assert checks == [["3.21-enterprise"], ["3.21-workshop"], ["3.21-team"]]


def test_an_obligation_carries_all_that_reading_it_needs(world: World) -> None:
    summer = {"name": "夏季前", "from": "03-01", "until": "06-01", "parameter": "summer"}
    world.adopt_duties(
        duty_row("1.2-s", function="roads", role="lead", every="window", windows=[summer], at_least=2, post="deputy")
    )
    body = world.body(area="410304", functions=("roads",))
    post = world.post(body, PostRole.SAFETY_DEPUTY)
    row = the_obligation(body, "1.2-s", post)
    assert (row.holder, row.area, row.line, row.level, row.role) == (
        post.key.hex,
        "410304",
        "industry",
        "county",
        "lead",
    )
    assert (row.act, row.every, row.at_least, row.grace_days) == ("check", "window", 2, 5)
    assert row.windows == '[["夏季前",[3,1],[6,1]]]'


def test_an_obligation_begins_with_the_last_of_law_function_and_post(world: World) -> None:
    law_day, function_day, post_day = date(2021, 1, 1), date(2021, 6, 1), date(2021, 9, 1)
    world.adopt_duties(duty_row("1.1-m"), duty_row("1.2-m", post="principal"), since=law_day)
    early, body = world.body(functions=("government",)), world.body()
    world.gives(body, "government", function_day)
    post = world.post(body, PostRole.PRINCIPAL, since=post_day)
    assert owed(early) == {"1.1-m": [(law_day, None)]}
    assert owed(body) == {"1.1-m": [(function_day, None)]}
    assert owed_by(post) == {"1.2-m": [(post_day, None)]}


def test_an_obligation_is_the_same_in_whatever_order_its_grounds_come(world: World) -> None:
    body = world.body()
    post = world.post(body, PostRole.PRINCIPAL)
    world.gives(body, "government")
    assert Obligation.objects.count() == 0
    world.adopt_duties(duty_row("1.1-m"), duty_row("1.2-m", post="principal"))
    assert (owed(body), owed_by(post)) == ({"1.1-m": ALWAYS}, {"1.2-m": ALWAYS})


def test_a_body_without_the_function_or_of_another_level_owes_nothing(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    world.body(functions=("roads",))
    world.body("市政府", Level.CITY, "4103", functions=("government",))
    assert Obligation.objects.count() == 0


def test_a_function_that_moves_ends_here_and_begins_there_on_the_day(world: World) -> None:
    world.adopt_duties(duty_row("1.2-m", function="roads"), duty_row("1.2-p", function="roads", post="principal"))
    old, new = world.body("旧局", functions=("roads",)), world.body("新局")
    old_head, new_head = world.post(old, PostRole.PRINCIPAL), world.post(new, PostRole.PRINCIPAL)
    world.takes(old, "roads", MOVED)
    world.gives(new, "roads", MOVED)
    assert (owed(old), owed(new)) == ({"1.2-m": [(EPOCH, MOVED)]}, {"1.2-m": [(MOVED, None)]})
    assert (owed_by(old_head), owed_by(new_head)) == ({"1.2-p": [(EPOCH, MOVED)]}, {"1.2-p": [(MOVED, None)]})
    on = date(2022, 4, 1)
    assert standing(the_obligation(old, "1.2-m"), on).expected == 26
    assert standing(the_obligation(new, "1.2-m"), on).expected == 2


def test_a_function_that_comes_back_makes_a_second_obligation(world: World) -> None:
    world.adopt_duties(duty_row("1.2-m", function="roads"))
    body, back = world.body(functions=("roads",)), date(2022, 9, 1)
    world.takes(body, "roads", MOVED)
    world.gives(body, "roads", back)
    assert owed(body) == {"1.2-m": [(EPOCH, MOVED), (back, None)]}


def test_a_month_that_the_move_cuts_is_expected_of_neither(world: World) -> None:
    world.adopt_duties(duty_row("1.2-m", function="roads"))
    old, new = world.body("旧局", functions=("roads",)), world.body("新局")
    world.takes(old, "roads", date(2022, 3, 10))
    world.gives(new, "roads", date(2022, 3, 10))
    march = date(2022, 3, 1)
    expected = [standing(the_obligation(body, "1.2-m"), date(2022, 4, 1), march).expected for body in (old, new)]
    assert expected == [0, 1]


def test_a_post_that_ends_takes_its_own_obligations_and_leaves_the_bodys(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"), duty_row("1.2-m", post="principal"))
    body = world.body(functions=("government",))
    post = world.post(body, PostRole.PRINCIPAL)
    ends(world, body, MOVED)
    assert (owed_by(post), owed(body)) == ({"1.2-m": [(EPOCH, MOVED)]}, {"1.1-m": ALWAYS})


def test_a_revision_that_changes_a_quota_ends_one_obligation_and_begins_another(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"), duty_row("1.2-m"))
    body = world.body(functions=("government",))
    world.adopt_duties(duty_row("1.1-m", at_least=2), duty_row("1.2-m"), since=MOVED)
    assert owed(body) == {"1.1-m": [(EPOCH, MOVED), (MOVED, None)], "1.2-m": ALWAYS}
    quotas = Obligation.objects.filter(body=body, duty__endswith="1.1-m").order_by("since")
    assert list(quotas.values_list("at_least", flat=True)) == [1, 2]


def test_a_revision_that_drops_a_duty_ends_it_and_one_that_adds_begins_it(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    body = world.body(functions=("government",))
    world.adopt_duties(duty_row("1.2-m"), since=MOVED)
    assert owed(body) == {"1.1-m": [(EPOCH, MOVED)], "1.2-m": [(MOVED, None)]}


def test_a_revision_of_words_alone_renames_and_ends_nothing(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    body = world.body(functions=("government",))
    world.adopt_duties(duty_row("1.1-m", title="新题", role="lead"), since=MOVED)
    assert owed(body) == {"1.1-m": ALWAYS}
    assert the_obligation(body, "1.1-m").role == "lead"


def test_a_revision_that_speaks_from_before_an_obligation_began_changes_it_in_place(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m", act="note"))
    body = world.body(functions=())
    world.gives(body, "government", date(2022, 6, 1))
    leader = world.filled(body)
    world.files(leader, date(2022, 6, 5))
    world.adopt_duties(duty_row("1.1-m", at_least=2), since=MOVED)
    row = the_obligation(body, "1.1-m")
    assert (row.since, row.act, row.at_least) == (date(2022, 6, 1), "check", 2)
    world.files(leader, date(2022, 6, 6))
    assert standing(row, date(2022, 6, 30)).on_time == 1


def test_a_grace_that_changes_inside_a_revision_cuts_the_obligation(world: World) -> None:
    changing = grace(("2020-01-01", "2022-03-01", 5), ("2022-03-01", None, 2))
    world.adopt(small_law(duty_row("1.1-m"), **{"parameters/grace_days.yaml": changing}))
    body = world.body(functions=("government",))
    rows = Obligation.objects.filter(body=body).order_by("since")
    assert list(rows.values_list("since", "until", "grace_days")) == [(EPOCH, MOVED, 5), (MOVED, None, 2)]


def test_the_engine_knows_bodies_functions_and_posts_from_events(world: World) -> None:
    body = world.body(area="410304", functions=("roads",))
    post = world.post(body, PostRole.DEPUTY)
    ends(world, body, MOVED)
    world.takes(body, "roads", MOVED)
    assert list(Bound.objects.values_list("body", "level", "area", "since")) == [(body.pk, "county", "410304", EPOCH)]
    assert list(Held.objects.values_list("body", "function", "since", "until")) == [(body.pk, "roads", EPOCH, MOVED)]
    assert list(Seat.objects.values_list("post", "body", "role", "since", "until")) == [
        (post.pk, body.pk, "deputy", EPOCH, MOVED)
    ]
