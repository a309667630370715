"""Every clock in officers' words, the dated values behind it, and who sets them."""

from datetime import date
from typing import Any

import pytest

from jinze.sources.rules import wording
from jinze.sources.rules.law import Duty, Law
from jinze.sources.rules.reading import read_law
from tests.support.law import duty_row, parameter, small_law

DAY = date(2026, 11, 24)
EVENTS = [
    {"key": "accident.reported", "name": "接到事故报告"},
    {"key": "accident.closed", "name": "事故结案"},
    {"key": "place.opening", "name": "场所开业"},
    {"key": "appraisal.concluded", "name": "考核结果出来"},
    {"key": "holiday", "name": "节假日", "period": True},
    {"key": "heating_season", "name": "采暖期", "period": True},
    {"key": "major_holiday", "name": "重大节假日开始", "period": True},
]
FACTS = [
    {"key": "hazard_source", "of": "enterprise", "type": "flag", "name": "有重大危险源", "clause": "1.1"},
    {
        "key": "unit_kind",
        "of": "unit",
        "type": "choice",
        "name": "单位类别",
        "clause": "1.1",
        "choices": [{"key": "party", "label": "党组织"}, {"key": "union", "label": "工会"}],
    },
]
VALUES: dict[str, Any] = {
    "grace_days": 5,
    "spring": {"from": "03-01", "until": "06-01"},
    "winter": {"from": "12-01", "until": "03-01"},
    "soon": {"within_days": 8},
    "at_once": {"within_days": 0},
    "ahead": {"lead_days": 3},
    "same_day": {"lead_days": 0},
    "a_year_on": {"after_months": 12},
    "later": {"after_months": 1, "after_days": 10},
    "often": {"every": "quarter", "at_least": 2},
    "now_and_then": {"at_least": 2},
}


def law_with(**changes: Any) -> tuple[Law, Duty]:
    """A law with one duty that has this clock."""
    changes = {"every": None, **changes}
    files = {f"parameters/{name}.yaml": parameter(("2020-01-01", None, value)) for name, value in VALUES.items()}
    law = read_law(small_law(duty_row("1.1-x", **changes), **files, **{"events.yaml": EVENTS, "facts.yaml": FACTS}))
    return law, next(iter(law.duties.values()))


def windows(**named: str) -> list[dict[str, str]]:
    return [{"name": name, "parameter": value} for name, value in named.items()]


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        ({"every": "day"}, "每天一次"),
        ({"every": "week"}, "每周一次"),
        ({"every": "month"}, "每月一次"),
        ({"every": "quarter"}, "每季度一次"),
        ({"every": "half_year"}, "每半年一次"),
        ({"every": "season"}, "每个季节一次"),
        ({"every": "year", "at_least": 4}, "每年不少于 4 次"),
        ({"every": "year", "per_object": "gas_user"}, "每户每年一次"),
        ({"every": "window", "windows": windows(春季="spring")}, "春季一次"),
        ({"every": "window", "windows": windows(春季="spring", 冬季="winter")}, "春季、冬季各一次"),
        ({"every": "window", "windows": windows(春季="spring"), "at_least": 2}, "春季不少于 2 次"),
        (
            {"every": "window", "windows": windows(春季="spring", 冬季="winter"), "at_least": 2},
            "春季、冬季各不少于 2 次",
        ),
        ({"every": "quarter", "follows": "appraisal.concluded"}, "每季度一次，考核结果出来后"),
        (
            {"every": "quarter", "follows": "appraisal.concluded", "within": "soon"},
            "每季度一次，考核结果出来后 8 天内",
        ),
        ({"regular": "often"}, "定期：每季度不少于 2 次"),
        ({"on": "accident.reported", "within": "soon"}, "接到事故报告后 8 天内"),
        ({"on": "accident.reported", "within": "at_once"}, "接到事故报告后当天"),
        ({"on": "accident.closed", "within": "soon", "after": "a_year_on"}, "事故结案满 12 个月后 8 天内"),
        ({"on": "accident.closed", "within": "soon", "after": "later"}, "事故结案满 1 个月零 10 天后 8 天内"),
        ({"on": "accident.reported", "within": "soon", "per_object": "gas_user"}, "每户：接到事故报告后 8 天内"),
        ({"on": "major_holiday", "within": "soon"}, "重大节假日期间，最多 8 天内"),
        ({"on": "major_holiday", "within": "at_once"}, "重大节假日期间，第一天当天"),
        ({"before": "place.opening", "lead": "ahead"}, "场所开业前至少 3 天"),
        ({"before": "place.opening", "lead": "same_day"}, "最迟在场所开业当天"),
        ({"before": "holiday", "lead": "ahead"}, "节假日开始前至少 3 天"),
        ({"gate": "place.opening"}, "场所开业之前"),
        ({"continuous": "always"}, "全年不间断"),
        ({"continuous": "heating_season"}, "采暖期内不间断"),
        ({"continuous": "major_holiday"}, "重大节假日期间不间断"),
        ({"standing": "now_and_then"}, "经常：一年至少 2 次"),
        ({"standing": "now_and_then", "per_object": "gas_user"}, "经常：每户一年至少 2 次"),
    ],
)
def test_a_clock_in_words(clock: dict[str, Any], words: str) -> None:
    law, duty = law_with(**clock)
    assert wording.clock(law, duty, DAY) == words


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ({"every": "month"}, [("补录宽限", "期满后 5 天内补录仍算按期")]),
        (
            {"every": "window", "windows": windows(春季="spring", 冬季="winter")},
            [
                ("春季指", "3月1日至5月31日"),
                ("冬季指", "12月1日至次年2月底"),
                ("补录宽限", "期满后 5 天内补录仍算按期"),
            ],
        ),
        (
            {"every": "quarter", "follows": "appraisal.concluded", "within": "soon"},
            [("办理时限", "8 天内"), ("补录宽限", "期满后 5 天内补录仍算按期")],
        ),
        ({"regular": "often"}, [("定期的间隔", "每季度不少于 2 次"), ("补录宽限", "期满后 5 天内补录仍算按期")]),
        (
            {"on": "accident.closed", "within": "at_once", "after": "later"},
            [("从何时起算", "满 1 个月后，满 10 天后"), ("办理时限", "当天")],
        ),
        ({"before": "place.opening", "lead": "ahead"}, [("提前多少", "至少提前 3 天")]),
        ({"gate": "place.opening"}, []),
        ({"continuous": "always"}, []),
        ({"standing": "now_and_then"}, [("一年最少次数", "至少 2 次")]),
    ],
)
def test_every_value_behind_a_clock_is_told(clock: dict[str, Any], told: list[tuple[str, str]]) -> None:
    law, duty = law_with(**clock)
    assert [(each.what, each.said) for each in wording.settings(law, duty, DAY)] == told


