import json
from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest

from jinze.kernel.canonical import canonical
from jinze.kernel.periods import Frequency, Window
from jinze.kernel.refusal import Refusal
from jinze.sources.enums import AskType, Confidence, DutyRole
from jinze.sources.queries.folder import documents_of
from jinze.sources.rules.clocks import Every, NamedWindow, Standing
from jinze.sources.rules.law import Holding, Law
from jinze.sources.rules.reading import digest_of, plain, read_adopted, read_law
from tests.support.law import INSTRUMENT, duty_row, grace, parameter, small_law

SUMMER = {"name": "夏季前", "parameter": "summer"}


@pytest.fixture(scope="module")
def luoyang() -> Law:
    return read_law(documents_of("luoyang-2017-37"))


def faults(documents: dict[str, Any]) -> list[str]:
    with pytest.raises(Refusal) as refused:
        read_law(documents)
    assert refused.value.code == "sources.law"
    told: list[str] = refused.value.facts["faults"]  # type: ignore[assignment]
    return told


def changed(file: str, **fields: Any) -> dict[str, Any]:
    """The small law with fields of the first row of a file changed."""
    documents = small_law(duty_row("1.1-m"))
    documents[file][0].update(fields)
    return documents


def test_the_real_folder_has_every_leaf_of_the_document(luoyang: Law) -> None:
    parts = Counter(path.partition(".")[0] for path in luoyang.clauses)
    assert (len(luoyang.clauses), dict(parts)) == (394, {"1": 45, "2": 320, "3": 29})


def test_the_real_folder_reads_a_duty_with_all_it_says(luoyang: Law) -> None:
    duty = luoyang.duties["luoyang-2017-37/1.2.7-meeting"]
    assert duty.clauses[0] == "luoyang-2017-37/1.2.7"
    assert duty.holder == Holding(("government",), frozenset({"city", "county", "township"}), "principal")
    assert (duty.clock, duty.act) == (Every(Frequency.QUARTER), "special_meeting")
    assert duty in luoyang.duties_by_clause["luoyang-2017-37/1.2.7"]
    assert luoyang.clause("luoyang-2017-37/1.2.7").path == "1.2.7"


def test_every_kind_of_file_is_read_into_its_type() -> None:
    law = read_law(small_law(duty_row("1.2-s", every="window", windows=[SUMMER], applies_if={"size": ["big", 2]})))
    assert (law.instrument.key, law.instrument.since, law.instrument.until) == (INSTRUMENT, date(2020, 1, 1), None)
    assert law.headings["1"].holders == ("government",)
    assert law.clauses["1.2"].holders == ("government", "roads")
    assert law.clauses["1.2"].role is DutyRole.LEAD
    assert [(a.key, a.type, a.required) for a in law.acts["meeting"].asks] == [
        ("chair", AskType.PEOPLE, True),
        ("present", AskType.NUMBER, False),
        ("form", AskType.CHOICE, False),
    ]
    assert law.acts["meeting"].asks[2].choices == (("room", "现场"), ("video", "视频"))
    assert law.parameters["grace_days"].confidence is Confidence.OPERATOR
    duty = law.duties[f"{INSTRUMENT}/1.2-s"]
    assert duty.clock == Every(Frequency.WINDOW, windows=(NamedWindow("夏季前", "summer"),))
    timing = law.timing(duty, date(2020, 1, 1))
    assert timing is not None
    assert timing.windows == (Window("夏季前", (3, 1), (6, 1)),)
    assert duty.applies_if == (("size", ("big", 2)),)
    assert isinstance(hash(duty), int)


def test_a_parameter_is_asked_by_the_day_and_refuses_days_before_its_first() -> None:
    parameter = read_law(
        small_law(**{"parameters/grace_days.yaml": grace(("2020-01-01", "2022-01-01", 5), ("2022-01-01", None, 3))})
    ).parameters["grace_days"]
    assert [parameter.on(day).value for day in (date(2021, 12, 31), date(2022, 1, 1))] == [5, 3]
    with pytest.raises(LookupError):
        parameter.on(date(2019, 12, 31))


