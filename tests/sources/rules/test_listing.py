"""Coverage of a document, and duties as rows."""

from datetime import date
from typing import Any

from jinze.sources.rules.listing import Coverage, coverage, duty_row, leaves_of
from jinze.sources.rules.reading import read_law
from tests.support import law as small
from tests.support.law import INSTRUMENT, small_law

DAY = date(2024, 5, 1)
CLOCKS = ("every", "at_least", "windows", "on", "within", "before", "gate", "regular", "continuous", "standing")


def test_leaves_are_the_numbered_nodes_with_nothing_numbered_below() -> None:
    nodes = [{"path": path} for path in ("", "1", "1.1", "1.2", "1.2.1", "2", "10", "10.1")]
    assert leaves_of({"nodes": nodes}) == ["1.1", "1.2.1", "2", "10.1"]


def test_coverage_counts_duties_reasons_and_what_is_missing_or_too_much() -> None:
    documents = small_law(
        small.duty_row("1.2-a"), small.duty_row("1.2-b", every=None, standing="now_and_then"), small.duty_row("1.3-x")
    )
    documents["duties/1.yaml"][2]["holder"] = {"function": "works", "levels": ["enterprise"]}
    documents["clauses/1.yaml"][0]["reason"] = "只是原则"
    found = coverage(read_law(documents), ["1.1", "1.2", "1.9"])
    assert found == Coverage(
        leaves=3,
        mapped=1,
        not_a_duty=1,
        timed=1,
        standing=1,
        missing=(f"{INSTRUMENT}/1.9",),
        extra=(f"{INSTRUMENT}/1.3",),
    )


def row(**clock: Any) -> dict[str, Any]:
    law = read_law(small_law(small.duty_row("1.1-m", **{"every": None, **clock})))
    found = duty_row(law, law.duties[f"{INSTRUMENT}/1.1-m"], DAY)
    return {name: found[name] for name in CLOCKS if found[name] is not None}


def test_a_row_says_its_clock_with_the_numbers_of_the_day() -> None:
    assert row(every="quarter", at_least=2) == {"every": "quarter", "at_least": 2}
    assert row(every="window", windows=[{"name": "夏季前", "parameter": "summer"}]) == {
        "every": "window",
        "at_least": 1,
        "windows": [{"name": "夏季前", "from": "03-01", "until": "06-01"}],
    }
    soon = {"days": 7, "parameter": "soon"}
    assert row(on="accident.reported", within="soon") == {"on": "accident.reported", "within": soon}
    assert row(every="month", follows="review.held", within="soon")["within"] == soon
    assert row(before="holiday", lead="ahead") == {
        "before": {"event": "holiday", "lead_days": 3, "parameter": "ahead"},
    }
    assert row(gate="review.held") == {"gate": "review.held"}
    assert row(continuous="always") == {"continuous": "always"}
    assert row(regular="often") == {"regular": {"every": "quarter", "at_least": 2, "parameter": "often"}}
    assert row(standing="now_and_then") == {
        "standing": {"at_least": 2, "every": "year", "parameter": "now_and_then"},
    }


def test_a_row_has_every_field_also_those_that_say_nothing() -> None:
    law = read_law(
        small_law(small.duty_row("1.2-m", function=["government", "roads"], applies_if={"size": ["a", "b"]}))
    )
    found = duty_row(law, law.duties[f"{INSTRUMENT}/1.2-m"], DAY)
    assert set(found) == {
        *("id", "clauses", "matter", "role", "holder", "level", "post", *CLOCKS, "per_object", "event", "evidence"),
        *("signed_by", "applies_if", "on_failure", "kind", "title"),
    }
    assert (found["holder"], found["level"]) == ("government,roads", ["county"])
    assert (found["applies_if"], found["post"], found["matter"]) == ({"size": ["a", "b"]}, None, None)
