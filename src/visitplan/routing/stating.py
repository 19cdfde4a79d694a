"""From the day's values to the statement in whole numbers, sorted canonically."""

import random
from collections.abc import Sequence
from typing import NamedTuple

from visitplan.domain.agent import Shift
from visitplan.domain.day import Day
from visitplan.domain.place import Point
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.domain.travel import Matrices
from visitplan.domain.value import Id
from visitplan.domain.visit import Visit
from visitplan.routing.capping import caps_of
from visitplan.routing.crew_pay import crew_pay
from visitplan.routing.horizon import Horizon
from visitplan.routing.pay import pay_terms
from visitplan.routing.statement import (
    BreakTerms,
    ShiftTerms,
    Span,
    Statement,
    VisitTerms,
)
from visitplan.routing.travelling import travel_by_hour


class Stated(NamedTuple):
    """The statement, and what its numbers stand for.

    ``hopeless`` are visits that no shift may serve or whose hours lie outside of every shift:
    they never reach the search, their penalties are owed anyway. ``capped`` says what each cap
    of the statement is on: a portfolio, or None for all cases. ``contact_value`` are the ticks
    that a certain contact is worth (see ``open_doors``).
    """

    statement: Statement
    visits: tuple[Visit, ...]
    shifts: tuple[Shift, ...]
    hopeless: tuple[Visit, ...]
    horizon: Horizon
    capped: tuple[Id | None, ...] = ()
    contact_value: int = 0

    @property
    def hopeless_ticks(self) -> int:
        """The penalties of the visits that never reach the search."""
        return sum(visit.penalty for visit in self.hopeless) * TICKS_PER_MINOR_UNIT

    @property
    def settled_ticks(self) -> int:
        """What to add to an answer's objective: penalties owed anyway, less what is no cost."""
        worthy = sum(bool(terms.arrival_prices) for terms in self.statement.visits)
        return self.hopeless_ticks - self.contact_value * worthy


def state_day(
    day: Day, visits: Sequence[Visit], shifts: Sequence[Shift], matrices: Matrices
) -> Stated:
    """State the day: visits and shifts sorted by id, then shuffled by the day's seed.

    The order of the input's rows never matters; the seed decides which of the equally good
    orders the search sees.
    """
    horizon = Horizon.of(day.date, day.time_zone)
    on_duty = tuple(sorted(shifts, key=lambda shift: shift.id))
    last = max((horizon.seconds(shift.hours.closing) for shift in on_duty), default=0)
    arrivals = {visit.case_id: arrival_spans(visit, horizon, last) for visit in visits}
    ordered = sorted(visits, key=lambda visit: visit.case_id)
    random.Random(day.limits.seed).shuffle(ordered)  # noqa: S311 - repeatable, not secret
    hopeful = tuple(v for v in ordered if v.allowed_shifts and arrivals[v.case_id])
    modes = sorted({day.agent(shift.agent_id).mode for shift in on_duty})
    points = _locations(hopeful, on_duty)
    numbers = {visit.case_id: number for number, visit in enumerate(hopeful)}
    caps = caps_of(day, hopeful, on_duty)
    statement = Statement(
        visits=tuple(
            _visit_terms(visit, arrivals[visit.case_id], points, (numbers, on_duty, day))
            for visit in hopeful
        ),
        shifts=tuple(
            _shift_terms(shift, horizon, points, modes.index(day.agent(shift.agent_id).mode))
            for shift in on_duty
        ),
        **travel_by_hour([matrices[mode] for mode in modes], tuple(points), horizon),
        caps=tuple(terms for _, terms in caps),
    )
    hopeless = tuple(v for v in ordered if not (v.allowed_shifts and arrivals[v.case_id]))
    capped = tuple(portfolio for portfolio, _ in caps)
    return Stated(excluding(statement, on_duty), hopeful, on_duty, hopeless, horizon, capped)