def test_a_row_that_stands_twice_is_told_with_file_and_id() -> None:
    documents = small_law(duty_row("1.1-m"), duty_row("1.1-m"))
    documents["clauses/2.yaml"] = [documents["clauses/1.yaml"][0]]
    assert faults(documents) == [
        f"duties/1.yaml：{INSTRUMENT}/1.1-m 出现两次",
        "clauses/2.yaml：1.1 出现两次",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"function": "nobody"}, f"{INSTRUMENT}/1.1-m：没有职能 nobody"),
        ({"act": "dance"}, f"{INSTRUMENT}/1.1-m：没有履职种类 dance"),
        ({"grace": "patience"}, f"{INSTRUMENT}/1.1-m：没有参数 patience"),
        ({"clauses": ["1.1", "9.9"]}, f"{INSTRUMENT}/1.1-m：没有条款 9.9"),
        ({"clauses": []}, f"{INSTRUMENT}/1.1-m：没有条款"),
        ({"post": "king"}, f"{INSTRUMENT}/1.1-m：没有岗位 king"),
        ({"signed_by": "king"}, f"{INSTRUMENT}/1.1-m：没有岗位 king"),
        ({"levels": ("village",)}, f"{INSTRUMENT}/1.1-m：没有职能 government 的层级 village"),
        ({"levels": ()}, f"{INSTRUMENT}/1.1-m：没有层级"),
        ({"at_least": 0}, f"{INSTRUMENT}/1.1-m：次数 0 不对，至少一次"),
        ({"windows": [SUMMER]}, f"{INSTRUMENT}/1.1-m：时段与频次对不上"),
        ({"every": "window"}, f"{INSTRUMENT}/1.1-m：时段与频次对不上"),
        ({"every": "blue_moon"}, f"duties/1.yaml：{INSTRUMENT}/1.1-m 的 'blue_moon' is not a valid Frequency 不对"),
        ({"at_least": "twice"}, f"duties/1.yaml：{INSTRUMENT}/1.1-m 的 次数 'twice' 不对"),
        ({"act": "record"}, f"{INSTRUMENT}/1.1-m：一般履职记录不能履行有时限的义务"),
        ({"matter": "weather"}, f"{INSTRUMENT}/1.1-m：没有事 weather"),
        ({"applies_if": {"mood": "good"}}, f"{INSTRUMENT}/1.1-m：没有事实 mood"),
        ({"within": "soon"}, f"{INSTRUMENT}/1.1-m：写了期限，没有写从什么情形起算"),
        ({"follows": "moon.full"}, f"{INSTRUMENT}/1.1-m：没有情形 moon.full"),
        ({"every": None, "gate": "moon.full"}, f"{INSTRUMENT}/1.1-m：没有情形 moon.full"),
        ({"every": None, "on": "review.held", "within": "later"}, f"{INSTRUMENT}/1.1-m：没有参数 later"),
        ({"every": None, "continuous": "review.held"}, f"{INSTRUMENT}/1.1-m：review.held 不是一段时间"),
        (
            {"every": None, "standing": "soon"},
            f"{INSTRUMENT}/1.1-m：参数 soon 自 2020-01-01 起的值 {{'within_days': 7}} 读不懂（'at_least'）",
        ),
        (
            {"standing": "now_and_then"},
            f"duties/1.yaml：{INSTRUMENT}/1.1-m 的 时限 every、standing（必须正好有一种） 不对",
        ),
        ({"role": "boss"}, f"duties/1.yaml：{INSTRUMENT}/1.1-m 的 'boss' is not a valid DutyRole 不对"),
    ],
)
def test_a_duty_that_leads_nowhere_is_told_with_its_id(change: dict[str, Any], told: str) -> None:
    assert faults(small_law(duty_row("1.1-m", **change))) == [told]


def test_a_window_whose_days_stand_nowhere_is_told() -> None:
    row = duty_row("1.1-m", every="window", windows=[{**SUMMER, "parameter": "monsoon"}])
    assert faults(small_law(row)) == [f"{INSTRUMENT}/1.1-m：没有参数 monsoon"]


