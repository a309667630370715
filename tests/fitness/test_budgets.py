"""The budgets: lines of a file, lines of a function, lines of comment."""

import io
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.fitness.house import CODE, Finding, Source, functions, none, sources

FILE = 400
FUNCTION = 50
COMMENTS = 0.06  # share of the lines of a room
SHORT = 60  # files up to this long do not count: in a short one a single comment is a large share


def long_files(files: Iterable[Source]) -> Iterator[Finding]:
    for source in files:
        if len(source.lines) > FILE:
            mend = "make it a folder, split by noun"
            yield source.finding(FILE + 1, f"a file of {len(source.lines)} lines ({FILE} allowed)", mend)


def long_functions(files: Iterable[Source]) -> Iterator[Finding]:
    for source in files:
        for function in functions(source):
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > FUNCTION:
                wrong = f"{function.name} has {length} lines ({FUNCTION} allowed)"
                yield source.finding(function.lineno, wrong, "give its steps names of their own")


def commented_rooms(files: Iterable[Source]) -> Iterator[Finding]:
    """Rooms (and folders outside them) whose longer files hold too many comment lines, at the worst file."""
    counted: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for source in files:
        if len(source.lines) > SHORT:
            counted[source.room or source.path.split("/")[0]][source.path] = (
                _comments(source),
                len(source.lines),
            )
    for room, held in counted.items():
        comments, lines = (sum(pair[i] for pair in held.values()) for i in (0, 1))
        if comments > COMMENTS * lines:
            worst = max(held, key=lambda path: held[path][0] / held[path][1])
            wrong = f"{room} has {comments} comment lines in {lines} ({COMMENTS:.0%} allowed), most of them here"
            yield Finding(worst, 1, wrong, "let names and docstrings say it; comments say only why")


def _comments(source: Source) -> int:
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    return sum(token.type == tokenize.COMMENT and token.line.lstrip().startswith("#") for token in tokens)


def test_no_file_is_longer_than_400_lines() -> None:
    none(long_files(sources(*CODE)))
    for ends in (".html", ".css", ".js"):
        none(long_files(sources("jinze", ends=ends)))


def test_no_function_is_longer_than_50_lines() -> None:
    none(long_functions(sources(*CODE)))


def test_comments_are_few_in_every_room() -> None:
    none(commented_rooms(sources("jinze", "config", "setup", "demo", "bench")))


def test_a_file_of_401_lines_is_found() -> None:
    assert [f.line for f in long_files([Source("a.py", "x\n" * 400), Source("b.py", "x\n" * 401)])] == [401]


def test_a_function_of_51_lines_is_found() -> None:
    fine, long = (
        "def fine():\n" + "    x\n" * 49,
        "class C:\n    async def long(self):\n" + "        x\n" * 50,
    )
    assert [f.wrong for f in long_functions([Source("a.py", fine + long)])] == ["long has 51 lines (50 allowed)"]


def test_too_many_comments_are_found_over_a_room() -> None:
    quiet = Source("jinze/sources/rules.py", "x = 1\n" * 93 + "# why\n" * 7)
    loud = Source("jinze/cases/deed/rules.py", "x = '# no comment'\n" * 93 + "# why\n" * 7)
    beside = Source("jinze/sources/models.py", "x = 1  # at the end of a line\n" * 100)
    short = Source("jinze/kernel/keys.py", "# why\n" * 60)
    assert [f.path for f in commented_rooms([quiet, loud, beside, short])] == ["jinze/cases/deed/rules.py"]
