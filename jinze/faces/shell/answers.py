"""From a refusal or an error to a page: one place, for every face with pages."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jinze.faces.shell.frame import frame
from jinze.kernel.refusal import Refusal


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


def not_allowed(request: HttpRequest, methods: str) -> HttpResponse:
    """405, in words; `methods` are those that the address takes, as the Allow header names them."""
    reads = "GET" in methods
    said = {
        "title": "这个地址不能这样打开",
        "line": "它只能打开来看，不接收提交。" if reads else "它只接收页面上的按钮提交的内容，不能直接打开。",
        "remedy": "回到原来的页面，从页面上的按钮办理。",
    }
    context = {"kind": "refusal", "refusal": said, **frame(request)}
    answer = render(request, "shell/error.html", context, status=HTTPStatus.METHOD_NOT_ALLOWED)
    answer["Allow"] = methods
    return answer


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form from a page that has grown old, or from elsewhere."""
    return _error(request, "csrf", HTTPStatus.FORBIDDEN)


def _error(request: HttpRequest, kind: str, status: int) -> HttpResponse:
    return render(request, "shell/error.html", {"kind": kind, **frame(request)}, status=status)
