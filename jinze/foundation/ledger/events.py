"""Events of the log itself."""

from datetime import datetime

from jinze.foundation.ledger.rules.kinds import Code, Facts, Sealed, registered


@registered("log.opened", wording="账本「{origin}」启用，指纹算法 {hash_name}")
class LogOpened(Facts):
    origin: Code
    hash_name: Code
    public_key: Code
    opened_at: datetime


@registered("text.erased", wording="依法抹除了一段文字")
class TextErased(Facts):
    digest: Sealed
    why: Sealed
