"""Texts staged for import: laid down, settled line by line, dropped.

A draft is nobody's record yet. It makes no event and may go, which is why it is no action; what comes of it is one.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from jinze.kernel.acting import Acting
from jinze.kernel.days import day_of
from jinze.kernel.keys import new_key
from jinze.kernel.refusal import Refusal
from jinze.sources.intake import Placed
from jinze.sources.models import TextDraft
from jinze.sources.queries.drafts import draft_gone, read_staged
from jinze.sources.queries.law import law_of
from jinze.sources.queries.outline import text_of
from jinze.sources.scope import check_keeper

LONGEST_NAME = 200  # letters of a file's name, as the column holds


def stage(*, acting: Acting, at: datetime, instrument: str, name: str, data: bytes) -> tuple[UUID, bool]:
    """Lays a file down as a draft and gives its key, and whether it was laid down before and not yet imported.

    Refuses what is no readable document, or has no numbered clause.
    """
    check_keeper(acting, day_of(at))
    key = law_of(instrument).instrument.key
    text = text_of(data, name)
    read_staged(text, ()).check_nodes()
    draft, made = TextDraft.objects.get_or_create(
        instrument=key,
        sha256=hashlib.sha256(data).hexdigest(),
        defaults={
            "key": new_key(),
            "name": name[-LONGEST_NAME:],
            "text": text,
            "placements": [],
            "version": 1,
            "made_by": acting.person,
            "made_at": at,
            "changed_by": acting.person,
            "changed_at": at,
        },
    )
    return draft.key, not made


def place_lines(*, acting: Acting, at: datetime, draft: UUID, version: int, placements: Sequence[Placed]) -> int:
    """Settles lines of a draft as a whole, and gives its new version; refuses where someone changed it since `version`.

    Refuses a placement into a clause that the document has not.
    """
    check_keeper(acting, day_of(at))
    held = TextDraft.objects.filter(key=draft).first()
    if held is None:
        raise draft_gone()
    kept = [Placed.model_validate(each.to_json()).plain() for each in read_staged(held.text, placements).placements]
    changed = TextDraft.objects.filter(key=draft, version=version).update(
        placements=kept, version=version + 1, changed_by=acting.person, changed_at=at
    )
    if not changed:
        raise Refusal(
            "sources.draft_changed",
            "这份草稿刚被别人改过，你填的还没有保存",
            remedy="请核对下面两边的不同，再保存一次",
            status=409,
        )
    return version + 1


def drop(*, acting: Acting, at: datetime, draft: UUID) -> None:
    """Throws a draft away; nothing of it was ever imported."""
    check_keeper(acting, day_of(at))
    gone, _ = TextDraft.objects.filter(key=draft).delete()
    if not gone:
        raise draft_gone()
