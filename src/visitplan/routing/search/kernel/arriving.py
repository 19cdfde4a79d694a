"""Arriving at a stop with the departure left open, compiled; the same as in ``routing.timetable``.

A state is a row (ready, busy, last, metres, lost): ready at ``max(ready, departure + busy)`` for
every departure up to ``last``.
"""

from typing import Any

from visitplan.routing.search.kernel.arrays import NONE, Problem
from visitplan.routing.search.kernel.compiling import njit

FAR = 2**60
READY, BUSY, LAST, METRES, LOST = 0, 1, 2, 3, 4
AT_ONCE = -1


@njit(cache=True)
def arrive(problem: Problem, shift: int, visit: int, latest: int, moved: Any, state: Any) -> int:
    """Keep the state after a stay if it is better; return the first departure that changes it.

    ``visit`` is NONE on reaching the end, ``moved`` the state before the stay. The stay begins as
    soon as it may, or, with a ``latest`` moment other than AT_ONCE, by then and where it costs
    least, waiting counted.
    """
    ready, busy, last, metres, lost = moved
    if visit == NONE:
        closing = problem.shifts[shift].closing
        if ready <= closing:
            return _keep(state, ready, busy, min(last, closing - busy), metres, lost)
        return FAR
    end = problem.visits[visit].span_to
    for span in range(problem.visits[visit].span_from, end):
        if ready <= problem.spans[span].closing:
            chosen = span
            if latest != AT_ONCE:
                chosen = _worth_most(problem, shift, visit, span, ready, busy, last, latest)
            closing = problem.spans[chosen].closing
            begins = max(ready, problem.spans[chosen].opening)
            stay = problem.visits[visit].service
            last = min(last, closing - busy)
            lost += problem.spans[chosen].price
            change = _keep(state, begins + stay, busy + stay, last, metres, lost)
            return min(change, closing - busy + 1) if chosen + 1 < end else change
    return FAR


@njit(cache=True)
def _worth_most(
    problem: Problem, shift: int, visit: int, first: int, ready: int, busy: int, last: int, by: int
) -> int:
    """Return the span, from the first one on, that costs least with the pay for waiting for it.

    Whoever can set out later instead does not wait.
    """
    wage = problem.shifts[shift].per_second if problem.shifts[shift].whole < 0 else 0
    chosen, least = first, FAR
    for span in range(first, problem.visits[visit].span_to):
        begins = max(ready, problem.spans[span].opening)
        if begins > by and span > first:
            break
        leaves = min(last, problem.spans[span].closing - busy)
        price = problem.spans[span].price + wage * max(0, begins - busy - leaves)
        if price < least:
            chosen, least = span, price
    return chosen


@njit(cache=True)
def _keep(state: Any, ready: int, busy: int, last: int, metres: int, lost: int) -> int:
    """Keep the better of two states; return the first departure at which it no longer is.

    By the hour, one may be ready sooner and yet have less time to spare for leaving later.
    """
    is_first = state[READY] == FAR
    spare_ready, spare_busy = ready, busy
    if is_first or _is_better(state, ready, busy, last, metres, lost):
        spare_ready, spare_busy = state[READY], state[BUSY]
        state[READY], state[BUSY], state[LAST] = ready, busy, last
        state[METRES], state[LOST] = metres, lost
    if is_first or state[BUSY] <= spare_busy:
        return FAR
    change = spare_ready - state[BUSY] + 1
    state[LAST] = min(state[LAST], change - 1)
    return change


@njit(cache=True)
def _is_better(state: Any, ready: int, busy: int, last: int, metres: int, lost: int) -> bool:
    if ready != state[READY]:
        return ready < state[READY]
    if last != state[LAST]:
        return last > state[LAST]
    if busy != state[BUSY]:
        return busy < state[BUSY]
    if metres != state[METRES]:
        return metres < state[METRES]
    return lost < state[LOST]
