"""Every address says who may enter it."""

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views.decorators.http import require_GET

from tests.fitness.house import Finding, none, where

GUARDS = {"public", "signed_in", "in_post"}  # the marks of jinze/faces/shell/guards.py


def routes(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address with its view."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, address)
        else:
            yield address, pattern.callback


def unguarded(found: Iterable[tuple[str, Callable[..., Any]]]) -> Iterator[Finding]:
    for address, view in found:
        if getattr(view, "guard", None) not in GUARDS:
            plain = getattr(view, "view_class", view.func if isinstance(view, functools.partial) else view)
            mend = "put public, signed_in or in_post of jinze/faces/shell/guards.py on the view"
            yield Finding(*where(plain), f"/{address} does not say who may enter", mend)


def test_every_route_has_a_guard() -> None:
    found = list(routes(get_resolver().url_patterns))
    assert found, "config.urls has no route"
    none(unguarded(found))


def test_a_route_without_guard_is_found() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def guarded(guard: str) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def entered(request: HttpRequest) -> HttpResponse:
            return view(request)

        entered.guard = guard  # type: ignore[attr-defined]
        return entered

    wrapped_again = require_GET(guarded("signed_in"))
    made = [path("a/", view), path("b/", guarded("in_post")), path("c/", wrapped_again), path("d/", guarded("any"))]
    found = [finding.wrong for finding in unguarded(routes(made))]
    assert found == ["/a/ does not say who may enter", "/d/ does not say who may enter"]
