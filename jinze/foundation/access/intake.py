"""What may be said to the actions of access; the same model serves page, sheet and interface."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from jinze.foundation.access.enums import Level, PostRole

AreaCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{2,12}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
ClauseId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:/#@+\-]*$", max_length=120)]


class Intake(BaseModel):
    """Strict about fields it does not know; text is stripped."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class BodyIntake(Intake):
    name: str = Field(min_length=2, max_length=120)
    short: str = Field(default="", max_length=60)
    level: Level
    area: AreaCode
    parent: UUID | None = None
    since: date


class FunctionIntake(Intake):
    body: UUID
    function: Key
    since: date
    basis: ClauseId = ""


class PostIntake(Intake):
    body: UUID
    title: str = Field(min_length=2, max_length=60)
    role: PostRole
    since: date


class AppointmentIntake(Intake):
    person: UUID
    post: UUID
    since: date


class DelegationIntake(Intake):
    person: UUID
    post: UUID
    since: date
    until: date | None = None


class OversightIntake(Intake):
    body: UUID
    overseer: UUID
    line: Annotated[Key, Field(max_length=32)]
    since: date
    clause: ClauseId = ""
