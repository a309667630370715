"""Who may enter a view. Every route carries one of these marks; a fitness test holds it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jinze.foundation.access.queries.people import Account, Seat
from jinze.kernel.acting import Acting


class DeskRequest(HttpRequest):
    """A request as it reaches the views: when it came, which seats its person has, as whom it acts.

    The middleware sets these on every request; behind `in_post` seat and acting are always there.
    """

    at: datetime
    seats: list[Seat]
    seat: Seat
    acting: Acting
    user: Account


View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Anyone, signed in or not."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Whoever is signed in, also without a post; others sign in first and come back to where they were going."""

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
        if getattr(request, "acting", None) is None:
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
