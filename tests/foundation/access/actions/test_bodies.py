import json
from datetime import date
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from jinze.foundation.access.actions.bodies import assign_oversight, load_areas, rename_body
from jinze.foundation.access.enums import Level
from jinze.foundation.access.intake import BodyIntake, FunctionIntake, OversightIntake
from jinze.foundation.access.models import Area, Body, BodyName, FunctionHeld, Oversight
from jinze.foundation.access.queries.bodies import functions_of, holders, names_of
from jinze.foundation.ledger.models import Event
from jinze.foundation.ledger.queries.events import facts_of, text
from jinze.kernel.refusal import Refusal
from tests.support.world import EPOCH, SYSTEM, World

HEADER = "code,level,parent,name,since,until,successor\n"


def last_event() -> Event:
    return Event.objects.order_by("-id")[0]


def test_found_body_keeps_the_row_its_first_name_and_an_event_without_the_name(world: World) -> None:
    body = world.body("示例区政府", Level.COUNTY, "410305")
    event = last_event()
    facts = facts_of(event)
    assert (body.level, body.area, body.top, body.since) == ("county", "410305", body.key, EPOCH)
    assert list(BodyName.objects.filter(body=body).values_list("name", "since")) == [("示例区政府", EPOCH)]
    assert (event.kind, event.subject_key, event.body, event.area) == ("body.founded", body.key, body.key, "410305")
    assert (facts.body, facts.level, facts.since) == (body.key, Level.COUNTY, EPOCH)
    assert "示例" not in event.data
    assert text(facts.name) == "示例区政府"


def test_found_body_inside_an_enterprise_belongs_to_its_legal_person(world: World) -> None:
    enterprise = world.body("示例厂", Level.ENTERPRISE)
    workshop = world.body("一车间", Level.WORKSHOP, parent=enterprise)
    team = world.body("甲班", Level.TEAM, parent=workshop)
    subsidiary = world.body("示例分公司", Level.ENTERPRISE, parent=enterprise)
    assert workshop.top == team.top == enterprise.key
    assert subsidiary.top == subsidiary.key


@pytest.mark.parametrize("level", [Level.WORKSHOP, Level.TEAM])
def test_found_body_refuses_a_workshop_or_team_outside_an_enterprise(world: World, level: Level) -> None:
    government = world.body()
    for parent in (None, government):
        with pytest.raises(Refusal) as refused:
            world.body("甲班", level, parent=parent)
        assert (refused.value.code, set(refused.value.fields)) == ("access.no_enterprise", {"parent"})
    assert Body.objects.count() == 1


def test_found_body_with_a_long_name_and_no_short_one_shortens_it(world: World) -> None:
    name = "示" * 120
    body = world.body(name)
    assert (body.name, body.short) == (name, "示" * 60)


def test_rename_body_keeps_the_old_name_for_its_days(world: World) -> None:
    body = world.body("孟津县示例局")
    rename_body(acting=SYSTEM, at=world.at, body=body.key, name="孟津区示例局", since=date(2021, 4, 1))
    names = BodyName.objects.filter(body=body).order_by("since").values_list("name", "since")
    assert list(names) == [("孟津县示例局", EPOCH), ("孟津区示例局", date(2021, 4, 1))]
    assert names_of([body.key]) == {body.key: "孟津区示例局"}
    assert text(facts_of(last_event()).name) == "孟津区示例局"


def test_rename_body_refuses_a_day_that_is_not_after_the_name_it_has(world: World) -> None:
    body = world.body()
    rename_body(acting=SYSTEM, at=world.at, body=body.key, name="第二个名称", since=date(2021, 4, 1))
    for day in (EPOCH, date(2021, 3, 31), date(2021, 4, 1)):
        with pytest.raises(Refusal, match="name_day"):
            rename_body(acting=SYSTEM, at=world.at, body=body.key, name="第三个名称", since=day)
    assert Body.objects.get(pk=body.pk).name == "第二个名称"


@pytest.mark.parametrize("name", ["", "  ", "局", "长" * 121])
def test_rename_body_refuses_a_name_that_is_none(world: World, name: str) -> None:
    body = world.body()
    with pytest.raises(Refusal) as refused:
        rename_body(acting=SYSTEM, at=world.at, body=body.key, name=name, since=date(2021, 4, 1))
    assert set(refused.value.fields) == {"name"}


def test_assign_function_records_row_and_event(world: World) -> None:
    body = world.body(functions=("government",))
    event = last_event()
    held = FunctionHeld.objects.get(body=body)
    assert (held.function, held.since, held.until) == ("government", EPOCH, None)
    assert (event.kind, event.subject_key) == ("function.assigned", body.key)
    assert json.loads(event.data) == {
        "body": body.key.hex,
        "function": "government",
        "since": "2020-01-01",
        "basis": "",
    }


def test_assign_function_refuses_one_that_is_held_on_that_day(world: World) -> None:
    body = world.body(functions=("roads",))
    with pytest.raises(Refusal) as refused:
        world.gives(body, "roads", date(2022, 1, 1))
    assert (refused.value.code, refused.value.status) == ("access.function_held", 409)
    world.takes(body, "roads", date(2022, 1, 1))
    with pytest.raises(Refusal):
        world.gives(body, "roads", date(2021, 12, 31))
    world.gives(body, "roads", date(2022, 1, 1))
    assert [(h.since, h.until) for h in functions_of(body)] == [
        (EPOCH, date(2022, 1, 1)),
        (date(2022, 1, 1), None),
    ]


