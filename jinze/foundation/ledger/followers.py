"""Who follows the ledger. Rooms above register their followers in AppConfig.ready(); the ledger knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any
from uuid import UUID

from django.db.models import Model

from jinze.foundation.ledger.enums import Follow
from jinze.foundation.ledger.rules.kinds import Facts


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as followers read it: the stored columns, with the facts in their types."""

    id: int
    key: UUID
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    person: UUID | None
    post: UUID | None
    acting_body: UUID | None
    on_behalf_of: UUID | None
    system: str
    subject_kind: str
    subject_key: UUID | None
    area: str
    body: UUID | None
    clauses: tuple[str, ...]
    caused_by: UUID | None
    facts: Any


@dataclass(frozen=True, slots=True)
class Projection:
    """What a follower builds: its tables can be deleted and are built again from the ledger alone.

    `tables` maps each model to the fields that name a row and the fields that are its content; both together are what
    a rebuild must give again byte for byte (surrogate ids are not compared). `patterns` are event kinds, `*` allowed.
    """

    name: str
    patterns: tuple[str, ...]
    mode: Follow
    follow: Callable[[Recorded], None]
    tables: dict[type[Model], tuple[tuple[str, ...], tuple[str, ...]]]
    reads: str = ""  # one sentence for the generated table of followers

    def wants(self, kind: str) -> bool:
        """Whether this projection follows events of `kind`."""
        return any(fnmatchcase(kind, pattern) for pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class Mirror:
    """Records that events of one kind account for, so that a row changed behind the actions' back is found.

    `names` and `columns` map columns of `model` (relations by `__`) to fields of the facts, or to `@occurred_at` and
    `@recorded_at` of the event; `names` name the row, `columns` are what must be equal. `texts` map columns to sealed
    fields. `makes`: the event makes the row, so a row without such an event was never recorded.
    """

    kind: str
    model: type[Model]
    names: dict[str, str]
    columns: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    makes: bool = True


_mirrors: dict[tuple[str, str], Mirror] = {}
_projections: dict[str, Projection] = {}
_by_kind: dict[tuple[str, Follow], tuple[Projection, ...]] = {}


def follow(projection: Projection) -> None:
    """Registers a projection; registering the same name again replaces it (a reloaded app)."""
    _projections[projection.name] = projection
    _by_kind.clear()


def mirror(*made: Mirror) -> None:
    """Registers records that verification holds against their events."""
    for each in made:
        _mirrors[each.kind, each.model._meta.db_table] = each


def mirrors() -> list[Mirror]:
    """All registered mirrors, in the order of the rooms."""
    return list(_mirrors.values())


def projections() -> list[Projection]:
    """All projections in the order they were registered: floors from below upward."""
    return list(_projections.values())


def followers_of(kind: str, mode: Follow) -> tuple[Projection, ...]:
    """The projections that follow `kind` in `mode`."""
    found = _by_kind.get((kind, mode))
    if found is None:
        found = tuple(p for p in _projections.values() if p.mode is mode and p.wants(kind))
        _by_kind[kind, mode] = found
    return found


def as_recorded(event: Any, facts: Facts) -> Recorded:
    """An Event row with its facts, as followers read it."""
    return Recorded(
        id=event.id,
        key=event.key,
        kind=event.kind,
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        person=event.person,
        post=event.post,
        acting_body=event.acting_body,
        on_behalf_of=event.on_behalf_of,
        system=event.system,
        subject_kind=event.subject_kind,
        subject_key=event.subject_key,
        area=event.area,
        body=event.body,
        clauses=tuple(event.clauses.split()),
        caused_by=event.caused_by,
        facts=facts,
    )
