"""`jinze ledger …`."""

import argparse
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from jinze.faces.cli.operator import operator
from jinze.foundation.ledger.actions.log import open_log
from jinze.foundation.ledger.enums import Fault, HashName
from jinze.foundation.ledger.jobs.order import checkpoint, sequence_all
from jinze.foundation.ledger.jobs.rebuild import rebuild
from jinze.foundation.ledger.queries.projections import table_of_followers
from jinze.foundation.ledger.queries.proof import consistency, prove
from jinze.foundation.ledger.queries.records import check_records
from jinze.foundation.ledger.queries.verify import verify
from jinze.kernel.keys import read_key


def add(rooms: Any) -> None:
    """Adds the commands of this room."""
    ledger = rooms.add_parser("ledger", help="账本").add_subparsers(metavar="事", required=True)
    opening = ledger.add_parser("open", help="启用账本（一个部署一次）")
    opening.add_argument("origin")
    opening.add_argument("--hash", dest="hash_name", type=HashName, choices=list(HashName), default=HashName.SHA256)
    opening.set_defaults(handler=_open)
    check = ledger.add_parser("verify", help="核对整本账")
    check.add_argument("--json", action="store_true")
    check.set_defaults(handler=_verify)
    proof = ledger.add_parser("prove", help="一条记录的证明")
    proof.add_argument("key", metavar="KEY", type=read_key)
    proof.add_argument("--json", action="store_true")
    proof.set_defaults(handler=_prove)
    grown = ledger.add_parser("consistency", help="账本从前 N 条到现在只增未改的证明")
    grown.add_argument("size", type=int)
    grown.add_argument("--json", action="store_true")
    grown.set_defaults(handler=lambda options: (consistency(options.size), 0))
    sign = ledger.add_parser("checkpoint", help="把等待的记录排入账本并签一个检查点")
    sign.set_defaults(handler=_checkpoint)
    anew = ledger.add_parser("rebuild", help="从账本和法源重建全部投影，并与原来逐行比较")
    anew.add_argument("--check", action="store_true", help="只比较，不改动")
    anew.add_argument("--json", action="store_true")
    anew.set_defaults(handler=_rebuild)
    followers = ledger.add_parser("followers", help="账本的跟随者（Markdown 表）")
    followers.set_defaults(handler=_followers)


def _open(options: argparse.Namespace) -> tuple[Any, int]:
    receipt = open_log(acting=operator(), at=timezone.now(), origin=options.origin, hash_name=options.hash_name)
    return {"账本": options.origin, "算法": options.hash_name.value, "凭据": receipt.key}, 0


def _verify(_options: argparse.Namespace) -> tuple[Any, int]:
    report = verify()
    records = check_records()
    if records and report.first_bad is None:
        report.add(Fault.RECORD, key=records[0].key)
    document = {
        "origin": report.origin,
        "events": report.events,
        "sequenced": report.sequenced,
        "tree_size": report.tree_size,
        "root": report.root,
        "ok": report.ok,
        "first_bad": asdict(report.first_bad) if report.first_bad else None,
        "texts": report.texts,
        "erased": report.erased,
        "checkpoints": report.checkpoints,
        "records": [asdict(wrong) for wrong in records],
    }
    return document, 0 if report.ok else 1


def _prove(options: argparse.Namespace) -> tuple[Any, int]:
    proof = prove(options.key)
    return proof.to_json(), 0 if proof.holds else 1


def _checkpoint(_options: argparse.Namespace) -> tuple[Any, int]:
    sequence_all()
    note = checkpoint(timezone.now())
    return {"检查点": note or "没有新的记录"}, 0


def _rebuild(options: argparse.Namespace) -> tuple[Any, int]:
    results = rebuild(keep=not options.check)
    rows = [{**asdict(result), "same": result.same} for result in results]
    return {"projections": rows}, 0 if all(result.same for result in results) else 1


def _followers(_options: argparse.Namespace) -> tuple[Any, int]:
    print(table_of_followers())
    return None, 0
