from datetime import UTC, date, datetime, timedelta

import pytest

from jinze.cases.deed.rules import faults, faults_against
from jinze.kernel.periods import Frequency
from jinze.sources.enums import AskType
from jinze.sources.rules.law import Act, Ask, Duty, Timing
from jinze.sources.rules.reading import read_law
from tests.support.law import INSTRUMENT, duty_row, small_law

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
CHAIR = Ask("chair", "主持人", AskType.PEOPLE, True, "")
PRESENT = Ask("present", "到会人数", AskType.NUMBER, False, "")
FORM = Ask("form", "形式", AskType.CHOICE, False, "", (("room", "现场"), ("video", "视频")))
MONTHLY = Timing(Frequency.MONTH, 1, ())
MEETING = Act("meeting", "会议", "开会", (CHAIR, PRESENT, FORM))


def told(answers: dict[str, str], asks: tuple[Ask, ...] = (), occurred_at: datetime = AT) -> dict[str, str]:
    return faults(MEETING, asks, answers, occurred_at, AT)


def test_nothing_is_wrong_with_what_was_asked_and_answered() -> None:
    assert told({"chair": "示例甲", "present": "12", "form": "video"}) == {}
    assert told({"chair": "示例甲", "present": "", "form": ""}) == {}


def test_an_act_in_the_future_is_told_with_the_hour_in_china() -> None:
    wrong = told({"chair": "示例甲"}, occurred_at=AT + timedelta(microseconds=1))
    assert set(wrong) == {"occurred_at"}
    assert "2026-11-23 16:00" in wrong["occurred_at"]


@pytest.mark.parametrize("answers", [{}, {"chair": ""}, {"chair": "  "}])
def test_a_required_answer_that_is_missing_is_told_by_its_label(answers: dict[str, str]) -> None:
    assert told(answers) == {"chair": "请填写主持人"}


@pytest.mark.parametrize("said", ["十二", "1.5", "-1", "１２", "²", "12 人"])
def test_a_number_takes_whole_numbers_alone(said: str) -> None:
    assert told({"chair": "示例甲", "present": said}) == {"present": "到会人数请填不小于 0 的整数，例如 12"}


def test_a_choice_takes_one_of_its_keys() -> None:
    assert told({"chair": "示例甲", "form": "现场"}) == {"form": "形式请从现场、视频中选一项"}


def test_an_answer_may_be_long_but_not_endless() -> None:
    assert told({"chair": "长" * 2000}) == {}
    assert "现有 2001 字" in told({"chair": "长" * 2001})["chair"]


def test_a_field_that_nobody_asked_for_is_told() -> None:
    assert told({"chair": "示例甲", "weather": "晴"}) == {"weather": "这一栏不属于这种履职记录"}


def test_the_fields_of_a_duty_come_beside_those_of_the_act() -> None:
    extra = Ask("minutes", "纪要编号", AskType.TEXT, True, "")
    assert told({"chair": "示例甲"}, (extra,)) == {"minutes": "请填写纪要编号"}
    assert told({"chair": "示例甲", "minutes": "1"}, (extra,)) == {}


def test_all_faults_are_told_together() -> None:
    assert set(told({"present": "x", "form": "y", "z": "1"}, occurred_at=AT + timedelta(days=1))) == {
        "occurred_at",
        "chair",
        "present",
        "form",
        "z",
    }


@pytest.fixture
def monthly() -> Duty:
    return read_law(small_law(duty_row("1.1-m"))).duties[f"{INSTRUMENT}/1.1-m"]


def test_a_period_without_its_duty_is_told() -> None:
    assert faults_against(None, None, "check", None, date(2026, 11, 23)) == {}
    assert set(faults_against(None, None, "check", 5, date(2026, 11, 23))) == {"against_duty"}


def test_a_duty_of_another_kind_of_act_is_told(monthly: Duty) -> None:
    assert set(faults_against(monthly, MONTHLY, "meeting", None, date(2026, 11, 23))) == {"against_duty"}


def test_a_period_that_has_not_opened_is_told(monthly: Duty) -> None:
    november = 26 * 12 + 10
    days = (date(2026, 10, 31), date(2026, 11, 1))
    assert [set(faults_against(monthly, MONTHLY, "check", november, day)) for day in days] == [{"against"}, set()]
    assert set(faults_against(monthly, MONTHLY, "check", 10**9, date(2026, 11, 1))) == {"against"}


def test_a_duty_without_periods_takes_none(monthly: Duty) -> None:
    assert faults_against(monthly, None, "check", None, date(2026, 11, 23)) == {}
    assert set(faults_against(monthly, None, "check", 5, date(2026, 11, 23))) == {"against"}


def test_a_number_of_more_than_nine_digits_is_a_slip_of_the_hand() -> None:
    assert told({"chair": "示例甲", "present": "999999999"}) == {}
    assert told({"chair": "示例甲", "present": "1000000000"}) == {"present": "到会人数最多 9 位数，请核对"}
