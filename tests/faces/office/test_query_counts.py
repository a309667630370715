"""Each page asks the database as often for three rows as for one. MOST is what it costs today: lower it."""

from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jinze.foundation.access.actions.bodies import load_areas
from jinze.foundation.access.enums import Level, PostRole
from tests.faces.scene import MONTHLY, TABLE, Scene, signed_log, this_month
from tests.support.law import INSTRUMENT, duty_row, small_law
from tests.support.world import SYSTEM, World

LEVELS = ("city", "county")
FIRST = duty_row("1.1-month", levels=LEVELS)
MORE = (
    duty_row("1.1-week", levels=LEVELS, every="week"),
    duty_row("1.1-leader", levels=LEVELS, every="quarter", post="principal"),
    duty_row("1.1-twice", levels=LEVELS, every="half_year", at_least=2),
)
MOST = {
    "todo": 18,
    "done": 14,
    "board": 15,
    "drill": 16,
    "clause": 16,
    "instrument": 14,
    "ledger": 20,
    "acts": 26,
    "deed": 20,
    "proof": 21,
    "proof.json": 19,
    "form": 14,
}


def county(scene: Scene, code: str) -> None:
    scene.body(f"政府{code}", Level.COUNTY, code, "government", parent="示例市政府")
    scene.seat(f"quzhang{code}", f"政府{code}", PostRole.PRINCIPAL, "示例区长")


def pages(scene: Scene, day: date) -> dict[str, str]:
    """Every page, at a deed that is filed now."""
    deed = scene.filed("shizhang", day=day)
    signed_log()
    event = scene.event_of(deed)
    return {
        "todo": "/",
        "done": "/?tab=done",
        "board": "/board/?term=all",
        "drill": "/board/?term=all&row=4103",
        "clause": f"/law/{INSTRUMENT}/1.1/",
        "instrument": f"/law/{INSTRUMENT}/",
        "ledger": "/ledger/?kind=deed",
        "acts": f"/ledger/acts/?body={scene.bodies['示例市政府'].key}&duty={MONTHLY}",
        "deed": f"/deeds/{deed}/",
        "proof": f"/ledger/{event}/",
        "proof.json": f"/ledger/{event}/proof.json",
        "form": f"/deeds/new/{INSTRUMENT}/1.1-month/{this_month() - 2}/",
    }


def counted(client: Client, asked: dict[str, str]) -> dict[str, int]:
    found = {}
    for name, page in asked.items():
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200, page
        found[name] = len(queries)
    return found


def test_three_rows_cost_as_many_queries_as_one(world: World) -> None:
    load_areas(acting=SYSTEM, at=world.at, table=TABLE)
    world.adopt(small_law(FIRST))
    scene = Scene(world)
    scene.body("示例市政府", Level.CITY, "4103", "government")
    scene.seat("shizhang", "示例市政府", PostRole.PRINCIPAL, "示例市长")
    county(scene, "410305")
    client = scene.signed("shizhang")
    one = counted(client, pages(scene, world.since))
    for code in ("410304", "410323"):
        county(scene, code)
    world.adopt(small_law(FIRST, *MORE), since=world.since + timedelta(days=40))
    for day in range(3):
        scene.filed("quzhang410304", day=world.since + timedelta(days=day))
        scene.filed("shizhang", day=world.since + timedelta(days=day))
    many = counted(client, pages(scene, world.since + timedelta(days=60)))
    assert many == one
    assert {name: (number, MOST[name]) for name, number in many.items() if number > MOST[name]} == {}
