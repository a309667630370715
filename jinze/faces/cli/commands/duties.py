"""`jinze duties …`."""

import argparse
from typing import Any

from django.utils import timezone

from jinze.faces.cli.operator import operator
from jinze.faces.cli.reading import day
from jinze.judgement.duties.queries.figures import Asked, total
from jinze.kernel.days import day_of
from jinze.kernel.keys import read_key


def add(rooms: Any) -> None:
    """Adds the commands of this room."""
    duties = rooms.add_parser("duties", help="履职").add_subparsers(metavar="事", required=True)
    status = duties.add_parser("status", help="某一天应办、按期、迟办、在期、逾期、免除各多少期")
    status.add_argument("--on", type=day, required=True, metavar="DATE")
    status.add_argument("--from", dest="since", type=day, metavar="DATE", help="只数这一天及以后开始的期次")
    status.add_argument("--area", default="", metavar="CODE")
    status.add_argument("--body", type=read_key, metavar="KEY")
    status.add_argument("--json", action="store_true")
    status.set_defaults(handler=_status)


def _status(options: argparse.Namespace) -> tuple[Any, int]:
    asked = Asked(
        on=options.on,
        today=day_of(timezone.now()),
        since=options.since,
        area=options.area,
        body=options.body,
    )
    return total(operator(), asked).figures(), 0
