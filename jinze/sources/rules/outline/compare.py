"""What another reading of a document would change in the wording that is held."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from jinze.sources.rules.outline.tree import Outline

LONGEST = 2_000
"""Characters of a text that is compared sign by sign; of longer ones it is told that they differ."""

Pieces = tuple[tuple[str, str], ...]  # of "same", "gone" or "new", and the text


@dataclass(frozen=True, slots=True)
class Differences:
    """Paths of clauses: new ones and changed ones in the order of the new outline, gone ones in that of the old."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone)


def wording(heading: str, text: str) -> str:
    """The official wording of a clause as one text: its heading, if it has one, as the first paragraph."""
    return "\n".join(filter(None, [heading, text]))


def differences(old: Mapping[str, str], new: Outline) -> Differences:
    """How `new` differs from the wording held by path (each as `wording` gives it).

    Blanks and line ends are no wording: a copy out of another program differs in them alone.
    """
    now = {node.path: wording(node.heading, node.text) for node in new.nodes if node.path}
    return Differences(
        added=tuple(path for path in now if path not in old),
        changed=tuple(path for path, text in now.items() if path in old and _ink(old[path]) != _ink(text)),
        gone=tuple(path for path in old if path not in now),
    )


def marked(before: str, after: str) -> Pieces:
    """Both texts as one, in pieces: what stays, what is gone, what is new. Before is all but the new, after all but
    the gone; a text that is very long is given as a whole.
    """
    if max(len(before), len(after)) > LONGEST:
        return tuple(piece for piece in (("gone", before), ("new", after)) if piece[1])
    pieces: list[tuple[str, str]] = []
    for way, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if way == "equal":
            pieces.append(("same", before[i:j]))
        else:
            pieces += [piece for piece in (("gone", before[i:j]), ("new", after[k:m])) if piece[1]]
    return tuple(pieces)


def _ink(text: str) -> str:
    return "".join(text.split())
