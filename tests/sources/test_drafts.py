"""Texts staged for import: settled line by line by whoever is at it, imported whole or not at all."""

import json
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection

from jinze.foundation.ledger.models import Event
from jinze.kernel.refusal import Refusal
from jinze.sources.actions import import_draft
from jinze.sources.drafts import drop, place_lines, stage
from jinze.sources.intake import Placed
from jinze.sources.models import OfficialText, TextDraft, TextImport
from jinze.sources.queries.drafts import effects, get_draft, staged_of
from jinze.sources.queries.law import imports_of, official_text
from tests.support.law import INSTRUMENT, duty_row
from tests.support.world import SYSTEM, World

TEXT = """试行安全生产职责
一、政府
（一）会议
1.每月召开一次会议。
2.会后印发纪要。
2.再印一份。
— 3 —
（二）检查
每季度检查一次。
"""
INTO = Placed(line=6, text="2.再印一份。", into="1.1.2")
ASIDE = Placed(line=7, text="— 3 —", aside="页码")


@pytest.fixture
def draft(world: World) -> UUID:
    world.adopt_duties(duty_row("1.1-m"))
    return staged(world)


def staged(world: World, text: str = TEXT, name: str = "试发.txt") -> UUID:
    return stage(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, name=name, data=text.encode())[0]


def places(world: World, draft: UUID, version: int, *placements: Placed) -> int:
    return place_lines(acting=SYSTEM, at=world.at, draft=draft, version=version, placements=placements)


def waiting(world: World, draft: UUID) -> list[int]:
    found = get_draft(SYSTEM, key=draft, on=world.since)
    return [line.line for line in staged_of(found).waiting]


def imports(world: World, draft: UUID, version: int) -> None:
    import_draft(acting=SYSTEM, at=world.at, draft=draft, version=version)


def test_staging_makes_a_draft_and_no_event(world: World, draft: UUID) -> None:
    events = Event.objects.count()
    assert waiting(world, draft) == [6, 7]
    assert staged(world, TEXT + "\n") != draft
    assert (Event.objects.count(), TextImport.objects.count(), OfficialText.objects.count()) == (events, 0, 0)


def test_staging_the_same_file_again_gives_the_draft_that_is_there(world: World, draft: UUID) -> None:
    places(world, draft, 1, INTO)
    again = stage(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, name="又一次.txt", data=TEXT.encode())
    assert again == (draft, True)
    assert waiting(world, draft) == [7]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sources.file_empty"),
        ("没有编号的一句话。".encode(), "sources.no_nodes"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "sources.file_not_text"),
        (f"一、{'长' * 10}\n{'1.' * 5}乙。".encode(), ""),
    ],
)
def test_staging_refuses_what_is_no_document(world: World, draft: UUID, data: bytes, code: str) -> None:
    before = TextDraft.objects.count()
    if not code:
        stage(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, name="a.txt", data=data)
        assert TextDraft.objects.count() == before + 1
        return
    with pytest.raises(Refusal) as refused:
        stage(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, name="a.txt", data=data)
    assert refused.value.code == code
    assert TextDraft.objects.count() == before


def test_lines_are_settled_in_several_goes_and_may_be_taken_back(world: World, draft: UUID) -> None:
    assert places(world, draft, 1, INTO) == 2
    assert waiting(world, draft) == [7]
    assert places(world, draft, 2, INTO, ASIDE) == 3
    assert waiting(world, draft) == []
    assert places(world, draft, 3, ASIDE) == 4
    assert waiting(world, draft) == [6]


def test_a_wrong_line_is_named_and_nothing_is_kept(world: World, draft: UUID) -> None:
    with pytest.raises(Refusal) as refused:
        places(world, draft, 1, ASIDE, Placed(line=6, text="2.再印一份。", into="9.9"))
    assert list(refused.value.fields) == ["6"]
    assert "没有编号为 9.9 的条款" in refused.value.fields["6"]
    assert waiting(world, draft) == [6, 7]


