"""Tables of the ledger. Events, leaves and checkpoints are append-only: the database itself refuses the rest."""

import base64
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from jinze.foundation.ledger.rules.preimage import COLUMNS

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970 in UTC; the moment must be aware."""
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware UTC moment of `micros`."""
    return _EPOCH + micros * _MICROSECOND


if TYPE_CHECKING:

    class _MomentBase(models.BigIntegerField[datetime | int | None, Any]):
        _pyi_private_set_type: datetime | int | None  # type: ignore[assignment]
        _pyi_private_get_type: Any
        _pyi_lookup_exact_type: datetime | int  # type: ignore[assignment]

    class _KeyBase(models.CharField[UUID | str | None, Any]):
        _pyi_private_set_type: UUID | str | None  # type: ignore[assignment]
        _pyi_private_get_type: Any
        _pyi_lookup_exact_type: UUID | str
else:
    _MomentBase, _KeyBase = models.BigIntegerField, models.CharField


class MomentField(_MomentBase):
    """A moment kept as UTC microseconds since 1970: the same number on every database, and in the leaf's preimage."""

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> datetime | None:  # noqa: ARG002
        return None if value is None else from_micros(value)

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, datetime) else from_micros(int(value))

    def get_prep_value(self, value: Any) -> Any:
        return to_micros(value) if isinstance(value, datetime) else value


class KeyField(_KeyBase):
    """A key kept as 32 hex digits on every database, as it stands in the leaf's preimage."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options["max_length"] = 32
        super().__init__(*args, **options)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> UUID | None:  # noqa: ARG002
        return None if value is None else UUID(hex=value)

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, UUID) else UUID(hex=str(value))

    def get_prep_value(self, value: Any) -> Any:
        return value.hex if isinstance(value, UUID) else value


def _column(value: Any) -> str | int | None:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return to_micros(value)
    return value


def _once(column: str, name: str) -> models.UniqueConstraint:
    """`unique=True` would make PostgreSQL keep a second index, for LIKE, that nothing asks."""
    return models.UniqueConstraint(fields=[column], name=name)


class Log(models.Model):
    """The one log of this deployment: who it is, how it hashes, who signs."""

    origin = models.CharField(max_length=120)
    hash_name = models.CharField(max_length=16)
    public_key = models.CharField(max_length=64)
    opened_at = MomentField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="ledger_one_log")]

    def public_bytes(self) -> bytes:
        """The raw Ed25519 public key, 32 bytes."""
        return base64.b64decode(self.public_key)


class Event(models.Model):
    """One act: who, as what, when, about what, under which clauses, with which typed facts."""

    key = KeyField()
    kind = models.CharField(max_length=64)
    v = models.IntegerField()
    occurred_at = MomentField()
    recorded_at = MomentField()
    person = KeyField(null=True)
    post = KeyField(null=True)
    acting_body = KeyField(null=True)
    on_behalf_of = KeyField(null=True)
    system = models.CharField(max_length=32)
    subject_kind = models.CharField(max_length=32)
    subject_key = KeyField(null=True)
    area = models.CharField(max_length=12)
    body = KeyField(null=True)
    clauses = models.TextField()
    caused_by = KeyField(null=True)
    data = models.TextField()
    leaf = models.BinaryField(max_length=32)

    class Meta:
        constraints = [_once("key", "ledger_event_key")]
        indexes = [
            models.Index(fields=["subject_key", "id"], name="ledger_event_subject"),
            models.Index(fields=["body", "id"], name="ledger_event_body"),
            models.Index(fields=["kind", "id"], name="ledger_event_kind"),
            models.Index(fields=["area", "id"], name="ledger_event_area"),
            models.Index(fields=["person", "id"], name="ledger_event_person"),
        ]

    def columns(self) -> dict[str, str | int | None]:
        """The columns as they stand in the preimage of the leaf: keys as hex, moments as microseconds."""
        return {name: _column(getattr(self, name)) for name in COLUMNS}


class Waiting(models.Model):
    """Events that are written and not yet sequenced; a row lives for about a second.

    The database writes the row with its event, so that a foreign key would only cost another lock.
    """

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="+", db_constraint=False)


class Leaf(models.Model):
    """The place of an event in the tree, counted from 0."""

    seq = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")


class Tile(models.Model):
    """Up to 256 node hashes of one height; see rules.tiles."""

    level = models.IntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="ledger_tile_place")]


class Checkpoint(models.Model):
    """A signed root; the same note stands in a file outside the database."""

    size = models.BigIntegerField(unique=True)
    note = models.TextField()
    signed_at = MomentField()


class SealedText(models.Model):
    """Free text under a salted digest that stands in an event. Erasing clears text and salt, never the row."""

    digest = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=16, null=True)
    text = models.TextField(null=True)
    erased_at = MomentField(null=True)

    class Meta:
        constraints = [_once("digest", "ledger_sealedtext_digest")]


class Kept(models.Model):
    """The receipt of an act that came with its own key, so that sending it again gives the same answer."""

    key = KeyField()
    kind = models.CharField(max_length=64)
    person = KeyField(null=True)
    said = models.CharField(max_length=64)

    class Meta:
        constraints = [_once("key", "ledger_kept_key")]


class Cursor(models.Model):
    """How far a later follower has read: the next sequence number."""

    follower = models.CharField(max_length=80, unique=True)
    next_seq = models.BigIntegerField(default=0)
