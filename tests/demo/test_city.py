"""A small city, built once for the module in the test database and rolled back at its end."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.auth import authenticate
from django.db import transaction

from demo import city
from demo.city import Summary
from jinze.cases.deed.models import Deed
from jinze.foundation.access.models import Account, Appointment
from jinze.foundation.access.queries.people import acting_of, seats
from jinze.foundation.ledger.models import Event
from jinze.foundation.ledger.queries.verify import verify
from jinze.judgement.duties.queries import todo
from jinze.kernel.days import CHINA, day_of, start_of
from jinze.kernel.refusal import Refusal

TODAY = date(2026, 11, 24)
SMALL = {"today": TODAY, "months": 3, "only": ("410305", "410323")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keys and checkpoints of these cities only, so that no other log of the tests stands in their files."""
    var = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(configured, "JINZE_LEDGER_KEY", var / "keys" / "ledger.pem")
        patch.setattr(configured, "JINZE_CHECKPOINTS", var / "checkpoints")
        patch.delenv("JINZE_DOCUMENT", raising=False)
        yield


@pytest.fixture(scope="module")
def built(folder: None, django_db_setup: None, django_db_blocker: Any) -> Iterator[Summary]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield city.build(**SMALL, say=lambda _: None)
        transaction.set_rollback(True)


def items_of(username: str) -> list[todo.Item]:
    """What every seat of an account owes today."""
    account = Account.objects.get(username=username)
    return [item for seat in seats(account, TODAY) for item in todo.items(acting_of(seat), on=TODAY)]


def test_the_summary_counts_what_is_there(built: Summary) -> None:
    assert built.since == date(2026, 8, 1)
    assert built.events == Event.objects.count() > 1000
    assert built.deeds == Deed.objects.count() > 500
    assert built.voided == Deed.objects.exclude(voided_at=None).count() > 0


def test_the_log_is_a_demo_log_and_verifies(built: Summary) -> None:
    report = verify()
    assert (report.origin, report.ok, report.faults) == ("demo", True, [])
    assert report.sequenced == report.tree_size == built.events


def test_events_stand_in_the_order_of_their_records_and_end_today(built: Summary) -> None:
    moments = list(Event.objects.order_by("id").values_list("recorded_at", flat=True))
    assert moments == sorted(moments)
    assert day_of(moments[0]) == date(2026, 7, 31)
    assert start_of(TODAY) - timedelta(days=1) < moments[-1] <= start_of(TODAY)


def test_every_account_can_sign_in_and_has_a_post(built: Summary) -> None:
    for account in city.accounts():
        user = authenticate(username=account.username, password=account.password)
        assert user is not None, account
        assert seats(user, TODAY), account
        assert user.person.name == account.name


def test_shilijia_owes_something_overdue_something_this_week_and_something_later(built: Summary) -> None:
    items = items_of("shilijia")
    assert [item.duty.id.rpartition("-")[2] for item in items if item.overdue] == ["county"]
    soon = [item.days for item in items if 0 <= item.days < 7]
    assert soon.count(0) == 2, "the check of today, and that of yesterday in its grace"
    assert any(days > 0 for days in soon)
    assert any(item.days > 30 for item in items)


def test_shilijia_begins_in_the_post_that_missed_the_sweep_and_may_act_for_the_district_head(built: Summary) -> None:
    held = seats(Account.objects.get(username="shilijia"), TODAY)
    assert [(s.post.body.short, s.own) for s in held] == [
        ("涧西区应急管理局", True),
        ("涧西区安委办", True),
        ("应急物资储备库仓储班", True),
        ("涧西区政府", False),
    ]
    first = todo.items(acting_of(held[0]), on=TODAY)
    assert [item.overdue for item in first] == [True, False]
    assert first[0].period.label == "2026年10月"


def test_xinan_owes_several_sweeps_in_one_row(built: Summary) -> None:
    overdue = [item for item in items_of("shilishen") if item.overdue]
    assert [len(item.periods) for item in overdue] == [3]


def test_a_post_changed_hands_and_both_holders_filed_in_their_own_time(built: Summary) -> None:
    first, second = (
        Appointment.objects.filter(post__title="街道办副主任（分管安全生产）", until__isnull=False).get(),
        None,
    )
    second = Appointment.objects.get(post=first.post, until=None)
    assert first.until == second.since
    for deed in Deed.objects.filter(post=first.post).select_related("holder"):
        then = first if day_of(deed.occurred_at) < second.since else second
        assert deed.holder == then.person


def test_some_acts_are_filed_by_a_delegate_some_late_and_some_against_a_missed_period(built: Summary) -> None:
    filed = Counter(
        (deed.holder_id == deed.filed_by_id, deed.against is None) for deed in Deed.objects.all().iterator()
    )
    assert min(filed[True, True], filed[False, True], filed[True, False]) > 0


def test_a_city_is_not_built_twice_in_one_database(built: Summary) -> None:
    with pytest.raises(Refusal, match=r"ledger\.open"), transaction.atomic():
        city.build(**SMALL, say=lambda _: None)


def test_the_morning_is_told_up_to_the_clock_of_the_door(folder: None, db: None, settings: Any, tmp_path: Path) -> None:
    settings.JINZE_CHECKPOINTS = tmp_path  # another log than the one that the other tests verify
    now = start_of(TODAY).astimezone(CHINA).replace(hour=8, minute=30)
    city.build(today=TODAY, months=2, only=("410305",), now=now, say=lambda _: None)
    last = Event.objects.order_by("-id")[0]
    assert start_of(TODAY) < last.recorded_at <= now
