"""Timing and pricing one route by the moment, compiled; the same steps as ``routing.timetable``.

This is for days on which it matters when somebody travels, or when a stay begins.
"""

from typing import Any

from visitplan.routing.search.kernel.arrays import NEVER, NONE, Problem
from visitplan.routing.search.kernel.arriving import (
    AT_ONCE,
    BUSY,
    FAR,
    LAST,
    LOST,
    METRES,
    READY,
    arrive,
)
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.hours import set_out
from visitplan.routing.search.kernel.latest import latest_arrivals
from visitplan.routing.search.kernel.paying import INFEASIBLE, NO_DEPARTURE, cheapest
from visitplan.routing.search.kernel.rests import rested


@njit(cache=True)
def price_by_moment(
    problem: Problem, shift: int, visits: Any, length: int, latest: Any, states: Any
) -> Any:
    """Return (price of time, way and arrivals; work; paid time) of the cheapest timetable.

    (INFEASIBLE, 0, 0) where there is none. ``latest`` and ``states`` are work space.
    """
    best, best_work, best_paid = INFEASIBLE, 0, 0
    first = problem.shifts[shift].opening
    while first <= problem.shifts[shift].closing:
        layer, again = _pass(problem, shift, visits, length, first, latest, False, states)
        price, work, paid = cheapest(problem, shift, states[layer], first)
        if price == NO_DEPARTURE:
            break  # whoever leaves later arrives later
        if price >= 0 and (best < 0 or price < best):
            best, best_work, best_paid = price, work, paid
        first = again if best < 0 else max(again, first + problem.shifts[shift].step)
    if best >= 0 and problem.shifts[shift].step > 0:
        first = problem.shifts[shift].opening
        latest_arrivals(problem, shift, visits, length, latest)
        layer, _ = _pass(problem, shift, visits, length, first, latest, True, states)
        price, work, paid = cheapest(problem, shift, states[layer], first)
        if price >= 0 and price < best:
            best, best_work, best_paid = price, work, paid
    return best, best_work, best_paid


@njit(cache=True)
def _pass(
    problem: Problem,
    shift: int,
    visits: Any,
    length: int,
    first: int,
    latest: Any,
    patient: bool,
    states: Any,
) -> Any:
    """Carry the states of all departures from ``first`` on; return (layer, next departure)."""
    terms = problem.shifts[shift]
    masks = 1 << (terms.break_to - terms.break_from)
    layer, again, here = 0, FAR, terms.start
    states[0, :masks, READY] = FAR
    start = states[0, 0]
    start[READY], start[BUSY], start[LAST] = first, 0, terms.closing
    start[METRES], start[LOST] = 0, 0
    for hop in range(length + 1):
        visit = visits[hop] if hop < length else NONE
        by = latest[hop] if patient else AT_ONCE
        there = problem.visits[visit].location if hop < length else terms.end
        setup = problem.visits[visit].setup if hop < length and there != here else 0
        following = 1 - layer
        states[following, :masks, READY] = FAR
        for mask in range(masks):
            state = states[layer, mask]
            ready, busy, last, lost = state[READY], state[BUSY], state[LAST], state[LOST]
            if ready == FAR:
                continue
            begins, way, far, until = 0, 0, 0, NEVER
            if there != NONE:
                begins, way, far, until = set_out(problem, terms.profile, here, there, ready)
                if way < 0:
                    continue
            way, far = way + setup, far + state[METRES]
            again, last = min(again, until - busy), min(last, until - busy - 1)
            for taken in range(mask, masks):
                if taken & mask != mask:
                    continue
                free, done, last_then = rested(problem, shift, taken ^ mask, ready, busy, last)
                if last_then < 0:
                    continue
                reached = max(free, max(ready, begins) + way + done - busy)
                moved = reached, done + way, last_then, far, lost
                change = arrive(problem, shift, visit, by, moved, states[following, taken])
                again = min(again, change)
        layer, here = following, there
    return layer, again
