"""The table of followers in docs/architecture.md says what is registered."""

import pytest

from jinze.foundation.ledger.followers import projections
from jinze.foundation.ledger.queries.projections import table_of_followers
from tests.fitness.house import ROOT, Finding, none

PAGE = "docs/architecture.md"
BEGIN, END = "<!-- followers:begin -->", "<!-- followers:end -->"


def old_table(page: str, wanted: str) -> list[Finding]:
    before, _, rest = page.partition(BEGIN)
    if rest.partition(END)[0].strip() == wanted.strip():
        return []
    mend = f"put what `.venv/bin/jinze ledger followers` prints between {BEGIN} and {END}:\n{wanted}"
    return [Finding(PAGE, before.count("\n") + 1, "the table of followers is old", mend)]


def test_the_table_of_followers_is_up_to_date() -> None:
    none(old_table((ROOT / PAGE).read_text(encoding="utf-8"), table_of_followers()))


def test_the_table_names_every_projection_with_all_it_follows() -> None:
    table = table_of_followers()
    assert projections()
    assert not [p.name for p in projections() if p.name not in table or ", ".join(p.patterns) not in table]


@pytest.mark.parametrize(
    ("page", "good"), [(f"a\n{BEGIN}\n| x |\n{END}\n", True), (f"a\n{BEGIN}\n| y |\n{END}\n", False), ("a\n", False)]
)
def test_an_old_or_missing_table_is_found(page: str, good: bool) -> None:
    assert bool(old_table(page, "| x |")) is not good
