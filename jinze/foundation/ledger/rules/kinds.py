"""Event kinds: dotted names in the past tense, each with its wording and its typed fields.

Only codes, numbers, dates, keys and digests may stand in an event, so that no text and no name is ever caught in
the tree. Free text goes through `actions.recording.seal`, and the event carries the digest (type `Sealed`).
"""

import types
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from re import fullmatch
from typing import Annotated, Any, ClassVar, TypeVar, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:/#@+\-]{0,160}$")]
Sealed = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$|^$")]

_SCALARS = (UUID, date, datetime, int, bool, types.NoneType)
_KIND_NAME = r"[a-z_]+\.[a-z_]+"


class Facts(BaseModel):
    """The typed fields of one event kind. Subclasses are registered with `registered`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    KIND: ClassVar[str] = ""
    V: ClassVar[int] = 1
    WORDING: ClassVar[str] = ""


F = TypeVar("F", bound=type[Facts])
_kinds: dict[tuple[str, int], type[Facts]] = {}


def registered(kind: str, *, wording: str, v: int = 1) -> Callable[[F], F]:
    """Registers a `Facts` class as version `v` of `kind`; `wording` says in Chinese what happened.

    Raises TypeError for a field that could carry text, ValueError for a name that is taken or no name.
    """

    def register(cls: F) -> F:
        if not fullmatch(_KIND_NAME, kind):
            raise ValueError(f"{kind} is no kind: write room.happened in small letters")
        if (kind, v) in _kinds and _kinds[kind, v].__qualname__ != cls.__qualname__:
            raise ValueError(f"{kind} v{v} is registered twice")
        for name, field in cls.__pydantic_fields__.items():
            if not _is_plain(field.rebuild_annotation()):
                raise TypeError(f"{kind}.{name}: {field.annotation} may carry text; seal it")
        cls.KIND, cls.V, cls.WORDING = kind, v, wording
        _kinds[kind, v] = cls
        return cls

    return register


def kind_of(kind: str, v: int) -> type[Facts]:
    """The class registered for `kind` in version `v`; KeyError names what is missing."""
    return _kinds[kind, v]


def all_kinds() -> list[type[Facts]]:
    """Every registered kind, by name and version."""
    return [_kinds[key] for key in sorted(_kinds)]


def plain(facts: Facts) -> dict[str, Any]:
    """The fields as canonical JSON values: keys as hex, days as ISO, moments as ISO in UTC with microseconds."""
    return {name: _plain(getattr(facts, name)) for name in type(facts).model_fields}


def read(kind: str, v: int, values: dict[str, Any]) -> Facts:
    """The facts of a stored event; the inverse of `plain`."""
    cls = kind_of(kind, v)
    return cls.model_validate(values)


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


def _is_plain(annotation: Any) -> bool:
    if annotation in (Code, Sealed):
        return True
    origin = get_origin(annotation)
    if origin is Annotated:
        return _is_plain(get_args(annotation)[0])
    if origin in (list, tuple, Union, types.UnionType):
        return all(_is_plain(inner) for inner in get_args(annotation) if inner is not Ellipsis)
    if not isinstance(annotation, type):
        return False
    if issubclass(annotation, StrEnum):
        return all(member.isascii() for member in annotation)
    return issubclass(annotation, _SCALARS)
