"""Pages of the desk over the whole demo city, each beside a bare Jinja2 page with a table of fifty rows, as large.

Milliseconds are those of the whole answer in process: middleware, queries, template. Queries stand beside those of a
page that shows the frame alone. `python -m bench.pages` is the process that builds the city and asks for the pages.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from statistics import median
from typing import Any

import django
import jinja2

from bench import place

ROUNDS = 15
ROWS, COLUMNS = 50, 6
WHO = "shiliwu"  # the demo's vice mayor, who sees the whole city
FRAME = "/kit/"
TABLE = """<!doctype html><html lang="zh-Hans"><head><title>{{ title }}</title></head><body><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table></body></html>"""


def run() -> Iterator[dict[str, Any]]:
    """Two figures for each page: milliseconds and queries."""
    with place.sqlite() as where:
        told = place.told(where, "bench.pages")
    for name, found in told["pages"].items():
        ours, bare = median(found["ours"]), median(found["bare"])
        yield {
            "bench": f"page_{name}",
            "value": round(ours, 2),
            "unit": "ms",
            "better": "lower",
            "beside": {
                "bare Jinja2 page of 50 rows, ms": round(bare, 3),
                "its bytes": found["bare_bytes"],
                "bytes": found["bytes"],
                "fastest, ms": round(min(found["ours"]), 2),
                "events in the city": told["events"],
            },
            "ratio": round(ours / bare, 2),
        }
        yield {
            "bench": f"page_{name}_queries",
            "value": found["queries"],
            "unit": "queries",
            "better": "lower",
            "beside": {"a page of the frame alone": told["frame"]},
            "ratio": round(found["queries"] / told["frame"], 2),
        }


def inside() -> dict[str, Any]:
    """Builds the city in the database of this process and asks for every page in rounds, each beside its peer."""
    django.setup()
    management = import_module("django.core.management")
    management.call_command("migrate", verbosity=0)
    management.call_command("collectstatic", verbosity=0, interactive=False)
    now = import_module("django.utils.timezone").now()
    city = import_module("demo.city").build(today=_day(now), now=now)
    client = _signed_in()
    queries = _counter()
    pages = {name: _measured(client, address, queries) for name, address in _addresses(client).items()}
    return {"events": city.events, "frame": queries(lambda: client.get(FRAME)), "pages": pages}


def _addresses(client: Any) -> dict[str, str]:
    ledger = "/ledger/"
    signed = client.get(f"{ledger}?kind=deed&page=3").content.decode()
    return {
        "todo": "/",
        "board": "/board/",
        "drill": "/board/?row=410305",
        "clause": "/law/luoyang-2017-37/1.2.19/",
        "ledger": ledger,
        "proof": ledger + signed.split(f'class="cell-lead" href="{ledger}', 1)[1].split('"', 1)[0],
    }


def _measured(client: Any, address: str, queries: Callable[[Callable[[], Any]], int]) -> dict[str, Any]:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    size = len(answer.content)
    bare = _bare(size)
    ours, peers = [], []
    for _ in range(ROUNDS):
        ours.append(_milliseconds(lambda: client.get(address)))
        peers.append(_milliseconds(bare))
    counted = queries(lambda: client.get(address))
    return {"ours": ours, "bare": peers, "bytes": size, "bare_bytes": len(bare().encode()), "queries": counted}


def _bare(size: int) -> Callable[[], str]:
    """A page of fifty rows and about `size` bytes, rendered from plain values by Jinja2 alone."""
    template = jinja2.Environment(autoescape=True).from_string(TABLE)
    marks = len("<td></td>")
    letters = max(1, (size // (ROWS * COLUMNS) - marks) // len("履".encode()))
    rows = [[f"{number}".rjust(3, "0") + "履" * max(0, letters - 1)] * COLUMNS for number in range(ROWS)]
    return lambda: template.render(title="表", rows=rows)


def _milliseconds(asked: Callable[[], Any]) -> float:
    started = time.perf_counter()
    asked()
    return (time.perf_counter() - started) * 1000


def _counter() -> Callable[[Callable[[], Any]], int]:
    connection = import_module("django.db").connection
    captured = import_module("django.test.utils").CaptureQueriesContext

    def count(asked: Callable[[], Any]) -> int:
        with captured(connection) as queries:
            asked()
        return len(queries)

    return count


def _signed_in() -> Any:
    client = import_module("django.test").Client(headers={"host": "127.0.0.1"})
    account = import_module("django.contrib.auth").get_user_model().objects.get(username=WHO)
    client.force_login(account)
    seats = import_module("jinze.foundation.access.queries.people").seats
    today = _day(import_module("django.utils.timezone").now())
    client.post("/posts/act-as/", {"post": str(seats(account, today)[0].post.key)})
    return client


def _day(moment: datetime) -> Any:
    return import_module("jinze.kernel.days").day_of(moment)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    print(json.dumps(inside()))
    sys.exit(0)
