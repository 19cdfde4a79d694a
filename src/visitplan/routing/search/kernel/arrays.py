"""The statement as flat arrays, which compiled code reads."""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from visitplan.routing.search.kernel.near import near_shifts, near_visits
from visitplan.routing.statement import ShiftTerms, Statement, VisitTerms
from visitplan.routing.timetable import STEP
from visitplan.routing.ways import at_best

NONE = -1
NEVER = 2**61


VISIT = np.dtype(
    [
        (name, np.int64)
        for name in (
            "location",
            "service",
            "setup",
            "penalty",
            "span_from",
            "span_to",
            "order_from",
            "order_to",
        )
    ]
)
SHIFT = np.dtype(
    [
        (name, np.int64)
        for name in (
            "opening",
            "closing",
            "profile",
            "start",
            "end",
            "fixed",
            "per_second",
            "minimum",
            "whole",
            "per_metre",
            "per_visit",
            "maximum",
            "tier_from",
            "tier_to",
            "break_from",
            "break_to",
            "other_from",
            "other_to",
            "step",
        )
    ]
)
SPAN = np.dtype([("opening", np.int64), ("closing", np.int64), ("price", np.int64)])
TIER = np.dtype([("beyond", np.int64), ("premium", np.int64)])
REST = np.dtype(
    [("earliest", np.int64), ("latest", np.int64), ("duration", np.int64), ("paid", np.int64)]
)
ORDER = np.dtype([("other", np.int64), ("comes_first", np.int64)])
HOURS = np.dtype([("begins", np.int64), ("pace", np.int64)])
LEG = np.dtype([("seconds", np.int32), ("metres", np.int32)])


class Problem(NamedTuple):
    """The statement; ``x_from`` up to ``x_to`` are an item's entries in a ragged array.

    ``visits`` (n), ``shifts`` (m), ``spans``, ``tiers``, ``rests`` and ``orders`` are records;
    ``others`` are the numbers of shifts that are not used together with an item of ``shifts``;
    ``allowed`` and ``dislike`` are (n, m), ``near`` (n, k) visits and ``near_shifts`` (n, k)
    shifts, nearest first, ``legs`` (profiles, locations, locations, paces) time and distance side
    by side: they are always read together. ``hours`` are records too; the last begins NEVER.
    ``caps`` (k) are the most visits of each cap; ``capped`` (k, n + m) says which visits it counts,
    and behind them on which shifts. ``step`` of a shift is by how many seconds departures that are
    tried lie apart at least where arrivals have prices, else 0. NONE stands for an open end and
    for pay by the route.
    """

    visits: Any
    shifts: Any
    spans: Any
    tiers: Any
    rests: Any
    orders: Any
    others: Any
    allowed: Any
    dislike: Any
    near: Any
    near_shifts: Any
    legs: Any
    hours: Any
    caps: Any
    capped: Any


def as_arrays(statement: Statement) -> Problem:
    """Return the statement's arrays; there is at least one visit and one shift."""
    visits, shifts = statement.visits, statement.shifts
    orders = _orders(statement)
    spans_at = _offsets(visit.arrivals for visit in visits)
    orders_at = _offsets(orders)
    tiers_at = _offsets(shift.pay.tiers for shift in shifts)
    rests_at = _offsets(shift.breaks for shift in shifts)
    others_at = _offsets(shift.excludes for shift in shifts)
    step = STEP if statement.prices_arrivals else 0
    seconds, _ = at_best(statement)
    allowed = _allowed(statement)
    return Problem(
        visits=_records(
            VISIT,
            (
                (v.location, v.service, v.setup, v.penalty, *spans_at[n], *orders_at[n])
                for n, v in enumerate(visits)
            ),
        ),
        shifts=_records(
            SHIFT,
            (
                (
                    *_hours_and_pay(shift, len(visits)),
                    *tiers_at[n],
                    *rests_at[n],
                    *others_at[n],
                    step,
                )
                for n, shift in enumerate(shifts)
            ),
        ),
        spans=_records(SPAN, (span for visit in visits for span in _priced_spans(visit))),
        tiers=_records(TIER, (tier for shift in shifts for tier in shift.pay.tiers)),
        rests=_records(
            REST,
            (
                (rest.earliest, rest.latest, rest.duration, rest.paid)
                for shift in shifts
                for rest in shift.breaks
            ),
        ),
        orders=_records(ORDER, (order for own in orders for order in own)),
        others=_flat(shift.excludes for shift in shifts),
        allowed=allowed,
        dislike=_dislikes(statement),
        near=near_visits(statement, seconds),
        near_shifts=near_shifts(statement, seconds, allowed),
        legs=_legs(statement),
        hours=_records(HOURS, (*statement.hours, (NEVER, NONE))),
        caps=np.array([cap.maximum for cap in statement.caps], dtype=np.int64),
        capped=_capped(statement),
    )


