"""Names that the ledger stores."""

from enum import StrEnum


class HashName(StrEnum):
    """The hash of a log; chosen once, when it is opened."""

    SHA256 = "sha256"
    SM3 = "sm3"


class Follow(StrEnum):
    """When a follower runs: inside the act's transaction, or later by a job with a cursor."""

    INLINE = "inline"
    LATER = "later"


class Fault(StrEnum):
    """What verification can find wrong with an event, a text or a checkpoint."""

    CONTENT = "content"  # the columns no longer give the leaf hash recorded with them
    POSITION = "position"  # the event stands where another one was sequenced
    MISSING = "missing"  # a sequenced event is gone
    UNSEQUENCED = "unsequenced"  # an event that no sequencer will ever see
    TREE = "tree"  # stored tree nodes do not follow from the leaves
    CHECKPOINT = "checkpoint"  # a signed root does not follow from the leaves
    SIGNATURE = "signature"  # a checkpoint that our key did not sign
    LOG = "log"  # the log's own row does not say what the event that opened it says
    RECORD = "record"  # a row of a room no longer says what the event says that made it
    TEXT = "text"  # a sealed text that does not give the digest in its event
