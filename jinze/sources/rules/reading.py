"""Reads the files of a law folder into a `Law`, and refuses whatever does not hold together.

Takes plain values (YAML or a stored snapshot), so that a revision reads the same today and in ten years. All faults
are gathered and told at once, each with its file.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from jinze.kernel.canonical import canonical
from jinze.kernel.digests import digest
from jinze.kernel.periods import Frequency, Window
from jinze.kernel.refusal import Refusal
from jinze.sources.enums import AskType, Confidence, DutyRole
from jinze.sources.rules import checks
from jinze.sources.rules.law import (
    Act,
    Ask,
    Clause,
    Duty,
    Function,
    Heading,
    Holding,
    Instrument,
    Law,
    Line,
    Parameter,
    ParameterValue,
)

Documents = Mapping[str, Any]

_PATH = re.compile(r"\d+(\.\d+)*")


def plain(value: Any) -> Any:
    """YAML values as canonical JSON values: days as ISO text, everything else as it is."""
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def digest_of(documents: Documents) -> str:
    """The hex SHA-256 over the content of a law folder, independent of layout and comments."""
    return digest("sha256", canonical(dict(documents)).encode()).hex()


def read_law(documents: Documents) -> Law:
    """The law in `documents` (relative file name → plain content); refuses with every fault found."""
    unclear = [f"{name}：{why}" for name in sorted(documents) if (why := _unclear(documents[name]))]
    if unclear:
        raise _refused(unclear)
    try:
        instrument = _instrument(documents["instrument.yaml"])
    except (KeyError, ValueError, TypeError, AttributeError) as wrong:
        raise _refused([f"instrument.yaml：{wrong} 不对"]) from wrong
    reader = _Reader(documents, instrument.key)
    law = reader.law(instrument, digest_of(documents))
    reader.faults.extend(checks.faults(law))
    if reader.faults:
        raise _refused(reader.faults)
    return law


def _unclear(content: Any) -> str:
    """Why a file's content has no canonical form, which two machines would read alike; "" when it has one."""
    try:
        canonical(content)
    except (TypeError, ValueError) as wrong:
        return f"{wrong}，请改写成整数或文字"
    return ""


def _refused(faults: list[str]) -> Refusal:
    return Refusal(
        "sources.law",
        f"法源数据有 {len(faults)} 处不对：{'；'.join(faults[:12])}",
        remedy="请改正后重新载入，原有法源不变",
        faults=faults,
    )