def test_windows_that_overlap_are_told() -> None:
    assert "时段不对" in faults(small_law(duty_row("1.1-m", every="window", windows=[SUMMER, SUMMER])))[0]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([("2020-01-01", "2021-01-01", 5), ("2021-02-01", None, 3)], "2021-01-01 至 2021-02-01 之间没有值，或有两个值"),
        ([("2020-01-01", "2021-01-01", 5), ("2020-12-01", None, 3)], "2021-01-01 至 2020-12-01 之间没有值，或有两个值"),
        ([("2020-01-01", None, 5), ("2021-01-01", None, 3)], "None 至 2021-01-01 之间没有值，或有两个值"),
        ([("2020-06-01", None, 5)], "2020-01-01 至 2020-06-01 之间没有值"),
        ([("2020-01-01", "2025-01-01", 5)], "2025-01-01 之后没有值"),
        ([], "没有值"),
    ],
)
def test_a_parameter_with_a_hole_in_its_days_is_told_with_its_file(values: list[Any], told: str) -> None:
    documents = small_law(**{"parameters/grace_days.yaml": grace(*values)})
    assert faults(documents) == [f"parameters/grace_days.yaml：{told}"]


@pytest.mark.parametrize("value", ["5", -1, True, None])
def test_a_grace_that_is_no_number_of_days_is_told(value: object) -> None:
    documents = small_law(duty_row("1.1-m"), **{"parameters/grace_days.yaml": grace(("2020-01-01", None, value))})
    assert faults(documents) == [f"{INSTRUMENT}/1.1-m：参数 grace_days 自 2020-01-01 起的值 {value} 不是天数"]


@pytest.mark.parametrize(
    ("file", "fields", "told"),
    [
        ("clauses/1.yaml", {"holder": "nobody"}, f"{INSTRUMENT}/1.1：没有职能 nobody"),
        ("headings.yaml", {"holder": ["government", "nobody"]}, "headings.yaml 1：没有职能 nobody"),
        ("functions.yaml", {"line": "bus"}, "functions.yaml government：没有条线 bus"),
        (
            "functions.yaml",
            {"levels": ["city", "county", "township", "moon"]},
            "functions.yaml government：没有层级 moon",
        ),
        ("acts.yaml", {"asks": [{"key": "x", "label": "x", "type": "smell"}]}, "'smell' is not a valid AskType"),
        ("clauses/1.yaml", {"role": "boss"}, "'boss' is not a valid DutyRole"),
        ("lines.yaml", {"order": "first"}, "lines.yaml：general"),
    ],
)
def test_a_wrong_row_of_any_file_is_told(file: str, fields: dict[str, Any], told: str) -> None:
    assert told in "\n".join(faults(changed(file, **fields)))


def test_a_plain_record_may_serve_what_has_no_clock() -> None:
    law = read_law(small_law(duty_row("1.1-m", every=None, standing="now_and_then", act="record")))
    assert law.duties[f"{INSTRUMENT}/1.1-m"].clock == Standing("now_and_then")


def test_a_reason_for_no_duty_stands_only_where_there_is_none() -> None:
    assert faults(changed("clauses/1.yaml", reason="只是原则")) == [f"{INSTRUMENT}/1.1：写了没有义务的理由，却有义务"]
    documents = small_law(duty_row("1.2-m"))
    documents["clauses/1.yaml"][0]["reason"] = "只是原则"
    assert read_law(documents).clauses["1.1"].reason == "只是原则"


KIND = {
    "key": "plan_work",
    "name": "预案",
    "gist": "编预案，练预案。",
    "parts": [
        {
            "slug": "plans",
            "title": "编预案",
            "gist": "预案现行有效。",
            "role": "own",
            "standing": "now_and_then",
            "act": "note",
            "evidence": ["rule"],
            "on_failure": "提醒",
            "members": [
                {"path": "1.1", "function": ["government", "roads"], "levels": ["county"]},
                {"path": "1.3", "function": "works", "levels": ["enterprise"], "role": "assist", "scope": "矿山"},
            ],
        },
        {
            "slug": "drills",
            "title": "练预案",
            "gist": "每年练。",
            "role": "own",
            "every": "year",
            "act": "check",
            "evidence": ["record"],
            "on_failure": "提醒",
            "members": [{"path": "1.3", "function": "works", "levels": ["enterprise"], "post": "principal"}],
        },
    ],
}


