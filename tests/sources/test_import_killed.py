"""A process that is killed in the midst of an import leaves nothing of it, and its draft is there to go on with."""

import subprocess
import sys
from pathlib import Path

import pytest

from jinze.foundation.ledger.models import Event, SealedText
from jinze.sources.actions import import_draft
from jinze.sources.drafts import place_lines, stage
from jinze.sources.intake import Placed
from jinze.sources.models import OfficialText, TextDraft, TextImport
from tests.support.law import INSTRUMENT
from tests.support.world import SYSTEM, World

CHECKOUT = Path(__file__).parents[2]
TEXT = "一、政府\n（一）会议\n1.每月开会。\n2.印发纪要。\n— 3 —\n（二）检查\n每季度检查。\n"

pytestmark = pytest.mark.kill


@pytest.mark.parametrize("table", ["sources_textimport", "sources_officialtext", "sources_textdraft"])
def test_an_import_that_is_killed_leaves_nothing(
    lasting_world: World, same_database: dict[str, str], table: str
) -> None:
    world = lasting_world
    world.adopt_duties()
    draft, _ = stage(acting=SYSTEM, at=world.at, instrument=INSTRUMENT, name="试发.txt", data=TEXT.encode())
    version = place_lines(acting=SYSTEM, at=world.at, draft=draft, version=1, placements=[Placed(line=5, aside="页码")])
    before = (Event.objects.count(), SealedText.objects.count())
    command = [sys.executable, "-m", "tests.sources.import_process", str(draft), str(version), table]
    with subprocess.Popen(command, cwd=CHECKOUT, env=same_database, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"written\n"
        process.kill()
    assert (TextImport.objects.count(), OfficialText.objects.count()) == (0, 0)
    assert (Event.objects.count(), SealedText.objects.count()) == before
    assert TextDraft.objects.get().version == version
    import_draft(acting=SYSTEM, at=world.at, draft=draft, version=version)
    assert (TextImport.objects.count(), OfficialText.objects.count(), TextDraft.objects.count()) == (1, 5, 0)
