"""The commands that others build on, in a city: one document each, with the meaning that the pages have."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from jinze.faces.cli.operator import operator
from jinze.foundation.ledger import triggers
from jinze.foundation.ledger.models import Event
from jinze.judgement.duties.queries.figures import Asked, total
from tests.faces.cli.program import Said, jinze
from tests.faces.scene import Scene, open_world, signed_log, small_scene, today

Run = Callable[..., Said]


@pytest.fixture
def lasting(transactional_db: None, keys_and_notes: Path) -> Scene:
    scene = small_scene(open_world())
    for username in ("jianxi", "chanhe", "zhuzao"):
        scene.filed(username)
    signed_log()
    return scene


@pytest.fixture
def run(lasting: Scene, same_database: dict[str, str], keys_and_notes: Path, tmp_path: Path) -> Run:
    folders = {
        "JINZE_LEDGER_KEY": str(keys_and_notes / "ledger.pem"),
        "JINZE_CHECKPOINTS": str(keys_and_notes / "checkpoints"),
    }
    return lambda *words: jinze(*words, "--json", env={**same_database, **folders}, cwd=tmp_path)


def test_duties_status_is_what_the_query_says(lasting: Scene, run: Run) -> None:
    day, past = today(), today() - timedelta(days=70)
    body = lasting.bodies["涧西政府"].key
    asked: list[tuple[list[str], Asked]] = [
        (["--on", str(day)], Asked(on=day, today=day)),
        (["--on", str(past)], Asked(on=past, today=day)),
        (["--on", str(day), "--from", str(past)], Asked(on=day, today=day, since=past)),
        (["--on", str(day), "--area", "410305"], Asked(on=day, today=day, area="410305")),
        (["--on", str(day), "--area", "410305000000"], Asked(on=day, today=day, area="410305")),
        (["--on", str(day), "--body", str(body)], Asked(on=day, today=day, body=body)),
    ]
    seen = []
    for words, question in asked:
        found = run("duties", "status", *words)
        assert (found.code, found.err) == (0, "")
        assert found.document == total(operator(), question).figures(), words
        seen.append(found.document)
    assert list(seen[0]) == ["expected", "on_time", "late", "due", "overdue", "exempt"]
    assert len({str(figures) for figures in seen}) == 5
    assert run("duties", "status", "--on", str(day), "--area", "洛阳").refuses("不是有效的行政区划代码")


def test_ledger_verify_and_prove_and_consistency(lasting: Scene, run: Run) -> None:
    verified = run("ledger", "verify")
    assert (verified.code, verified.err) == (0, ""), verified.out
    report = verified.document
    assert (report["ok"], report["first_bad"]) == (True, None)
    assert report["events"] == report["sequenced"] == report["tree_size"] == Event.objects.count()
    event = Event.objects.filter(kind="deed.filed").earliest("id")
    for key in (event.key.hex, str(event.key)):
        proved = run("ledger", "prove", key)
        assert (proved.code, proved.document["key"], proved.err) == (0, event.key.hex, "")
    assert proved.document["root"] == report["root"]
    assert run("ledger", "prove", str(lasting.bodies["涧西政府"].key)).refuses("账本里没有这条记录")
    grown = run("ledger", "consistency", "3")
    assert (grown.code, grown.document["old_size"]) == (0, 3)
    for size in ("0", "-1", "99999999"):
        assert run("ledger", "consistency", size).refuses("没有这么大的账本"), size


def test_a_changed_event_is_a_finding_and_is_named(lasting: Scene, run: Run) -> None:
    event = Event.objects.filter(kind="deed.filed").earliest("id")
    triggers.remove(connection)
    try:
        Event.objects.filter(pk=event.pk).update(area="410304")
    finally:
        triggers.install(connection)
    found = run("ledger", "verify")
    assert (found.code, found.document["ok"], found.document["first_bad"]["key"]) == (1, False, event.key.hex)
    assert {"key", "seq", "what"} <= set(found.document["first_bad"])
    proved = run("ledger", "prove", event.key.hex)
    assert (proved.code, proved.document["key"], proved.err) == (1, event.key.hex, "")


def test_rebuild_finds_everything_as_it_was(lasting: Scene, run: Run) -> None:
    found = run("ledger", "rebuild", "--check")
    assert (found.code, {row["same"] for row in found.document["projections"]}) == (0, {True})


@pytest.mark.document
def test_law_outline_is_one_document(official_document: Path, run: Run) -> None:
    found = run("law", "outline", str(official_document))
    assert (found.code, found.err) == (0, "")
    outline = found.document
    assert outline["number"] == "洛办文〔2017〕37号"
    assert len(outline["nodes"]) > 394
