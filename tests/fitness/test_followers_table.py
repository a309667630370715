"""The table of followers in docs/architecture.md says what is registered.

JINZE_WRITE_DOCS=1 .venv/bin/python -m pytest tests/fitness/test_followers_table.py writes it anew.
"""

import os
from collections.abc import Iterable

from jinze.foundation.ledger.enums import Follow
from jinze.foundation.ledger.followers import Projection, projections
from tests.fitness.house import ROOT

PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- followers:begin -->", "<!-- followers:end -->"
WHEN = {Follow.INLINE: "in the act's transaction", Follow.LATER: "later, with a cursor"}


def table(found: Iterable[Projection]) -> str:
    """The section of the page: one line for each projection, in the order in which they follow."""
    rows = [
        f"| {p.name} | {', '.join(f'`{kind}`' for kind in p.patterns)} | {WHEN[p.mode]} "
        f"| {', '.join(f'`{model._meta.db_table}`' for model in p.tables)} | {p.reads} |"
        for p in found
    ]
    head = ["| projection | follows | when | tables | what it reads |", "|---|---|---|---|---|"]
    return "\n".join([BEGIN, *(head + rows if rows else ["No follower is registered."]), END])


def section(page: str) -> str:
    """The generated section as it stands in the page."""
    begin, end = page.index(BEGIN), page.index(END) + len(END)
    return page[begin:end]


def test_the_table_of_followers_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("JINZE_WRITE_DOCS"):
        page = page.replace(section(page), table(projections()))
        PAGE.write_text(page, encoding="utf-8")
    mend = "run JINZE_WRITE_DOCS=1 .venv/bin/python -m pytest tests/fitness/test_followers_table.py"
    assert section(page) == table(projections()), f"docs/architecture.md:{BEGIN} is old — {mend}"


def test_the_table_changes_with_what_is_registered() -> None:
    made = Projection("masks", ("deed.*",), Follow.INLINE, print, {}, "Which periods are done.")
    wanted = "| masks | `deed.*` | in the act's transaction |  | Which periods are done. |"
    assert wanted in table([made]).splitlines()
    assert section(f"a\n{table([made])}\nb") == table([made]) != table([])
