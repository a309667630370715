"""Who keeps the law: one office of the root area, and nobody else, however high."""

from datetime import date, timedelta
from typing import Any

import pytest

from jinze.foundation.access.enums import Level, PostRole
from jinze.kernel.acting import Acting
from jinze.kernel.refusal import Refusal
from jinze.sources.actions import adopt_revision, import_draft, import_text
from jinze.sources.drafts import drop, place_lines, stage
from jinze.sources.models import Revision, TextDraft, TextImport
from jinze.sources.queries.drafts import get_draft, list_drafts
from jinze.sources.scope import may_keep
from tests.support.law import INSTRUMENT, duty_row, small_law
from tests.support.world import SYSTEM, World

OFFICE = "safety_committee_office"
DAY = date(2021, 6, 1)
TEXT = "一、政府\n（一）按时开会\n每月一次。\n— 3 —\n".encode()


@pytest.fixture
def keeper(world: World) -> Acting:
    return world.filled(world.body("示例市安委办", Level.CITY, "4103", (OFFICE,)))


@pytest.mark.parametrize("role", [PostRole.PRINCIPAL, PostRole.DEPUTY, PostRole.OFFICER])
def test_everyone_in_a_post_of_the_office_keeps_the_law(world: World, role: PostRole) -> None:
    assert may_keep(world.filled(world.body("示例市安委办", Level.CITY, "4103", (OFFICE,)), role), DAY)


def test_the_operator_keeps_the_law(world: World) -> None:
    assert may_keep(SYSTEM, DAY)


@pytest.mark.parametrize(
    ("level", "area", "function", "role"),
    [
        (Level.CITY, "4103", OFFICE, PostRole.AUDITOR),
        (Level.COUNTY, "410305", OFFICE, PostRole.PRINCIPAL),
        (Level.CITY, "4103", "government", PostRole.PRINCIPAL),
        (Level.ENTERPRISE, "4103", OFFICE, PostRole.SAFETY_MANAGER),
    ],
)
def test_nobody_else_keeps_the_law(world: World, level: Level, area: str, function: str, role: PostRole) -> None:
    assert not may_keep(world.filled(world.body("示例单位", level, area, (function,)), role), DAY)


def test_the_function_is_that_of_the_day_and_the_one_that_the_deployment_names(world: World, settings: Any) -> None:
    body = world.body("示例市安委办", Level.CITY, "4103", (OFFICE,))
    acting = world.filled(body)
    world.takes(body, OFFICE, until=DAY)
    assert (may_keep(acting, DAY - timedelta(days=1)), may_keep(acting, DAY)) == (True, False)
    settings.JINZE_LAW_KEEPER = "government"
    assert not may_keep(acting, DAY - timedelta(days=1))


def test_who_does_not_keep_the_law_writes_nothing_of_it(world: World, keeper: Acting) -> None:
    world.adopt_duties()
    draft, _ = stage(acting=keeper, at=world.at, instrument=INSTRUMENT, name="试发.txt", data=TEXT)
    other = world.filled(world.body("涧西政府", functions=("government",)), PostRole.PRINCIPAL)
    said: dict[str, Any] = {"acting": other, "at": world.at}
    for refused in (
        lambda: adopt_revision(**said, documents=small_law(duty_row("1.1-m")), since=DAY),
        lambda: import_text(**said, instrument=INSTRUMENT, text=TEXT.decode()),
        lambda: import_draft(**said, draft=draft, version=1),
        lambda: stage(**said, instrument=INSTRUMENT, name="a.txt", data=TEXT),
        lambda: place_lines(**said, draft=draft, version=1, placements=[]),
        lambda: drop(**said, draft=draft),
    ):
        with pytest.raises(Refusal) as caught:
            refused()
        assert (caught.value.code, caught.value.status) == ("sources.not_keeper", 403)
    assert (Revision.objects.count(), TextImport.objects.count(), TextDraft.objects.count()) == (1, 0, 1)


def test_who_does_not_keep_the_law_sees_no_draft(world: World, keeper: Acting) -> None:
    world.adopt_duties()
    draft, _ = stage(acting=keeper, at=world.at, instrument=INSTRUMENT, name="试发.txt", data=TEXT)
    other = world.filled(world.body("涧西政府", functions=("government",)), PostRole.PRINCIPAL)
    assert [each.key for each in list_drafts(keeper, instrument=INSTRUMENT, on=DAY)] == [draft]
    assert list_drafts(other, instrument=INSTRUMENT, on=DAY) == []
    with pytest.raises(Refusal) as caught:
        get_draft(other, key=draft, on=DAY)
    assert (caught.value.code, caught.value.status) == ("sources.no_draft", 404)
