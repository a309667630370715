"""What law/luoyang-2017-37 holds: every clause covered, every shared kind with its members, nothing that sleeps."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from jinze.judgement.duties.rules.cases import cases_of, failed
from jinze.sources.enums import Confidence, DutyRole
from jinze.sources.rules.checks import MOST_ALIKE, PLAIN_RECORD
from jinze.sources.rules.clocks import Before, Continuous, Every, Gate, On, Regular, Standing, events_of, parameters_of
from jinze.sources.rules.conditions import is_condition
from jinze.sources.rules.law import Duty, Law
from jinze.sources.rules.listing import coverage, leaves_of
from jinze.sources.rules.outline.files import text_of
from jinze.sources.rules.outline.read import read_outline
from jinze.sources.rules.reading import read_law
from tests.support.law import documents_in

FOLDER = Path(__file__).parents[3] / "law" / "luoyang-2017-37"
KEY = FOLDER.name
DAY = date(2026, 1, 1)
LONGEST_SHARED = 12  # characters that a sentence of ours may have in a row with the official wording
WORDS = re.compile(r"\s+")

MEMBERS = {
    "accident_handling": {"emergency": 24, "analysis": 26, "report": 6, "investigation": 36},
    "corrective_measures_check": {"": 28},
    "credit_measures": {"making": 12, "carrying-out": 18},
    "credit_scheme": {"building": 26, "carrying-out": 26},
    "hazard_checking": {"": 17},
    "illegal_activity": {"campaign": 13, "handling": 15},
    "licensing_review": {"": 24},
    "plans_and_drills": {"plans": 17, "drills": 17},
    "publicity_and_training": {"publicity": 19, "training": 15},
    "safety_rules": {"": 12},
    "safety_systems": {"": 19},
    "three_simultaneities": {"design": 10, "construction": 10, "use": 10},
}


@pytest.fixture(scope="module")
def documents() -> dict[str, Any]:
    return documents_in(FOLDER)


@pytest.fixture(scope="module")
def law(documents: dict[str, Any]) -> Law:
    return read_law(documents)


@pytest.fixture(scope="module")
def outline(official_document: Path) -> dict[str, Any]:
    return read_outline(text_of(official_document.read_bytes(), official_document.name)).to_json()


def duties(law: Law, path: str) -> dict[str, Duty]:
    """The duties of a clause by their slugs."""
    found = law.duties_by_clause.get(f"{KEY}/{path}", [])
    return {duty.id.partition("/")[2]: duty for duty in found}


def test_every_leaf_has_a_duty_or_a_reason(law: Law) -> None:
    parts = Counter(path.partition(".")[0] for path in law.clauses)
    assert parts == {"1": 45, "2": 320, "3": 29}
    silent = [clause.path for clause in law.clauses.values() if not duties(law, clause.path) and not clause.reason]
    assert silent == []
    assert [clause.path for clause in law.clauses.values() if clause.reason] == ["1.2.1"]


@pytest.mark.document
def test_the_leaves_are_those_of_the_document(law: Law, outline: dict[str, Any]) -> None:
    found = coverage(law, leaves_of(outline))
    assert (found.leaves, found.mapped + found.not_a_duty, found.missing, found.extra) == (394, 394, (), ())


@pytest.mark.document
def test_no_sentence_of_ours_is_one_of_the_document(
    law: Law, documents: dict[str, Any], outline: dict[str, Any]
) -> None:
    official = WORDS.sub("", "".join(f"{node['heading']}{node['text']}" for node in outline["nodes"]))
    runs = {official[start : start + LONGEST_SHARED + 1] for start in range(len(official) - LONGEST_SHARED)}
    said = [clause.gist for clause in law.clauses.values()] + [clause.reason for clause in law.clauses.values()]
    said += [duty.title for duty in law.duties.values()] + [matter.gist for matter in law.matters.values()]
    said += [part.gist for kind in law.kinds.values() for part in kind.parts] + [k.gist for k in law.kinds.values()]
    said += [act.name for act in law.acts.values()] + [fact.name for fact in law.facts.values()]
    said += [case["name"] for _, case in cases_of(documents)] + [event.name for event in law.events.values()]
    shared = [
        words
        for words in said
        for flat in [WORDS.sub("", words)]
        if any(flat[at : at + LONGEST_SHARED + 1] in runs for at in range(len(flat) - LONGEST_SHARED))
    ]
    assert shared == []


def test_a_shared_kind_binds_every_clause_that_has_it(law: Law) -> None:
    counted = {kind.key: {part.slug: len(set(part.members)) for part in kind.parts} for kind in law.kinds.values()}
    assert counted == MEMBERS
    made = Counter(duty.kind for duty in law.duties.values() if duty.kind)
    assert made == {kind: sum(parts.values()) for kind, parts in MEMBERS.items()}


def test_duties_of_one_part_of_a_kind_are_served_by_one_act(law: Law) -> None:
    for kind in law.kinds.values():
        for part in kind.parts:
            slug = "-".join(word for word in (kind.key.replace("_", "-"), part.slug) if word)
            acts = {law.duties[f"{KEY}/{path}-{slug}"].act for path in part.members}
            assert len(acts) == 1, (kind.key, part.slug)


def test_every_kind_of_clock_is_there(law: Law) -> None:
    assert {type(duty.clock) for duty in law.duties.values()} == {
        Every,
        Regular,
        On,
        Before,
        Gate,
        Continuous,
        Standing,
    }
    assert {duty.role for duty in law.duties.values()} == set(DutyRole)


def test_different_levels_of_the_sweep_are_different_duties(law: Law) -> None:
    swept = {slug: duty for slug, duty in duties(law, "1.2.19").items() if "-sweep-" in slug}
    assert {
        (level, duty.clock.frequency.value)
        for duty in swept.values()
        for level in duty.holder.levels
        if isinstance(duty.clock, Every)
    } == {("village", "month"), ("township", "month"), ("county", "month"), ("city", "quarter")}


def test_a_report_is_evaluated_a_year_after_and_then_filed(law: Law) -> None:
    found = duties(law, "1.2.24")
    evaluation, filing = found["1.2.24-evaluation"].clock, found["1.2.24-evaluation-filing"].clock
    assert isinstance(evaluation, On)
    assert law.asked(str(evaluation.after), DAY) == {"after_months": 12}
    assert law.parameters[str(evaluation.after)].confidence is Confidence.CLAUSE
    assert isinstance(filing, On)
    assert filing.event == "accident.evaluated"


def test_gas_is_checked_at_every_user_every_year(law: Law) -> None:
    found = [duty for duty in duties(law, "2.62.1.3").values() if isinstance(duty.clock, Every)]
    assert [(duty.per_object, duty.clock.frequency.value) for duty in found if isinstance(duty.clock, Every)] == [
        ("gas_user", "year")
    ]


def test_nothing_is_defined_that_no_duty_uses(law: Law) -> None:
    clocks = [duty.clock for duty in law.duties.values()]
    assert set(law.events) == {event for clock in clocks for event in events_of(clock)}
    assert set(law.matters) == {duty.matter for duty in law.duties.values() if duty.matter}
    assert set(law.acts) - {PLAIN_RECORD} == {duty.act for duty in law.duties.values()} - {PLAIN_RECORD}
    asked = {name for clock in clocks for name, _ in parameters_of(clock)} | {d.grace for d in law.duties.values()}
    conditions = {name for name, parameter in law.parameters.items() if is_condition(parameter)}
    linked = {name for name in law.parameters if name.startswith(("accident_grade_", "quarterly_rank_"))}
    assert set(law.parameters) - asked - conditions - linked == {"consequence_casualty_rise", "township_office_combine"}
    facts = {name for duty in law.duties.values() for name, _ in duty.applies_if}
    facts |= {ground["fact"] for name in conditions for ground in law.asked(name, DAY)["when"]}
    facts |= {name for function in law.functions.values() if function.takes for name, _ in function.takes.facts}
    assert set(law.facts) == facts


def test_a_number_that_no_clause_states_says_that_it_is_the_operators(law: Law) -> None:
    for parameter in law.parameters.values():
        stated = {held.clause for held in parameter.values} != {None}
        assert stated is (parameter.confidence is Confidence.CLAUSE), parameter.name
    for duty in law.duties.values():
        if isinstance(duty.clock, Regular | Standing):
            assert law.parameters[duty.clock.parameter].confidence is not Confidence.CLAUSE, duty.id


def test_no_template_stands_for_reading(law: Law) -> None:
    alike = Counter((d.act, d.evidence, d.clock) for d in law.duties.values() if d.kind is None)
    assert max(alike.values()) <= MOST_ALIKE


def test_what_a_body_does_about_different_events_has_an_act_each(law: Law) -> None:
    """One record would else count for what has nothing to do with it; steps of one thing in one clause may share."""
    events: dict[tuple[str, str], set[tuple[str, str | None, tuple[str, ...]]]] = {}
    for duty in law.duties.values():
        if isinstance(duty.clock, On) and duty.kind is None:
            for function in duty.holder.functions:
                started = events.setdefault((function, duty.act), set())
                started.add((duty.clock.event, duty.matter, duty.clauses))
    shared = {pair: started for pair, started in events.items() if len({event for event, _, _ in started}) > 1}
    apart = [pair for pair, started in shared.items() if len({(matter, clauses) for _, matter, clauses in started}) > 1]
    assert apart == []


def test_the_role_of_a_clause_is_that_of_one_of_its_duties(law: Law) -> None:
    for clause in law.clauses.values():
        roles = {duty.role for duty in duties(law, clause.path).values()}
        assert clause.role is None or not roles or clause.role in roles, clause.path


def test_a_lead_is_never_alone_in_its_matter(law: Law) -> None:
    """Where one leads, others must have a part; a matter of joint or assisting bodies alone is a chain without head."""
    alone = [
        matter
        for matter, found in law.duties_by_matter.items()
        if DutyRole.LEAD in {duty.role for duty in found} and len(found) == 1
    ]
    assert alone == []


def test_the_law_meets_every_legal_case(law: Law, documents: dict[str, Any]) -> None:
    assert failed(law, documents) == []


def test_every_threshold_has_a_case_on_each_side(law: Law, documents: dict[str, Any]) -> None:
    cases = [case for _, case in cases_of(documents)]
    for name, parameter in law.parameters.items():
        for held in parameter.values if is_condition(parameter) else ():
            for ground in held.value["when"]:
                said = [c["facts"].get(ground["fact"]) for c in cases if c.get("condition") == name]
                least = ground.get("at_least")
                if isinstance(least, dict):
                    least = law.asked(least["parameter"], DAY)["at_least"]
                wanted = {True} if least is None else {least, least - 1}
                assert wanted <= {value for value in said if value is not None}, (name, ground)
    for name in (name for name in law.parameters if name.startswith("accident_grade_")):
        edges = [band["from"] for band in law.asked(name, DAY)["bands"]][1:]
        told = {case["amount"] for case in cases if case.get("band") == name}
        assert {at for edge in edges for at in (edge, edge - 1)} <= told, name


def test_a_law_with_any_number_moved_fails_a_case(law: Law, documents: dict[str, Any]) -> None:
    """The cases are not only true: they would notice. Every number of days around an event is moved by one."""
    keys = {"within": "within_days", "lead": "lead_days"}
    asked = {name: shape for duty in law.duties.values() for name, shape in parameters_of(duty.clock) if shape in keys}
    for name, shape in asked.items():
        held = law.parameters[name]
        values = tuple(replace(v, value={keys[shape]: v.value[keys[shape]] + 1}) for v in held.values)
        moved = replace(law, parameters={**law.parameters, name: replace(held, values=values)})
        assert failed(moved, documents), name


def test_paths_stand_in_the_order_of_the_document(law: Law) -> None:
    for file in sorted({path.split(".")[0] for path in law.clauses}):
        paths = [[int(n) for n in path.split(".")] for path in law.clauses if path.split(".")[0] == file]
        assert all(one < other for one, other in pairwise(paths))
