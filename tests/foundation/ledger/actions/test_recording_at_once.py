"""Two senders at once with one key, over real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from jinze.foundation.ledger.actions.recording import Receipt
from jinze.foundation.ledger.models import Event, Kept, Log
from jinze.kernel.keys import new_key
from jinze.kernel.refusal import Refusal
from tests.foundation.ledger.sample import AT, OFFICER, Visit, pay

pytestmark = pytest.mark.django_db(transaction=True)

SENDERS = 4


def at_once(send: Callable[[int], Any]) -> list[Any]:
    """What each sender got, or the refusal."""
    barrier = Barrier(SENDERS)

    def run(number: int) -> Any:
        connection.ensure_connection()
        barrier.wait()
        try:
            return send(number)
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(SENDERS) as pool:
        return list(pool.map(run, range(SENDERS)))


def test_one_key_sent_at_once_makes_one_event_and_equal_receipts(log: Log) -> None:
    for _ in range(5):
        key = new_key()
        receipts = at_once(
            lambda _number, key=key: pay(acting=OFFICER, at=AT, key=key, place="p1", people=1, why="因为")
        )
        assert all(isinstance(receipt, Receipt) for receipt in receipts)
        assert {(receipt.key, receipt.subject) for receipt in receipts} == {(key, receipts[0].subject)}
        assert sorted(receipt.replayed for receipt in receipts) == [False, True, True, True]
    assert Event.objects.filter(kind="visit.paid").count() == Visit.objects.count() == Kept.objects.count() == 5


def test_one_key_sent_at_once_with_different_contents_serves_one_and_refuses_the_rest(log: Log) -> None:
    key = new_key()
    answers = at_once(lambda number: pay(acting=OFFICER, at=AT, key=key, place="p1", people=number))
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert [refusal.code for refusal in refused] == ["ledger.key_taken"] * (SENDERS - 1)
    assert Event.objects.filter(key=key).count() == Visit.objects.count() == 1
