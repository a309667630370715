"""One page as its runs of text with their places, and what else it shows: pictures, drawings, hidden text."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject, NullObject, StreamObject

from jinze.sources.rules.outline.pdf.fonts import Fonts, is_glyph_name, table_length
from jinze.sources.rules.outline.pdf.limits import STEP, Budget
from jinze.sources.rules.outline.radicals import WHOLE

Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
INVISIBLE = 3
"""Text rendering mode of a recognition layer below a scanned picture (PDF 1.7, table 106)."""
SHOWING = {b"Tj", b"TJ", b"'", b'"'}
PAINTING = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh"}
SIGNS = {**WHOLE, **dict.fromkeys(map(ord, "\t\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")}
"""Signs as they are drawn: characters for radicals, and nothing that would end a line."""
DEEPEST = 12
"""Forms in forms that are looked into for their weight."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text shown in one go: `x` and `y` of its start in points along its own direction, `em` its size in points,
    `turned` its direction in degrees, `font` tells fonts of one page apart."""

    text: str
    x: float
    y: float
    em: float
    turned: int
    font: int = 0


@dataclass(slots=True)
class Sheet:
    """What one page holds. `pictured` is the part of its area under pictures (0 to 1 and more)."""

    runs: list[Run] = field(default_factory=list)
    pictured: float = 0.0
    strokes: int = 0
    visible: int = 0
    hidden: int = 0
    untold: str = ""
    """The first font whose characters the file does not tell."""

    @property
    def ink(self) -> int:
        return sum(len("".join(run.text.split())) for run in self.runs)


@dataclass(frozen=True, slots=True)
class _State:
    font: DictionaryObject | None = None
    mode: int = 0


@dataclass(slots=True)
class _Form:
    """The content that is being read: the page itself, or a form on it."""

    resources: DictionaryObject
    matrix: Matrix
    state: _State
    saved: list[_State] = field(default_factory=list)


class Reader:
    """Follows the parser through the pages of one file."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._fonts = Fonts()
        self._sheet = Sheet()
        self._area = 1.0
        self._weight = 0
        self._forms: list[_Form] = []

    def read(self, page: PageObject) -> Sheet:
        """The sheet of a page; LimitReachedError if it asks for more work than is left."""
        resources = _dictionary(page.get("/Resources"))
        self._sheet, self._area = Sheet(), abs(float(page.mediabox.width) * float(page.mediabox.height)) or 1.0
        self._forms = [_Form(resources, PLAIN, _State())]
        self._weight = _heaviest(resources)
        self._budget.spend(content_length(page) + _tables(resources))
        page.extract_text(
            visitor_operand_before=self._before, visitor_operand_after=self._after, visitor_text=self._text
        )
        self._budget.check()
        return self._sheet

    def _before(self, operator: bytes, operands: list[Any], cm: list[float], _tm: list[float]) -> None:
        self._budget.spend(STEP)
        form = self._forms[-1]
        if operator in SHOWING:
            self._show(form.state, operands)
        elif operator == b"Tf" and operands:
            form.state = replace(form.state, font=_named(form.resources, "/Font", operands[0]))
        elif operator == b"Tr" and operands and isinstance(operands[0], int):
            form.state = replace(form.state, mode=int(operands[0]))
        elif operator == b"q":
            form.saved.append(form.state)
        elif operator == b"Q" and form.saved:
            form.state = form.saved.pop()
        elif operator == b"Do" and operands:
            self._enter(form, operands[0], cm)
        elif operator == b"INLINE IMAGE":
            self._sheet.pictured += _area(_times(_matrix(cm), form.matrix)) / self._area
        elif operator in PAINTING:
            self._sheet.strokes += 1

    def _enter(self, form: _Form, name: Any, cm: list[float]) -> None:
        shown = _named(form.resources, "/XObject", name)
        placed = _times(_matrix(cm), form.matrix)
        if shown is not None and shown.get("/Subtype") == "/Form":
            self._budget.spend(self._weight)
            placed = _times(_matrix(shown.get("/Matrix")), placed)
            self._forms.append(_Form(_dictionary(shown.get("/Resources")) or form.resources, placed, form.state))
        else:
            self._forms.append(_Form(form.resources, placed, form.state))
            if shown is not None:
                self._sheet.pictured += _area(placed) / self._area

    def _after(self, operator: bytes, operands: list[Any], _cm: list[float], _tm: list[float]) -> None:
        if operator == b"Do" and operands:
            self._forms.pop()

    def _show(self, state: _State, operands: list[Any]) -> None:
        last = operands[-1] if operands else b""
        for piece in last if isinstance(last, ArrayObject) else [last]:
            if not isinstance(piece, bytes) or not piece:
                continue
            if state.mode == INVISIBLE:
                self._sheet.hidden += len(piece)
            else:
                self._sheet.visible += len(piece)
            if not self._sheet.untold and not self._fonts.is_told(state.font, piece):
                self._sheet.untold = _name(state.font)

    def _text(self, text: str, cm: list[float], tm: list[float], font: Mapping[str, Any] | None, size: float) -> None:
        if not text.strip("\n"):
            return
        if is_glyph_name(text) and not self._sheet.untold:
            self._sheet.untold = _name(font)
        matrix = _times(_times(_matrix(tm), _matrix(cm)), self._forms[-1].matrix)
        angle = math.atan2(matrix[1], matrix[0])
        x = matrix[4] * math.cos(angle) + matrix[5] * math.sin(angle)
        y = matrix[5] * math.cos(angle) - matrix[4] * math.sin(angle)
        em = abs(size) * math.hypot(matrix[2], matrix[3]) or 1.0
        self._sheet.runs.append(Run(text.translate(SIGNS), x, y, em, round(math.degrees(angle)) % 360, id(font)))


