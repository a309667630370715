"""Where one can go: the navigation as data. A room that gets a page adds its line here, and nothing else."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

ROOT_AREA: str = settings.JINZE_ROOT_AREA


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the navigation: `start` is the beginning of the paths that belong to it."""

    group: str
    name: str
    short: str
    route: str
    icon: str


PLACES = (
    Place("今天", "待办", "待办", "office:todo", "todo"),
    Place("履职", "履职看板", "看板", "office:board", "board"),
    Place("法源", "条款", "条款", "office:law", "law"),
    Place("凭证", "账本", "账本", "office:ledger", "ledger"),
)


def groups(path: str) -> list[dict[str, Any]]:
    """The groups of the navigation with the place of `path` marked."""
    found: dict[str, list[dict[str, Any]]] = {}
    for place in PLACES:
        found.setdefault(place.group, []).append(_shown(place, path))
    return [{"name": name, "places": places} for name, places in found.items()]


def bottom(path: str) -> list[dict[str, Any]]:
    """Up to five places for a phone."""
    return [_shown(place, path) for place in PLACES[:5]]


def _shown(place: Place, path: str) -> dict[str, Any]:
    href = reverse(place.route)
    here = path == href or (href != "/" and path.startswith(href)) or (href == "/" and path.startswith("/deeds/"))
    return {"name": place.name, "short": place.short, "href": href, "icon": place.icon, "current": here}
