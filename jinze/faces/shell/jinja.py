"""The Jinja environment of all faces: strict, escaping, with the few helpers and filters that templates use.

Words about time are made from plain values; what is due, late or owed is decided elsewhere and handed in.
"""

from datetime import date, datetime
from typing import Any

import jinja2
from django.templatetags.static import static
from django.urls import reverse
from markupsafe import Markup

from jinze.kernel.days import CHINA

WEEKDAYS = "一二三四五六日"


def environment(**options: Any) -> jinja2.Environment:
    """The environment for Django's Jinja2 backend; an unknown variable is an error, never an empty string."""
    options["undefined"] = jinja2.StrictUndefined
    options["autoescape"] = True
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    env = jinja2.Environment(**options)  # noqa: S701 - autoescape is set two lines above
    env.globals.update(static=static, url=url, csrf=csrf)
    env.filters.update(FILTERS)
    return env


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named route, with its arguments by place or by name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@jinja2.pass_context
def csrf(context: jinja2.runtime.Context) -> Markup:
    """The hidden CSRF field of a form; empty where a page is rendered without a request (error pages)."""
    return Markup(str(context.get("csrf_input", "")))  # noqa: S704 - made by Django


def _local(value: date | datetime) -> date | datetime:
    """`value` on China's clock; a day stays as it is, a naive moment is a bug and raises ValueError."""
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be shown")
    return value.astimezone(CHINA)


def _moment(value: datetime) -> datetime:
    local = _local(value)
    if not isinstance(local, datetime):
        raise TypeError("a day has no time to show")
    return local


def day(value: date | datetime) -> str:
    """11月23日."""
    here = _local(value)
    return f"{here.month}月{here.day}日"


def weekday(value: date | datetime) -> str:
    """11月23日 周一, for prose."""
    here = _local(value)
    return f"{day(value)} 周{WEEKDAYS[here.weekday()]}"


def iso_day(value: date | datetime) -> str:
    """2026-11-23, for facts and tables."""
    here = _local(value)
    return f"{here.year:04d}-{here.month:02d}-{here.day:02d}"


def clock(value: datetime) -> str:
    """08:40, 24 hours."""
    return f"{_moment(value):%H:%M}"


def moment(value: datetime) -> str:
    """2026-11-23 08:40."""
    return f"{iso_day(value)} {clock(value)}"


def second(value: datetime) -> str:
    """2026-11-23 08:41:06, where the exact second is the point."""
    return f"{iso_day(value)} {_moment(value):%H:%M:%S}"


def day_clock(value: datetime) -> str:
    """11月23日 08:40, for prose."""
    return f"{day(value)} {clock(value)}"


def days_between(first: date, last: date) -> str:
    """2026-10-01 至 10-31; the year is said twice only where it differs; `last` is included."""
    tail = iso_day(last) if first.year != last.year else iso_day(last)[5:]
    return iso_day(first) if first == last else f"{iso_day(first)} 至 {tail}"


def num(value: float) -> str:
    """3,736; a fraction keeps its digits."""
    return f"{value:,}"


def percent(share: float) -> str:
    """0.928 becomes 92.8%."""
    return f"{share * 100:.1f}%"


def remaining(days: int) -> str:
    """Whole days to the end of a term in the words of a clock: 还有 3 天, 今天到期, 逾期 18 天 (negative: past)."""
    if days == 0:
        return "今天到期"
    return f"还有 {days} 天" if days > 0 else f"逾期 {-days} 天"


def late_by(days: int) -> str:
    """How late something was done: 迟 3 天."""
    return f"迟 {days} 天"


def fingerprint(hexadecimal: str) -> str:
    """A digest shortened for reading: 9f3c 71d0 … 4be2 a817; what is too short to shorten stays whole."""
    if len(hexadecimal) <= 20:
        return hexadecimal
    head, tail = hexadecimal[:8], hexadecimal[-8:]
    return f"{head[:4]} {head[4:]} … {tail[:4]} {tail[4:]}"


FILTERS = {
    "day": day,
    "weekday": weekday,
    "iso_day": iso_day,
    "clock": clock,
    "moment": moment,
    "second": second,
    "day_clock": day_clock,
    "days_between": days_between,
    "num": num,
    "percent": percent,
    "remaining": remaining,
    "late_by": late_by,
    "fingerprint": fingerprint,
}
