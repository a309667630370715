"""Reads of deeds."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jinze.cases.deed import rules
from jinze.cases.deed.models import Deed
from jinze.cases.deed.scope import deeds_in_sight
from jinze.foundation.ledger.queries.events import texts
from jinze.kernel.acting import Acting
from jinze.kernel.refusal import Refusal
from jinze.sources.queries.law import act_of, duty_of
from jinze.sources.rules.law import Ask


@dataclass(frozen=True, slots=True)
class Content:
    """What the filer wrote; `erased` when it has been erased on a lawful request."""

    summary: str
    answers: dict[str, str]
    late_reason: str = ""
    erased: bool = False


def get_deed(viewer: Acting, *, key: UUID) -> Deed:
    """A deed in sight of the viewer; 404 otherwise."""
    found = deeds_in_sight(viewer).filter(key=key).select_related("body", "post", "holder", "filed_by").first()
    if found is None:
        raise Refusal("deed.none", "没有这份履职记录", remedy="它可能不在你能看到的范围内；请从列表打开", status=404)
    return found


def list_deeds(viewer: Acting, *, keys: list[UUID]) -> list[Deed]:
    """The deeds among `keys` that the viewer may see, newest first."""
    found = deeds_in_sight(viewer).filter(key__in=keys).select_related("body", "post", "holder", "filed_by")
    return list(found.order_by("-occurred_at", "-id"))


def filed_since(viewer: Acting, *, moment: datetime) -> list[Deed]:
    """What has been filed in the viewer's post since a moment, by whomever, newest first; voided ones too."""
    if viewer.post is None:
        return []
    found = deeds_in_sight(viewer).filter(post__key=viewer.post, recorded_at__gte=moment)
    return list(found.select_related("body", "post", "holder", "filed_by").order_by("-recorded_at", "-id"))


def contents_of(deeds: list[Deed]) -> dict[UUID, Content]:
    """The texts of deeds by key, in one read."""
    held = texts(deed.content for deed in deeds)
    return {deed.key: _content(held.get(deed.content)) for deed in deeds}


def asks_of(duty: str) -> tuple[Ask, ...]:
    """What a duty asks beyond its kind of act; nothing when no duty is named."""
    return duty_of(duty).asks if duty else ()


def last_answers(viewer: Acting, *, act: str) -> dict[str, str]:
    """What the viewer's body answered the last time it recorded such an act; nothing when there was none."""
    found = deeds_in_sight(viewer).filter(body__key=viewer.body, act=act, voided_at=None) if viewer.body else None
    last = found.order_by("-occurred_at", "-id").first() if found is not None else None
    return contents_of([last])[last.key].answers if last is not None else {}


def deed_for(viewer: Acting, *, keys: list[UUID]) -> UUID | None:
    """The newest deed in sight among `keys`."""
    found = deeds_in_sight(viewer).filter(key__in=keys, voided_at=None).order_by("-occurred_at", "-id")
    return found.values_list("key", flat=True).first()


def answer_faults(*, act: str, duty: str, answers: dict[str, str]) -> dict[str, str]:
    """What is wrong with the answers to a form, by key, before anything is filed."""
    return rules.answer_faults(act_of(act), asks_of(duty), answers)


def _content(text: str | None) -> Content:
    if text is None:
        return Content("（已依法抹除）", {}, erased=True)
    held = json.loads(text)
    return Content(held["summary"], held["answers"], held.get("late_reason", ""))
