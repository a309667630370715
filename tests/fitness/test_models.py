"""Across rooms, foreign keys point down, protect what they point to, and leave no name there."""

import inspect
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import models

from tests.fitness.house import Finding, height, none, room_of, where


def strange_keys(found: Iterable[type[models.Model]]) -> Iterator[Finding]:
    for model in found:
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if field.remote_field is None or not isinstance(field.related_model, type):
                continue
            here, there = room_of(model.__module__), room_of(field.related_model.__module__)
            if here != there:
                yield from (_finding(model, field, *wrong) for wrong in _wrongs(field, here, there))


def _wrongs(field: Any, here: str, there: str) -> Iterator[tuple[str, str]]:
    if field.many_to_many:
        yield "is a many-to-many across rooms", "make it a table of its own, which can be dated and protected"
        return
    if there and height(there) >= height(here):
        yield (
            f"points from {here} to {there}, which is not below",
            "turn it round, or follow the events of that room",
        )
    if field.remote_field.on_delete is not models.PROTECT:
        yield "does not protect what it points to", "on_delete=models.PROTECT"
    if not str(field.remote_field.related_name).endswith("+"):
        yield "leaves a reverse name in another room", 'related_name="+"'


def _finding(model: type[models.Model], field: Any, wrong: str, mend: str) -> Finding:
    path, start = where(model)
    lines = inspect.getsource(model).splitlines() if path.endswith(".py") else []
    below = next((i for i, text in enumerate(lines) if text.strip().startswith(f"{field.name} ")), 0)
    return Finding(path, start + below, f"{model.__name__}.{field.name} {wrong}", mend)


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=False) if room_of(model.__module__)]


def unlabelled(found: Iterable[type[models.Model]]) -> Iterator[Finding]:
    """Models whose app does not carry the name of their room: `access`, but `cases_hazard` for an alcove."""
    for model in found:
        room, label = room_of(model.__module__), model._meta.app_label
        wanted = room.split(".")[-1] if room.startswith("foundation.") else room.replace(".", "_")
        if label not in {wanted, room.replace(".", "_")}:
            wrong = f"{model.__name__} belongs to an app labelled {label}"
            yield Finding(*where(model), wrong, f"label it {wanted} in the room's apps.py")


def test_foreign_keys_across_rooms_point_down_and_protect() -> None:
    none(strange_keys(our_models()))


def test_apps_are_labelled_by_their_room() -> None:
    none(unlabelled(our_models()))


def _made(room: str, label: str = "", **fields: Any) -> type[models.Model]:
    """A model as it would stand in `room`, in a registry of its own."""
    meta = type("Meta", (), {"app_label": label or room.replace(".", "_"), "apps": Apps()})
    made: type[models.Model] = type(
        "Made", (models.Model,), {"__module__": f"jinze.{room}.models", "Meta": meta, **fields}
    )
    return made


@pytest.mark.parametrize(
    ("here", "there", "options", "wrong"),
    [
        ("cases.deed", "foundation.access", {"on_delete": models.PROTECT, "related_name": "+"}, []),
        (
            "foundation.access",
            "cases.deed",
            {"on_delete": models.PROTECT, "related_name": "+"},
            ["is not below"],
        ),
        ("cases.deed", "cases.hazard", {"on_delete": models.PROTECT, "related_name": "+"}, ["is not below"]),
        (
            "cases.deed",
            "foundation.access",
            {"on_delete": models.CASCADE, "related_name": "+"},
            ["not protect"],
        ),
        ("cases.deed", "foundation.access", {"on_delete": models.PROTECT}, ["reverse name"]),
        ("cases.deed", "cases.deed", {"on_delete": models.CASCADE}, []),
    ],
)
def test_a_key_that_points_up_or_does_not_protect_is_found(
    here: str, there: str, options: dict[str, Any], wrong: list[str]
) -> None:
    found = list(strange_keys([_made(here, other=models.ForeignKey(_made(there), **options))]))
    assert len(found) == len(wrong)
    assert all(word in f.wrong for word, f in zip(wrong, found, strict=True))


def test_a_many_to_many_across_rooms_is_found() -> None:
    model = _made("cases.deed", others=models.ManyToManyField(_made("foundation.access"), related_name="+"))
    assert [f.wrong for f in strange_keys([model])] == ["Made.others is a many-to-many across rooms"]


def test_an_app_with_the_label_of_no_room_is_found() -> None:
    made = [_made("cases.hazard", "cases_hazard"), _made("foundation.access", "access"), _made("sources", "law")]
    assert [f.wrong for f in unlabelled(made)] == ["Made belongs to an app labelled law"]
