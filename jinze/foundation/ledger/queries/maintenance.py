"""What operators ask of the ledger beside reading: a checkpoint now, a rebuild, the table of its followers."""

from datetime import datetime

from jinze.foundation.ledger.followers import projections
from jinze.foundation.ledger.jobs.order import checkpoint, sequence_all
from jinze.foundation.ledger.jobs.rebuild import Rebuilt, rebuild


def checkpoint_now(at: datetime) -> str | None:
    """Orders what waits and signs the root; None when nothing is new."""
    sequence_all()
    return checkpoint(at)


def rebuild_projections(*, keep: bool) -> list[Rebuilt]:
    """Builds every projection anew and compares; with `keep` False everything stays as it was."""
    return rebuild(keep=keep)


def table_of_followers() -> str:
    """The followers as a Markdown table, for docs/architecture.md."""
    lines = ["| follower | when | events | tables |", "| --- | --- | --- | --- |"]
    for each in projections():
        tables = ", ".join(model._meta.db_table for model in each.tables)
        lines.append(f"| {each.name} | {each.mode} | {', '.join(each.patterns)} | {tables} |")
    return "\n".join(lines)
