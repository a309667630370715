"""Reads the files of a law folder into a `Law`, and refuses whatever does not hold together.

Takes plain values (YAML or a stored snapshot), so that a revision reads the same today and in ten years. All faults
are gathered and told at once, each with its file.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from jinze.kernel.canonical import canonical
from jinze.kernel.digests import digest
from jinze.kernel.refusal import Refusal
from jinze.sources.rules import checks, rows
from jinze.sources.rules.law import Instrument, Kind, Law

Documents = Mapping[str, Any]
CANNOT_READ = (KeyError, ValueError, TypeError, AttributeError)


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
    law, faults = _read(documents)
    faults.extend(checks.faults(law))
    if faults:
        raise _refused(faults)
    return law


def read_adopted(documents: Documents) -> Law:
    """The law of a revision that was adopted. It was checked then; what is asked of new ones since binds it no more."""
    law, faults = _read(documents)
    if faults:
        raise _refused(faults)
    return law


def _read(documents: Documents) -> tuple[Law, list[str]]:
    unclear = [f"{name}：{why}" for name in sorted(documents) if (why := _unclear(documents[name]))]
    if unclear:
        raise _refused(unclear)
    try:
        instrument = rows.instrument(documents["instrument.yaml"])
    except CANNOT_READ as wrong:
        raise _refused([f"instrument.yaml：{wrong} 不对"]) from wrong
    reader = _Reader(documents, instrument.key)
    return reader.law(instrument, digest_of(documents)), reader.faults


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

    def law(self, instrument: Instrument, mark: str) -> Law:
        """Everything that can be read; a row that cannot is a fault and left out."""
        duty = partial(rows.duty, self.key)
        duties = self._table("duties", duty, "id", prefix=f"{self.key}/")
        return Law(
            instrument=instrument,
            headings=self._table("headings", rows.heading, "path"),
            clauses=self._table("clauses", partial(rows.clause, self.key), "path"),
            functions=self._table("functions", rows.function, "key"),
            lines=self._table("lines", rows.line, "key"),
            events=self._table("events", rows.event, "key"),
            facts=self._table("facts", rows.fact, "key"),
            matters=self._table("matters", rows.matter, "key"),
            kinds=self._kinds(duty, duties),
            acts=self._table("acts", rows.act, "key"),
            parameters=self._parameters(),
            duties=duties,
            digest=mark,
        )

    def _files(self, table: str) -> Iterator[tuple[str, Any]]:
        """A table is one file, or a folder of files."""
        for name in sorted(self.documents):
            if name == f"{table}.yaml" or name.startswith(f"{table}/"):
                yield name, self.documents[name]

    def _table(self, table: str, make: Callable[[Any], Any], key: str, prefix: str = "") -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, content in self._files(table):
            for row in content if isinstance(content, list) else [content] if content else []:
                self._add(found, name, make, row, f"{prefix}{row.get(key)}" if isinstance(row, dict) else "")
        return found

    def _add(self, found: dict[str, Any], name: str, make: Callable[[Any], Any], row: Any, label: str) -> None:
        label = label or str(row)[:40]
        if label in found:
            self.faults.append(f"{name}：{label} 出现两次")
        try:
            found[label] = make(row)
        except CANNOT_READ as wrong:
            self.faults.append(f"{name}：{label} 的 {wrong} 不对")

    def _kinds(self, duty: Callable[[Any], Any], duties: dict[str, Any]) -> dict[str, Kind]:
        """The shared kinds; the duties that they make of their members go among `duties`."""
        found: dict[str, Kind] = {}
        for name, content in self._files("kinds"):
            try:
                found[content["key"]] = rows.kind(content)
                made = rows.duty_rows(content)
            except CANNOT_READ as wrong:
                self.faults.append(f"{name}：{wrong} 不对")
                continue
            for row in made:
                self._add(duties, name, duty, row, f"{self.key}/{row['id']}")
        return found

    def _parameters(self) -> dict[str, Any]:
        found = {}
        for name, content in self._files("parameters"):
            key = name.removeprefix("parameters/").removesuffix(".yaml")
            try:
                found[key] = rows.parameter(key, content)
            except CANNOT_READ as wrong:
                self.faults.append(f"{name}：{wrong} 不对")
        return found
