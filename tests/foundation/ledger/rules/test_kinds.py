"""Event kinds: only fields that cannot carry text, read back as they were written."""

from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError, create_model

from jinze.foundation.ledger.rules import kinds
from jinze.foundation.ledger.rules.kinds import Code, Facts, Sealed, plain, read, registered
from jinze.kernel.canonical import canonical


class Colour(StrEnum):
    RED = "red"


class Worded(StrEnum):
    RED = "红"


class Inner(BaseModel):
    text: str


class Full(Facts):
    code: Code
    why: Sealed
    n: int
    done: bool
    key: UUID
    day: date
    moment: datetime
    colour: Colour
    maybe: Code | None
    codes: tuple[Code, ...]
    days: list[date]


@pytest.fixture(autouse=True)
def own_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))


@pytest.mark.parametrize(
    "annotation",
    [str, str | None, list[str], tuple[Code, str], float, Any, bytes, dict[str, int], Inner, Worded, list, set[int]],
)
def test_a_field_that_could_carry_text_is_refused_at_registration(annotation: Any) -> None:
    facts = create_model("Told", __base__=Facts, told=(annotation, ...))
    with pytest.raises(TypeError, match="may carry text"):
        registered("sample.told", wording="说了")(facts)


@pytest.mark.parametrize("kind", ["told", "Sample.told", "sample.told.twice", "sample told", ""])
def test_a_name_that_is_no_kind_is_refused(kind: str) -> None:
    with pytest.raises(ValueError):
        registered(kind, wording="说了")(create_model("Told", __base__=Facts, n=(int, ...)))


def test_a_kind_registered_by_two_classes_is_refused() -> None:
    registered("sample.told", wording="说了")(create_model("Told", __base__=Facts, n=(int, ...)))
    with pytest.raises(ValueError, match="twice"):
        registered("sample.told", wording="说了")(create_model("Other", __base__=Facts, n=(int, ...)))


CODES = st.from_regex(r"\A[A-Za-z0-9._:/#@+\-]{0,20}\Z")
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-3, minutes=-30))])


@given(
    st.builds(
        Full,
        code=CODES,
        why=st.sampled_from(["", "ab" * 32]),
        n=st.integers(),
        done=st.booleans(),
        key=st.uuids(),
        day=st.dates(),
        moment=st.datetimes(datetime(1900, 1, 1), datetime(2999, 1, 1), timezones=ZONES),  # noqa: DTZ001
        colour=st.just(Colour.RED),
        maybe=st.none() | CODES,
        codes=st.lists(CODES, max_size=3).map(tuple),
        days=st.lists(st.dates(), max_size=3),
    )
)
def test_facts_are_read_as_they_were_written(facts: Full) -> None:
    registered("sample.full", wording="全")(Full)
    written = canonical(plain(facts))
    assert written.isascii()
    again = read("sample.full", 1, plain(facts))
    assert again == facts
    assert canonical(plain(again)) == written


def test_a_moment_is_written_in_utc_whatever_its_zone() -> None:
    class Timed(Facts):
        moment: datetime

    here = datetime(2026, 3, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    assert plain(Timed(moment=here)) == {"moment": "2026-03-01T00:00:00.000000+00:00"}
    with pytest.raises(ValueError):
        plain(Timed(moment=datetime(2026, 3, 1)))  # noqa: DTZ001


@pytest.mark.parametrize("text", ["隐患", "two words", "line\n", "x" * 161, "a,b", '"'])
def test_a_code_holds_no_sentence(text: str) -> None:
    facts = create_model("Coded", __base__=Facts, code=(Code, ...))
    with pytest.raises(ValidationError):
        facts(code=text)


@pytest.mark.parametrize("text", ["ab", "AB" * 32, "因为", "ab" * 32 + "\n"])
def test_a_sealed_field_holds_only_a_digest(text: str) -> None:
    facts = create_model("Closed", __base__=Facts, why=(Sealed, ...))
    with pytest.raises(ValidationError):
        facts(why=text)
