"""Several people at once: one adopts, one imports, and the others are told."""

from datetime import date
from typing import Any

import pytest

from jinze.foundation.ledger.actions.recording import Receipt
from jinze.kernel.refusal import Refusal
from jinze.sources.actions import adopt_revision, import_draft
from jinze.sources.drafts import place_lines, stage
from jinze.sources.intake import Placed
from jinze.sources.models import OfficialText, Revision, TextDraft, TextImport
from jinze.sources.queries.drafts import get_draft
from jinze.sources.rules.reading import digest_of
from tests.support.law import INSTRUMENT, duty_row, small_law
from tests.support.together import at_once
from tests.support.world import SYSTEM, World

TEXT = "一、政府\n（一）会议\n每月开会。\n— 3 —\n— 4 —\n".encode()


def told(answers: list[Any]) -> tuple[int, set[str]]:
    """How many were done, and the codes with which the others were refused."""
    done = [each for each in answers if isinstance(each, Receipt | int)]
    refused = {each.code for each in answers if isinstance(each, Refusal)}
    assert len(done) + sum(isinstance(each, Refusal) for each in answers) == len(answers), answers
    return len(done), refused


@pytest.mark.parametrize("first", [True, False])
def test_of_two_who_adopt_at_once_one_does(lasting_world: World, first: bool) -> None:
    world = lasting_world
    if not first:
        world.adopt_duties(duty_row("1.1-a"))

    def adopts(slug: str) -> Any:
        law = small_law(duty_row(slug))
        seen = {"seen": digest_of(law), "over": None if first else 1}
        return lambda: adopt_revision(acting=SYSTEM, at=world.at, documents=law, since=date(2021, 1, 1), **seen)

    done, refused = told(at_once(adopts("1.1-b"), adopts("1.1-c")))
    assert (done, Revision.objects.count()) == (1, 1 if first else 2)
    assert refused <= {"sources.changed_since_seen", "sources.order"}


def test_of_two_who_import_one_draft_at_once_one_does(lasting_world: World) -> None:
    world = lasting_world
    world.adopt_duties()
    draft, _ = stage(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, name="试发.txt", data=TEXT)
    placed = [Placed(line=4, aside="页码"), Placed(line=5, aside="页码")]
    version = place_lines(acting=SYSTEM, at=world.at, draft=draft, version=1, placements=placed)
    calls = [lambda: import_draft(acting=SYSTEM, at=world.at, draft=draft, version=version) for _ in range(3)]
    done, refused = told(at_once(*calls))
    assert (done, refused) == (1, {"sources.no_draft"})
    assert (TextImport.objects.count(), OfficialText.objects.count(), TextDraft.objects.count()) == (1, 2, 0)


def test_of_two_who_settle_lines_at_once_one_does_and_the_other_is_told(lasting_world: World) -> None:
    world = lasting_world
    world.adopt_duties()
    draft, _ = stage(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, name="试发.txt", data=TEXT)

    def settles(line: int) -> Any:
        placed = [Placed(line=line, aside="页码")]
        return lambda: place_lines(acting=SYSTEM, at=world.at, draft=draft, version=1, placements=placed)

    done, refused = told(at_once(settles(4), settles(5)))
    assert (done, refused) == (1, {"sources.draft_changed"})
    held = get_draft(SYSTEM, key=draft, on=world.since)
    assert (held.version, len(held.placements)) == (2, 1)


def test_two_who_hand_in_one_file_at_once_share_a_draft(lasting_world: World) -> None:
    world = lasting_world
    world.adopt_duties()

    def hands_in() -> Any:
        return stage(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, name="试发.txt", data=TEXT)

    answers = at_once(hands_in, hands_in)
    assert {key for key, _ in answers} == {TextDraft.objects.get().key}
    assert sorted(again for _, again in answers) == [False, True]
