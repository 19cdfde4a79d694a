"""When a stay is lawful: the policy's hours, the customer's, the approval's."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import NamedTuple

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.window import TimeWindow
from visitplan.verification.moment import second_of


class Span(NamedTuple):
    """Whole seconds since 1970, both ends included."""

    opening: int
    closing: int


def permitted_spans(day: Day) -> tuple[Span, ...]:
    """Return the policy's hours on the planning day: none on a rest day or a holiday."""
    if day.weekday in day.policy.rest_days or day.date in day.policy.holidays:
        return ()
    hours = day.policy.permitted_hours.get(day.weekday, ())
    spans = (Span(max(_seconds(day, h.opening)), min(_seconds(day, h.closing))) for h in hours)
    return joined(span for span in spans if span.opening < span.closing)


def _seconds(day: Day, clock: time) -> tuple[int, int]:
    """Both readings of a clock time; they differ where daylight saving skips or repeats it.

    The later one opens and the earlier one closes: what is lawful is so by either reading.
    """
    first, second = (
        second_of(datetime.combine(day.date, clock.replace(fold=fold), tzinfo=day.time_zone))
        for fold in (0, 1)
    )
    return first, second


def customer_spans(windows: Iterable[TimeWindow]) -> tuple[Span, ...]:
    """Return a customer's windows, those that touch or overlap joined."""
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


def seconds_outside(spans: Iterable[Span], first: int, last: int) -> int | None:
    """Return by how much the nearest span misses ``first..last``; 0 inside, None without spans."""
    return min(
        (max(0, span.opening - first) + max(0, last - span.closing) for span in spans),
        default=None,
    )


def has_lawful_stay(day: Day, case: Case) -> bool:
    """Say whether one arrival on the day lies in every hour that binds the case."""
    return any(
        _fits(day, case, allowed, wished)
        for allowed in permitted_spans(day)
        for wished in customer_spans(case.windows) or (allowed,)
    )


def _fits(day: Day, case: Case, allowed: Span, wished: Span) -> bool:
    whole = day.policy.window_bounds == "whole"
    earliest = max(allowed.opening, wished.opening)
    departure = min(allowed.closing, wished.closing) if whole else allowed.closing
    if case.approved_at is not None:
        earliest = max(earliest, second_of(case.approved_at))
    if case.approved_until is not None:
        departure = min(departure, second_of(case.approved_until))
    # Hours that only touch in a point are no hours, even for a stay of no length.
    shortest = max(1, case.service_seconds) if whole else case.service_seconds
    return earliest <= min(departure - shortest, wished.closing)
