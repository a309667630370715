"""The one way in which anything happens: an action changes something and appends one event, in one transaction.

    @action("deed.filed")
    def file(*, acting, at, said): ...
        return Fact(DeedFiled(...), subject=("deed", deed.key), body=…, area=…, clauses=…)

The caller gets a `Receipt`. Called inside another action it joins that transaction, and its event names the outer one
in `caused_by`. Called with `key=` (made by the sender, perhaps on a phone) and sent twice, it answers the second time
with the first receipt; the same key with another content, or from another person, is refused.
"""

import os
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from pydantic import BaseModel

from jinze.foundation.ledger.enums import Follow
from jinze.foundation.ledger.followers import as_recorded, followers_of
from jinze.foundation.ledger.models import Event, Kept, Log, SealedText
from jinze.foundation.ledger.rules.kinds import Facts, plain
from jinze.foundation.ledger.rules.preimage import leaf_hash, text_digest
from jinze.kernel.acting import Acting
from jinze.kernel.canonical import canonical
from jinze.kernel.keys import new_key
from jinze.kernel.refusal import Refusal

# Every act pays for this statement, and written out it costs a third of what it does through the model.
_INSERT = (
    "INSERT INTO ledger_event (key, kind, v, occurred_at, recorded_at, person, post, acting_body, on_behalf_of, "
    "system, subject_kind, subject_key, area, body, clauses, caused_by, data, leaf) VALUES "
    "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"
)
CLOCK_SLACK = timedelta(minutes=5)  # how far clocks of two servers, or of a phone, may differ


@dataclass(frozen=True, slots=True)
class Fact:
    """What an action says has happened: typed facts, and where they belong."""

    facts: Facts
    subject: tuple[str, UUID | None]
    area: str = ""
    body: UUID | None = None
    clauses: tuple[str, ...] = ()
    occurred_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the caller of an action gets: the event's key and its subject. `replayed`: it had been done before."""

    key: UUID
    kind: str
    subject: tuple[str, UUID | None]
    recorded_at: datetime
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class _Act:
    kind: str
    function: Callable[..., Fact]
    acting: Acting
    at: datetime
    key: UUID
    given: dict[str, Any]


@dataclass(slots=True)
class _Frame:
    key: UUID
    log: Log | None = field(default=None)


_frame: ContextVar[_Frame | None] = ContextVar("ledger_frame", default=None)


def action(kind: str) -> Callable[[Callable[..., Fact]], Callable[..., Receipt]]:
    """Makes a function that returns a `Fact` an action that records an event of `kind` and returns a `Receipt`."""

    def decorate(function: Callable[..., Fact]) -> Callable[..., Receipt]:
        @wraps(function)
        def perform(*, acting: Acting, at: datetime, key: UUID | None = None, **given: Any) -> Receipt:
            if key is None:
                return _record(_Act(kind, function, acting, at, new_key(), given))
            said = _said(kind, acting, given)
            try:
                with transaction.atomic():
                    first = _replayed(key, kind, acting, said)
                    if first is None:
                        Kept.objects.create(key=key, kind=kind, person=acting.person, said=said)
                        return _record(_Act(kind, function, acting, at, key, given), savepoint=False)
            except IntegrityError:
                # Two at once with one key: the other was first, and its receipt is the answer to both.
                first = _replayed(key, kind, acting, said)
                if first is None:
                    raise
            return first

        perform.records = kind  # type: ignore[attr-defined]
        return perform

    return decorate


def seal(text: str) -> str:
    """Keeps free text under a fresh salt and gives the digest that may stand in an event; "" for no text.

    Only inside an action: a text without an event would be nobody's.
    """
    frame = _frame.get()
    if frame is None:
        raise RuntimeError("seal() belongs inside an action")
    if not text:
        return ""
    salt = os.urandom(16)
    sealed = text_digest(_log(frame).hash_name, salt, text)
    SealedText.objects.create(digest=sealed, salt=salt, text=text)
    return sealed


