"""Conditions of the law: whether the facts of a case meet what a clause names, and by which of its grounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinze.sources.rules.law import Law, Parameter
from jinze.sources.rules.values import ALL


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground of a condition: the fact it names, the number asked for (None: a flag), the fact's value."""

    fact: str
    at_least: int | None
    value: object
    holds: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition held against facts: whether it is met, with every ground."""

    holds: bool
    grounds: tuple[Ground, ...]


def is_condition(parameter: Parameter) -> bool:
    """Whether the values of a parameter are conditions."""
    return all(isinstance(held.value, Mapping) and "when" in held.value for held in parameter.values)


def judge(law: Law, name: str, facts: Mapping[str, object], day: date) -> Judged:
    """Holds the condition of a parameter against facts on the day of the event.

    A fact that is not stated meets no ground: nobody is held to account by what is not known.
    """
    said = law.asked(name, day)
    grounds = tuple(_ground(law, asked, facts, day) for asked in said["when"])
    combine = said["combine"]
    if not isinstance(combine, str):
        combine = law.asked(combine["parameter"], day)["combine"]
    met = [ground.holds for ground in grounds]
    return Judged(all(met) if combine == ALL else any(met), grounds)


def _ground(law: Law, asked: Mapping[str, Any], facts: Mapping[str, object], day: date) -> Ground:
    value = facts.get(asked["fact"])
    least = asked.get("at_least")
    if isinstance(least, Mapping):
        least = law.asked(least["parameter"], day)["at_least"]
    if least is None:
        return Ground(asked["fact"], None, value, value is True)
    return Ground(asked["fact"], least, value, isinstance(value, int) and value >= least)
