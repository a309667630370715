"""One line that the next page says: kept in the session, taken once."""

from typing import Any

from jinze.faces.shell.guards import DeskRequest

KEY = "flash"


def say(request: DeskRequest, said: str, *, href: str = "", link: str = "", filed: str = "") -> None:
    """Says on the next page that something was done; `filed` is the draft key that it clears."""
    line = {"words": said, "kind": "ok", "href": href, "link": link, "filed": filed}
    request.session[KEY] = [*request.session.get(KEY, []), line]


def taken(request: DeskRequest) -> list[dict[str, Any]]:
    """What was said, once."""
    found: list[dict[str, Any]] = request.session.pop(KEY, [])
    return found
