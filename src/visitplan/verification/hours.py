"""Hours that bind a stay, each kind by itself, by the clock at the address."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from visitplan.domain.window import ClockSpan
from visitplan.verification.daylight import daylight
from visitplan.verification.moment import second_of
from visitplan.verification.question import Question
from visitplan.verification.spans import Span, common, joined, spans_of, without


def permitted_spans(question: Question) -> tuple[Span, ...]:
    """Return the policy's hours on the weekday."""
    return _lawful(question.policy.permitted_hours.get(question.day.weekday, ()), question)


def special_spans(question: Question) -> tuple[Span, ...] | None:
    """Return the hours of the date itself; None where it has none of its own."""
    hours = question.policy.special_hours.get(question.day.date)
    return None if hours is None else _lawful(hours, question)


def place_spans(question: Question) -> tuple[Span, ...] | None:
    """Return the hours of the weekday at the kind of place; None where no rule speaks of it."""
    hours = question.policy.place_hours.get(question.case.place_kind)
    return None if hours is None else _lawful(hours.get(question.day.weekday, ()), question)


def quiet_spans(question: Question) -> tuple[Span, ...]:
    """Return the policy's quiet hours on the weekday."""
    hours = question.policy.quiet_hours.get(question.day.weekday, ())
    readings = ((_readings(question, h.opening), _readings(question, h.closing)) for h in hours)
    return joined(Span(min(opens), max(closes)) for opens, closes in readings)


def barred_spans(question: Question) -> tuple[Span, ...]:
    """Return the hours in which the customer wants nobody."""
    return spans_of(question.case.barred)


def daylight_spans(question: Question, slack: int) -> tuple[Span, ...]:
    """Return from sunrise to sunset, longer by some slack at either end; none without a place."""
    point = question.case.place.point
    light = daylight(point, question.day.date, question.zone) if point is not None else None
    return () if light is None else (Span(light[0] - slack, light[1] + slack),)


def has_lawful_stay(question: Question, slack: int) -> bool:
    """Tell whether one arrival on the day lies in every hour that binds the case.

    ``slack`` is by how much the daylight may be longer than reckoned.
    """
    lawful = _lawful_spans(question, slack)
    return any(
        _fits(question, allowed, wished)
        for allowed in lawful
        for wished in spans_of(question.case.windows) or (allowed,)
    )


def _lawful_spans(question: Question, slack: int) -> tuple[Span, ...]:
    spans = permitted_spans(question)
    special = special_spans(question)
    if special is not None:
        spans = common(spans, special)
    here = place_spans(question)
    if here is not None:
        spans = common(spans, here)
    if question.policy.daylight_only:
        spans = common(spans, daylight_spans(question, slack))
    return without(spans, (*quiet_spans(question), *barred_spans(question)))


def _fits(question: Question, allowed: Span, wished: Span) -> bool:
    case, whole = question.case, question.policy.window_bounds == "whole"
    earliest = max(allowed.opening, wished.opening)
    departure = min(allowed.closing, wished.closing) if whole else allowed.closing
    if case.approved_at is not None:
        earliest = max(earliest, second_of(case.approved_at))
    if case.approved_until is not None:
        departure = min(departure, second_of(case.approved_until))
    # Hours that only touch in a point are no hours, even for a stay of no length.
    shortest = max(1, case.service_seconds) if whole else case.service_seconds
    return earliest <= min(departure - shortest, wished.closing)


def _lawful(hours: Iterable[ClockSpan], question: Question) -> tuple[Span, ...]:
    """Return hours as spans: where the clock skips or repeats them, the shorter reading."""
    readings = ((_readings(question, h.opening), _readings(question, h.closing)) for h in hours)
    spans = (Span(max(opens), min(closes)) for opens, closes in readings)
    return joined(span for span in spans if span.opening < span.closing)


def _readings(question: Question, clock: time) -> tuple[int, int]:
    """Both readings of a clock time; they differ where daylight saving skips or repeats it."""
    return _both(question.day.date, clock, question.zone)


@lru_cache(maxsize=4096)
def _both(date: date, clock: time, zone: ZoneInfo) -> tuple[int, int]:
    """Read the clock once for all cases: a day has few hours and many visits."""
    early, late = (datetime.combine(date, clock.replace(fold=f), tzinfo=zone) for f in (0, 1))
    return second_of(early), second_of(late)
