"""Ways by the hour, compiled; the same rules as ``domain.way``."""

from typing import Any

from visitplan.routing.search.kernel.arrays import NEVER, Problem
from visitplan.routing.search.kernel.compiling import njit

NO_WAY = -1


@njit(cache=True)
def is_by_hour(problem: Problem) -> bool:
    """Return whether it matters when somebody travels."""
    return problem.hours.shape[0] > 2


@njit(cache=True)
def _hours_at(problem: Problem, moment: int) -> int:
    """Return the number of the hours in force at a second from 0 on."""
    first, last = 0, problem.hours.shape[0] - 2
    while first < last:
        middle = (first + last + 1) // 2
        if problem.hours[middle].begins <= moment:
            first = middle
        else:
            last = middle - 1
    return first


@njit(cache=True)
def _taken(problem: Problem, profile: int, here: int, there: int, leaves: int) -> int:
    """Return the number of the hours whose way arrives first, NO_WAY where none leads."""
    taken, arrival = NO_WAY, NEVER
    for hours in range(_hours_at(problem, leaves), problem.hours.shape[0] - 1):
        begins = problem.hours[hours].begins
        if begins >= arrival:
            break
        seconds = problem.legs[profile, here, there, problem.hours[hours].pace].seconds
        if seconds >= 0 and max(leaves, begins) + seconds < arrival:
            arrival, taken = max(leaves, begins) + seconds, hours
    return taken


@njit(cache=True)
def reach(problem: Problem, profile: int, here: int, there: int, leaves: int) -> Any:
    """Return (arrival, metres) of the way that arrives first; NO_WAY is no arrival."""
    taken = _taken(problem, profile, here, there, leaves)
    if taken == NO_WAY:
        return NO_WAY, 0
    leg = problem.legs[profile, here, there, problem.hours[taken].pace]
    return max(leaves, problem.hours[taken].begins) + leg.seconds, leg.metres


@njit(cache=True)
def set_out(problem: Problem, profile: int, here: int, there: int, leaves: int) -> Any:
    """Return (begins, seconds, metres, until) of the way that arrives first.

    Whoever leaves before ``until`` takes the same. The seconds are NO_WAY where none leads.
    """
    count, taken = problem.hours.shape[0] - 1, _taken(problem, profile, here, there, leaves)
    if taken == NO_WAY:
        return 0, NO_WAY, 0, NEVER
    leg = problem.legs[profile, here, there, problem.hours[taken].pace]
    after = taken + 1
    while after < count:
        other = problem.legs[profile, here, there, problem.hours[after].pace]
        if other.seconds != leg.seconds or other.metres != leg.metres:
            break
        after += 1
    until = problem.hours[after].begins
    while after < count and problem.hours[after].begins < until + leg.seconds:
        seconds = problem.legs[profile, here, there, problem.hours[after].pace].seconds
        if seconds >= 0:
            until = min(until, problem.hours[after].begins + seconds - leg.seconds + 1)
        after += 1
    return problem.hours[taken].begins, leg.seconds, leg.metres, until


@njit(cache=True)
def leave_by(problem: Problem, profile: int, here: int, there: int, arrives: int) -> int:
    """Return the last second to leave at and be there in time, negative where none is."""
    if arrives < 0:
        return arrives
    for hours in range(_hours_at(problem, arrives), -1, -1):
        seconds = problem.legs[profile, here, there, problem.hours[hours].pace].seconds
        if seconds >= 0 and problem.hours[hours].begins + seconds <= arrives:
            return min(problem.hours[hours + 1].begins - 1, arrives - seconds)
    return NO_WAY
