"""The plan of the story: pure, seeded, inside the rules of the engine."""

from datetime import date, datetime
from random import Random

import pytest

from demo.diligence import GOOD, POOR, Outcome
from demo.people import CAST, accounts, free_names
from demo.story import Promise, deeds
from demo.words import Told, write
from jinze.cases.deed.rules import faults
from jinze.judgement.duties.rules.duty import Obligation, Rhythm
from jinze.judgement.duties.rules.evidence import Evidence, credit
from jinze.judgement.duties.rules.spans import Span
from jinze.kernel.days import CHINA, day_of
from jinze.kernel.periods import Frequency
from jinze.sources.queries.folder import documents_of
from jinze.sources.rules.law import Law
from jinze.sources.rules.reading import read_law

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=CHINA)
FREQUENCIES = [f for f in Frequency if f is not Frequency.WINDOW]


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law(documents_of("luoyang-2017-37"))


def promise(frequency: Frequency, body: str = "gov:410302", at_least: int = 1) -> Promise:
    judged = Obligation(Rhythm(frequency, at_least, 5), Span(date(2025, 10, 1)))
    return Promise(body, body.rpartition(":")[2], "", f"duty-{frequency}", "record", judged)


def test_the_same_seed_tells_the_same_story_and_another_seed_another() -> None:
    promises = [promise(frequency) for frequency in FREQUENCIES]
    assert deeds(promises, seed=1, now=NOW) == deeds(promises, seed=1, now=NOW)
    assert deeds(promises, seed=1, now=NOW) != deeds(promises, seed=2, now=NOW)


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_every_act_is_worth_what_its_fate_says(frequency: Frequency) -> None:
    told = [d for seed in range(12) for d in deeds([promise(frequency, "gov:410324001")], seed=seed, now=NOW)]
    assert told
    for deed in told:
        assert deed.occurred <= deed.recorded <= NOW
        offered = Evidence(day_of(deed.occurred), day_of(deed.recorded), deed.against)
        earned = credit(deed.promise.judged.rhythm, offered)
        assert earned is not None
        assert earned.on_time is (deed.fate is Outcome.ON_TIME)


def test_a_quota_above_one_is_met_by_as_many_acts() -> None:
    fate = [
        d.fate for d in deeds([promise(Frequency.YEAR, "gov:410305", 4)], seed=1, now=NOW.replace(year=2027, month=2))
    ]
    assert len(fate) == 4


def test_an_act_that_is_voided_is_filed_again_in_the_same_period() -> None:
    told = [d for seed in range(40) for d in deeds([promise(Frequency.MONTH)], seed=seed, now=NOW)]
    voided = {d.draw: d for d in told if d.voided is not None}
    again = {d.draw.removesuffix(" again"): d for d in told if d.draw.endswith(" again")}
    assert voided
    assert voided.keys() >= again.keys()
    assert all(again[draw].recorded > voided[draw].voided for draw in again)


def test_a_poor_habit_misses_more_than_a_good_one() -> None:
    rng = Random(1)
    missed = {id(h): sum(h.outcome(rng) is Outcome.MISSED for _ in range(2000)) for h in (GOOD, POOR)}
    assert missed[id(GOOD)] < 40
    assert missed[id(POOR)] > 500


def test_whatever_is_written_answers_the_form_of_its_act(law: Law) -> None:
    told = Told("410305", 11, "涧西区政府", "2026年四季度", "示例乙", ("涧西区住建局", "周山路街道办"))
    for act in law.acts.values():
        for draw in range(60):
            summary, answers = write(Random(f"{act.key} {draw}"), act, told)
            assert faults(act, (), answers, NOW, NOW) == {}, act.key
            assert summary
            assert "{" not in summary


def test_what_is_written_does_not_contradict_itself(law: Law) -> None:
    told = Told("410305", 10, "周山路街道办", "2026年10月", "示例庚", ())
    for draw in range(200):
        summary, answers = write(Random(draw), law.acts["sweep"], told)
        assert (answers["violations_found"] == "0") is ("没有发现" in summary)
        assert ("handling" in answers) is (answers["violations_found"] != "0")


def test_a_meeting_lists_as_many_measures_as_it_says(law: Law) -> None:
    told = Told("410305", 7, "涧西区政府", "2026年三季度", "示例乙", ("涧西区住建局",))
    for draw in range(60):
        summary, answers = write(Random(draw), law.acts["special_meeting"], told)
        assert str(len(answers["measures"].splitlines())) in summary


def test_names_are_many_unique_and_plainly_made_up() -> None:
    names = [*free_names(), *(name for name, _, _ in CAST.values())]
    assert len(names) == len(set(names)) > 1000
    assert all(name.startswith("示例") for name in names)


def test_accounts_have_names_of_their_own() -> None:
    told = accounts()
    assert told[0].username == "shilijia"
    assert len({a.username for a in told}) == len({a.name for a in told}) == len(told) == 10
