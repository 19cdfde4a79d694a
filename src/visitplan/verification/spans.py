"""Spans of whole seconds: joined, common, taken out of each other."""

from collections.abc import Iterable
from typing import NamedTuple

from visitplan.domain.window import TimeWindow
from visitplan.verification.moment import second_of


class Span(NamedTuple):
    """Whole seconds since 1970, both ends included."""

    opening: int
    closing: int


def spans_of(windows: Iterable[TimeWindow]) -> tuple[Span, ...]:
    """Return windows as spans, those that touch or overlap joined."""
    return joined(Span(second_of(w.opening), second_of(w.closing)) for w in windows)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans and join those that touch; a stay may cross a border that is none."""
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and span.opening <= apart[-1].closing:
            apart[-1] = Span(apart[-1].opening, max(apart[-1].closing, span.closing))
        else:
            apart.append(span)
    return tuple(apart)


def common(first: Iterable[Span], second: Iterable[Span]) -> tuple[Span, ...]:
    """Return what lies in both; spans that only touch have nothing in common."""
    second = tuple(second)
    pairs = (
        Span(max(a.opening, b.opening), min(a.closing, b.closing)) for a in first for b in second
    )
    return joined(span for span in pairs if span.opening < span.closing)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """Return what is left of spans when others are taken out, up to the very border."""
    left = tuple(spans)
    for out in taken:
        left = tuple(
            part
            for span in left
            for part in (
                Span(span.opening, min(span.closing, out.opening)),
                Span(max(span.opening, out.closing), span.closing),
            )
            if part.opening < part.closing
        )
    return left


def seconds_outside(spans: Iterable[Span], stay: Span) -> int | None:
    """Return by how much the nearest span misses a stay; 0 inside, None without spans."""
    return min(
        (
            max(0, span.opening - stay.opening) + max(0, stay.closing - span.closing)
            for span in spans
        ),
        default=None,
    )


def seconds_inside(spans: Iterable[Span], stay: Span) -> int:
    """Return for how long a stay lies in any of the spans; at least 1 where it does at all."""
    return sum(
        max(1, min(span.closing, stay.closing) - max(span.opening, stay.opening))
        for span in spans
        if stay.opening < span.closing and stay.closing > span.opening
    )