class _Reader:
    """Gathers faults while it reads."""

    def __init__(self, documents: Documents, key: str) -> None:
        self.documents = documents
        self.faults: list[str] = []
        self.key = key
        self.parameters = self._parameters()

    def law(self, instrument: Instrument, mark: str) -> Law:
        """Everything that can be read; a row that cannot is a fault and left out."""
        return Law(
            instrument=instrument,
            headings=self._table("headings.yaml", _heading, "path"),
            clauses=self._table("clauses/", self._clause, "path"),
            functions=self._table("functions.yaml", _function, "key"),
            lines=self._table("lines.yaml", _line, "key"),
            acts=self._table("acts.yaml", _act, "key"),
            parameters=self.parameters,
            duties=self._table("duties/", self._duty, "id", prefix=f"{self.key}/"),
            digest=mark,
        )

    def _files(self, start: str) -> Iterator[tuple[str, Any]]:
        for name in sorted(self.documents):
            if name == start or (start.endswith("/") and name.startswith(start)):
                yield name, self.documents[name]

    def _table(self, start: str, make: Any, key: str, prefix: str = "") -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, rows in self._files(start):
            for row in rows if isinstance(rows, list) else [rows] if rows else []:
                label = f"{prefix}{row.get(key)}" if isinstance(row, dict) else str(row)[:40]
                if label in found:
                    self.faults.append(f"{name}：{label} 出现两次")
                try:
                    found[label] = make(row)
                except (KeyError, ValueError, TypeError, AttributeError) as wrong:
                    self.faults.append(f"{name}：{label} 的 {wrong} 不对")
        return found

    def _check_copy(self, duty: str, window: Mapping[str, Any]) -> None:
        """The days of a window are a copy of a parameter's newest value, so that the duty can be read by itself."""
        held = self.parameters.get(window["parameter"])
        newest = held.values[-1].value if held and held.values else None
        if newest != {"from": window["from"], "until": window["until"]}:
            where = f"{self.key}/{duty}：时段 {window['name']}"
            self.faults.append(f"{where} 与参数 {window['parameter']} 的最新值对不上")

    def _parameters(self) -> dict[str, Parameter]:
        found = {}
        for name, content in self._files("parameters/"):
            key = name.removeprefix("parameters/").removesuffix(".yaml")
            try:
                found[key] = _parameter(key, content)
            except (KeyError, ValueError, TypeError, AttributeError) as wrong:
                self.faults.append(f"{name}：{wrong} 不对")
        return found

    def _clause(self, row: Mapping[str, Any]) -> Clause:
        if not _PATH.fullmatch(row["path"]):
            raise ValueError(f"编号 {row['path']}")
        return Clause(
            id=f"{self.key}/{row['path']}",
            path=row["path"],
            heading=row["heading"],
            gist=row["gist"],
            holders=_names(row.get("holder")),
            role=DutyRole(row["role"]) if row.get("role") else None,
            kind=row.get("kind"),
        )

    def _duty(self, row: Mapping[str, Any]) -> Duty:
        holder = row["holder"]
        for window in row.get("windows") or []:
            self._check_copy(row["id"], window)
        return Duty(
            id=f"{self.key}/{row['id']}",
            clauses=tuple(f"{self.key}/{path}" for path in row["clauses"]),
            title=row["title"],
            role=DutyRole(row["role"]),
            matter=row.get("matter"),
            holder=Holding(holder["function"], frozenset(holder["levels"]), holder.get("post")),
            every=Frequency(row["every"]),
            at_least=_whole(row["at_least"]),
            windows=tuple(map(_window, row.get("windows") or [])),
            per_object=row.get("per_object"),
            act=row["act"],
            asks=tuple(map(_ask, row.get("asks") or [])),
            evidence=tuple(row.get("evidence") or []),
            applies_if=tuple(
                (fact, tuple(wanted) if isinstance(wanted, list) else wanted)
                for fact, wanted in sorted((row.get("applies_if") or {}).items())
            ),
            signed_by=row.get("signed_by"),
            on_failure=row.get("on_failure") or "",
            grace=row["grace"],
        )


def _names(said: str | list[str] | None) -> tuple[str, ...]:
    """A key, or several, or none, as a tuple."""
    return (said,) if isinstance(said, str) else tuple(said or ())


def _parameter(name: str, content: Mapping[str, Any]) -> Parameter:
    values = tuple(
        ParameterValue(date.fromisoformat(v["from"]), _day(v.get("until")), v["value"], v.get("clause"))
        for v in content["values"]
    )
    return Parameter(name, content["meaning"], content["unit"], Confidence(content["confidence"]), values)


def _instrument(row: Mapping[str, Any]) -> Instrument:
    force = row["in_force"]
    return Instrument(
        key=row["key"],
        number=row["number"],
        title=row["title"],
        issuer=tuple(row["issuer"]),
        issued=date.fromisoformat(row["issued"]),
        since=date.fromisoformat(force["from"]),
        until=_day(force.get("until")),
        area=row["area"],
    )


def _heading(row: Mapping[str, Any]) -> Heading:
    return Heading(row["path"], row["heading"], _names(row.get("holder")))


def _function(row: Mapping[str, Any]) -> Function:
    return Function(row["key"], row["name"], row["line"], frozenset(row["levels"]))


def _line(row: Mapping[str, Any]) -> Line:
    return Line(row["key"], row["name"], int(row["order"]))


def _act(row: Mapping[str, Any]) -> Act:
    return Act(row["key"], row["name"], row["verb"], tuple(map(_ask, row.get("asks") or [])))


def _ask(row: Mapping[str, Any]) -> Ask:
    return Ask(
        key=row["key"],
        label=row["label"],
        type=AskType(row["type"]),
        required=bool(row.get("required")),
        help=row.get("help") or "",
        choices=tuple((choice["key"], choice["label"]) for choice in row.get("choices") or []),
        prefill=_prefill(row.get("prefill")),
    )


def _prefill(said: str | None) -> str | None:
    if said not in {None, "holder", "last"}:
        raise ValueError(f"prefill {said}")
    return said


def _window(row: Mapping[str, Any]) -> Window:
    return Window(row["name"], _month_day(row["from"]), _month_day(row["until"]))


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"次数 {value!r}")
    return value


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