@pytest.mark.parametrize(
    ("confidence", "setter"),
    [("clause", "条款规定"), ("statute", "国家规定"), ("operator", "使用单位设定"), ("unverified", "还没有核实")],
)
def test_a_value_says_who_sets_it_since_when_and_by_which_clause(confidence: str, setter: str) -> None:
    row = parameter(("2020-01-01", "2021-01-01", 3), ("2021-01-01", None, 7))
    row["confidence"] = confidence
    row["values"][1]["clause"] = "shi-2020-1/1.1"
    law = read_law(small_law(duty_row("1.1-x"), **{"parameters/grace_days.yaml": row}))
    told = [wording.settings(law, duty, day)[0] for duty in law.duties.values() for day in (date(2020, 5, 1), DAY)]
    assert [(t.said[4], t.since, t.until, t.clause, t.setter) for t in told] == [
        ("3", date(2020, 1, 1), date(2021, 1, 1), None, setter),
        ("7", date(2021, 1, 1), None, "shi-2020-1/1.1", setter),
    ]


def test_the_words_follow_the_day() -> None:
    value = parameter(("2020-01-01", "2021-01-01", {"at_least": 2}), ("2021-01-01", None, {"at_least": 4}))
    rows = duty_row("1.1-x", every=None, standing="now_and_then")
    law = read_law(small_law(rows, **{"parameters/now_and_then.yaml": value}))
    duty = next(iter(law.duties.values()))
    assert wording.clock(law, duty, date(2020, 12, 31)) == "经常：一年至少 2 次"
    assert wording.clock(law, duty, date(2021, 1, 1)) == "经常：一年至少 4 次"


@pytest.mark.parametrize(
    ("applies_if", "words"),
    [
        ({}, ()),
        ({"hazard_source": True}, ("有重大危险源",)),
        ({"hazard_source": False}, ("不是「有重大危险源」",)),
        ({"unit_kind": "union"}, ("单位类别：工会",)),
        ({"unit_kind": ["party", "union"]}, ("单位类别：党组织或工会",)),
    ],
)
def test_conditions_by_the_names_of_their_facts(applies_if: dict[str, Any], words: tuple[str, ...]) -> None:
    law, duty = law_with(every="month", applies_if=applies_if)
    assert wording.conditions(law, duty) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (5, "5"),
        ({"within_days": 15}, "15 天内"),
        ({"combine": "any"}, "有一项就算"),
        (
            {"bands": [{"from": 0, "until": 3, "is": "ordinary"}, {"from": 3, "until": None, "is": "larger"}]},
            "0 起一般，3 起较大",
        ),
        ({"when": [{"fact": "hazard_source"}], "combine": "any"}, "有重大危险源"),
        (
            {"when": [{"fact": "hazard_source"}, {"fact": "deaths", "at_least": 2}], "combine": "all"},
            "有重大危险源；deaths，2 及以上（各项都要有）",
        ),
    ],
)
def test_values_of_parameters(said: Any, words: str) -> None:
    law, _ = law_with(every="month")
    assert wording.value(law, said) == words


def test_proofs_posts_and_things() -> None:
    assert wording.evidence(("record", "photos")) == "记录、照片"
    assert (wording.post(None), wording.post("principal"), wording.post("safety_manager")) == (
        "",
        "主要负责人",
        "安全管理负责人",
    )
    assert (wording.per_object(None), wording.per_object("gas_user")) == ("", "每一户燃气用户")