def excluding(statement: Statement, shifts: Sequence[Shift]) -> Statement:
    """Return the statement in which nobody goes with a crew and alone, or with two crews."""
    if not any(shift.joined for shift in shifts):
        return statement
    members = [{own.id for own in shift.members} for shift in shifts]
    numbers = range(len(shifts))
    stated = tuple(
        terms.model_copy(
            update={"excludes": tuple(n for n in numbers if n != me and members[n] & members[me])}
        )
        for me, terms in enumerate(statement.shifts)
    )
    return statement.model_copy(update={"shifts": stated})


def arrival_spans(visit: Visit, horizon: Horizon, last: int) -> tuple[Span, ...]:
    """Return when a visit's stay may begin, sorted and apart, within 0 and ``last``.

    A whole stay begins ``service_seconds`` before its window closes at the latest; where a
    window bounds the start, the permitted hours still bound the whole stay.
    """
    stay = visit.service_seconds
    permitted = [(a, b - stay) for a, b in map(horizon.span, visit.permitted)]
    kept_free = 0 if visit.bounds_start else stay
    windows = [(a, b - kept_free) for a, b in map(horizon.span, visit.windows)]
    pinned = [horizon.span(visit.arrival)] if visit.arrival else [(0, last)]
    spans = _common(_common(windows, permitted), _common(pinned, [(0, last - stay)]))
    return _merged(spans)


def _common(first: Sequence[Span], second: Sequence[Span]) -> list[Span]:
    both = [(max(a[0], b[0]), min(a[1], b[1])) for a in first for b in second]
    return [(opening, closing) for opening, closing in both if opening <= closing]


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    apart: list[Span] = []
    for opening, closing in sorted(spans):
        if apart and opening <= apart[-1][1] + 1:
            apart[-1] = (apart[-1][0], max(apart[-1][1], closing))
        else:
            apart.append((opening, closing))
    return tuple(apart)


def _locations(visits: Sequence[Visit], shifts: Sequence[Shift]) -> dict[Point, int]:
    ends = [place.point for s in shifts for place in (s.start, s.end) if place and place.point]
    unique = dict.fromkeys([visit.point for visit in visits] + ends)
    return {point: number for number, point in enumerate(unique)}


def _visit_terms(
    visit: Visit,
    arrivals: tuple[Span, ...],
    points: dict[Point, int],
    context: tuple[dict[str, int], tuple[Shift, ...], Day],
) -> VisitTerms:
    numbers, shifts, day = context
    allowed = frozenset(visit.allowed_shifts)
    return VisitTerms(
        location=points[visit.point],
        arrivals=arrivals,
        service=visit.service_seconds,
        setup=visit.setup_seconds,
        penalty=visit.penalty * TICKS_PER_MINOR_UNIT,
        shifts=tuple(n for n, shift in enumerate(shifts) if shift.id in allowed),
        shift_prices=_prices(visit, shifts, day.policy.not_preferred * TICKS_PER_MINOR_UNIT),
        after=tuple(numbers[other] for other in visit.after if other in numbers),
    )


def _prices(visit: Visit, shifts: Sequence[Shift], price: int) -> tuple[int, ...]:
    """Return the price of not sending a preferred agent, shift by shift."""
    if visit.preferred_shifts is None or not price:
        return ()
    return tuple(0 if shift.id in visit.preferred_shifts else price for shift in shifts)


def _shift_terms(
    shift: Shift, horizon: Horizon, points: dict[Point, int], profile: int
) -> ShiftTerms:
    opening, closing = horizon.span(shift.hours)
    breaks = tuple(
        BreakTerms(earliest=a, latest=b, duration=rest.seconds, paid=rest.paid)
        for rest in shift.breaks
        for a, b in [horizon.span(rest.window)]
    )
    unpaid = sum(rest.duration for rest in breaks if not rest.paid)
    return ShiftTerms(
        opening=opening,
        closing=closing,
        profile=profile,
        start=points[_point(shift.start.point)],
        end=points[_point(shift.end.point)] if shift.end else None,
        breaks=breaks,
        pay=crew_pay(shift) if shift.joined else pay_terms(shift.pay, closing - opening - unpaid),
        maximum=shift.maximum_visits,
    )


def _point(point: Point | None) -> Point:
    if point is None:
        raise ValueError("a shift is located before it is stated")
    return point
