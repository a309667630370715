"""Stretches of days, half-open: the first day counts, the end does not; no end means until further notice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `from_` up to, not including, `until` (None: open). ValueError when it holds no day."""

    from_: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.from_:
            raise ValueError(f"no day lies between {self.from_} and {self.until}")

    def __contains__(self, day: date) -> bool:
        return self.from_ <= day and (self.until is None or day < self.until)


def overlap(left: Span, right: Span) -> Span | None:
    """The days in both, or None; spans that only touch share no day."""
    from_ = max(left.from_, right.from_)
    until = min((end for end in (left.until, right.until) if end is not None), default=None)
    return Span(from_, until) if until is None or from_ < until else None


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days as the fewest spans, in order; overlapping and touching ones become one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda each: each.from_):
        last = joined[-1] if joined else None
        if last is None or (last.until is not None and last.until < span.from_):
            joined.append(span)
        elif last.until is not None and (span.until is None or span.until > last.until):
            joined[-1] = Span(last.from_, span.until)
    return tuple(joined)


def common(*sets: Iterable[Span]) -> tuple[Span, ...]:
    """The days that lie in every one of the sets of spans, as the fewest spans; no set at all holds no day.

    An obligation's intervals are this, of: the duty's days in force, the days its holder held the function,
    the days the post existed, the days the facts held.
    """
    if not sets:
        return ()
    held = union(sets[0])
    for spans in sets[1:]:
        pairs = (overlap(left, right) for left in held for right in union(spans))
        held = union(each for each in pairs if each is not None)
    return held