def test_a_shared_kind_is_defined_once_and_makes_a_duty_of_every_member() -> None:
    law = read_law(small_law(**{"kinds/plan_work.yaml": KIND}))
    assert [(part.slug, part.members) for part in law.kinds["plan_work"].parts] == [
        ("plans", ("1.1", "1.3")),
        ("drills", ("1.3",)),
    ]
    plans, others, drills = law.duties.values()
    assert [duty.id.partition("/")[2] for duty in (plans, others, drills)] == [
        "1.1-plan-work-plans",
        "1.3-plan-work-plans",
        "1.3-plan-work-drills",
    ]
    assert plans.holder == Holding(("government", "roads"), frozenset({"county"}), None)
    assert (plans.kind, plans.role, plans.scope) == ("plan_work", DutyRole.OWN, "")
    assert (others.role, others.scope, others.clock) == (DutyRole.ASSIST, "矿山", Standing("now_and_then"))
    assert (drills.holder.post, drills.clock, drills.title) == ("principal", Every(Frequency.YEAR), "练预案")
    assert law.duties_by_clause[f"{INSTRUMENT}/1.3"] == [others, drills]


def test_a_shared_kind_that_cannot_be_read_is_told_with_its_file() -> None:
    assert faults(small_law(**{"kinds/plan_work.yaml": {**KIND, "parts": [{"slug": "x"}]}})) == [
        "kinds/plan_work.yaml：'title' 不对"
    ]
    twice = faults(small_law(duty_row("1.1-plan-work-plans"), **{"kinds/plan_work.yaml": KIND}))
    assert twice == [f"kinds/plan_work.yaml：{INSTRUMENT}/1.1-plan-work-plans 出现两次"]


def test_more_than_fifteen_duties_of_one_make_are_a_template() -> None:
    assert len(read_law(small_law(*(duty_row(f"1.1-{n}") for n in range(15)))).duties) == 15
    told = faults(small_law(*(duty_row(f"1.1-{n}") for n in range(16))))
    assert told == ["duties/：check 有 16 项义务一个样，超过 15 项，请设为共性义务"]


def test_a_table_with_a_hole_fails_at_load() -> None:
    bands = {"bands": [{"from": 0, "until": 3, "is": "a"}, {"from": 5, "until": None, "is": "b"}]}
    assert faults(small_law(**{"parameters/grades.yaml": parameter(("2020-01-01", None, bands))})) == [
        "parameters/grades.yaml：3 至 5 之间没有分档，或有两个"
    ]


def test_a_condition_on_an_unknown_fact_or_parameter_is_told() -> None:
    said = {"when": [{"fact": "mood", "at_least": {"parameter": "most"}}], "combine": {"parameter": "how"}}
    assert faults(small_law(**{"parameters/veto.yaml": parameter(("2020-01-01", None, said))})) == [
        "parameters/veto.yaml：2020-01-01 起的值：没有事实 mood",
        "parameters/veto.yaml：2020-01-01 起的值：没有参数 how",
        "parameters/veto.yaml：2020-01-01 起的值：没有参数 most",
    ]


def test_who_takes_duties_must_name_a_function_and_facts_that_are_there() -> None:
    takes = {"function": "nobody", "clause": "1.1", "if": {"mood": "good"}}
    assert faults(changed("functions.yaml", takes=takes)) == [
        "functions.yaml government：没有职能 nobody",
        "functions.yaml government：没有事实 mood",
    ]


def test_a_clause_path_that_is_not_of_numbers_is_told() -> None:
    documents = small_law()
    documents["clauses/1.yaml"].append({"path": "1.a", "heading": "x", "gist": "x", "role": None})
    assert faults(documents) == ["clauses/1.yaml：1.a 的 编号 1.a 不对"]


@pytest.mark.parametrize("content", [None, {}, [], {"key": "x"}])
def test_an_instrument_that_says_too_little_is_refused(content: object) -> None:
    assert faults(small_law(**{"instrument.yaml": content}))[0].startswith("instrument.yaml")


def test_a_missing_instrument_is_refused() -> None:
    documents = small_law()
    del documents["instrument.yaml"]
    assert faults(documents)[0].startswith("instrument.yaml")


def test_a_number_with_a_fraction_is_told_with_its_file() -> None:
    documents = small_law(**{"parameters/grace_days.yaml": grace(("2020-01-01", None, 0.5))})
    assert [fault.partition("：")[0] for fault in faults(documents)] == ["parameters/grace_days.yaml"]


