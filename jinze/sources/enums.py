"""Names of the law as data."""

from enum import StrEnum


class DutyRole(StrEnum):
    """The part a holder has in a matter."""

    LEAD = "lead"
    OWN = "own"
    JOINT = "joint"
    ASSIST = "assist"
    GUIDE = "guide"
    SUPERVISE = "supervise"

    @property
    def word(self) -> str:
        """As the document says it."""
        return _ROLE_WORDS[self]


_ROLE_WORDS = {
    DutyRole.LEAD: "牵头",
    DutyRole.OWN: "负责",
    DutyRole.JOINT: "会同",
    DutyRole.ASSIST: "配合",
    DutyRole.GUIDE: "指导",
    DutyRole.SUPERVISE: "监督",
}


class Confidence(StrEnum):
    """Where a parameter's value comes from: the clause, another law that its meaning names, or the operator."""

    CLAUSE = "clause"
    STATUTE = "statute"
    OPERATOR = "operator"
    UNVERIFIED = "unverified"


class AskType(StrEnum):
    """What kind of answer a form asks for."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    BODIES = "bodies"
    PEOPLE = "people"


class FactType(StrEnum):
    """What kind of value a fact has."""

    FLAG = "flag"
    NUMBER = "number"
    CHOICE = "choice"