def _record(act: _Act, savepoint: bool = True) -> Receipt:
    outer = _frame.get()
    frame = _Frame(act.key)
    token = _frame.set(frame)
    try:
        with transaction.atomic(savepoint=savepoint and outer is None):
            fact = act.function(acting=act.acting, at=act.at, **act.given)
            if act.kind != fact.facts.KIND:
                raise TypeError(f"{act.function.__qualname__} announces {act.kind} and records {fact.facts.KIND}")
            event = _append(frame, fact, act.acting, act.at, outer.key if outer else None)
            recorded = as_recorded(event, fact.facts)
            for follower in followers_of(event.kind, Follow.INLINE):
                follower.follow(recorded)
    finally:
        _frame.reset(token)
    return Receipt(event.key, event.kind, fact.subject, event.recorded_at)


def _append(frame: _Frame, fact: Fact, acting: Acting, at: datetime, caused_by: UUID | None) -> Event:
    log = _log(frame)
    occurred_at = fact.occurred_at or at
    _check_clock(log.origin, occurred_at, at)
    event = Event(
        key=frame.key,
        kind=fact.facts.KIND,
        v=fact.facts.V,
        occurred_at=occurred_at,
        recorded_at=at,
        person=acting.person,
        post=acting.post,
        acting_body=acting.body,
        on_behalf_of=acting.on_behalf_of,
        system=acting.system,
        subject_kind=fact.subject[0],
        subject_key=fact.subject[1],
        area=fact.area,
        body=fact.body,
        clauses=" ".join(fact.clauses),
        caused_by=caused_by,
        data=canonical(plain(fact.facts)),
    )
    values = event.columns()
    event.leaf = leaf_hash(log.hash_name, values)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [*values.values(), event.leaf])
        [event.pk] = cursor.fetchone()
    return event


def _check_clock(origin: str, occurred_at: datetime, at: datetime) -> None:
    if occurred_at > at + CLOCK_SLACK:
        raise Refusal(
            "ledger.future", "发生时间晚于现在，没有记录", remedy="请把发生时间改为不晚于现在，等事情办完再记"
        )
    if origin.split("/", maxsplit=1)[0] != "demo" and abs(timezone.now() - at) > CLOCK_SLACK:
        raise Refusal("ledger.story_clock", "只有演示账本可以使用故事时间", remedy="请核对服务器时钟后再办理")


def _log(frame: _Frame) -> Log:
    if frame.log is None:
        frame.log = Log.objects.first()
    if frame.log is None:
        raise Refusal("ledger.closed", "账本还没有启用，任何事都不能记录", remedy="请管理员先运行 jinze ledger open")
    return frame.log


def _replayed(key: UUID, kind: str, acting: Acting, said: str) -> Receipt | None:
    """The first receipt of `key`, None when nothing has used it, a refusal when something else has."""
    event = Event.objects.filter(key=key).first()
    if event is None:
        return None
    kept = Kept.objects.filter(key=key).first()
    if kept is None or (kept.kind, kept.person, kept.said) != (kind, acting.person, said):
        raise Refusal(
            "ledger.key_taken",
            "这个记录编号已经用过，内容或经办人不同，没有保存",
            remedy="请重新打开表单再提交",
            status=409,
        )
    return Receipt(event.key, event.kind, (event.subject_kind, event.subject_key), event.recorded_at, replayed=True)


def _said(kind: str, acting: Acting, given: dict[str, Any]) -> str:
    """What was said and in which post, so that the same words for another post are another act."""
    text = canonical({"kind": kind, "post": _sayable(acting.post), "given": _sayable(given)})
    return str(salted_hmac("jinze.ledger.said", text, algorithm="sha256").hexdigest())


def _sayable(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, models.Model):
        return str(getattr(value, "key", value.pk))
    if isinstance(value, dict):
        return {str(name): _sayable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_sayable(item) for item in value]
    return value if value is None or isinstance(value, int | bool) else str(value)
