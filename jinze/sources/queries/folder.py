"""The law folder on disk, as plain documents and as the law that they make."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.clocks import CLOCKS
from jinze.sources.rules.law import Law
from jinze.sources.rules.listing import Coverage, Row, coverage, duty_row, leaves_of
from jinze.sources.rules.reading import plain, read_law

LARGEST = 2_000_000
"""Bytes of one file; those of a law of a thousand duties have a hundredth of it."""
DEEPEST = 24
"""Levels of nesting; a clause or a duty needs six."""

_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
# libyaml reads twenty thousand lines in a third of a second, the parser in Python takes three.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


@dataclass(frozen=True, slots=True)
class Folder:
    """A law folder as it stands: its documents, and the law that they make."""

    documents: dict[str, Any]
    law: Law


def folder_of(instrument: str) -> Folder:
    """The folder of an instrument, read; refuses one that makes no law, with every fault in its facts."""
    documents = documents_of(instrument)
    return Folder(documents, read_law(documents))


def folder_seen(instrument: str) -> Folder:
    """The same for a page that is looked at often: read again only when a file has changed; nobody changes it."""
    root = Path(settings.JINZE_LAW)
    stamp = []
    for file in sorted((root / instrument).rglob("*.yaml")) if _KEY.fullmatch(instrument) else ():
        held = file.stat()
        stamp.append((str(file), held.st_mtime_ns, held.st_size))
    return _folder(instrument, str(root), tuple(stamp))


@lru_cache(maxsize=4)
def _folder(instrument: str, root: str, stamp: tuple[tuple[str, int, int], ...]) -> Folder:  # noqa: ARG001
    return folder_of(instrument)


def rows_in(instrument: str, day: date) -> list[Row]:
    """The duties of a folder as plain rows, their numbers those of a day."""
    law = folder_of(instrument).law
    return [duty_row(law, duty, day) for duty in law.duties.values()]


def clocks_in(row: Row) -> list[str]:
    """The clocks of a duty's row; there is one."""
    return [clock for clock in CLOCKS if row[clock] is not None]


def coverage_in(instrument: str, outline: Row) -> Coverage:
    """How a folder covers the leaves of a document, given by its outline."""
    return coverage(folder_of(instrument).law, leaves_of(outline))


def documents_of(instrument: str) -> dict[str, Any]:
    """The files of law/<instrument>/ by relative name; refuses a folder or a file that cannot be read."""
    folder = Path(settings.JINZE_LAW) / instrument
    if not _KEY.fullmatch(instrument) or not (folder / "instrument.yaml").is_file():
        raise Refusal("sources.no_folder", f"law/ 里没有 {instrument[:64]}", remedy="请核对文件夹名称", status=404)
    found = {}
    for file in sorted(folder.rglob("*.yaml")):
        name = file.relative_to(folder).as_posix()
        if not file.resolve().is_relative_to(folder.resolve()):
            raise _refused(f"{name} 指向这个文件夹以外")
        found[name] = plain(_read(name, file))
    said = found["instrument.yaml"]
    if isinstance(said, dict) and said.get("key") != instrument:
        raise _refused(f"文件夹叫 {instrument}，instrument.yaml 里写的是 {said.get('key')}")
    return found


def read_yaml(name: str, text: str) -> Any:
    """The content of one YAML text; refuses what is too large, too deep or written twice, and what is no YAML."""
    if len(text.encode()) > LARGEST:
        raise _refused(f"{name} 超过 {LARGEST // 1_000_000} MB，太大了")
    try:
        for wrong in _faults(text):
            raise _refused(f"{name} {wrong}")
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, in C or in Python
    except yaml.MarkedYAMLError as wrong:
        place = f"第 {wrong.problem_mark.line + 1} 行" if wrong.problem_mark else ""
        raise _refused(f"{name} {place}读不出来（{wrong.problem}）") from wrong
    except (yaml.YAMLError, ValueError) as wrong:
        raise _refused(f"{name} 读不出来（{wrong}）") from wrong


def _read(name: str, file: Path) -> Any:
    try:
        if file.stat().st_size > LARGEST:
            raise _refused(f"{name} 超过 {LARGEST // 1_000_000} MB，太大了")
        return read_yaml(name, file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as wrong:
        raise _refused(f"{name} 读不出来（{wrong}）") from wrong


def _refused(words: str) -> Refusal:
    return Refusal("sources.yaml", words, remedy="请改正文件后再载入")


def _faults(text: str) -> Iterator[str]:
    """What a loader would let pass, or fall over: too many levels, references, a word said twice of one thing."""
    open_things: list[_Thing] = []
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            yield f"第 {line} 行用了引用（*{event.anchor}），请把内容写出来"
        if isinstance(event, _CLOSING):
            open_things.pop()
            continue
        if not isinstance(event, (*_OPENING, yaml.ScalarEvent)):
            continue
        if open_things and open_things[-1].repeats(event):
            yield f"第 {line} 行的 {getattr(event, 'value', '')} 在同一处写了两次"
        if isinstance(event, _OPENING):
            open_things.append(_Thing(is_mapping=isinstance(event, yaml.MappingStartEvent)))
        if len(open_things) > DEEPEST:
            yield f"第 {line} 行套了 {DEEPEST} 层以上，太深了"


class _Thing:
    """A mapping or a list that is being read."""

    def __init__(self, *, is_mapping: bool) -> None:
        self.names: set[str] = set()
        self.is_mapping = is_mapping
        self.awaits_name = is_mapping

    def repeats(self, event: Any) -> bool:
        """Takes what comes next in it; says whether that is a name which stands there already."""
        is_name = self.awaits_name
        self.awaits_name = self.is_mapping and not is_name
        if not is_name or not isinstance(event, yaml.ScalarEvent):
            return False
        before = event.value in self.names
        self.names.add(event.value)
        return before