def content_length(page: PageObject) -> int:
    """Bytes of the page's content as they are parsed."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    parts = [part.get_object() for part in contents] if isinstance(contents, ArrayObject) else [contents]
    return sum(len(part.get_data()) for part in parts if isinstance(part, StreamObject))


def _heaviest(resources: DictionaryObject) -> int:
    """The work of parsing the largest form that the resources lead to."""
    heaviest, seen = 0, set[int]()
    level = [resources]
    for _ in range(DEEPEST):
        below: list[DictionaryObject] = []
        for holder in level:
            for entry in _dictionary(holder.get("/XObject")).values():
                form = entry.get_object()
                if not isinstance(form, StreamObject) or id(form) in seen or form.get("/Subtype") != "/Form":
                    continue
                seen.add(id(form))
                own = _dictionary(form.get("/Resources"))
                heaviest = max(heaviest, len(form.get_data()) + _tables(own))
                below.append(own)
        level = below
    return heaviest


def _tables(resources: DictionaryObject) -> int:
    fonts = [font.get_object() for font in _dictionary(resources.get("/Font")).values()]
    return sum(table_length(font) for font in fonts if isinstance(font, DictionaryObject))


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _named(resources: DictionaryObject, kind: str, name: Any) -> DictionaryObject | None:
    found = _dictionary(resources.get(kind)).get(name, NullObject()).get_object()
    return found if isinstance(found, DictionaryObject) else None


def _name(font: Mapping[str, Any] | None) -> str:
    return str(font.get("/BaseFont", "")).lstrip("/") or "?" if font is not None else "?"


def _matrix(value: Any) -> Matrix:
    numbers = [float(number) for number in value] if value is not None else []
    return (*numbers[:6],) if len(numbers) == 6 else PLAIN  # type: ignore[return-value]


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    k, m, n, o, p, q = then
    return (a * k + b * n, a * m + b * o, c * k + d * n, c * m + d * o, e * k + f * n + p, e * m + f * o + q)


def _area(matrix: Matrix) -> float:
    return abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
