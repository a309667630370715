"""The words at the end of `make test`."""

from setup.run_tests import Run, summary


def run(engine: str, code: int = 0, **counts: int) -> Run:
    return Run(engine, "here", code, 12.3, counts)


def test_last_line_is_the_sum_of_both_runs() -> None:
    said = summary([run("SQLite", passed=10, skipped=2), run("PostgreSQL", passed=4, failed=1, code=1)])
    assert said.splitlines()[-1] == "14 passed, 1 failed, 2 skipped"


def test_each_run_says_where_and_what_it_did_not_repeat() -> None:
    said = summary([run("SQLite", passed=10), run("PostgreSQL", passed=4, elsewhere=6)])
    assert "SQLite:     10 passed, 0 failed, 0 skipped in 12 s (here)" in said
    assert "PostgreSQL: 4 passed, 0 failed, 0 skipped, 6 not repeated in 12 s (here)" in said


def test_tests_without_the_document_are_counted_once() -> None:
    said = summary([run("SQLite", skipped=3, document=3), run("PostgreSQL", skipped=1, document=1)])
    assert "not run: 3 tests need the document (JINZE_DOCUMENT=path of its text)" in said


def test_missing_browser_is_said_plainly() -> None:
    assert "browser tests did not run: no Chromium found" in summary([run("SQLite", skipped=1, browser=1)])


def test_pytest_that_broke_before_counting_is_a_failure() -> None:
    broken = run("SQLite", code=3)
    assert not broken.ok
    assert summary([broken]).splitlines()[-1] == "0 passed, 1 failed, 0 skipped"


def test_narrow_selection_without_tests_on_one_engine_is_fine() -> None:
    assert run("PostgreSQL", code=5).ok
