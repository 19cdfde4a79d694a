"""What a finished timetable costs, its departure chosen, compiled."""

from typing import Any

from visitplan.routing.search.kernel.arrays import Problem
from visitplan.routing.search.kernel.arriving import BUSY, FAR, LAST, LOST, METRES, READY
from visitplan.routing.search.kernel.compiling import njit

INFEASIBLE = -1
NO_DEPARTURE = -2


@njit(cache=True)
def wages(problem: Problem, shift: int, paid: int) -> int:
    """Return wage and premiums of so many paid seconds, the minimum paid time included."""
    total = problem.shifts[shift].per_second * max(paid, problem.shifts[shift].minimum)
    for tier in range(problem.shifts[shift].tier_from, problem.shifts[shift].tier_to):
        total += problem.tiers[tier].premium * max(0, paid - problem.tiers[tier].beyond)
    return total


@njit(cache=True)
def cheapest(problem: Problem, shift: int, finished: Any, first: int) -> Any:
    """Return (price, work, paid time) of the cheapest of the finished states, by breaks taken.

    The price is INFEASIBLE where the breaks not taken fit nowhere, NO_DEPARTURE where nobody
    arrives who leaves at ``first`` or later. It counts ``metres`` as far as the states have any.
    """
    masks = 1 << (problem.shifts[shift].break_to - problem.shifts[shift].break_from)
    best, best_work, best_paid = NO_DEPARTURE, 0, 0
    for mask in range(masks):
        state = finished[mask]
        if state[READY] == FAR:
            continue
        best = max(best, INFEASIBLE)
        paid = paid_at_least(problem, shift, mask, state, first)
        if paid < 0:
            continue
        if problem.shifts[shift].whole >= 0:
            paid = problem.shifts[shift].whole
        price = problem.shifts[shift].fixed + wages(problem, shift, paid) + state[LOST]
        price += state[METRES] * problem.shifts[shift].per_metre
        if best < 0 or price < best:
            best, best_paid = price, paid
            best_work = state[BUSY] - _resting(problem, shift, mask)
    return best, best_work, best_paid


@njit(cache=True)
def paid_at_least(problem: Problem, shift: int, mask: int, state: Any, first: int) -> int:
    """Return the least paid time of a finished state, -1 when a break fits nowhere outside."""
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
def _resting(problem: Problem, shift: int, mask: int) -> int:
    total, rest_from = 0, problem.shifts[shift].break_from
    for rest in range(rest_from, problem.shifts[shift].break_to):
        if mask >> (rest - rest_from) & 1:
            total += problem.rests[rest].duration
    return total
