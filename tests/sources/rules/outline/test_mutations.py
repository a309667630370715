"""Whatever befalls the text: no crash, nothing lost, no clause invented."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jinze.sources.rules.outline.read import read_outline
from jinze.sources.rules.outline.tree import Outline

Holds = Callable[[str, Outline], None]
QUICK = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
LABELS = ["一、", "（三）", "(四)", "1.", "2.", "9.", "（1）", "（2", "第三条", "第一章", "③", "5）"]
SIGNS = ["（", "）", "(", ")", "，", ",", "and", "。", "：", "《", "》", "\t", "人員", "2031年3月5日印发"]
SCRAPS = st.sampled_from(LABELS + SIGNS)
PIECES = st.lists(st.one_of(SCRAPS, st.sampled_from(["\n", "\n\n", "甲局", "负责检查工作", " "])), max_size=60).map(
    "".join
)


def opening(outline: Outline) -> dict[str, str]:
    return {node.path: (node.heading + node.text)[:4] for node in outline.nodes if node.path}


@QUICK
@given(data=st.data())
def test_slice_mutated_line_by_line_loses_nothing(plan: str, holds: Holds, data: st.DataObject) -> None:
    lines = plan.split("\n")
    start = data.draw(st.integers(0, len(lines) - 2))
    piece = lines[start : start + data.draw(st.integers(1, 30))]
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(piece) - 1))
        other = data.draw(st.integers(0, len(piece) - 1))
        what = data.draw(st.sampled_from(["delete", "swap", "double", "relabel", "cut", "insert"]))
        if what == "delete":
            piece[place] = ""
        elif what == "swap":
            piece[place], piece[other] = piece[other], piece[place]
        elif what == "double":
            piece.insert(other, piece[place])
        elif what == "relabel":
            piece[place] = data.draw(SCRAPS) + piece[place]
        elif what == "cut":
            piece[place] = piece[place][: data.draw(st.integers(0, len(piece[place])))]
        else:
            piece.insert(place, data.draw(SCRAPS))
    text = "\n".join(piece)
    holds(text, read_outline(text))


@QUICK
@given(text=PIECES)
def test_scraps_of_documents_lose_nothing(holds: Holds, text: str) -> None:
    holds(text, read_outline(text))


@QUICK
@given(text=st.text(max_size=80))
def test_any_text_at_all_loses_nothing(holds: Holds, text: str) -> None:
    holds(text, read_outline(text))


def test_each_line_deleted_in_turn_invents_no_clause(plan: str, holds: Holds) -> None:
    lines, whole = plan.split("\n"), opening(read_outline(plan))
    for place, line in enumerate(lines):
        text = "\n".join([*lines[:place], "", *lines[place + 1 :]])
        outline = read_outline(text)
        holds(text, outline)
        assert opening(outline).keys() <= whole.keys(), line


def test_each_line_doubled_in_turn_changes_no_clause(plan: str, holds: Holds) -> None:
    lines, whole = plan.split("\n"), opening(read_outline(plan))
    labelled = [place for place, line in enumerate(lines) if line.startswith(("一", "二", "三", "（", "(", "1", "2. "))]
    for place in labelled:
        text = "\n".join([*lines[: place + 1], "", *lines[place:]])
        outline = read_outline(text)
        holds(text, outline)
        assert opening(outline) == whole, lines[place]


def test_text_cut_off_anywhere_invents_no_clause(plan: str, holds: Holds) -> None:
    whole = opening(read_outline(plan))
    begin = plan.index("一、党委")
    for end in range(begin, len(plan), 3):
        outline = read_outline(plan[:end])
        holds(plan[:end], outline)
        assert opening(outline).keys() <= whole.keys(), plan[end - 10 : end]
