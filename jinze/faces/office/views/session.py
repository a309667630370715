"""Signing in and out, and choosing the post one acts in."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import authenticate, login, logout
from django.contrib.staticfiles import finders
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jinze.faces.shell.demo import demo_accounts
from jinze.faces.shell.frame import choice_of, frame, platform_name
from jinze.faces.shell.guards import DeskRequest, public, signed_in
from jinze.faces.shell.middleware import SESSION_POST
from jinze.faces.shell.places import ROOT_AREA
from jinze.foundation.access.queries.people import Seat, acting_of
from jinze.judgement.duties.queries.todo import items
from jinze.kernel.days import day_of
from jinze.kernel.refusal import Refusal


@public
@require_http_methods(["GET", "POST"])
def sign_in(request: DeskRequest) -> HttpResponse:
    """The entry. A wrong name and a wrong password get the same answer."""
    wanted = _safe(request, request.POST.get("next") or request.GET.get("next") or "")
    username, error = "", ""
    if request.method == "POST":
        username = request.POST.get("username", "").strip()
        account = authenticate(request, username=username, password=request.POST.get("password", ""))
        if account is not None:
            login(request, account)
            onward = f"{reverse('office:choose_post')}?{urlencode({'next': wanted})}"
            return HttpResponseRedirect(onward if wanted else "/")
        error = "账号或密码不对，没有登录。请核对大小写后再试。"
    context = {
        "platform": platform_name(),
        "href": reverse("office:signin"),
        "next": wanted,
        "username": username,
        "error": error,
        "outline": ROOT_AREA if finders.find(f"shell/outline/{ROOT_AREA}.svg") else "",
        "help": None,
        "demo": demo_accounts(),
    }
    return render(request, "office/signin.html", context, status=422 if error else 200)


@signed_in
@require_POST
def sign_out(request: DeskRequest) -> HttpResponse:
    """Ends the session."""
    logout(request)
    return HttpResponseRedirect(reverse("office:signin"))


@signed_in
@require_http_methods(["GET"])
def choose_post(request: DeskRequest) -> HttpResponse:
    """Which post to act in; whoever has but one goes straight on."""
    wanted = _safe(request, request.GET.get("next", ""))
    seats: list[Seat] = request.seats
    if len(seats) == 1:
        return HttpResponseRedirect(wanted or "/")
    context = {
        "name": request.user.person.name,
        "href": reverse("office:act_as"),
        "next": wanted or "/",
        "signout_href": reverse("office:signout"),
        "posts": _posts(request),
    }
    return render(request, "office/posts/choose.html", context)


@signed_in
@require_POST
def act_as(request: DeskRequest) -> HttpResponse:
    """Takes a seat of one's own; anything else is refused."""
    chosen = request.POST.get("post", "")
    if chosen not in {str(seat.post.key) for seat in request.seats}:
        raise Refusal("office.not_your_post", "这不是你的任职，没有切换", remedy="请从你的任职中选择", status=403)
    request.session[SESSION_POST] = chosen
    return HttpResponseRedirect(_safe(request, request.POST.get("next", "")) or "/")


@public
@require_GET
def kit(request: DeskRequest) -> HttpResponse:
    """Every part of the interface once, for whoever builds the next page."""
    return render(request, "office/kit.html", frame(request))


def _posts(request: DeskRequest) -> list[dict[str, Any]]:
    """The seats with what each has open, own posts first and those with the most to do before the others."""
    today = day_of(request.at)
    counted = [(len(items(acting_of(seat), on=today)), seat) for seat in request.seats]
    counted.sort(key=lambda pair: (not pair[1].own, -pair[0]))
    return [_post(seat, request.seat, count) for count, seat in counted]


def _post(seat: Seat, chosen: Seat | None, count: int) -> dict[str, Any]:
    """A seat with the full name of its body, and how much is open there."""
    found = choice_of(seat, chosen)
    title = f"{seat.post.body.name} · {seat.post.title}"
    title += f" {seat.for_other.name}" if seat.for_other else ""
    return {**found, "title": title, "note": f"{found['note']} · {count} 项待办"}


def _safe(request: DeskRequest, wanted: str) -> str:
    """A path of this site or nothing."""
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and allowed else ""
