"""Timing and pricing one route exactly, compiled; the same steps as ``routing.timetable``."""

from typing import Any

from visitplan.routing.search.kernel.arrays import Problem
from visitplan.routing.search.kernel.compiling import njit

INFEASIBLE = -1
FAR = 2**60
TOO_LATE = -1
READY, BUSY, LAST, METRES = 0, 1, 2, 3


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
def wages(problem: Problem, shift: int, paid: int) -> int:
    """Return wage and premiums of so many paid seconds, the minimum paid time included."""
    total = problem.shifts[shift].per_second * max(paid, problem.shifts[shift].minimum)
    for tier in range(problem.shifts[shift].tier_from, problem.shifts[shift].tier_to):
        total += problem.tiers[tier].premium * max(0, paid - problem.tiers[tier].beyond)
    return total


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
    rest_from, rest_to = problem.shifts[shift].break_from, problem.shifts[shift].break_to
    masks = 1 << (rest_to - rest_from)
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
                rested, done, until = ready, busy, last
                for rest in range(rest_from, rest_to):
                    if (taken ^ mask) >> (rest - rest_from) & 1 and until >= 0:
                        duration = problem.rests[rest].duration
                        latest = problem.rests[rest].latest - duration
                        until = min(until, latest - done) if rested <= latest else TOO_LATE
                        rested = max(rested, problem.rests[rest].earliest) + duration
                        done += duration
                if until < 0:
                    continue
                reached = max(rested, ready + way[hop] + done - busy)
                done += way[hop]
                after = states[there, taken]
                again = min(again, _arrive(problem, shift, visit, reached, done, until, after))
        here = there
    return here, again


@njit(cache=True)
def paid_at_least(problem: Problem, shift: int, mask: int, state: Any, first: int) -> int:
    """Return the least paid time of a finished profile, -1 when a break fits nowhere outside."""
    earliest, latest, unpaid = first, state[LAST], 0
    rest_from = problem.shifts[shift].break_from
    for rest in range(rest_from, problem.shifts[shift].break_to):
        duration = problem.rests[rest].duration
        if mask >> (rest - rest_from) & 1:
            unpaid += 0 if problem.rests[rest].paid else duration
            continue
        before = problem.rests[rest].earliest + duration
        after = problem.rests[rest].latest - duration
        if before <= latest:
            earliest = max(earliest, before)
        elif state[READY] <= after:
            latest = min(latest, after - state[BUSY])
        else:
            return -1
    if earliest > latest:
        return -1
    leaves = max(earliest, min(latest, state[READY] - state[BUSY]))
    return max(state[READY], leaves + state[BUSY]) - leaves - unpaid


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
