"""Who may enter a view. Every route carries one of these marks; a fitness test holds it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Anyone, signed in or not."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Whoever is signed in, also without a post; others are sent to sign in and come back to where they wanted to go."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to("office:signin", request)
        return view(request, *args, **kwargs)

    entered.guard = "signed_in"  # type: ignore[attr-defined]
    return entered


def in_post(view: View) -> View:
    """Whoever acts in a post; without one they choose first."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to("office:signin", request)
        if request.acting is None:  # type: ignore[attr-defined]
            return _to("office:choose_post", request)
        return view(request, *args, **kwargs)

    entered.guard = "in_post"  # type: ignore[attr-defined]
    return entered


def _to(name: str, request: HttpRequest) -> HttpResponse:
    wanted = request.get_full_path() if request.method == "GET" else "/"
    address = f"{reverse(name)}?{urlencode({'next': wanted})}"
    if request.headers.get("HX-Request"):
        answer = HttpResponse()
        answer["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)
