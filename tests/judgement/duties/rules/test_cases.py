"""Legal cases are read, judged, and told when they are not met."""

from typing import Any

import pytest

from jinze.judgement.duties.rules.cases import count, failed
from jinze.sources.rules.reading import read_law
from tests.support.law import duty_row, parameter, small_law

DUTIES = (
    duty_row("1.1-m"),
    duty_row("1.1-twice", every="quarter", at_least=2),
    duty_row("1.1-w", every="window", windows=[{"name": "夏季前", "parameter": "summer"}]),
    duty_row("1.2-on", every=None, on="accident.reported", within="soon"),
    duty_row("1.2-s", every=None, standing="now_and_then"),
)
MORE = {
    "parameters/veto.yaml": parameter(
        ("2020-01-01", None, {"when": [{"fact": "deaths", "at_least": 3}], "combine": "any"})
    ),
    "parameters/grade.yaml": parameter(
        ("2020-01-01", None, {"bands": [{"from": 0, "until": 3, "is": "a"}, {"from": 3, "until": None, "is": "b"}]})
    ),
}
MARCH = {"duty": "1.1-m", "period": "2024-03-15", "day": "2024-05-01"}


def told(*cases: dict[str, Any]) -> list[str]:
    documents = small_law(*DUTIES, **MORE)
    documents["cases/1.yaml"] = [{"name": f"例{place}", **case} for place, case in enumerate(cases)]
    assert count(documents) == len(cases)
    return failed(read_law(documents), documents)


@pytest.mark.parametrize(
    ("case", "answer"),
    [
        ({"condition": "veto", "day": "2024-01-01", "facts": {"deaths": 3}}, True),
        ({"condition": "veto", "day": "2024-01-01", "facts": {"deaths": 2}}, False),
        ({"band": "grade", "day": "2024-01-01", "amount": 2}, "a"),
        ({"band": "grade", "day": "2024-01-01", "amount": 3}, "b"),
        ({"duty": "1.2-on", "event": "2024-03-02"}, "2024-03-09"),
        ({**MARCH, "acts": ["2024-03-31"]}, "on_time"),
        ({**MARCH, "acts": ["2024-04-01"]}, "overdue"),
        ({**MARCH, "acts": [{"day": "2024-03-31", "recorded": "2024-04-05"}]}, "on_time"),
        ({**MARCH, "acts": [{"day": "2024-03-31", "recorded": "2024-04-06"}]}, "late"),
        ({**MARCH, "day": "2024-04-05"}, "due"),
        ({**MARCH, "day": "2024-04-06"}, "overdue"),
        ({**MARCH, "duty": "1.1-twice", "acts": ["2024-01-01"]}, "overdue"),
        ({**MARCH, "duty": "1.1-twice", "acts": ["2024-01-01", "2024-03-31"]}, "on_time"),
        ({**MARCH, "duty": "1.1-w", "period": "2024-02-29"}, "outside"),
        ({**MARCH, "duty": "1.1-w", "day": "2024-03-01"}, "due"),
        ({**MARCH, "given": {"grace_days": 40}}, "due"),
    ],
)
def test_a_case_is_met_by_its_answer_and_by_no_other(case: dict[str, Any], answer: object) -> None:
    assert told({**case, "expect": answer}) == []
    other = not answer if isinstance(answer, bool) else "nothing"
    assert told({**case, "expect": other}) == [f"cases/1.yaml：案例「例0」应为 {other}，按法源数据是 {answer}"]


@pytest.mark.parametrize(
    "case",
    [
        {"duty": "9.9-x", "event": "2024-03-02", "expect": "2024-03-09"},
        {"condition": "nothing", "day": "2024-01-01", "facts": {}, "expect": True},
        {"duty": "1.2-s", "period": "2024-03-01", "day": "2024-03-01", "expect": "due"},
        {"duty": "1.1-m", "period": "March", "day": "2024-03-01", "expect": "due"},
        {"expect": True},
    ],
)
def test_a_case_that_cannot_be_read_is_told_by_name(case: dict[str, Any]) -> None:
    (fault,) = told(case)
    assert fault.startswith("cases/1.yaml：案例「例0」读不懂")
