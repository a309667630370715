"""Canonical JSON: one text for one value, so that it can be hashed and compared."""

import json
from collections.abc import Mapping, Sequence

Value = None | bool | int | str | Sequence["Value"] | Mapping[str, "Value"]


def canonical(value: Value) -> str:
    """`value` as JSON without spaces, keys in the order of their code points, characters unescaped.

    Takes str, int, bool, None, list and dict with str keys, nested as you like. Anything else is a bug and
    raises TypeError, floats above all: two machines may print them differently. Text that is no Unicode
    (lone surrogates) raises ValueError.
    """
    _check(value)
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("text with a lone surrogate has no canonical form") from error
    return text


def _check(value: object) -> None:
    if value is None or isinstance(value, bool | int | str):
        return
    if isinstance(value, list):
        for item in value:
            _check(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"{key!r} cannot be a key in canonical JSON, only text can")
            _check(item)
    else:
        raise TypeError(f"{type(value).__name__} has no canonical JSON form")
