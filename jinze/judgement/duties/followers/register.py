"""Puts the duty engine among the followers of the ledger."""

from jinze.foundation.ledger.enums import Follow
from jinze.foundation.ledger.followers import Projection, Recorded, follow
from jinze.judgement.duties.followers import acts, holders
from jinze.judgement.duties.models import Bound, Count, Done, Held, Mask, Obligation, Seat

_BY_KIND = {
    "body.founded": holders.body_founded,
    "function.assigned": holders.function_assigned,
    "function.ended": holders.function_ended,
    "post.created": holders.post_created,
    "post.ended": holders.post_ended,
    "law.revision_adopted": holders.revision_adopted,
    "deed.filed": acts.deed_filed,
    "deed.voided": acts.deed_voided,
}


def register() -> None:
    """Called once when the apps are ready."""
    follow(
        Projection(
            name="duties",
            patterns=tuple(_BY_KIND),
            mode=Follow.INLINE,
            follow=_follow,
            tables={
                Bound: (("body__key",), ("level", "area", "since", "until")),
                Held: (("body__key", "function", "since"), ("until",)),
                Seat: (("post__key",), ("body__key", "role", "since", "until")),
                Obligation: (
                    ("duty", "body__key", "holder", "since"),
                    ("until", "area", "line", "level", "role", "act", "every", "windows", "at_least", "grace_days"),
                ),
                Done: (
                    ("subject",),
                    (
                        "act",
                        "body__key",
                        "post__key",
                        "occurred",
                        "recorded",
                        "against_duty",
                        "against",
                        "voided",
                    ),
                ),
                Mask: (
                    ("obligation__duty", "obligation__body__key", "obligation__holder", "obligation__since", "block"),
                    ("done", "on_time"),
                ),
                Count: (
                    ("obligation__duty", "obligation__body__key", "obligation__holder", "obligation__since", "ordinal"),
                    ("total", "on_time"),
                ),
            },
            reads="谁该办什么、办了没有：义务、期次位图、次数",
        )
    )


def _follow(recorded: Recorded) -> None:
    _BY_KIND[recorded.kind](recorded)
