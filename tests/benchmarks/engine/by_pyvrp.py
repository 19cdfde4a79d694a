"""The statement in PyVRP's terms.

A visit is an optional client whose prize is its penalty, one client per span of hours in a group
of which at most one is served. Shifts that are equal are one vehicle type; a shift's regular
hours and its tier are shift duration and overtime. Setup is part of the way. Who may serve whom
is said by profiles, in which a forbidden door lies too far away to pay.
"""

import time
from typing import Any, NamedTuple

import numpy as np
from pyvrp import Client, ClientGroup, Depot, Location, ProblemData, Route, VehicleType, solve

from benchmarks.engine.contenders import CannotStateError, Search
from benchmarks.engine.evaluate import Orders
from benchmarks.engine.ways import Ways, ways_of
from visitplan.routing.statement import ShiftTerms, Statement

FORBIDDEN = 2**24
"""Metres to a forbidden door: no prize pays for the way."""


class Kind(NamedTuple):
    """Shifts with equal terms that may serve the same visits."""

    terms: ShiftTerms
    may_serve: frozenset[int]


class Stated(NamedTuple):
    """The data, whose clients stand for ``visits`` and vehicle types for lists of ``shifts``."""

    data: ProblemData
    visits: list[int]
    shifts: list[list[int]]


def ready(statement: Statement) -> Search:
    """Return PyVRP's search of the statement; its first random answer is on the clock, too."""
    stated = _stated(statement)

    def search(seconds: float, seed: int) -> Orders | None:
        end = time.perf_counter() + seconds
        found = solve(
            stated.data, lambda _: time.perf_counter() >= end, seed=seed, collect_stats=False
        )
        if not found.is_feasible():
            return None
        return _orders(stated, found.best.routes(), len(statement.shifts))

    return search


def _stated(statement: Statement) -> Stated:
    _check(statement)
    size, kinds = len(statement.visits), _kinds(statement)
    clients, groups, visits = _clients(statement)
    ways = [ways_of(statement, number) for number in range(len(statement.metres))]
    rows = ways[0].place_at
    profiles = {(kind.terms.profile, kind.may_serve): None for kind in kinds}
    number = {profile: number for number, profile in enumerate(profiles)}
    tables = [_profile(ways[travel], size, may_serve) for travel, may_serve in profiles]
    data = ProblemData(
        locations=[Location(0, 0) for _ in range(size + len(rows))],
        clients=clients,
        depots=[Depot(location=row) for row in rows.values()],
        vehicle_types=[
            _type(kind, len(shifts), list(rows), number[kind.terms.profile, kind.may_serve])
            for kind, shifts in kinds.items()
        ],
        distance_matrices=[metres for metres, _ in tables],
        duration_matrices=[seconds for _, seconds in tables],
        groups=groups,
    )
    return Stated(data, visits, list(kinds.values()))


def _check(statement: Statement) -> None:
    if any(visit.after or visit.dislikes for visit in statement.visits):
        raise CannotStateError("PyVRP has no pinned orders or dislikes")
    for shift in statement.shifts:
        if shift.breaks:
            raise CannotStateError("PyVRP has no breaks")
        if shift.maximum is not None or shift.end is None:
            raise CannotStateError("PyVRP has no maximum of visits and no open ends")
        if shift.pay.minimum or shift.pay.whole_shift is not None or len(shift.pay.tiers) > 1:
            raise CannotStateError("PyVRP has one tier and no minimum paid time")


def _kinds(statement: Statement) -> dict[Kind, list[int]]:
    kinds: dict[Kind, list[int]] = {}
    for number, terms in enumerate(statement.shifts):
        able = frozenset(n for n, visit in enumerate(statement.visits) if number in visit.shifts)
        kinds.setdefault(Kind(terms, able), []).append(number)
    return kinds


def _clients(statement: Statement) -> tuple[list[Client], list[ClientGroup], list[int]]:
    """Return clients, groups, and the visit of each client; a visit's location is its number."""
    clients, groups, visits = [], list[ClientGroup](), list[int]()
    for number, visit in enumerate(statement.visits):
        several = len(visit.arrivals) > 1
        first = len(clients)
        for opening, closing in visit.arrivals:
            clients.append(
                Client(
                    location=number,
                    service_duration=visit.service,
                    tw_early=opening,
                    tw_late=closing,
                    prize=visit.penalty,
                    required=False,
                    group=len(groups) if several else None,
                )
            )
            visits.append(number)
        if several:
            groups.append(ClientGroup(list(range(first, len(clients))), required=False))
    return clients, groups, visits


def _profile(ways: Ways, visits: int, may_serve: frozenset[int]) -> tuple[Any, Any]:
    """Return metres and seconds in which every forbidden door lies too far away."""
    metres = ways.metres.copy()
    metres[:, [number for number in range(visits) if number not in may_serve]] = FORBIDDEN
    np.fill_diagonal(metres, 0)
    return metres, ways.seconds


def _type(kind: Kind, count: int, places: list[int], profile: int) -> VehicleType:
    terms, pay = kind.terms, kind.terms.pay
    assert terms.end is not None
    regular, premium = pay.tiers[0] if pay.tiers else (terms.closing - terms.opening, 0)
    regular = min(regular, terms.closing - terms.opening)
    return VehicleType(
        num_available=count,
        start_depot=places.index(terms.start),
        end_depot=places.index(terms.end),
        fixed_cost=pay.fixed,
        tw_early=terms.opening,
        tw_late=terms.closing,
        shift_duration=regular,
        max_overtime=terms.closing - terms.opening - regular,
        unit_distance_cost=pay.per_metre,
        unit_duration_cost=pay.per_second,
        unit_overtime_cost=premium,
        profile=profile,
    )


def _orders(stated: Stated, routes: list[Route], shifts: int) -> Orders:
    free = [list(numbers) for numbers in stated.shifts]
    orders: list[list[int]] = [[] for _ in range(shifts)]
    for route in routes:
        shift = free[route.vehicle_type()].pop()
        orders[shift] = [stated.visits[stop.idx] for stop in route.schedule() if stop.is_client()]
    return orders
