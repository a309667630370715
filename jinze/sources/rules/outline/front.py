"""What stands before the body: covering notice, number, issuer, date, title; and what closes the document."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from jinze.sources.rules.outline.lines import Line, is_bare, is_ended, joins, paragraphs
from jinze.sources.rules.outline.styles import value
from jinze.sources.rules.outline.tree import Kind, Node

NUMBER = re.compile(r"[\u3400-\u9fff]{1,12}\s?[〔\[［（]\s?\d{4}\s?[〕\]］）]\s?第?\s?\d{1,5}\s?号")
DAY = re.compile(
    r"[（(]?([0-9〇零○一二三四五六七八九]{4})\s?年\s?([0-9一二三四五六七八九十]{1,3})\s?月"
    r"\s?([0-9一二三四五六七八九十]{1,3})\s?日\s?(印发)?[）)]?"
)
ISSUER = re.compile(r"(?!.*关于)[\u3400-\u9fff（）\s·]{2,60}?(?:办公室|人民政府|委员会|文件|政府|[局厅部委院])")
NAMED = re.compile(
    "(?:职责|清单|规定|办法|细则|条例|方案|制度|规则|意见|通知|决定|规划|纲要|准则|守则|规程|通报|预案)(?:（.{1,12}）)?$"
)
NOTICE = re.compile("关于.+(?:通知|意见|决定|通报|函|批复)$")
DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
TAIL = re.compile("抄送|抄报|主送|（此件|此件")
COVER = 120
"""Lines within which a covering notice ends."""
HEAD = 15
TITLE = 60


@dataclass(frozen=True, slots=True)
class Front:
    """What was found before the body; `end` is the index of the first line that is left to the body."""

    title: str
    number: str
    issuer: str
    date: str
    nodes: tuple[Node, ...]
    issuers: frozenset[str]
    end: int


def read_front(lines: Sequence[Line], *, spaced: bool) -> Front:
    """Take covering notice, mast and title off the head of the document."""
    cover = _cover(lines)
    first = next((i for i in range(cover, len(lines)) if lines[i].mark), len(lines))
    start, end = _title(lines, cover, first)
    title = "".join(line.text for line in lines[start:end])
    nodes = _front(lines[:start], spaced=spaced)
    if title:
        nodes.append(Node(Kind.TITLE, lines[start].number, title))
    notices = (node.text for node in nodes if node.kind is Kind.FRONT and NOTICE.search(node.text))
    signature = _signature(lines, cover - 1) if cover else []
    mast = [line.text.removesuffix("文件").strip() for line in lines[: min(start, HEAD)] if _is(ISSUER, line)]
    days = [day for line in lines[max(cover - 1, 0) : start] if (day := day_of(line.text))]
    return Front(
        title=title or next(notices, ""),
        number=next(("".join(n.text.split()) for n in lines[: min(end, HEAD)] if _is(NUMBER, n)), ""),
        issuer=" ".join(signature or mast[:1]),
        date=days[0] if days else "",
        nodes=tuple(nodes),
        issuers=frozenset([*mast, *signature]),
        end=end,
    )


def day_of(text: str) -> str:
    """The ISO date a line consists of (2017年12月28日, 二〇一七年…), or ""."""
    found = DAY.fullmatch(text)
    if not found:
        return ""
    try:
        return date(int(found[1].translate(DIGITS)), value(found[2]) or 0, value(found[3]) or 0).isoformat()
    except ValueError:
        return ""


def find_closing(lines: Sequence[Line], start: int, issuers: Set[str]) -> list[int]:
    """Indices of the lines that close the document: signature, date, 印发, 抄送; they may stand inside.

    None is looked for before the first label at or after `start`.
    """
    closing: list[int] = []
    index = max(1, next((i for i in range(start, len(lines)) if lines[i].mark), start))
    while index < len(lines):
        end = index
        while end < len(lines) and _can_close(lines[end], issuers):
            end += 1
        run = lines[index:end]
        if run and _closes(run, issuers, after_sentence=is_ended(lines[index - 1]), last=end == len(lines)):
            closing += range(index, end)
        index = max(end, index + 1)
    return closing


def closing_issuer(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines if _is(ISSUER, line))


def _is(pattern: re.Pattern[str], line: Line) -> bool:
    return line.mark is None and len(line.text) <= TITLE and pattern.fullmatch(line.text) is not None


def _can_close(line: Line, issuers: Set[str]) -> bool:
    if line.mark:
        return False
    return line.text in issuers or _is(ISSUER, line) or _is(DAY, line) or TAIL.match(line.text) is not None


def _closes(run: Sequence[Line], issuers: Set[str], *, after_sentence: bool, last: bool) -> bool:
    """A run closes by what only a closing has; a bare date or name may also be the rest of a cut line."""
    if any(TAIL.match(line.text) or (_is(DAY, line) and "印发" in line.text) for line in run):
        return True
    signed = any(_is(DAY, line) or line.text in issuers for line in run)
    return signed and (after_sentence or last)


def _cover(lines: Sequence[Line]) -> int:
    """Where the annexed document begins: after the signed date of a notice; 0 without a notice."""
    if not any(_is(NUMBER, line) or NOTICE.search(line.text[-TITLE:]) for line in lines[:HEAD]):
        return 0
    for index in range(1, min(len(lines) - 1, COVER)):
        follows = any(line.mark for line in lines[index + 1 : index + COVER])
        if follows and _is(DAY, lines[index]):
            named = is_bare(lines[index + 1].text, TITLE) and not lines[index + 1].mark
            if named or _is(ISSUER, lines[index - 1]):
                return index + 1
    return 0


def _title(lines: Sequence[Line], start: int, first: int) -> tuple[int, int]:
    """The lines of the title between the mast and the first label, as a half-open range."""
    while start < first and any(_is(pattern, lines[start]) for pattern in (NUMBER, DAY, ISSUER)):
        start += 1
    end = start
    while end < min(first, start + 3) and (is_bare(lines[end].text, TITLE) or _open(lines[start:end])):
        end += 1
        if NAMED.search(lines[end - 1].text) and not _open(lines[start:end]):
            return start, end
    return start, min(end, start + 1)


def _open(lines: Sequence[Line]) -> bool:
    return sum(line.text.count("《") - line.text.count("》") for line in lines) > 0


def _signature(lines: Sequence[Line], day: int) -> list[str]:
    start = day
    while start > 0 and day - start < 5 and _is(ISSUER, lines[start - 1]):
        start -= 1
    return [line.text for line in lines[start:day]]


def _front(lines: Sequence[Line], *, spaced: bool) -> list[Node]:
    """The paragraphs of mast and notice, each a node; what is set apart (number, date, names) stays so."""
    groups: list[list[Line]] = []
    for line in lines:
        apart = any(_is(pattern, line) for pattern in (NUMBER, DAY, ISSUER)) or line.mark
        before = groups[-1] if groups else []
        closed = not before or any(_is(pattern, before[0]) for pattern in (NUMBER, DAY, ISSUER))
        closed = closed or NOTICE.search(before[-1].text[-TITLE:]) is not None
        if apart or closed or not joins(before[-1], line, spaced=spaced):
            groups.append([line])
        else:
            before.append(line)
    return [Node(Kind.FRONT, group[0].number, paragraphs(group, spaced=spaced)) for group in groups]
