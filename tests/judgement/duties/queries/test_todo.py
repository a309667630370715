from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from jinze.foundation.access.enums import Level, PostRole
from jinze.foundation.access.models import Post
from jinze.judgement.duties.queries import todo
from jinze.judgement.duties.queries.holders import served_by
from jinze.judgement.duties.queries.todo import Item
from jinze.kernel.acting import Acting
from jinze.kernel.refusal import Refusal
from jinze.sources.queries.law import one_reading
from tests.judgement.duties.queries.city import DUTIES, City, Done, told
from tests.support.duties import month
from tests.support.law import INSTRUMENT, duty_row
from tests.support.world import EPOCH, World

ON = date(2022, 6, 20)
JUNE = month(date(2022, 6, 1))
MONTHLY = f"{INSTRUMENT}/1.1-month"


def slugs(items: list[Item]) -> set[str]:
    return {item.duty.id.partition("/")[2] for item in items}


def refusal(viewer: Acting, duty: str, ordinal: int, on: date = ON) -> Refusal:
    with pytest.raises(Refusal) as caught:
        todo.get_item(viewer, duty=duty, ordinal=ordinal, on=on)
    return caught.value


def test_items_are_the_posts_own_and_those_of_the_whole_body(city: City) -> None:
    every = set(DUTIES) - {"1.2-roads"}
    assert slugs(todo.items(city.leaders["涧西区政府"], on=ON)) == every
    assert slugs(todo.items(city.clerks["涧西区政府"], on=ON)) == every - {"1.1-leader"}
    assert slugs(todo.items(city.clerks["涧西公路局"], on=ON)) == {"1.2-roads"}
    assert todo.items(Acting(), on=ON) == []


def test_items_stand_by_consequence(city: City) -> None:
    told(city, 1, ON)
    found = todo.items(city.leaders["涧西区政府"], on=ON)
    assert [item.days for item in found] == sorted(item.days for item in found)
    assert {item.days < 0 for item in found} == {True, False}
    for item in found:
        assert item.overdue == (item.days < 0)
        last = item.period.end - timedelta(days=1) if item.period.in_term else item.period.deadline
        assert item.days == (last - ON).days
        assert item.period == min(item.periods, key=lambda period: period.deadline)


def test_missed_periods_of_a_duty_stand_together_and_open_ones_apart(city: City) -> None:
    mine = [i for i in todo.items(city.leaders["涧西区政府"], on=ON) if i.duty.id == MONTHLY]
    missed, due = mine
    assert [p.ordinal for p in missed.periods] == list(range(month(EPOCH), JUNE))
    assert [p.ordinal for p in due.periods] == [JUNE]


def test_both_periods_are_there_while_the_grace_of_the_last_one_runs(city: City) -> None:
    day = date(2022, 7, 3)
    mine = [i for i in todo.items(city.leaders["涧西区政府"], on=day) if i.duty.id == MONTHLY]
    assert [(i.period.ordinal, i.days, i.period.in_term) for i in mine[1:]] == [(JUNE, 2, False), (JUNE + 1, 28, True)]


def test_keys_of_items_are_distinct(city: City) -> None:
    keys = [item.key for item in todo.items(city.leaders["涧西区政府"], on=ON)]
    assert len(set(keys)) == len(keys)


def test_get_item_gives_what_is_open_and_refuses_what_is_done(city: City) -> None:
    leader = city.leaders["涧西区政府"]
    assert todo.get_item(leader, duty=MONTHLY, ordinal=JUNE, on=ON).period.ordinal == JUNE
    missed = todo.get_item(leader, duty=MONTHLY, ordinal=JUNE - 1, on=ON)
    assert missed.overdue
    done = Done("涧西区政府", True, "check", ON, ON, MONTHLY, None)
    key = city.file(done)
    found = refusal(leader, MONTHLY, JUNE)
    assert (found.code, found.status) == ("duties.done", 409)
    assert todo.get_item(leader, duty=MONTHLY, ordinal=JUNE, on=ON, done_too=True).period.have == 1
    city.void(done, key, ON)
    assert todo.get_item(leader, duty=MONTHLY, ordinal=JUNE, on=ON).period.have == 0


def test_get_item_refuses_periods_that_are_not_open(city: City) -> None:
    leader = city.leaders["涧西区政府"]
    before = month(EPOCH) - 1
    for ordinal in (JUNE + 1, before, -1, 0, 99999999999, 10**30):
        found = refusal(leader, MONTHLY, ordinal)
        assert (found.code, found.status) == ("duties.not_owed", 404)


