"""The statement as flat arrays, which compiled code reads."""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from visitplan.routing.statement import ShiftTerms, Statement

NEIGHBOURS = 100
NEAR_SHIFTS = 12
NONE = -1


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
        )
    ]
)
SPAN = np.dtype([("opening", np.int64), ("closing", np.int64)])
TIER = np.dtype([("beyond", np.int64), ("premium", np.int64)])
REST = np.dtype(
    [("earliest", np.int64), ("latest", np.int64), ("duration", np.int64), ("paid", np.int64)]
)
ORDER = np.dtype([("other", np.int64), ("comes_first", np.int64)])
LEG = np.dtype([("seconds", np.int32), ("metres", np.int32)])


class Problem(NamedTuple):
    """The statement; ``x_from`` up to ``x_to`` are an item's entries in a ragged array.

    ``visits`` (n), ``shifts`` (m), ``spans``, ``tiers``, ``rests`` and ``orders`` are records;
    ``others`` are the numbers of shifts that are not used together with an item of ``shifts``;
    ``allowed`` and ``dislike`` are (n, m), ``near`` (n, k) visits and ``near_shifts`` (n, k)
    shifts, nearest first, ``legs`` (profiles, locations, locations) time and distance side by side:
    they are always read together. NONE stands for an open end and for pay by the route.
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


def as_arrays(statement: Statement) -> Problem:
    """Return the statement's arrays; there is at least one visit and one shift."""
    visits, shifts = statement.visits, statement.shifts
    orders = _orders(statement)
    spans_at = _offsets(visit.arrivals for visit in visits)
    orders_at = _offsets(orders)
    tiers_at = _offsets(shift.pay.tiers for shift in shifts)
    rests_at = _offsets(shift.breaks for shift in shifts)
    others_at = _offsets(shift.excludes for shift in shifts)
    seconds = np.array(statement.seconds, dtype=np.int32)
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
                (*_hours_and_pay(shift, len(visits)), *tiers_at[n], *rests_at[n], *others_at[n])
                for n, shift in enumerate(shifts)
            ),
        ),
        spans=_records(SPAN, (span for visit in visits for span in visit.arrivals)),
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
        others=np.array([other for shift in shifts for other in shift.excludes], dtype=np.int64),
        allowed=_allowed(statement),
        dislike=_dislikes(statement),
        near=_near(statement, seconds),
        near_shifts=_near_shifts(statement, seconds),
        legs=_legs(seconds, np.array(statement.metres, dtype=np.int32)),
    )


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


def _legs(seconds: Any, metres: Any) -> Any:
    legs = np.empty(seconds.shape, dtype=LEG)
    legs["seconds"], legs["metres"] = seconds, metres
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


def _near(statement: Statement, seconds: Any) -> Any:
    """Return each visit's neighbours, nearest first: by the way and by how far hours lie apart."""
    locations = [visit.location for visit in statement.visits]
    way = seconds.min(axis=0)[np.ix_(locations, locations)].astype(np.float64)
    way[way < 0] = np.inf
    apart = np.minimum(way, way.T) + 0.2 * _hours_apart(statement)
    np.fill_diagonal(apart, np.inf)
    order = np.argsort(apart, axis=1, kind="stable")[:, :NEIGHBOURS]
    return np.ascontiguousarray(order[:, : max(1, len(locations) - 1)]).astype(np.int64)


def _hours_apart(statement: Statement) -> Any:
    """Return the seconds between the nearest arrival spans of each pair of visits."""
    first = np.array([visit.arrivals[0][0] for visit in statement.visits], dtype=np.float64)
    last = np.array([visit.arrivals[-1][1] for visit in statement.visits], dtype=np.float64)
    return np.maximum(0, np.maximum(first[:, None] - last, first - last[:, None]))


def _near_shifts(statement: Statement, seconds: Any) -> Any:
    """Return the allowed shifts that start or end nearest to each visit; NONE fills up."""
    locations = [visit.location for visit in statement.visits]
    ways = np.column_stack([_from_ends(shift, seconds, locations) for shift in statement.shifts])
    ways[~_allowed(statement)] = np.inf
    near = np.argsort(ways, axis=1, kind="stable")[:, :NEAR_SHIFTS].astype(np.int64)
    near[np.take_along_axis(ways, near, axis=1) == np.inf] = NONE
    return np.ascontiguousarray(near)


def _from_ends(shift: ShiftTerms, seconds: Any, locations: list[int]) -> Any:
    """Return the seconds between each location and the shift's nearer end; infinite for no way."""
    way = seconds[shift.profile, shift.start, locations].astype(np.float64)
    way[way < 0] = np.inf
    if shift.end is not None:
        home = seconds[shift.profile, locations, shift.end].astype(np.float64)
        home[home < 0] = np.inf
        way = np.minimum(way, home)
    return way


def most_visits(problem: Problem) -> int:
    """Return how many visits any shift has room for, by its hours and the shortest stays."""
    hours = int((problem.shifts["closing"] - problem.shifts["opening"]).max())
    stays = np.sort(problem.visits["service"])
    return int(np.count_nonzero(np.cumsum(stays) <= hours))
