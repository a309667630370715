"""Deeds held against their events."""

from jinze.cases.deed.models import Deed
from jinze.foundation.ledger.followers import Mirror, mirror


def register() -> None:
    """Called once when the apps are ready."""
    mirror(
        Mirror(
            "deed.filed",
            Deed,
            {"key": "deed"},
            {
                "act": "act",
                "body__key": "body",
                "post__key": "post",
                "holder__key": "holder",
                "content": "content",
                "against_duty": "against_duty",
                "against": "against",
                "filed_by__key": "@person",
                "occurred_at": "@occurred_at",
                "recorded_at": "@recorded_at",
                "area": "@area",
                "clauses": "@clauses",
            },
        ),
        Mirror("deed.voided", Deed, {"key": "deed"}, {"voided_at": "@recorded_at", "void_reason": "why"}, makes=False),
    )