@pytest.mark.parametrize("rows", [["1.1"], "text", {"path": "1.9"}])
def test_rows_that_are_no_rows_are_told_with_their_file(rows: object) -> None:
    assert faults(small_law(**{"clauses/2.yaml": rows}))[0].startswith("clauses/2.yaml")


def test_a_key_that_no_column_holds_is_told() -> None:
    documents = small_law(duty_row("1.1-m", act="a" * 65), duty_row("1.2-" + "m" * 120))
    documents["acts.yaml"].append({"key": "a" * 65, "name": "长", "verb": "长", "asks": []})
    assert faults(documents) == [
        f"{'a' * 65}：名称有 65 个字符，最多 64 个",
        f"{INSTRUMENT}/1.2-{'m' * 120}：编号有 {len(INSTRUMENT) + 125} 个字符，最多 120 个",
    ]


def test_an_adopted_revision_is_read_as_it_was_whatever_is_asked_of_new_ones() -> None:
    documents = small_law(*(duty_row(f"1.1-{n}", act="record") for n in range(16)))
    assert len(faults(documents)) == 17
    assert len(read_adopted(documents).duties) == 16


def test_an_adopted_revision_of_the_first_form_reads_as_before() -> None:
    """Every key stood in every row, windows held a copy of their days, clauses named their kind."""
    row = {
        "id": "1.1-m",
        "clauses": ["1.1"],
        "title": "按时检查",
        "role": "own",
        "matter": "sweep",
        "holder": {"function": "government", "levels": ["county"], "post": None},
        "every": "window",
        "at_least": 1,
        "windows": [{"name": "夏季前", "from": "03-01", "until": "06-01", "parameter": "summer"}],
        "per_object": None,
        "act": "check",
        "asks": [],
        "evidence": ["record"],
        "applies_if": None,
        "signed_by": None,
        "on_failure": "提醒",
        "grace": "grace_days",
        "standing": None,
    }
    documents = small_law(row)
    for file in ("events.yaml", "facts.yaml", "matters.yaml"):
        del documents[file]
    documents["clauses/1.yaml"][0]["kind"] = "credit_scheme"
    law = read_adopted(documents)
    duty = law.duties[f"{INSTRUMENT}/1.1-m"]
    timing = law.timing(duty, date(2024, 1, 1))
    assert timing is not None
    assert (timing.at_least, timing.windows) == (1, (Window("夏季前", (3, 1), (6, 1)),))
    assert (duty.holder.functions, duty.grace, duty.matter) == (("government",), "grace_days", "sweep")


def test_all_faults_are_told_at_once() -> None:
    documents = small_law(duty_row("1.1-m", act="dance"), duty_row("1.2-m", function="nobody"))
    documents["functions.yaml"][1]["line"] = "bus"
    assert len(faults(documents)) == 3


def test_digest_is_independent_of_layout_and_changes_with_the_content() -> None:
    documents = small_law(duty_row("1.1-m"))
    other = dict(reversed([(name, content) for name, content in documents.items()]))
    other["lines.yaml"] = [dict(reversed(list(row.items()))) for row in documents["lines.yaml"]]
    assert canonical(documents) == canonical(other)
    assert digest_of(documents) == digest_of(other) == read_law(documents).digest
    documents["lines.yaml"][0]["name"] = "总"
    assert digest_of(documents) != digest_of(other)


def test_plain_writes_days_as_text_at_every_depth() -> None:
    said = {"a": [date(2020, 1, 2), {"b": date(2020, 1, 3)}], 5: None, "c": [True, 1, "x"]}
    assert plain(said) == {"a": ["2020-01-02", {"b": "2020-01-03"}], "5": None, "c": [True, 1, "x"]}
    assert plain(datetime(2020, 1, 2, 3, 4, 5)) == "2020-01-02T03:04:05"  # noqa: DTZ001 - as YAML gives it


def test_a_stored_snapshot_gives_an_equal_law(luoyang: Law) -> None:
    documents = documents_of("luoyang-2017-37")
    assert read_law(json.loads(canonical(documents))) == luoyang
    assert plain(documents) == documents
