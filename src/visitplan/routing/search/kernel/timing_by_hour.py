"""Timing and pricing one route by the hour, compiled; the same steps as ``routing.timetable``."""

from typing import Any

from visitplan.routing.search.kernel.arrays import NEVER, NONE, Problem
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.hours import set_out
from visitplan.routing.search.kernel.timing import (
    BUSY,
    FAR,
    INFEASIBLE,
    LAST,
    METRES,
    READY,
    TOO_LATE,
    paid_at_least,
    wages,
)


@njit(cache=True)
def price_by_hour(problem: Problem, shift: int, visits: Any, length: int, states: Any) -> Any:
    """Return (fixed cost, wage, premiums and distance; work; paid time) of the cheapest timetable.

    (INFEASIBLE, 0, 0) where there is none.
    """
    terms = problem.shifts[shift]
    masks = 1 << (terms.break_to - terms.break_from)
    best, best_work, best_paid = INFEASIBLE, 0, 0
    first = terms.opening
    while first <= terms.closing:
        layer, again = _pass(problem, shift, visits, length, first, states)
        alive = False
        for mask in range(masks):
            state = states[layer, mask]
            if state[READY] == FAR:
                continue
            alive = True
            paid = paid_at_least(problem, shift, mask, state, first)
            if paid < 0:
                continue
            if terms.whole >= 0:
                paid = terms.whole
            price = terms.fixed + wages(problem, shift, paid)
            price += state[METRES] * terms.per_metre
            if best < 0 or price < best:
                best, best_paid = price, paid
                best_work = state[BUSY] - _rested(problem, shift, mask)
        if not alive:
            break  # whoever leaves later arrives later
        first = again
    return best, best_work, best_paid


@njit(cache=True)
def _rested(problem: Problem, shift: int, mask: int) -> int:
    total, rest_from = 0, problem.shifts[shift].break_from
    for rest in range(rest_from, problem.shifts[shift].break_to):
        if mask >> (rest - rest_from) & 1:
            total += problem.rests[rest].duration
    return total


@njit(cache=True)
def _pass(problem: Problem, shift: int, visits: Any, length: int, first: int, states: Any) -> Any:
    """Carry the profiles of all departures from ``first`` on; return (layer, next departure)."""
    terms = problem.shifts[shift]
    rest_from, rest_to = terms.break_from, terms.break_to
    masks = 1 << (rest_to - rest_from)
    layer, again, here = 0, FAR, terms.start
    states[0, :masks, READY] = FAR
    states[0, 0, READY], states[0, 0, BUSY], states[0, 0, LAST] = first, 0, terms.closing
    states[0, 0, METRES] = 0
    for hop in range(length + 1):
        visit = visits[hop] if hop < length else NONE
        there = problem.visits[visit].location if hop < length else terms.end
        setup = problem.visits[visit].setup if hop < length and there != here else 0
        following = 1 - layer
        states[following, :masks, READY] = FAR
        for mask in range(masks):
            state = states[layer, mask]
            ready, busy, last = state[READY], state[BUSY], state[LAST]
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
                rested, done, last_then = ready, busy, last
                for rest in range(rest_from, rest_to):
                    if (taken ^ mask) >> (rest - rest_from) & 1 and last_then >= 0:
                        duration = problem.rests[rest].duration
                        latest = problem.rests[rest].latest - duration
                        last_then = min(last_then, latest - done) if rested <= latest else TOO_LATE
                        rested = max(rested, problem.rests[rest].earliest) + duration
                        done += duration
                if last_then < 0:
                    continue
                reached = max(rested, max(ready, begins) + way + done - busy)
                moved = reached, done + way, last_then, far
                change = _arrive(problem, shift, visit, moved, states[following, taken])
                again = min(again, change)
        layer, here = following, there
    return layer, again


@njit(cache=True)
def _arrive(problem: Problem, shift: int, visit: int, moved: Any, state: Any) -> int:
    """Keep the profile after a stay if it is better; return the first departure that changes it.

    ``visit`` is NONE on reaching the end, ``moved`` the profile before the stay.
    """
    ready, busy, last, metres = moved
    if visit < 0:
        closing = problem.shifts[shift].closing
        if ready <= closing:
            return _keep(state, ready, busy, min(last, closing - busy), metres)
        return FAR
    end = problem.visits[visit].span_to
    for span in range(problem.visits[visit].span_from, end):
        closing = problem.spans[span].closing
        if ready <= closing:
            stay = problem.visits[visit].service
            arrival = max(ready, problem.spans[span].opening)
            last = min(last, closing - busy)
            change = _keep(state, arrival + stay, busy + stay, last, metres)
            return min(change, closing - busy + 1) if span + 1 < end else change
    return FAR


@njit(cache=True)
def _keep(state: Any, ready: int, busy: int, last: int, metres: int) -> int:
    """Keep the better of two profiles; return the first departure at which it no longer is.

    One may be ready sooner and yet have less time to spare for leaving later.
    """
    is_first = state[READY] == FAR
    spare_ready, spare_busy = ready, busy
    if is_first or _is_better(state, ready, busy, last, metres):
        spare_ready, spare_busy = state[READY], state[BUSY]
        state[READY], state[BUSY], state[LAST], state[METRES] = ready, busy, last, metres
    if is_first or state[BUSY] <= spare_busy:
        return FAR
    change = spare_ready - state[BUSY] + 1
    state[LAST] = min(state[LAST], change - 1)
    return change


@njit(cache=True)
def _is_better(state: Any, ready: int, busy: int, last: int, metres: int) -> bool:
    if ready != state[READY]:
        return ready < state[READY]
    if last != state[LAST]:
        return last > state[LAST]
    if busy != state[BUSY]:
        return busy < state[BUSY]
    return metres < state[METRES]
