"""Each page asks the database as often for three rows as for one. MOST is what it costs today: lower it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jinze.foundation.access.actions.bodies import load_areas
from jinze.foundation.access.enums import Level, PostRole
from jinze.sources.drafts import stage
from tests.faces.scene import KINDS, MONTHLY, TABLE, Scene, signed_log, this_month
from tests.support.law import INSTRUMENT, duty_row, small_law
from tests.support.world import SYSTEM, World

LEVELS = ("city", "county")
FIRST = (
    duty_row("1.1-month", levels=LEVELS, matter="talk"),
    duty_row("1.1-often", levels=LEVELS, every=None, standing="now_and_then", matter="talk"),
    duty_row("1.1-chair", levels=LEVELS, every=None, standing="now_and_then", matter="talk", post="principal"),
)
MORE = (
    duty_row("1.1-leading", levels=LEVELS, every=None, standing="now_and_then", matter="talk", post="principal"),
    duty_row("1.1-week", levels=LEVELS, every="week"),
    duty_row("1.1-leader", levels=LEVELS, every="quarter", post="principal"),
    duty_row("1.1-twice", levels=LEVELS, every="half_year", at_least=2),
)
MOST = {
    "todo": 21,
    "done": 14,
    "board": 15,
    "drill": 16,
    "clause": 31,
    "instrument": 19,
    "asleep": 15,
    "asleep of a level": 15,
    "kind": 9,
    "duty": 30,
    "standing": 32,
    "matters": 15,
    "matter": 22,
    "difference": 21,
    "import": 16,
    "draft": 15,
    "ledger": 20,
    "acts": 26,
    "deed": 24,
    "proof": 21,
    "proof.json": 19,
    "form": 17,
    "free form": 17,
}


def county(scene: Scene, code: str) -> None:
    scene.body(f"政府{code}", Level.COUNTY, code, "government", parent="示例市政府")
    scene.seat(f"quzhang{code}", f"政府{code}", PostRole.PRINCIPAL, "示例区长")


def staged(scene: Scene) -> UUID:
    """A text with a line that nobody has settled."""
    text = "一、政府\n（一）会议\n每月开会。\n— 3 —\n".encode()
    acting = scene.acting("shizhang")
    return stage(acting=acting, at=scene.world.at, instrument=INSTRUMENT, name="试发.txt", data=text)[0]


def other_law(folder: Path) -> None:
    """A folder with a duty of the leaders that no revision has."""
    for name, content in small_law(duty_row("1.1-other", levels=LEVELS, post="principal")).items():
        file = folder / INSTRUMENT / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


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
        "asleep": f"/law/{INSTRUMENT}/asleep/",
        "asleep of a level": f"/law/{INSTRUMENT}/asleep/?show=all&level=county",
        "kind": f"/law/{INSTRUMENT}/kinds/checking/",
        "duty": f"/law/{INSTRUMENT}/duties/1.1-month/",
        "standing": f"/law/{INSTRUMENT}/duties/1.1-often/",
        "matters": f"/law/{INSTRUMENT}/matters/",
        "matter": f"/law/{INSTRUMENT}/matters/talk/",
        "difference": f"/law/{INSTRUMENT}/difference/",
        "import": f"/law/{INSTRUMENT}/import/",
        "draft": f"/law/{INSTRUMENT}/import/{staged(scene)}/",
        "ledger": "/ledger/?kind=deed",
        "acts": f"/ledger/acts/?body={scene.bodies['示例市政府'].key}&duty={MONTHLY}",
        "deed": f"/deeds/{deed}/",
        "proof": f"/ledger/{event}/",
        "proof.json": f"/ledger/{event}/proof.json",
        "form": f"/deeds/new/{INSTRUMENT}/1.1-month/{this_month() - 2}/",
        "free form": f"/deeds/new/{INSTRUMENT}/1.1-often/",
    }


def counted(client: Client, asked: dict[str, str]) -> dict[str, int]:
    found = {}
    for name, page in asked.items():
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200, page
        found[name] = len(queries)
    return found


def test_three_rows_cost_as_many_queries_as_one(world: World, settings: Any, tmp_path: Path) -> None:
    settings.JINZE_LAW, settings.JINZE_LAW_KEEPER = tmp_path, "government"
    other_law(tmp_path)
    load_areas(acting=SYSTEM, at=world.at, table=TABLE)
    world.adopt(small_law(*FIRST, **KINDS))
    scene = Scene(world)
    scene.body("示例市政府", Level.CITY, "4103", "government")
    scene.seat("shizhang", "示例市政府", PostRole.PRINCIPAL, "示例市长")
    county(scene, "410305")
    client = scene.signed("shizhang")
    one = counted(client, pages(scene, world.since))
    for code in ("410304", "410323"):
        county(scene, code)
    world.adopt(small_law(*FIRST, *MORE, **KINDS), since=world.since + timedelta(days=40))
    for day in range(3):
        scene.filed("quzhang410304", day=world.since + timedelta(days=day))
        scene.filed("shizhang", day=world.since + timedelta(days=day))
    many = counted(client, pages(scene, world.since + timedelta(days=60)))
    assert many == one
    assert {name: (number, MOST[name]) for name, number in many.items() if number > MOST[name]} == {}
