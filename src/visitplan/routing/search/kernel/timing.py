"""Timing and pricing one route exactly, compiled; the same steps as ``routing.timetable``.

This is for days on which it matters neither when somebody travels nor when a stay begins.
"""

from typing import Any

from visitplan.routing.search.kernel.arrays import Problem
from visitplan.routing.search.kernel.arriving import BUSY, FAR, LAST, READY
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.paying import INFEASIBLE, paid_at_least, wages
from visitplan.routing.search.kernel.rests import rested


@njit(cache=True)
def ways_of(problem: Problem, shift: int, visits: Any, length: int, way: Any) -> Any:
    """Fill in the seconds of each hop, setup included; return (work, metres), -1 for no way."""
    profile, here = problem.shifts[shift].profile, problem.shifts[shift].start
    work, metres = 0, 0
    for at in range(length):
        visit = visits[at]
        there = problem.visits[visit].location
        leg = problem.legs[profile, here, there, 0]
        if leg.seconds < 0:
            return INFEASIBLE, 0
        metres += leg.metres
        way[at] = leg.seconds + (problem.visits[visit].setup if there != here else 0)
        work += way[at] + problem.visits[visit].service
        here = there
    way[length] = 0
    if problem.shifts[shift].end >= 0:
        leg = problem.legs[profile, here, problem.shifts[shift].end, 0]
        if leg.seconds < 0:
            return INFEASIBLE, 0
        way[length] = leg.seconds
        metres += leg.metres
    return work + way[length], metres


@njit(cache=True)
def _arrive(
    problem: Problem, shift: int, visit: int, ready: int, busy: int, last: int, after: Any
) -> int:
    """Keep the profile after a stay if it is better; return the departure that meets a later span.

    ``visit`` is -1 on reaching the end.
    """
    if visit < 0:
        closing = problem.shifts[shift].closing
        if ready <= closing:
            _keep(after, ready, busy, min(last, closing - busy))
        return FAR
    end = problem.visits[visit].span_to
    for span in range(problem.visits[visit].span_from, end):
        closing = problem.spans[span].closing
        if ready <= closing:
            stay = problem.visits[visit].service
            arrival = max(ready, problem.spans[span].opening)
            _keep(after, arrival + stay, busy + stay, min(last, closing - busy))
            return closing - busy + 1 if span + 1 < end else FAR
    return FAR


@njit(cache=True)
def _keep(after: Any, ready: int, busy: int, last: int) -> None:
    if ready < after[READY] or (ready == after[READY] and last > after[LAST]):
        after[READY], after[BUSY], after[LAST] = ready, busy, last


@njit(cache=True)
def _pass(
    problem: Problem, shift: int, visits: Any, length: int, first: int, way: Any, states: Any
) -> Any:
    """Carry the profiles of all departures from ``first`` on; return (layer, next departure)."""
    masks = 1 << (problem.shifts[shift].break_to - problem.shifts[shift].break_from)
    here, again = 0, FAR
    states[0, :masks, READY] = FAR
    states[0, 0, READY], states[0, 0, BUSY], states[0, 0, LAST] = (
        first,
        0,
        problem.shifts[shift].closing,
    )
    for hop in range(length + 1):
        visit = visits[hop] if hop < length else -1
        there = 1 - here
        states[there, :masks, READY] = FAR
        for mask in range(masks):
            state = states[here, mask]
            ready, busy, last = state[READY], state[BUSY], state[LAST]
            if ready == FAR:
                continue
            for taken in range(mask, masks):
                if taken & mask != mask:
                    continue
                free, done, until = rested(problem, shift, taken ^ mask, ready, busy, last)
                if until < 0:
                    continue
                reached = max(free, ready + way[hop] + done - busy)
                done += way[hop]
                after = states[there, taken]
                again = min(again, _arrive(problem, shift, visit, reached, done, until, after))
        here = there
    return here, again


@njit(cache=True)
def time_price(
    problem: Problem, shift: int, visits: Any, length: int, way: Any, work: int, states: Any
) -> Any:
    """Return (fixed cost, wage and premiums; paid time) of the cheapest timetable.

    (INFEASIBLE, 0) where there is none. ``way`` was filled in by ``ways_of``, which also told the
    ``work``.
    """
    masks = 1 << (problem.shifts[shift].break_to - problem.shifts[shift].break_from)
    best, best_paid = INFEASIBLE, 0
    first = problem.shifts[shift].opening
    while first <= problem.shifts[shift].closing:
        layer, again = _pass(problem, shift, visits, length, first, way, states)
        alive = False
        for mask in range(masks):
            state = states[layer, mask]
            if state[READY] == FAR:
                continue
            alive = True
            paid = paid_at_least(problem, shift, mask, state, first)
            if paid < 0:
                continue
            if problem.shifts[shift].whole >= 0:
                paid = problem.shifts[shift].whole
            price = problem.shifts[shift].fixed + wages(problem, shift, paid)
            if best < 0 or price < best:
                best, best_paid = price, paid
        if not alive or (best >= 0 and best_paid == work):
            break  # whoever leaves later arrives later, or nothing is left to save
        first = again
    return best, best_paid
