"""What can happen to a deed."""

from uuid import UUID

from jinze.foundation.ledger.rules.kinds import Code, Facts, Sealed, registered


@registered("deed.filed", wording="提交履职记录")
class DeedFiled(Facts):
    """`against` is the ordinal of a missed period of `against_duty` that the act is expressly filed for."""

    deed: UUID
    act: Code
    body: UUID
    post: UUID
    holder: UUID
    content: Sealed
    against_duty: Code
    against: int | None


@registered("deed.voided", wording="作废履职记录")
class DeedVoided(Facts):
    deed: UUID
    why: Sealed
