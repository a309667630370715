"""What may be said when a deed is filed or voided; the same from page, sheet, interface and phone."""

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class FileDeed(BaseModel):
    """`occurred_at` is aware; `answers` by the keys that the act asks for; `clauses` are full clause ids.

    `against` is the ordinal of a period of `against_duty`; periods before the year 2000 have none.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    act: str = Field(min_length=1, max_length=64)
    occurred_at: AwareDatetime
    summary: str = Field(min_length=1, max_length=4000)
    answers: dict[str, str] = Field(default_factory=dict)
    late_reason: str = Field(default="", max_length=1000)
    clauses: tuple[str, ...] = ()
    against_duty: str = ""
    against: int | None = Field(default=None, ge=0)


class VoidDeed(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    why: str = Field(min_length=2, max_length=500)
