"""Opening the log, and erasing a text on a lawful request."""

import base64
import stat
from pathlib import Path

import pytest

from jinze.foundation.ledger.actions.log import erase_text, open_log
from jinze.foundation.ledger.enums import HashName
from jinze.foundation.ledger.models import Event, Log, SealedText
from jinze.foundation.ledger.queries.events import facts_of, text, texts, wording
from jinze.foundation.ledger.queries.signing import signing_key
from jinze.kernel.refusal import Refusal
from tests.foundation.ledger.conftest import opened
from tests.foundation.ledger.sample import AT, OFFICER, pay

pytestmark = pytest.mark.django_db


def test_opening_makes_a_key_for_the_service_alone_and_records_it(log: Log, keys_and_notes: Path) -> None:
    path = keys_and_notes / "keys" / "ledger.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert log.public_bytes() == signing_key().public_key().public_bytes_raw()
    event = Event.objects.get()
    assert facts_of(event).public_key == base64.b64encode(log.public_bytes()).decode().rstrip("=")
    assert wording(event) == "账本「demo」启用，指纹算法 sha256"


def test_a_log_is_opened_once(log: Log) -> None:
    with pytest.raises(Refusal) as refusal:
        open_log(acting=OFFICER, at=AT, origin="demo/second", hash_name=HashName.SM3)
    assert (refusal.value.code, Event.objects.count()) == ("ledger.open", 1)


def test_a_key_that_is_there_is_used_and_not_made_anew(room: None, keys_and_notes: Path) -> None:
    path = keys_and_notes / "keys" / "ledger.pem"
    first = opened(HashName.SHA256).public_bytes()
    kept = path.read_bytes()
    assert signing_key().public_key().public_bytes_raw() == first
    assert path.read_bytes() == kept


def test_signing_without_the_key_file_is_refused_and_makes_no_new_key(log: Log, keys_and_notes: Path) -> None:
    path = keys_and_notes / "keys" / "ledger.pem"
    path.unlink()
    with pytest.raises(Refusal) as refusal:
        signing_key()
    assert (refusal.value.code, path.exists()) == ("ledger.key_gone", False)


def test_erasing_clears_text_and_salt_and_keeps_who_why_and_the_digest(log: Log) -> None:
    pay(acting=OFFICER, at=AT, place="p1", people=1, why="示例甲的住址")
    digest = SealedText.objects.get().digest
    assert text(digest) == "示例甲的住址"
    erase_text(acting=OFFICER, at=AT, digest=digest, why="本人申请")
    found = SealedText.objects.get(digest=digest)
    assert (found.text, found.salt, found.erased_at) == (None, None, AT)
    assert (text(digest), texts([digest])) == ("（已依法抹除）", {digest: None})
    event = Event.objects.get(kind="text.erased")
    assert facts_of(event).digest == digest
    assert text(facts_of(event).why) == "本人申请"


@pytest.mark.parametrize(("why", "code"), [("", "ledger.why"), ("  ", "ledger.why")])
def test_erasing_without_a_reason_is_refused(log: Log, why: str, code: str) -> None:
    pay(acting=OFFICER, at=AT, place="p1", people=1, why="因为")
    with pytest.raises(Refusal) as refusal:
        erase_text(acting=OFFICER, at=AT, digest=SealedText.objects.get().digest, why=why)
    assert refusal.value.code == code
    assert SealedText.objects.get().text == "因为"


def test_erasing_twice_or_what_is_not_there_is_refused(log: Log) -> None:
    pay(acting=OFFICER, at=AT, place="p1", people=1, why="因为")
    digest = SealedText.objects.get().digest
    erase_text(acting=OFFICER, at=AT, digest=digest, why="本人申请")
    for told, code in ((digest, "ledger.erased"), ("ab" * 32, "ledger.no_text")):
        with pytest.raises(Refusal) as refusal:
            erase_text(acting=OFFICER, at=AT, digest=told, why="本人申请")
        assert refusal.value.code == code


def test_a_text_that_is_gone_without_an_act_is_not_shown_as_lawfully_erased(log: Log) -> None:
    assert text("ab" * 32) == "（原文缺失，与账本不符）"
    assert text("") == ""
