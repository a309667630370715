from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from jinze.cases.deed.intake import FileDeed, VoidDeed

SAID: dict[str, Any] = {"act": "check", "occurred_at": datetime(2026, 1, 1, tzinfo=UTC), "summary": "检查了"}


def test_text_is_stripped_answers_too() -> None:
    said = FileDeed.model_validate({**SAID, "summary": "  检查了 ", "answers": {"chair": " 示例甲 "}})
    assert (said.summary, said.answers) == ("检查了", {"chair": "示例甲"})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("occurred_at", datetime(2026, 1, 1)),  # noqa: DTZ001 - that is the point
        ("occurred_at", "2026-01-01T00:00"),
        ("summary", "  "),
        ("summary", "长" * 4001),
        ("act", ""),
        ("against", -1),
        ("against", "soon"),
        ("strange", 1),
    ],
)
def test_file_deed_refuses_by_field(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as refused:
        FileDeed.model_validate({**SAID, field: value})
    assert [error["loc"][0] for error in refused.value.errors()] == [field]


@pytest.mark.parametrize("why", ["", " 错 ", "长" * 501])
def test_void_deed_wants_a_reason(why: str) -> None:
    with pytest.raises(ValidationError):
        VoidDeed(why=why)