def _priced_spans(visit: VisitTerms) -> Iterable[tuple[int, int, int]]:
    return ((opening, closing, visit.price_at(opening)) for opening, closing in visit.arrivals)


def _hours_and_pay(shift: ShiftTerms, visits: int) -> tuple[int, ...]:
    pay = shift.pay
    return (
        shift.opening,
        shift.closing,
        shift.profile,
        shift.start,
        NONE if shift.end is None else shift.end,
        pay.fixed,
        pay.per_second,
        pay.minimum,
        NONE if pay.whole_shift is None else pay.whole_shift,
        pay.per_metre,
        pay.per_visit,
        visits if shift.maximum is None else shift.maximum,
    )


def _records(kind: Any, rows: Iterable[tuple[int, ...]]) -> Any:
    return np.array(list(rows), dtype=kind)


def _offsets(ragged: Iterable[Sequence[Any]]) -> list[tuple[int, int]]:
    """Return from and to of each item's entries in the flat array."""
    ends = list(itertools.accumulate((len(own) for own in ragged), initial=0))
    return list(itertools.pairwise(ends))


def _flat(ragged: Iterable[Sequence[int]]) -> Any:
    return np.array(list(itertools.chain.from_iterable(ragged)), dtype=np.int64)


def _capped(statement: Statement) -> Any:
    visits = len(statement.visits)
    capped = np.zeros((len(statement.caps), visits + len(statement.shifts)), dtype=np.bool_)
    for number, cap in enumerate(statement.caps):
        capped[number, list(cap.visits)] = True
        capped[number, [visits + shift for shift in cap.shifts]] = True
    return capped


def _legs(statement: Statement) -> Any:
    seconds = np.stack([np.array(pace.seconds) for pace in statement.paces], axis=-1)
    legs = np.empty(seconds.shape, dtype=LEG)
    legs["seconds"] = seconds
    legs["metres"] = np.stack([np.array(pace.metres) for pace in statement.paces], axis=-1)
    return legs


def _allowed(statement: Statement) -> Any:
    allowed = np.zeros((len(statement.visits), len(statement.shifts)), dtype=np.bool_)
    for number, visit in enumerate(statement.visits):
        allowed[number, list(visit.shifts)] = True
    return allowed


def _dislikes(statement: Statement) -> Any:
    prices = np.zeros((len(statement.visits), len(statement.shifts)), dtype=np.int64)
    for number, visit in enumerate(statement.visits):
        prices[number] = visit.shift_prices or 0
    return prices


def _orders(statement: Statement) -> list[list[tuple[int, int]]]:
    orders: list[list[tuple[int, int]]] = [[] for _ in statement.visits]
    for number, visit in enumerate(statement.visits):
        for earlier in visit.after:
            orders[number].append((earlier, 1))
            orders[earlier].append((number, 0))
    return orders


def most_visits(problem: Problem) -> int:
    """Return how many visits any shift has room for, by its hours and the shortest stays."""
    hours = int((problem.shifts["closing"] - problem.shifts["opening"]).max())
    stays = np.sort(problem.visits["service"])
    return int(np.count_nonzero(np.cumsum(stays) <= hours))
