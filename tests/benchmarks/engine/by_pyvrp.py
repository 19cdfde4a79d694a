"""The statement in PyVRP's terms, in the largest unit of money in which all prices are whole.

A visit is an optional client whose prize is its penalty, one client per span of hours in a group
of which at most one is served. Shifts that are equal are one vehicle type; a shift's regular
hours and its tier are shift duration and overtime. Setup is part of the way. Who may serve whom
is said by profiles, in which a forbidden door lies too far away to pay.

PyVRP has no breaks. Where each shift has the same one, it is emulated: a second client per span
stays for the visit and the break after it, a load of one keeps each route to one of these, and
opening a shift costs what serving one of them brings, so that a route without is dear.
"""

import math
import time
from typing import Any, NamedTuple

import numpy as np
from pyvrp import Client, ClientGroup, Depot, Location, ProblemData, Route, VehicleType, solve

from benchmarks.engine.contenders import CannotStateError, Search
from benchmarks.engine.evaluate import Orders
from benchmarks.engine.ways import Ways, ways_of
from visitplan.routing.statement import BreakTerms, PayTerms, ShiftTerms, Statement, VisitTerms

FORBIDDEN = 2**27
"""Metres to a forbidden door: no prize pays for the way."""

RESTED_HOURS = 4
"""What a break brings and a used shift costs more, in hours of wage."""

LOAD = 1000
"""What a break loads and a route can carry: each unit of overload has a limited price."""


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
    stated = _stated(_in_larger_units(statement))

    def search(seconds: float, seed: int) -> Orders | None:
        end = time.perf_counter() + seconds
        found = solve(
            stated.data, lambda _: time.perf_counter() >= end, seed=seed, collect_stats=False
        )
        if not found.is_feasible():
            return None
        return _orders(stated, found.best.routes(), len(statement.shifts))

    return search


def _in_larger_units(statement: Statement) -> Statement:
    """Divide all prices by what divides each: PyVRP's own penalties have an upper limit."""
    pays = [shift.pay for shift in statement.shifts]
    prices = [price for pay in pays for price in (pay.fixed, pay.per_second, pay.per_metre)]
    prices += [premium for pay in pays for _, premium in pay.tiers]
    unit = math.gcd(*prices, *(visit.penalty for visit in statement.visits))
    return statement.model_copy(
        update={
            "visits": tuple(
                visit.model_copy(update={"penalty": visit.penalty // unit})
                for visit in statement.visits
            ),
            "shifts": tuple(
                shift.model_copy(update={"pay": _pay_in(shift.pay, unit)})
                for shift in statement.shifts
            ),
        }
    )


def _pay_in(pay: PayTerms, unit: int) -> PayTerms:
    return pay.model_copy(
        update={
            "fixed": pay.fixed // unit,
            "per_second": pay.per_second // unit,
            "per_metre": pay.per_metre // unit,
            "tiers": tuple((beyond, premium // unit) for beyond, premium in pay.tiers),
        }
    )


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
            _type(
                kind,
                len(shifts),
                list(rows),
                number[kind.terms.profile, kind.may_serve],
                _bonus(statement),
            )
            for kind, shifts in kinds.items()
        ],
        distance_matrices=[metres for metres, _ in tables],
        duration_matrices=[seconds for _, seconds in tables],
        groups=groups,
    )
    return Stated(data, visits, list(kinds.values()))


def _check(statement: Statement) -> None:
    if any(visit.after or any(visit.shift_prices) for visit in statement.visits):
        raise CannotStateError("PyVRP has no pinned orders or prices by shift")
    for shift in statement.shifts:
        if len(shift.breaks) > 1 or shift.breaks != statement.shifts[0].breaks:
            raise CannotStateError("more than one break, or different ones, are not emulated")
        if shift.maximum is not None or shift.end is None:
            raise CannotStateError("PyVRP has no maximum of visits and no open ends")
        if shift.pay.minimum or shift.pay.whole_shift is not None or len(shift.pay.tiers) > 1:
            raise CannotStateError("PyVRP has one tier and no minimum paid time")
        if shift.pay.per_visit:
            raise CannotStateError("prices per visit are not stated to PyVRP here")


def _kinds(statement: Statement) -> dict[Kind, list[int]]:
    kinds: dict[Kind, list[int]] = {}
    for number, terms in enumerate(statement.shifts):
        able = frozenset(n for n, visit in enumerate(statement.visits) if number in visit.shifts)
        kinds.setdefault(Kind(terms, able), []).append(number)
    return kinds


class Stay(NamedTuple):
    """A way to serve a visit: when to begin, for how long, with how many breaks."""

    opening: int
    closing: int
    service: int
    breaks: int = 0


def _clients(statement: Statement) -> tuple[list[Client], list[ClientGroup], list[int]]:
    """Return clients, groups, and the visit of each client; a visit's location is its number."""
    clients, groups, visits = [], list[ClientGroup](), list[int]()
    bonus = _bonus(statement)
    for number, visit in enumerate(statement.visits):
        stays = _stays(statement, visit)
        for stay in stays:
            client = Client(
                location=number,
                pickup=[LOAD * stay.breaks] if bonus else [],
                service_duration=stay.service,
                tw_early=stay.opening,
                tw_late=stay.closing,
                prize=visit.penalty + bonus * stay.breaks,
                required=False,
                group=len(groups) if len(stays) > 1 else None,
            )
            clients.append(client)
            visits.append(number)
        if len(stays) > 1:
            own = range(len(clients) - len(stays), len(clients))
            groups.append(ClientGroup(list(own), required=False))
    return clients, groups, visits


def _stays(statement: Statement, visit: VisitTerms) -> list[Stay]:
    plain = [Stay(opening, closing, visit.service) for opening, closing in visit.arrivals]
    return plain + [
        rested
        for rest in statement.shifts[0].breaks
        for stay in plain
        if (rested := _rested(stay, rest)).opening <= rested.closing
    ]


def _rested(stay: Stay, rest: BreakTerms) -> Stay:
    """Return the stay with the break right after it; it opens after it closes if that can't be."""
    latest = rest.latest - rest.duration - stay.service
    return Stay(
        max(stay.opening, rest.earliest - stay.service),
        min(stay.closing, latest),
        stay.service + rest.duration,
        breaks=1,
    )


def _bonus(statement: Statement) -> int:
    first = statement.shifts[0]
    return RESTED_HOURS * 3600 * first.pay.per_second if first.breaks else 0


def _profile(ways: Ways, visits: int, may_serve: frozenset[int]) -> tuple[Any, Any]:
    """Return metres and seconds in which every forbidden door lies too far away."""
    metres = ways.metres.copy()
    metres[:, [number for number in range(visits) if number not in may_serve]] = FORBIDDEN
    np.fill_diagonal(metres, 0)
    return metres, ways.seconds


def _type(kind: Kind, count: int, places: list[int], profile: int, bonus: int) -> VehicleType:
    terms, pay = kind.terms, kind.terms.pay
    assert terms.end is not None
    whole = terms.closing - terms.opening
    regular, premium = pay.tiers[0] if pay.tiers else (whole, 0)
    unpaid = sum(rest.duration for rest in terms.breaks if not rest.paid)
    regular = min(regular + unpaid, whole)
    return VehicleType(
        num_available=count,
        capacity=[LOAD] if bonus else [],
        start_depot=places.index(terms.start),
        end_depot=places.index(terms.end),
        fixed_cost=pay.fixed + bonus - unpaid * pay.per_second,
        tw_early=terms.opening,
        tw_late=terms.closing,
        shift_duration=regular,
        max_overtime=whole - regular,
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
