"""Whatever happens is recorded: every public function of actions announces its kind and is called by name."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

import pytest

from jinze.foundation.ledger.rules.kinds import Facts, all_kinds
from tests.fitness.house import Finding, modules, none, where

# Modules among actions that hold no actions, with the reason.
EXEMPT = {"jinze.foundation.ledger.actions.recording": "makes functions into actions"}


def our_actions() -> list[Callable[..., Any]]:
    return list(public_functions(module for module in modules("actions") if module.__name__ not in EXEMPT))


def our_kinds() -> list[type[Facts]]:
    modules("events")  # importing them registers their kinds
    return [kind for kind in all_kinds() if kind.__module__.startswith("jinze.")]


def public_functions(modules: Iterable[ModuleType]) -> Iterator[Callable[..., Any]]:
    """Functions that a module defines itself and does not hide."""
    for module in modules:
        for name, member in vars(module).items():
            if not name.startswith("_") and inspect.isfunction(member) and member.__module__ == module.__name__:
                yield member


def unrecorded(functions: Iterable[Callable[..., Any]], kinds: set[str]) -> Iterator[Finding]:
    for function in functions:
        kind = getattr(function, "records", None)
        if kind is None:
            yield _finding(function, "no action", "decorate it with @action, or hide it with an underscore")
        elif kind not in kinds:
            yield _finding(function, f"records {kind}, which is not registered", "register it in the room's events.py")


def badly_called(functions: Iterable[Callable[..., Any]]) -> Iterator[Finding]:
    for function in functions:
        parameters = list(inspect.signature(function).parameters.values())
        if [parameter.name for parameter in parameters[:2]] != ["acting", "at"]:
            yield _finding(function, "does not begin with acting, at", "def name(*, acting: Acting, at: datetime, …)")
        if any(parameter.kind is not inspect.Parameter.KEYWORD_ONLY for parameter in parameters):
            yield _finding(function, "can be called by position", "put * before acting")


def never_recorded(kinds: Iterable[type[Facts]], functions: Iterable[Callable[..., Any]]) -> Iterator[Finding]:
    """Kinds whose newest version no action announces; old versions stay for what was recorded under them."""
    recorded = {getattr(function, "records", None) for function in functions}
    for facts in {kind.KIND: kind for kind in kinds}.values():
        if facts.KIND not in recorded:
            yield _finding(facts, f"no action records {facts.KIND}", "write the action, or take the kind out")


def _finding(what: Any, wrong: str, mend: str) -> Finding:
    return Finding(*where(what), f"{what.__name__}: {wrong}", mend)


def test_every_public_action_is_recorded() -> None:
    none(unrecorded(our_actions(), {kind.KIND for kind in our_kinds()}))


def test_every_action_takes_acting_and_at_first_and_by_name() -> None:
    none(badly_called(our_actions()))


def test_every_kind_is_recorded_by_an_action() -> None:
    none(never_recorded(our_kinds(), our_actions()))


def _announces(kind: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        function.records = kind  # type: ignore[attr-defined]
        return function

    return decorate


@_announces("deed.filed")
def fine(*, acting: object, at: object, said: object) -> None: ...


@_announces("deed.unknown")
def of_an_unknown_kind(*, at: object, acting: object) -> None: ...


def unannounced(acting: object, at: object) -> None: ...


MADE_UP = [fine, of_an_unknown_kind, unannounced]


def test_an_unrecorded_action_is_found() -> None:
    found = [finding.wrong for finding in unrecorded(MADE_UP, {"deed.filed"})]
    assert found == [
        "of_an_unknown_kind: records deed.unknown, which is not registered",
        "unannounced: no action",
    ]


def test_an_action_called_by_position_or_without_acting_first_is_found() -> None:
    found = [finding.wrong for finding in badly_called(MADE_UP)]
    assert found == [
        "of_an_unknown_kind: does not begin with acting, at",
        "unannounced: can be called by position",
    ]


def test_a_kind_that_nothing_records_is_found() -> None:
    kinds = [kind for kind in our_kinds() if kind.KIND == "log.opened"]
    assert [finding.wrong for finding in never_recorded(kinds, [fine])] == ["LogOpened: no action records log.opened"]


def test_only_functions_of_the_module_itself_count(monkeypatch: pytest.MonkeyPatch) -> None:
    made = ModuleType("made_up")
    for member in (fine, unannounced):
        monkeypatch.setitem(made.__dict__, member.__name__, member)
    monkeypatch.setattr(fine, "__module__", "made_up")
    assert list(public_functions([made])) == [fine]
