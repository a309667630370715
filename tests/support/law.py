"""A small law of our own as plain documents, for tests that need one they can change."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from jinze.sources.rules.reading import plain

INSTRUMENT = "shi-2020-1"

_FILES: dict[str, Any] = {
    "instrument.yaml": {
        "key": INSTRUMENT,
        "number": "试发〔2020〕1号",
        "title": "试行安全生产职责",
        "issuer": ["试行市人民政府"],
        "issued": "2020-01-01",
        "in_force": {"from": "2020-01-01", "until": None},
        "area": "4103",
    },
    "headings.yaml": [{"path": "1", "heading": "政府", "holder": "government"}],
    "lines.yaml": [
        {"key": "general", "name": "综合", "order": 1},
        {"key": "industry", "name": "行业", "order": 2},
    ],
    "functions.yaml": [
        {"key": "government", "name": "政府", "line": "general", "levels": ["city", "county", "township"]},
        {"key": "roads", "name": "公路管理", "line": "industry", "levels": ["city", "county"]},
        {"key": "works", "name": "生产经营", "line": "industry", "levels": ["enterprise", "workshop", "team"]},
    ],
    "clauses/1.yaml": [
        {"path": "1.1", "heading": "会议", "gist": "按时开会。", "holder": "government", "role": "own"},
        {"path": "1.2", "heading": "检查", "gist": "按时检查。", "holder": ["government", "roads"], "role": "lead"},
        {"path": "1.3", "heading": "自查", "gist": "企业自查。", "holder": "works", "role": "own"},
    ],
    "acts.yaml": [
        {
            "key": "meeting",
            "name": "会议",
            "verb": "开会",
            "asks": [
                {"key": "chair", "label": "主持人", "type": "people", "required": True},
                {"key": "present", "label": "到会人数", "type": "number", "required": False},
                {
                    "key": "form",
                    "label": "形式",
                    "type": "choice",
                    "required": False,
                    "choices": [{"key": "room", "label": "现场"}, {"key": "video", "label": "视频"}],
                },
            ],
        },
        {"key": "check", "name": "检查", "verb": "检查", "asks": []},
        {"key": "note", "name": "台账登记", "verb": "登记台账", "asks": []},
        {"key": "record", "name": "一般记录", "verb": "记录", "asks": []},
    ],
    "events.yaml": [
        {"key": "accident.reported", "name": "接到事故报告"},
        {"key": "review.held", "name": "开过评审会"},
        {"key": "holiday", "name": "节假日", "period": True},
    ],
    "facts.yaml": [
        {"key": "size", "of": "enterprise", "type": "choice", "name": "规模", "clause": "1.3"},
        {"key": "deaths", "of": "accident", "type": "number", "name": "死亡人数", "clause": None},
    ],
    "matters.yaml": [{"key": "talk", "name": "会商", "gist": "谁牵头会商"}],
    **{
        f"parameters/{name}.yaml": {
            "meaning": name,
            "unit": "as the clock wants it",
            "confidence": "operator",
            "values": [{"from": "2020-01-01", "until": None, "value": value, "clause": None}],
        }
        for name, value in {
            "grace_days": 5,
            "summer": {"from": "03-01", "until": "06-01"},
            "soon": {"within_days": 7},
            "ahead": {"lead_days": 3},
            "a_year_on": {"after_months": 12},
            "often": {"every": "quarter", "at_least": 2},
            "now_and_then": {"at_least": 2},
        }.items()
    },
}


def duty_row(slug: str, *, function: Any = "government", levels: tuple[str, ...] = ("county",), **changes: Any) -> Any:
    """One row of duties/*.yaml: owed monthly by the body as a whole, discharged by a `check`, unless changed.

    `every=None` leaves the rhythm out, for one of the other clocks.
    """
    post = changes.pop("post", None)
    row = {
        "id": slug,
        "clauses": [slug.partition("-")[0]],
        "title": f"义务{slug}",
        "role": "own",
        "holder": {"function": function, "levels": list(levels), "post": post},
        "every": "month",
        "act": "check",
        "evidence": ["record"],
        "on_failure": "提醒",
        **changes,
    }
    return {name: value for name, value in row.items() if value is not None}


def small_law(*duties: Any, **files: Any) -> dict[str, Any]:
    """The documents of the small law with these duties; `files` replaces whole files by name."""
    made = deepcopy(_FILES)
    made["duties/1.yaml"] = list(duties)
    made.update(deepcopy(files))
    return made


def parameter(*values: tuple[str, str | None, object], meaning: str = "A number of the law") -> dict[str, Any]:
    """The file of a parameter with these (from, until, value)."""
    rows = [{"from": since, "until": until, "value": value, "clause": None} for since, until, value in values]
    return {"meaning": meaning, "unit": "as the clock wants it", "confidence": "operator", "values": rows}


def grace(*values: tuple[str, str | None, object]) -> dict[str, Any]:
    """The file of the grace parameter with these (from, until, value)."""
    return parameter(*values, meaning="Days of grace")


def documents_in(folder: Path) -> dict[str, Any]:
    """The files of a law folder by relative name."""
    files = sorted(folder.rglob("*.yaml"))
    return {file.relative_to(folder).as_posix(): plain(_yaml(file.read_text(encoding="utf-8"))) for file in files}


def _yaml(text: str) -> Any:
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
