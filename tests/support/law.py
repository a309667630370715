"""A small law of our own as plain documents, for tests that need one they can change."""

from copy import deepcopy
from typing import Any

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
        {"key": "record", "name": "一般记录", "verb": "记录", "asks": []},
    ],
    "parameters/grace_days.yaml": {
        "meaning": "Days of grace",
        "unit": "days",
        "confidence": "operator",
        "values": [{"from": "2020-01-01", "until": None, "value": 5, "clause": None}],
    },
    "parameters/summer.yaml": {
        "meaning": "Before summer",
        "unit": "month-days",
        "confidence": "operator",
        "values": [{"from": "2020-01-01", "until": None, "value": {"from": "03-01", "until": "06-01"}, "clause": None}],
    },
}


def duty_row(slug: str, *, function: str = "government", levels: tuple[str, ...] = ("county",), **changes: Any) -> Any:
    """One row of duties/*.yaml: owed monthly by the body as a whole, discharged by a `check`, unless changed."""
    post = changes.pop("post", None)
    return {
        "id": slug,
        "clauses": [slug.partition("-")[0]],
        "title": f"义务{slug}",
        "role": "own",
        "matter": None,
        "holder": {"function": function, "levels": list(levels), "post": post},
        "every": "month",
        "at_least": 1,
        "windows": None,
        "per_object": None,
        "act": "check",
        "asks": [],
        "evidence": ["record"],
        "applies_if": None,
        "signed_by": None,
        "on_failure": "提醒",
        "grace": "grace_days",
        "standing": None,
        **changes,
    }


def small_law(*duties: Any, **files: Any) -> dict[str, Any]:
    """The documents of the small law with these duties; `files` replaces whole files by name."""
    made = deepcopy(_FILES)
    made["duties/1.yaml"] = list(duties)
    made.update(deepcopy(files))
    return made


def grace(*values: tuple[str, str | None, object]) -> dict[str, Any]:
    """The file of the grace parameter with these (from, until, value)."""
    rows = [{"from": since, "until": until, "value": value, "clause": None} for since, until, value in values]
    return {**_FILES["parameters/grace_days.yaml"], "values": rows}
