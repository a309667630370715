"""What every page of the desk shows around its content: who acts, where one can go."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jinze.faces.shell import places
from jinze.foundation.access.queries.areas import name_of
from jinze.foundation.access.queries.people import Seat
from jinze.foundation.ledger.queries.tree import is_demo

PLATFORM = "安全生产综合信息平台"


def frame(request: HttpRequest, *, rail: bool = False) -> dict[str, Any]:
    """The context `shell` of base.html, None for whoever is not signed in; `rail` folds the navigation."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not hasattr(request, "seats"):
        return {"shell": None}
    seat: Seat | None = getattr(request, "seat", None)
    seats: list[Seat] = getattr(request, "seats", [])
    city = _city()
    shell = {
        "rail": rail,
        "platform": f"{city}{PLATFORM}",
        "city": city.removesuffix("市"),
        "home_href": "/",
        "note": "演示数据，人员虚构" if is_demo() else None,
        "acting": None if seat is None else _acting(seat),
        "posts": [choice_of(s, seat) for s in seats],
        "act_as_href": reverse("office:act_as"),
        "person": {"name": user.person.name, "line": user.username},
        "signout_href": reverse("office:signout"),
        "next": request.get_full_path() if request.method == "GET" else "/",
        "groups": places.groups(request.path) if seat else [],
        "bottom": places.bottom(request.path) if seat else [],
    }
    return {"shell": shell}


def platform_name() -> str:
    """What this deployment is called."""
    return f"{_city()}{PLATFORM}"


def _city() -> str:
    """The name of the root area; nothing while no divisions are loaded, since a code is no name."""
    found = name_of(places.ROOT_AREA)
    return "" if found == places.ROOT_AREA else found


def seal_of(seat: Seat) -> str:
    """One character for a body: the first that tells it from its neighbours, after the area's name."""
    short = seat.post.body.short
    for word in ("应急", "安委", "党委", "市委", "区委", "县委", "政府", "公安", "教育", "住建"):
        if word in short:
            return word[-1] if word in {"市委", "区委", "县委", "党委"} else word[0]
    return short[0]


def _acting(seat: Seat) -> dict[str, Any]:
    other = seat.for_other
    title = f"{seat.post.body.short} · {seat.post.title}"
    return {
        "seal": seal_of(seat),
        "area": None,
        "title": title if other is None else f"{title} {other.name}",
        "behalf": other is not None,
        "through": seat.person.name,
    }


def choice_of(seat: Seat, chosen: Seat | None) -> dict[str, Any]:
    """A seat as one may choose it, in the switcher and on the page after sign-in."""
    other = seat.for_other
    title = f"{seat.post.body.short} · {seat.post.title}"
    until = f" 至 {seat.until}" if seat.until else " 起"
    return {
        "key": str(seat.post.key),
        "seal": seal_of(seat),
        "title": f"代 {title} {other.name}" if other else title,
        "note": f"{seat.since}{until}",
        "current": chosen is not None and chosen.post.key == seat.post.key,
        "behalf": other is not None,
    }
