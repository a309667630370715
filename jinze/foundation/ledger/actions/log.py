"""Actions on the log itself: opening it, and erasing a text on a lawful request."""

import base64
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from jinze.foundation.ledger.actions.recording import Fact, action, seal
from jinze.foundation.ledger.enums import HashName
from jinze.foundation.ledger.events import LogOpened, TextErased
from jinze.foundation.ledger.models import Log, SealedText
from jinze.foundation.ledger.queries.signing import signing_key
from jinze.kernel.acting import Acting
from jinze.kernel.refusal import Refusal


@action("log.opened")
def open_log(*, acting: Acting, at: datetime, origin: str, hash_name: HashName) -> Fact:
    """Opens the one log of this deployment and makes its signing key; refuses a second opening."""
    if Log.objects.exists():
        raise Refusal("ledger.open", "账本已经启用过，不能再次启用", remedy="一个部署只有一本账", status=409)
    public = base64.b64encode(_make_key().public_key().public_bytes_raw()).decode()
    Log.objects.create(id=1, origin=origin, hash_name=hash_name, public_key=public, opened_at=at)
    return Fact(
        LogOpened(origin=origin, hash_name=hash_name, public_key=public.rstrip("="), opened_at=at), ("log", None)
    )


@action("text.erased")
def erase_text(*, acting: Acting, at: datetime, digest: str, why: str) -> Fact:
    """Clears a sealed text and its salt; the digest in its event stays, and the log still verifies."""
    found = SealedText.objects.select_for_update().filter(digest=digest).first()
    if found is None:
        raise Refusal("ledger.no_text", "没有这段文字", remedy="请从记录页面选择要抹除的文字", status=404)
    if found.text is None:
        raise Refusal("ledger.erased", "这段文字已经抹除", remedy="不用再办", status=409)
    if not why.strip():
        raise Refusal("ledger.why", "没有写抹除的依据", remedy="请写明依据哪项申请或决定", fields={"why": "请写明依据"})
    found.text, found.salt, found.erased_at = None, None, at
    found.save(update_fields=["text", "salt", "erased_at"])
    return Fact(TextErased(digest=digest, why=seal(why)), ("text", None))


def _make_key() -> Ed25519PrivateKey:
    """The signing key in its file outside the database; made once, readable by the service alone."""
    path = Path(settings.JINZE_LEDGER_KEY)
    if path.exists():
        return signing_key()
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.write_bytes(pem)
    return key
