"""From a refusal or an error to a page: one place, for every face with pages."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jinze.faces.shell.frame import frame
from jinze.kernel.refusal import Refusal

_KINDS = {400: "400", 403: "403", 404: "404", 409: "409", 422: "refusal"}


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page for a refusal: what did not happen and why, the clause, what to do about it."""
    context: dict[str, Any] = {
        "kind": "refusal",
        "refusal": {"title": refusal.words, "remedy": refusal.remedy, "basis": refusal.clause},
        **frame(request),
    }
    return render(request, "shell/error.html", context, status=refusal.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's form
    """400."""
    return _error(request, "400", HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403."""
    return _error(request, "403", HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404."""
    return _error(request, "404", HTTPStatus.NOT_FOUND)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a page that needs nothing, since anything may be what broke."""
    return render(request, "shell/500.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form from a page that has grown old, or from elsewhere."""
    return _error(request, "csrf", HTTPStatus.FORBIDDEN)


def _error(request: HttpRequest, kind: str, status: int) -> HttpResponse:
    return render(request, "shell/error.html", {"kind": kind, **frame(request)}, status=status)