def test_of_two_people_on_one_draft_the_second_is_told(world: World, draft: UUID) -> None:
    places(world, draft, 1, INTO)
    with pytest.raises(Refusal) as refused:
        places(world, draft, 1, ASIDE)
    assert (refused.value.code, refused.value.status) == ("sources.draft_changed", 409)
    with pytest.raises(Refusal, match=r"sources\.draft_changed"):
        imports(world, draft, 1)
    assert waiting(world, draft) == [7]


def test_a_draft_is_imported_only_when_every_line_is_settled(world: World, draft: UUID) -> None:
    places(world, draft, 1, INTO)
    with pytest.raises(Refusal) as refused:
        imports(world, draft, 2)
    assert refused.value.code == "sources.unplaced"
    assert (TextImport.objects.count(), TextDraft.objects.count()) == (0, 1)
    places(world, draft, 2, INTO, ASIDE)
    imports(world, draft, 3)
    assert TextDraft.objects.count() == 0
    [told] = imports_of(INSTRUMENT)
    assert (told.number, told.name, len(told.placements)) == (1, "试发.txt", 2)
    wording = official_text(INSTRUMENT, "1.1.2")
    assert wording is not None
    assert wording.text.endswith("2.再印一份。")


def test_an_import_that_breaks_off_leaves_nothing(world: World, draft: UUID) -> None:
    places(world, draft, 1, INTO, ASIDE)
    events = Event.objects.count()

    def breaks(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if "sources_officialtext" in sql and sql.startswith("INSERT"):
            raise DatabaseError("the disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(breaks), pytest.raises(DatabaseError, match="disk is full"):
        imports(world, draft, 2)
    kept = (TextImport.objects.count(), OfficialText.objects.count(), Event.objects.count())
    assert kept == (0, 0, events)
    assert waiting(world, draft) == []
    imports(world, draft, 2)
    assert TextImport.objects.count() == 1


def test_the_same_wording_is_not_imported_twice_and_the_draft_stays(world: World, draft: UUID) -> None:
    settled = (INTO, ASIDE)
    imports(world, draft, places(world, draft, 1, *settled))
    again = staged(world)
    with pytest.raises(Refusal, match="逐字相同"):
        imports(world, again, places(world, again, 1, *settled))
    assert (TextImport.objects.count(), TextDraft.objects.count()) == (1, 1)


def test_a_draft_is_dropped_without_a_trace_and_gone_for_all(world: World, draft: UUID) -> None:
    events = Event.objects.count()
    drop(acting=SYSTEM, at=world.at, draft=draft)
    assert (TextDraft.objects.count(), Event.objects.count()) == (0, events)
    for gone in (
        lambda: drop(acting=SYSTEM, at=world.at, draft=draft),
        lambda: places(world, draft, 1, INTO),
        lambda: imports(world, draft, 1),
        lambda: get_draft(SYSTEM, key=uuid4(), on=world.since),
    ):
        with pytest.raises(Refusal) as refused:
            gone()
        assert (refused.value.code, refused.value.status) == ("sources.no_draft", 404)


def test_what_was_settled_of_a_line_that_reads_otherwise_now_is_left_out(world: World, draft: UUID) -> None:
    places(world, draft, 1, INTO, ASIDE)
    held = TextDraft.objects.get(key=draft)
    rows = json.loads(json.dumps(held.placements).replace("\\u518d", "\\u53c8"))
    TextDraft.objects.filter(key=draft).update(placements=rows)
    assert waiting(world, draft) == [6]


def test_effects_name_what_fits_our_clauses_and_what_changed_since_the_last_import(world: World, draft: UUID) -> None:
    before = effects(INSTRUMENT, staged_of(get_draft(SYSTEM, key=draft, on=world.since)))
    assert (before.missing, before.unknown, before.against) == (("1.3",), ("1.1.1", "1.1.2"), None)
    assert before.changes.added == ("1", "1.1", "1.1.1", "1.1.2", "1.2")
    imports(world, draft, places(world, draft, 1, INTO, ASIDE))
    again = staged(world, TEXT.replace("每季度", "每月").replace("2.会后印发纪要。\n2.再印一份。\n", ""))
    found = effects(INSTRUMENT, staged_of(get_draft(SYSTEM, key=again, on=world.since)))
    assert found.against == 1
    assert (found.changes.added, found.changes.changed, found.changes.gone) == ((), ("1.2",), ("1.1.2",))