def test_get_item_refuses_what_others_owe_in_the_same_words_as_what_is_not_there(city: City) -> None:
    leader = city.leaders["涧西区政府"]
    roads, own_leader = f"{INSTRUMENT}/1.2-roads", f"{INSTRUMENT}/1.1-leader"
    quarter = todo.get_item(leader, duty=own_leader, ordinal=89, on=ON).period.ordinal
    said = {
        (found.code, found.status, found.words)
        for found in (
            refusal(leader, roads, JUNE),
            refusal(city.clerks["涧西区政府"], own_leader, quarter),
            refusal(city.leaders["涧西公路局"], MONTHLY, JUNE),
            refusal(leader, f"{INSTRUMENT}/9.9-none", JUNE),
            refusal(leader, "' OR 1=1 --/百分%_号", JUNE),
            refusal(Acting(), MONTHLY, JUNE),
        )
    }
    assert len(said) == 1


def test_a_quota_shows_how_many_are_there(city: City) -> None:
    leader = city.leaders["涧西区政府"]
    duty = f"{INSTRUMENT}/1.1-twice"
    city.file(Done("涧西区政府", True, "check", ON, ON, duty, None))
    item = next(i for i in todo.items(leader, on=ON) if i.duty.id == duty and not i.overdue)
    assert (item.period.have, item.period.needed) == (1, 2)


def test_why_is_the_chain_from_the_clause_to_the_person(city: City) -> None:
    leader = city.leaders["涧西区政府"]
    items = {item.duty.id.partition("/")[2]: item for item in todo.items(leader, on=ON)}
    own = todo.why(items["1.1-leader"], function_name="政府", on=ON)
    holder = city.world.holder(Post.objects.get(key=leader.post), ON)
    assert holder is not None
    assert (own.function, own.function_since, own.body) == ("政府", EPOCH, "涧西区政府")
    assert (own.title, own.person, own.since, own.whole_body) == ("主要负责人", holder.name, EPOCH, False)
    whole = todo.why(items["1.1-month"], function_name="政府", on=ON)
    assert (whole.title, whole.person, whole.since, whole.whole_body) == ("", "", None, True)


def test_why_names_nobody_for_an_empty_post(city: City) -> None:
    item = next(i for i in todo.items(city.leaders["涧西区政府"], on=ON) if "leader" in i.duty.id)
    found = todo.why(item, function_name="政府", on=EPOCH - timedelta(days=1))
    assert (found.person, found.since) == ("", None)


def test_next_up_is_the_principal_and_for_the_principal_the_one_of_the_body_above(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"), duty_row("1.1-leader", post="principal"))
    above = world.body("市政府", Level.CITY, "4103")
    body = world.body("涧西区政府", functions=("government",), parent=above)
    chief = world.filled(body, PostRole.PRINCIPAL, "区长")
    items = {item.duty.id.partition("/")[2]: item for item in todo.items(chief, on=ON)}
    clerk = world.filled(body, PostRole.OFFICER, "科员")

    def said(viewer: Acting, slug: str) -> tuple[str, str] | None:
        found = todo.above(viewer, items[slug], on=ON)
        return None if found is None else (found.body, found.title)

    assert said(clerk, "1.1-m") == ("涧西区政府", "区长")
    assert [said(chief, slug) for slug in items] == [None, None]
    world.filled(above, PostRole.PRINCIPAL, "市长")
    assert said(clerk, "1.1-m") == ("涧西区政府", "区长")
    assert {said(chief, slug) for slug in items} == {("市政府", "市长")}


def test_served_by_names_every_duty_of_the_post_that_such_an_act_discharges(city: City) -> None:
    def served(viewer: Acting, act: str, on: date = ON) -> list[str]:
        return [duty.id.partition("/")[2] for duty in served_by(viewer, act=act, on=on)]

    leader, clerk = city.leaders["涧西区政府"], city.clerks["涧西区政府"]
    assert served(leader, "check") == ["1.1-day", "1.1-leader", "1.1-month", "1.1-twice"]
    assert served(clerk, "check") == ["1.1-day", "1.1-month", "1.1-twice"]
    assert served(leader, "note") == ["1.1-week", "1.1-year"]
    assert served(leader, "meeting") == served(leader, "check", EPOCH - timedelta(days=1)) == []
    city.world.takes(city.bodies["涧西区政府"], "government", ON)
    assert served(leader, "check") == []
    assert served(leader, "check", ON - timedelta(days=1)) != []


def test_items_take_a_fixed_number_of_queries(city: City, django_assert_num_queries: Callable[[int], Any]) -> None:
    for viewer in (city.clerks["涧西公路局"], city.leaders["涧西区政府"]):
        with django_assert_num_queries(4), one_reading():
            todo.items(viewer, on=ON)
