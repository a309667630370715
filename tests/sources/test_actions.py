import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jinze.foundation.ledger.models import Event
from jinze.foundation.ledger.queries.events import facts_of
from jinze.kernel.refusal import Refusal
from jinze.sources.actions import adopt_revision, import_text
from jinze.sources.intake import Placed
from jinze.sources.models import OfficialText, Revision, TextImport
from jinze.sources.queries.law import imports_of, law_of, newest_import, official_text, revisions_of
from jinze.sources.rules.reading import digest_of, read_law
from tests.support.law import INSTRUMENT, duty_row, small_law
from tests.support.world import SYSTEM, World

TEXT = """试行安全生产职责

一、政府

（一）按时开会

1.每月召开一次会议。

2.会后十日内印发纪要。

（二）按时检查

每季度检查一次。
"""
TORN = f"{TEXT.replace('按时开会', '按时 and 开会')}\n2.再印一份。\n\n— 3 —\n"


def last_event() -> Event:
    return Event.objects.order_by("-id")[0]


def test_adopt_revision_keeps_the_content_and_tells_what_it_holds(world: World) -> None:
    documents = small_law(duty_row("1.1-m"), duty_row("1.2-m"))
    world.adopt(documents)
    revision, event = Revision.objects.get(), last_event()
    facts = facts_of(event)
    assert (revision.instrument, revision.number, revision.since) == (INSTRUMENT, 1, date(2020, 1, 1))
    assert json.loads(revision.content) == documents
    assert law_of(INSTRUMENT) == read_law(documents)
    assert (event.kind, event.subject_kind, event.area) == ("law.revision_adopted", "law", "4103")
    assert (facts.instrument, facts.number, facts.digest) == (INSTRUMENT, 1, revision.digest)
    assert (facts.since, facts.clauses, facts.duties) == (date(2020, 1, 1), 3, 2)


def test_adopt_revision_takes_the_real_folder(world: World) -> None:
    world.adopt_luoyang()
    facts = facts_of(last_event())
    law = law_of("luoyang-2017-37")
    assert (facts.instrument, facts.clauses, facts.duties) == ("luoyang-2017-37", 394, len(law.duties))


def test_adopt_revision_refuses_the_same_content_again(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    with pytest.raises(Refusal) as refused:
        world.adopt_duties(duty_row("1.1-m"), since=date(2022, 1, 1))
    assert (refused.value.code, refused.value.status) == ("sources.same", 409)
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2019, 12, 31)])
def test_adopt_revision_refuses_a_day_that_is_not_after_the_last(world: World, day: date) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    with pytest.raises(Refusal, match=r"sources\.order"):
        world.adopt_duties(duty_row("1.2-m"), since=day)
    assert Revision.objects.count() == 1


def adopt_second(world: World, seen: str | None, over: int | None = None) -> None:
    second = small_law(duty_row("1.1-m"), duty_row("1.2-m"))
    adopt_revision(acting=SYSTEM, at=world.at, documents=second, since=date(2022, 1, 1), seen=seen, over=over)


def test_the_first_adoption_needs_no_difference_seen(world: World) -> None:
    adopt_revision(acting=SYSTEM, at=world.at, documents=small_law(), since=world.since)
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("seen", [None, "", "0" * 64])
def test_a_later_adoption_is_refused_unless_its_difference_was_seen(world: World, seen: str | None) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    events = Event.objects.count()
    with pytest.raises(Refusal) as refused:
        adopt_second(world, seen)
    assert (refused.value.code, refused.value.status) == ("sources.changed_since_seen", 409)
    assert (Revision.objects.count(), Event.objects.count()) == (1, events)


