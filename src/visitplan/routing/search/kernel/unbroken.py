"""Timing a route without breaks, compiled: the steps of ``timing`` where nothing branches.

One profile is left of the many that breaks would make, and it fits into registers. What is busy
at the end is known before, as the ``work`` of all ways and stays.
"""

from typing import Any

from visitplan.routing.search.kernel.arrays import Problem
from visitplan.routing.search.kernel.arriving import FAR
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.paying import INFEASIBLE, wages
from visitplan.routing.search.kernel.rests import TOO_LATE


@njit(cache=True)
def _pass(problem: Problem, shift: int, visits: Any, length: int, first: int, way: Any) -> Any:
    """Carry the profile of all departures from ``first`` on to the end of the route.

    Returns (ready, last departure, next departure to look at); ready is TOO_LATE when too late.
    """
    closing = problem.shifts[shift].closing
    ready, busy, last, again = first, 0, closing, FAR
    for at in range(length):
        ready += way[at]
        busy += way[at]
        span, end = problem.visits[visits[at]].span_from, problem.visits[visits[at]].span_to
        while span < end and problem.spans[span].closing < ready:
            span += 1
        if span == end:
            return TOO_LATE, last, again
        latest = problem.spans[span].closing - busy
        if span + 1 < end:
            again = min(again, latest + 1)
        last = min(last, latest)
        stay = problem.visits[visits[at]].service
        ready = max(ready, problem.spans[span].opening) + stay
        busy += stay
    ready += way[length]
    if ready > closing:
        return TOO_LATE, last, again
    return ready, min(last, closing - busy - way[length]), again


@njit(cache=True)
def _least_paid(problem: Problem, shift: int, visits: Any, length: int, way: Any, work: int) -> int:
    """Return the least time from leaving to the end, TOO_LATE where there is no timetable."""
    least, first, closing = TOO_LATE, problem.shifts[shift].opening, problem.shifts[shift].closing
    while first <= closing:
        ready, last, again = _pass(problem, shift, visits, length, first, way)
        if ready == TOO_LATE:
            break  # whoever leaves later arrives later
        if last >= first:
            leaves = max(first, min(last, ready - work))
            paid = max(ready, leaves + work) - leaves
            if least == TOO_LATE or paid < least:
                least = paid
        if least == work:
            break  # nothing is left to save
        first = again
    return least


@njit(cache=True)
def unbroken_price(
    problem: Problem, shift: int, visits: Any, length: int, way: Any, work: int
) -> Any:
    """Return (fixed cost, wage and premiums; paid time) of the cheapest timetable.

    (INFEASIBLE, 0) where there is none. ``way`` and ``work`` are those of ``ways_of``.
    """
    terms = problem.shifts[shift]
    paid = _least_paid(problem, shift, visits, length, way, work)
    if paid == TOO_LATE:
        return INFEASIBLE, 0
    if terms.whole >= 0:
        paid = terms.whole
    return terms.fixed + wages(problem, shift, paid), paid
