"""Several people at once, each on a connection of their own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection, transaction

PATIENCE = 30  # seconds after which a lock that never opens fails the test
HEAD_START = 1.0  # seconds that the other has, which waits for us if it must


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Runs the calls in as many threads that start together; gives their answers, or what they raised."""
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            barrier.wait(PATIENCE)
            return call()
        except Exception as raised:  # noqa: BLE001 - the test looks at what was raised
            return raised
        finally:
            connection.close()

    return _answers(run, calls)


def while_uncommitted(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """Runs `second` after `first` has written and before it commits: what the one sees of the other is the question."""
    written, done = threading.Event(), threading.Event()

    def hold(_: object) -> Any:
        try:
            with transaction.atomic():
                answer = first()
                written.set()
                done.wait(HEAD_START)
            return answer
        finally:
            connection.close()

    def follow(_: object) -> Any:
        try:
            assert written.wait(PATIENCE)
            return second()
        finally:
            done.set()
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return [future.result(PATIENCE) for future in (pool.submit(hold, None), pool.submit(follow, None))]


def _answers(run: Callable[[Callable[[], Any]], Any], calls: Sequence[Callable[[], Any]]) -> list[Any]:
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(PATIENCE) for future in [pool.submit(run, call) for call in calls]]
