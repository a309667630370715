"""Projections as they stand: their rows without surrogate ids, for comparing with a rebuild."""

import hashlib
from typing import Any

from django.db.models import Model

from jinze.foundation.ledger.followers import Projection, projections


def rows(model: type[Model], fields: tuple[tuple[str, ...], tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Content by name of each row of one table, both as text; relations stand as the key of what they point to.

    A second row of the same name stands under the name with a number behind it.
    """
    names, content = fields
    found = model._default_manager.order_by(*names, *content).values_list(*names, *content)
    width = len(names)
    held: dict[str, tuple[str, ...]] = {}
    for row in found.iterator(chunk_size=2000):
        name = first = " ".join(map(_text, row[:width]))
        again = 1
        while name in held:
            again += 1
            name = f"{first} #{again}"
        held[name] = tuple(map(_text, row[width:]))
    return held


def snapshot(projection: Projection) -> dict[str, dict[str, tuple[str, ...]]]:
    """All rows of a projection by table."""
    return {model._meta.db_table: rows(model, fields) for model, fields in projection.tables.items()}


def fingerprint(held: dict[str, dict[str, tuple[str, ...]]]) -> str:
    """SHA-256 over a snapshot: two equal ones are equal byte for byte."""
    digest = hashlib.sha256()
    for table in sorted(held):
        for name in sorted(held[table]):
            digest.update(repr((table, name, held[table][name])).encode())
    return digest.hexdigest()


def table_of_followers() -> str:
    """The followers as a Markdown table, for docs/architecture.md."""
    lines = ["| follower | when | events | tables |", "| --- | --- | --- | --- |"]
    for each in projections():
        tables = ", ".join(model._meta.db_table for model in each.tables)
        lines.append(f"| {each.name} | {each.mode} | {', '.join(each.patterns)} | {tables} |")
    return "\n".join(lines)


def _text(value: Any) -> str:
    if isinstance(value, memoryview | bytes):
        return bytes(value).hex()
    return "∅" if value is None else str(value)
