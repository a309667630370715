"""Legal cases: what the law as data must say of a day, an act or a number, written down by people who know it.

They stand in cases/ of a law folder; a law that fails one is wrong, or the case is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from jinze.judgement.duties.rules.conversion import obligation_of
from jinze.judgement.duties.rules.duty import Rhythm
from jinze.judgement.duties.rules.evidence import Evidence, known_on, recompute_all
from jinze.judgement.duties.rules.expectation import expect
from jinze.judgement.duties.rules.masks import place
from jinze.judgement.duties.rules.status import state_of
from jinze.sources.rules.conditions import judge
from jinze.sources.rules.deadlines import last_day
from jinze.sources.rules.law import Duty, Law
from jinze.sources.rules.values import band

Case = Mapping[str, Any]
CANNOT_READ = (KeyError, ValueError, TypeError, AttributeError, LookupError)


def cases_of(documents: Mapping[str, Any]) -> Iterator[tuple[str, Case]]:
    """The cases of a law folder, each with its file."""
    for name in sorted(documents):
        if name.startswith("cases/"):
            yield from ((name, case) for case in documents[name])


def count(documents: Mapping[str, Any]) -> int:
    """How many cases a law folder holds."""
    return sum(1 for _ in cases_of(documents))


def failed(law: Law, documents: Mapping[str, Any]) -> list[str]:
    """The cases that the law does not meet, each with its file, its name and both answers, in Chinese."""
    told = []
    for file, case in cases_of(documents):
        try:
            answer, wanted = verdict(law, case), case["expect"]
        except CANNOT_READ as wrong:
            told.append(f"{file}：案例「{case.get('name')}」读不懂（{wrong}）")
            continue
        if answer != wanted:
            told.append(f"{file}：案例「{case['name']}」应为 {wanted}，按法源数据是 {answer}")
    return told


def verdict(law: Law, case: Case) -> object:
    """What the law says of a case, in the words of its `expect`."""
    law = _given(law, case.get("given") or {})
    if "condition" in case:
        return judge(law, case["condition"], case["facts"], _day(case["day"])).holds
    if "band" in case:
        return band(law.asked(case["band"], _day(case["day"])), case["amount"])
    duty = law.duties[f"{law.instrument.key}/{case['duty']}"]
    if "event" in case:
        ends = _day(case["ends"]) if "ends" in case else None
        found = last_day(law, duty, _day(case["event"]), ends)
        return None if found is None else found.isoformat()
    return _state(law, duty, case)


def _given(law: Law, values: Mapping[str, Any]) -> Law:
    """The law with some parameters set otherwise, for the readings that a text leaves open."""
    changed = {
        name: replace(law.parameters[name], values=tuple(replace(v, value=value) for v in law.parameters[name].values))
        for name, value in values.items()
    }
    return replace(law, parameters={**law.parameters, **changed}) if changed else law


def _state(law: Law, duty: Duty, case: Case) -> str:
    """How the period of a case stands on its day, for a holder who has owed the duty since it came into force."""
    asked = _day(case["period"])
    timing = law.timing(duty, asked)
    if timing is None:
        raise ValueError(f"{duty.id} 没有期次")
    rhythm = Rhythm(timing.frequency, timing.at_least, law.asked(duty.grace, asked), timing.windows)
    on = _day(case["day"])
    ordinal = rhythm.calendar.ordinal_of(asked)
    expected = expect(obligation_of(rhythm, law.instrument.since, law.instrument.until), on)
    if ordinal is None or ordinal not in expected.ordinals:
        return "outside"
    known = recompute_all(rhythm, known_on(map(_act, case.get("acts") or []), on))
    reckoned = known.get(place(ordinal)[0])
    return state_of(expected, reckoned.block if reckoned else None, ordinal).value


def _act(said: Any) -> Evidence:
    if isinstance(said, Mapping):
        occurred = _day(said["day"])
        return Evidence(occurred, _day(said.get("recorded", said["day"])))
    return Evidence(_day(said), _day(said))


def _day(said: Any) -> date:
    return said if isinstance(said, date) else date.fromisoformat(said)
