"""Filters that live in the address: chips with their options, each a link that keeps the others."""

from collections.abc import Container
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest


def link(request: HttpRequest, kept: tuple[str, ...], **changed: str | None) -> str:
    """The same page with other conditions: those of `kept` stay, `changed` are set, or left out when empty."""
    held = {name: request.GET[name] for name in kept if request.GET.get(name)}
    said = {name: value for name, value in {**held, **changed}.items() if value}
    return f"{request.path}{'?' + urlencode(said) if said else ''}"


def choice(
    request: HttpRequest, kept: tuple[str, ...], name: str, label: str, options: dict[str, str], normal: str = ""
) -> dict[str, Any]:
    """One chip with its options; a value that is none of them counts as the normal one."""
    value = chosen(request, name, options, normal)
    return {
        "name": label,
        "value": options[value],
        "on": value != normal,
        "clear_href": link(request, kept, **{name: None}),
        "options": [
            {"name": said, "href": link(request, kept, **{name: key or None}), "current": key == value}
            for key, said in options.items()
        ],
    }


def switch(request: HttpRequest, kept: tuple[str, ...], name: str, label: str, value: str) -> dict[str, Any]:
    """A chip that one press turns on or off."""
    on = request.GET.get(name) == value
    return {
        "name": label,
        "value": "",
        "on": on,
        "href": link(request, kept, **{name: None if on else value}),
        "options": [],
    }


def chosen(request: HttpRequest, name: str, options: Container[str], normal: str = "") -> str:
    """The value of one filter."""
    value = request.GET.get(name, normal)
    return value if value in options else normal