def test_holders_changes_on_the_very_day_a_function_moves(world: World) -> None:
    old, new = world.body("旧局", functions=("roads",)), world.body("新局")
    world.takes(old, "roads", date(2022, 3, 1))
    world.gives(new, "roads", date(2022, 3, 1))
    assert [h.body for h in holders("roads", date(2022, 2, 28))] == [old]
    assert [h.body for h in holders("roads", date(2022, 3, 1))] == [new]
    assert holders("roads", date(2019, 12, 31)) == []


def test_end_function_refuses_one_not_held_and_a_day_before_it_began(world: World) -> None:
    body = world.body(functions=("roads",))
    for function, day in (("government", date(2022, 1, 1)), ("roads", EPOCH), ("roads", date(2019, 1, 1))):
        with pytest.raises(Refusal, match="function_not_held"):
            world.takes(body, function, day)
    world.takes(body, "roads", date(2020, 1, 2))
    with pytest.raises(Refusal, match="function_not_held"):
        world.takes(body, "roads", date(2022, 1, 1))
    assert FunctionHeld.objects.get().until == date(2020, 1, 2)


def test_assign_oversight_records_it_once(world: World) -> None:
    enterprise, bureau = world.body("示例厂", Level.ENTERPRISE), world.body("示例局")
    said = OversightIntake(body=enterprise.key, overseer=bureau.key, line="industry", since=EPOCH, clause="shi/1.2")
    assign_oversight(acting=SYSTEM, at=world.at, said=said)
    assert (last_event().kind, last_event().subject_key) == ("oversight.assigned", enterprise.key)
    with pytest.raises(Refusal, match="oversight_held"):
        assign_oversight(acting=SYSTEM, at=world.at, said=said)
    assert Oversight.objects.get().clause == "shi/1.2"


def test_actions_on_a_body_that_does_not_exist_refuse_and_record_nothing(world: World) -> None:
    body, nobody, before = world.body(), uuid4(), Event.objects.count()
    calls = [
        lambda: rename_body(acting=SYSTEM, at=world.at, body=nobody, name="某局", since=date(2021, 1, 1)),
        lambda: world.gives(Body(key=nobody), "roads"),
        lambda: world.takes(Body(key=nobody), "roads", date(2021, 1, 1)),
        lambda: world.body("一车间", Level.WORKSHOP, parent=Body(key=nobody)),
        lambda: assign_oversight(
            acting=SYSTEM,
            at=world.at,
            said=OversightIntake(body=body.key, overseer=nobody, line="industry", since=EPOCH),
        ),
    ]
    for call in calls:
        with pytest.raises(Refusal) as refused:
            call()
        assert (refused.value.code, refused.value.status) == ("access.no_body", 404)
    assert Event.objects.count() == before


def test_load_areas_keeps_rows_that_are_there_and_records_the_count(world: World) -> None:
    table = HEADER + "4103,city,41,洛阳市,,,\n410322,county,4103,孟津县,,2021-03-18,410308\n"
    load_areas(acting=SYSTEM, at=world.at, table=table)
    load_areas(acting=SYSTEM, at=world.at, table=table + "410308,county,4103,孟津区,2021-03-18,,\n")
    assert sorted(Area.objects.values_list("code", "name", "until")) == [
        ("4103", "洛阳市", None),
        ("410308", "孟津区", None),
        ("410322", "孟津县", date(2021, 3, 18)),
    ]
    assert facts_of(last_event()).count == 3


@pytest.mark.parametrize(
    "row",
    [
        "4103,city,41,,,,",
        "4103,town,41,洛阳市,,,",
        "41031,city,41,洛阳市,,,",
        "4103,city,41,洛阳市,2021-13-01,,",
        "4103,city",
    ],
)
def test_load_areas_refuses_a_wrong_row_with_its_number(world: World, row: str) -> None:
    table = HEADER + "410305,county,4103,涧西区,,,\n" + row + "\n"
    with pytest.raises(Refusal, match="第 3 行"):
        load_areas(acting=SYSTEM, at=world.at, table=table)
    assert Area.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [("area", "洛阳"), ("area", "4"), ("level", "planet"), ("name", "局"), ("strange", 1), ("since", "soon")],
)
def test_body_intake_refuses_what_no_event_can_carry(field: str, value: object) -> None:
    said = {"name": "示例局", "level": "county", "area": "410305", "since": "2020-01-01", field: value}
    with pytest.raises(ValidationError) as refused:
        BodyIntake.model_validate(said)
    assert [error["loc"] for error in refused.value.errors()] == [(field,)]


@pytest.mark.parametrize("field", ["function", "basis"])
def test_function_intake_takes_codes_only(field: str) -> None:
    said = {"body": str(UUID(int=1)), "function": "roads", "since": "2020-01-01", field: "公路 管理"}
    with pytest.raises(ValidationError):
        FunctionIntake.model_validate(said)
