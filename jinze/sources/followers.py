"""Adopted revisions held against the events that adopted them."""

from jinze.foundation.ledger.followers import Mirror, mirror
from jinze.sources.models import Revision, TextImport


def register() -> None:
    """Called once when the apps are ready."""
    mirror(
        Mirror(
            "law.revision_adopted",
            Revision,
            {"instrument": "instrument", "number": "number"},
            {"digest": "digest", "since": "since", "adopted_at": "@recorded_at"},
        ),
        Mirror(
            "law.text_imported",
            TextImport,
            {"instrument": "instrument", "imported_at": "@recorded_at"},
            {"digest": "digest"},
            {"settled": "settled"},
        ),
    )
