"""Outside keys: UUIDv7 (RFC 9562), made here or on a phone."""

from uuid import UUID

from uuid_utils import uuid7

from jinze.kernel.refusal import Refusal


def new_key() -> UUID:
    """A fresh UUIDv7 as a standard `uuid.UUID`."""
    return UUID(int=uuid7().int)


def read_key(text: str) -> UUID:
    """The key written in `text`; refuses what is no UUID."""
    try:
        return UUID(text)
    except ValueError:
        raise Refusal(
            "kernel.key",
            f"编号「{text[:60]}」不是有效的记录编号",
            remedy="请从页面上的链接打开记录",
            status=404,
        ) from None
