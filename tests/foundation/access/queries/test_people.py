from datetime import date

from jinze.foundation.access.actions.people import end_appointment
from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.access.queries.people import acting_of, names_of, seats, titles_of
from tests.support.world import EPOCH, SYSTEM, World

DAY = date(2022, 6, 1)


def test_seats_gives_own_posts_and_then_delegated_ones_that_someone_holds(world: World) -> None:
    body, leader, secretary = world.body(), world.person("示例甲"), world.person("示例乙")
    principal, office, empty = world.post(body, PostRole.PRINCIPAL), world.post(body), world.post(body)
    world.appoints(leader, principal)
    world.appoints(secretary, office, date(2021, 1, 1))
    world.delegates(secretary, principal)
    world.delegates(secretary, empty)
    found = seats(world.account(secretary), DAY)
    assert [(s.person, s.post, s.since, s.for_other, s.own) for s in found] == [
        (secretary, office, date(2021, 1, 1), None, True),
        (secretary, principal, EPOCH, leader, False),
    ]


def test_seats_of_one_account_are_not_those_of_another(world: World) -> None:
    body, own, other = world.body(), world.person(), world.person()
    mine, theirs = world.post(body), world.post(body)
    world.appoints(own, mine)
    world.appoints(other, theirs)
    assert [s.post for s in seats(world.account(own), DAY)] == [mine]


def test_seats_begin_on_the_first_day_and_are_gone_on_the_day_of_the_end(world: World) -> None:
    post, person = world.post(world.body()), world.person()
    world.appoints(person, post, date(2021, 3, 1))
    end_appointment(acting=SYSTEM, at=world.at, post=post.key, until=date(2022, 3, 1))
    account = world.account(person)
    days = (date(2021, 2, 28), date(2021, 3, 1), date(2022, 2, 28), date(2022, 3, 1))
    assert [len(seats(account, day)) for day in days] == [0, 1, 1, 0]


def test_seats_by_delegation_have_their_own_days_and_need_a_holder(world: World) -> None:
    post, leader, secretary = world.post(world.body()), world.person(), world.person()
    world.appoints(leader, post, date(2021, 2, 1))
    world.delegates(secretary, post, date(2021, 1, 1), date(2021, 4, 1))
    account = world.account(secretary)
    days = (date(2021, 1, 31), date(2021, 2, 1), date(2021, 3, 31), date(2021, 4, 1))
    assert [[s.for_other for s in seats(account, day)] for day in days] == [[], [leader], [leader], []]


def test_acting_of_an_own_post_carries_its_body_and_area(world: World) -> None:
    body, person = world.body(area="410305"), world.person()
    post = world.post(body, PostRole.PRINCIPAL)
    world.appoints(person, post)
    acting = acting_of(seats(world.account(person), DAY)[0])
    assert (acting.person, acting.post, acting.body) == (person.key, post.key, body.key)
    assert (acting.on_behalf_of, acting.area, acting.roles) == (None, "410305", {"official"})


def test_acting_of_a_delegated_seat_names_both(world: World) -> None:
    post, leader, secretary = world.post(world.body()), world.person(), world.person()
    world.appoints(leader, post)
    world.delegates(secretary, post)
    acting = acting_of(seats(world.account(secretary), DAY)[0])
    assert (acting.person, acting.post, acting.on_behalf_of) == (secretary.key, post.key, leader.key)


def test_acting_of_tells_officials_enterprise_people_and_auditors_apart(world: World) -> None:
    factory = world.body("示例厂", Level.ENTERPRISE)
    team = world.body("甲班", Level.TEAM, parent=factory)
    assert world.filled(factory).roles == {"enterprise"}
    assert world.filled(team).roles == {"enterprise"}
    assert world.filled(world.body("示例村", Level.VILLAGE, "410305001001")).roles == {"official"}
    assert world.filled(world.body(), PostRole.AUDITOR).roles == {"official", "auditor"}


def test_names_of_and_titles_of_give_the_known_ones_alone(world: World) -> None:
    body, person = world.body("示例区政府"), world.person("示例甲")
    post = world.post(body, title="区长")
    assert names_of([person.key, post.key]) == {person.key: "示例甲"}
    assert titles_of([person.key, post.key]) == {post.key: ("示例区政府", "区长")}
