from dataclasses import replace
from datetime import date

import pytest

from jinze.judgement.duties.rules.conversion import duty_rule, obligation_of, rhythm_of
from jinze.judgement.duties.rules.duty import Holder
from jinze.judgement.duties.rules.spans import Span
from jinze.kernel.periods import Frequency, Window
from jinze.sources.rules.reading import read_law
from jinze.sources.rules.versions import versions
from tests.support.law import INSTRUMENT, duty_row, small_law

SUMMER = {"name": "夏季前", "parameter": "summer"}


def test_a_version_becomes_the_rule_it_states() -> None:
    row = duty_row(
        "1.2-s",
        function="roads",
        levels=("city", "county"),
        post="deputy",
        every="window",
        windows=[SUMMER],
        at_least=2,
        clauses=["1.2", "1.1"],
        applies_if={"size": "big"},
    )
    (version,) = versions([(date(2020, 1, 1), read_law(small_law(row)))])
    rule = duty_rule(replace(version, until=date(2022, 1, 1), grace_days=7))
    assert (rule.id, rule.clauses) == (f"{INSTRUMENT}/1.2-s", (f"{INSTRUMENT}/1.2", f"{INSTRUMENT}/1.1"))
    assert rule.holder == Holder(("roads",), frozenset({"city", "county"}), "deputy")
    assert (rule.rhythm.frequency, rule.rhythm.at_least, rule.rhythm.grace_days) == (Frequency.WINDOW, 2, 7)
    assert rule.rhythm.windows == (Window("夏季前", (3, 1), (6, 1)),)
    assert (rule.in_force, rule.applies_if) == (Span(date(2020, 1, 1), date(2022, 1, 1)), {"size": "big"})


def test_a_duty_without_periods_is_no_rule_of_the_calendar() -> None:
    (version,) = versions([(date(2020, 1, 1), read_law(small_law(duty_row("1.1-r", every=None, regular="often"))))])
    assert (duty_rule(version).rhythm.frequency, duty_rule(version).rhythm.at_least) == (Frequency.QUARTER, 2)
    row = duty_row("1.1-s", every=None, standing="now_and_then")
    (standing,) = versions([(date(2020, 1, 1), read_law(small_law(row)))])
    with pytest.raises(ValueError, match="no periods"):
        duty_rule(standing)


def test_a_stored_rhythm_reads_back_as_it_was() -> None:
    rhythm = rhythm_of("window", '[["夏季前",[3,1],[6,1]]]', 2, 5)
    assert (rhythm.frequency, rhythm.at_least, rhythm.grace_days) == (Frequency.WINDOW, 2, 5)
    assert rhythm.windows == (Window("夏季前", (3, 1), (6, 1)),)
    assert rhythm_of("month", "[]", 1, 0).calendar.label(0) == "2000年1月"


def test_a_stored_obligation_keeps_its_days() -> None:
    rhythm = rhythm_of("month", "[]", 1, 5)
    found = obligation_of(rhythm, date(2022, 1, 5), None)
    assert (found.rhythm, found.span, found.exemptions) == (rhythm, Span(date(2022, 1, 5)), ())
