"""Whether the characters that a font shows are told in the file: what is not told is not guessed."""

import re
from collections.abc import Iterator

from pypdf.generic import DictionaryObject, NameObject, StreamObject

UNICODE_TABLES = re.compile("/(?:GB-EUC|GBpc-EUC|GBK-EUC|GBK2K|UniGB-UCS2|UniGB-UTF16)-[HV]")
"""Encodings by name (PDF 1.7, table 118) whose codes are characters of a standard, known to the parser."""
IDENTITY = re.compile("/Identity-[HV]")
_GLYPH_NAME = re.compile(r"/(?:[A-Za-z]{1,3}\d|uni|cid|glyph)")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<[0-9A-Fa-f\s]*>|\[[^\]]*\])")
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<[0-9A-Fa-f\s]*>")
LARGEST_CODE = 0xFFFF


class Fonts:
    """The fonts of one file, each looked at once."""

    def __init__(self) -> None:
        self._told: dict[int, frozenset[int] | None] = {}
        self._kept: list[DictionaryObject] = []

    def is_told(self, font: DictionaryObject | None, shown: bytes) -> bool:
        """Whether every code in `shown` stands for a character by the tables of the font."""
        if font is None:
            return False
        if font.get("/Subtype") == "/Type3":
            codes = self._codes(font) if "/ToUnicode" in font else frozenset[int]()
            return codes is None or all(code in codes for code in shown.replace(b" ", b""))
        if font.get("/Subtype") != "/Type0":
            return True
        encoding = font.get("/Encoding")
        if "/ToUnicode" not in font:
            return isinstance(encoding, NameObject) and UNICODE_TABLES.fullmatch(encoding) is not None
        if not isinstance(encoding, NameObject) or not IDENTITY.fullmatch(encoding):
            return True
        codes = self._codes(font)
        return codes is None or all(
            high << 8 | low in codes for high, low in zip(shown[::2], shown[1::2], strict=False)
        )

    def _codes(self, font: DictionaryObject) -> frozenset[int] | None:
        """The codes in the font's character table; None if it is one of those that leave nothing out."""
        if id(font) not in self._told:
            table = font["/ToUnicode"].get_object()
            self._told[id(font)] = frozenset(_listed(table.get_data())) if isinstance(table, StreamObject) else None
            self._kept.append(font)  # so that its id stays its own
        return self._told[id(font)]


def table_length(font: DictionaryObject) -> int:
    """Bytes of the character table that are parsed each time the font is met."""
    table = font.get("/ToUnicode")
    table = table.get_object() if table is not None else None
    return len(table.get_data()) if isinstance(table, StreamObject) else 0


def is_glyph_name(text: str) -> bool:
    """Whether the text is names of drawings, which a simple font without a character table gives."""
    return _GLYPH_NAME.match(text) is not None


def _listed(table: bytes) -> Iterator[int]:
    for section in _SECTION.finditer(table):
        if section[1] == b"bfchar":
            for pair in _PAIR.finditer(section[2]):
                yield _number(pair[1])
        else:
            for span in _RANGE.finditer(section[2]):
                yield from range(_number(span[1]), min(_number(span[2]), LARGEST_CODE) + 1)


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)