def test_a_later_adoption_is_refused_when_another_came_between(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    digest = digest_of(small_law(duty_row("1.1-m"), duty_row("1.2-m")))
    with pytest.raises(Refusal, match=r"sources\.changed_since_seen"):
        adopt_second(world, digest, over=2)
    adopt_second(world, digest, over=1)
    newest, first = revisions_of(INSTRUMENT)
    assert [(each.number, each.since) for each in (newest, first)] == [(2, date(2022, 1, 1)), (1, world.since)]
    assert newest.event == last_event()
    assert newest.digest == digest


def test_adopt_revision_refuses_a_law_with_faults_and_keeps_the_one_it_has(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    before = Event.objects.count()
    with pytest.raises(Refusal, match=r"sources\.law"):
        world.adopt_duties(duty_row("1.1-m", act="dance"), since=date(2022, 1, 1))
    assert (Revision.objects.count(), Event.objects.count()) == (1, before)
    assert law_of(INSTRUMENT).duties[f"{INSTRUMENT}/1.1-m"].act == "check"


def test_import_text_attaches_wording_by_path(world: World) -> None:
    world.adopt_duties()
    import_text(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, text=TEXT)
    texts = {t.path: (t.label, t.heading, t.text) for t in OfficialText.objects.all()}
    assert set(texts) == {"1", "1.1", "1.1.1", "1.1.2", "1.2"}
    assert "".join(texts["1.1.1"][1:]) == "每月召开一次会议。"
    facts = facts_of(last_event())
    counted = (facts.number, facts.nodes, facts.repairs, facts.placed, facts.aside)
    assert (last_event().kind, *counted) == ("law.text_imported", 1, 5, 0, 0, 0)
    assert "会议" not in last_event().data


def test_import_text_again_counts_on_and_is_read_first(world: World) -> None:
    world.adopt_duties()
    for text in (TEXT, TEXT.replace("每月召开", "每季召开")):
        import_text(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, text=text)
    newest, first = official_text(INSTRUMENT, "1.1.1"), OfficialText.objects.get(path="1.1.1", import_number=1)
    assert newest is not None
    assert ("每季" in newest.heading + newest.text, "每月" in first.heading + first.text) == (True, True)
    found = newest_import(INSTRUMENT)
    assert found is not None
    assert (found.number, TextImport.objects.count()) == (2, 2)


def test_import_text_keeps_what_it_mended_and_where_a_person_put_the_rest(world: World) -> None:
    world.adopt_duties()
    placed = [Placed(line=15, text="2.再印一份。", into="1.1.2"), Placed(line=17, aside="页码")]
    import_text(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, text=TORN, placements=placed, name="试发.txt")
    found, facts = newest_import(INSTRUMENT), facts_of(last_event())
    assert found is not None
    assert [(r["line"], r["after"]) for r in found.repairs] == [(5, "一）按时和开会")]
    assert [(u["line"], u["text"], u["why"]) for u in found.unplaced] == [(17, "— 3 —", "页码")]
    assert (facts.repairs, facts.placed, facts.aside) == (1, 1, 1)
    wording = official_text(INSTRUMENT, "1.1.2")
    assert wording is not None
    assert wording.text.endswith("2.再印一份。")
    [told] = imports_of(INSTRUMENT)
    assert (told.name, [each["line"] for each in told.placements]) == ("试发.txt", [15, 17])
    assert all(words not in last_event().data for words in ("试发.txt", "再印", "页码"))


def test_import_text_refuses_lines_that_nobody_settled_and_names_them(world: World) -> None:
    world.adopt_duties()
    with pytest.raises(Refusal, match="还有 1 行没有归位") as refused:
        import_text(
            acting=SYSTEM, at=world.at, instrument=INSTRUMENT, text=TORN, placements=[Placed(line=17, aside="页码")]
        )
    assert refused.value.code == "sources.unplaced"
    lines: Any = refused.value.facts["lines"]
    assert [each["line"] for each in lines] == [15]
    assert (TextImport.objects.count(), OfficialText.objects.count()) == (0, 0)


def test_import_text_refuses_the_same_wording_again(world: World) -> None:
    world.adopt_duties()
    import_text(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, text=TEXT)
    with pytest.raises(Refusal, match="逐字相同") as refused:
        import_text(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, text=f"{TEXT}\n\n")
    assert (refused.value.code, refused.value.status) == ("sources.same_text", 409)
    assert TextImport.objects.count() == 1


@pytest.mark.parametrize("text", ["", "没有编号的一句话。", "\n\n"])
def test_import_text_refuses_a_text_without_numbers(world: World, text: str) -> None:
    world.adopt_duties()
    with pytest.raises(Refusal, match="no_nodes"):
        import_text(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, text=text)
    assert TextImport.objects.count() == 0


def test_import_text_refuses_an_instrument_that_is_not_adopted(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        import_text(acting=SYSTEM, at=world.at, instrument="未知文件", text=TEXT)
    assert (refused.value.code, refused.value.status) == ("sources.no_law", 404)


@pytest.mark.document
def test_import_text_gives_every_clause_of_the_real_folder_its_wording(world: World, official_document: Path) -> None:
    world.adopt_luoyang()
    text = official_document.read_text(encoding="utf-8")
    import_text(acting=SYSTEM, at=world.at, instrument="luoyang-2017-37", text=text)
    law, found = law_of("luoyang-2017-37"), newest_import("luoyang-2017-37")
    paths = set(OfficialText.objects.values_list("path", flat=True))
    assert law.clauses.keys() <= paths
    assert found is not None
    assert (len(found.repairs), found.unplaced) == (40, [])
    for path in law.clauses:
        wording = official_text("luoyang-2017-37", path)
        assert wording is not None
        assert wording.text or wording.heading
