"""Events as people read them."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from jinze.foundation.ledger.models import Event, Leaf, SealedText
from jinze.foundation.ledger.rules.kinds import Facts, all_kinds, kind_of, read


def facts_of(event: Event) -> Any:
    """The typed facts of a stored event."""
    return read(event.kind, event.v, json.loads(event.data))


def texts(digests: Iterable[str]) -> dict[str, str | None]:
    """Sealed texts by digest; None where the text has been erased."""
    wanted = {digest for digest in digests if digest}
    if not wanted:
        return {}
    found = SealedText.objects.filter(digest__in=wanted).values_list("digest", "text")
    return dict(found)


def text(digest: str) -> str:
    """One sealed text; "" where there was none, and the words for it where it has been erased or is gone."""
    if not digest:
        return ""
    found = texts([digest]).get(digest, "（原文缺失，与账本不符）")
    return "（已依法抹除）" if found is None else found


def wording(event: Event) -> str:
    """What happened, in Chinese, from the kind's own wording."""
    cls: type[Facts] = kind_of(event.kind, event.v)
    values = {name: _shown(value) for name, value in json.loads(event.data).items()}
    return cls.WORDING.format_map(values)


def kinds_of(groups: Iterable[str]) -> list[str]:
    """The names of all kinds whose first part is among `groups`."""
    wanted = set(groups)
    return sorted({cls.KIND for cls in all_kinds() if cls.KIND.partition(".")[0] in wanted})


def about(subject_key: UUID, newest: int = 200) -> list[Event]:
    """The events on one subject, newest first."""
    return list(Event.objects.filter(subject_key=subject_key).order_by("-id")[:newest])


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None else str(value)


def voidings(events: Iterable[Event]) -> dict[UUID, Event]:
    """The event that voided each subject of some events, by the subject's key; kinds of voiding end in `.voided`."""
    subjects = {event.subject_key.hex for event in events if event.subject_key}
    found = Event.objects.filter(subject_key__in=subjects, kind__endswith=".voided")
    return {event.subject_key: event for event in found}


def places_of(events: Iterable[Event]) -> dict[int, int]:
    """Sequence numbers by event id, for those that are sequenced."""
    return dict(Leaf.objects.filter(event__in=[event.pk for event in events]).values_list("event_id", "seq"))


def filed_of(subjects: Iterable[UUID]) -> list[UUID]:
    """The keys of the first event on each subject."""
    found: dict[Any, UUID] = {}
    for subject, key in (
        Event.objects.filter(subject_key__in=list(subjects)).order_by("id").values_list("subject_key", "key")
    ):
        found.setdefault(subject, key)
    return list(found.values())
