"""The statement in VROOM's terms, as far as they reach.

VROOM pays for the way only, in time and distance, and for each used shift: it knows neither
waiting nor overtime. It serves whatever fits, the visits with the highest penalties first: it
cannot leave one out because it does not pay. Who may serve whom is said by skills. It has no
seed, and stops by itself.
"""

import math
from datetime import timedelta
from typing import Any

import numpy as np
import vroom

from benchmarks.engine.contenders import CannotStateError, Search
from benchmarks.engine.evaluate import Orders
from benchmarks.engine.ways import ways_of
from visitplan.routing.statement import ShiftTerms, Statement

DEEPEST = 5


def ready(statement: Statement) -> Search:
    """Return VROOM's search of the statement."""
    if any(visit.after or any(visit.shift_prices) for visit in statement.visits):
        raise CannotStateError("VROOM has no pinned orders or prices by shift")

    def search(seconds: float, seed: int) -> Orders:
        del seed
        problem = _stated(statement)
        limit = timedelta(seconds=seconds)
        found = problem.solve(exploration_level=DEEPEST, nb_threads=1, timeout=limit)
        return _orders(found, len(statement.shifts))

    return search


def _stated(statement: Statement) -> Any:
    problem = vroom.Input()
    for profile in range(len(statement.seconds)):
        ways = ways_of(statement, profile)
        problem.set_durations_matrix(str(profile), ways.seconds.astype(np.uint32))
        problem.set_distances_matrix(str(profile), ways.metres.astype(np.uint32))
    rows = ways_of(statement, 0).place_at
    needs = {able: n for n, able in enumerate(dict.fromkeys(v.shifts for v in statement.visits))}
    ranks = _ranks(statement)
    problem.add_job(
        [
            vroom.Job(
                number,
                location=number,
                default_service=visit.service,
                skills={needs[visit.shifts]},
                priority=ranks[number],
                time_windows=[vroom.TimeWindow(*span) for span in visit.arrivals],
            )
            for number, visit in enumerate(statement.visits)
        ]
    )
    has = [{n for able, n in needs.items() if s in able} for s in range(len(statement.shifts))]
    problem.add_vehicle([_vehicle(n, t, has[n], rows) for n, t in enumerate(statement.shifts)])
    return problem


def _ranks(statement: Statement) -> list[int]:
    """Return priorities that rise with the penalty; VROOM's reach from 0 to 100."""
    levels = sorted({visit.penalty for visit in statement.visits})
    if len(levels) == 1:
        return [0] * len(statement.visits)
    rank = {level: 100 * n // (len(levels) - 1) for n, level in enumerate(levels)}
    return [rank[visit.penalty] for visit in statement.visits]


def _vehicle(number: int, terms: ShiftTerms, skills: set[int], rows: dict[int, int]) -> Any:
    options: dict[str, Any] = {}
    if terms.maximum is not None:
        options["max_tasks"] = terms.maximum
    return vroom.Vehicle(
        number,
        start=rows[terms.start],
        end=None if terms.end is None else rows[terms.end],
        profile=str(terms.profile),
        skills=skills,
        time_window=vroom.TimeWindow(terms.opening, terms.closing),
        breaks=[
            vroom.Break(
                n,
                time_windows=[vroom.TimeWindow(rest.earliest, rest.latest - rest.duration)],
                service=rest.duration,
            )
            for n, rest in enumerate(terms.breaks)
        ],
        costs=_costs(terms),
        **options,
    )


def _costs(terms: ShiftTerms) -> Any:
    """Return the rates in the largest unit of money in which they are whole numbers."""
    pay = terms.pay
    rates = (pay.fixed, pay.per_second * 3600, pay.per_metre * 1000)
    unit = math.gcd(*rates)
    fixed, per_hour, per_km = (rate // unit for rate in rates)
    return vroom.VehicleCosts(fixed=fixed, per_hour=per_hour, per_km=per_km)


def _orders(found: Any, shifts: int) -> Orders:
    orders: list[list[int]] = [[] for _ in range(shifts)]
    routes = found.routes
    for row in routes[routes["type"] == "job"].itertuples():
        orders[int(row.vehicle_id)].append(int(row.id))
    return orders
