"""The latest moments at which a route's stops may be reached, breaks not counted, compiled."""

from typing import Any

from visitplan.routing.search.kernel.arrays import NONE, Problem
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.hours import leave_by

NO_MOMENT = -(2**60)


@njit(cache=True)
def latest_arrivals(problem: Problem, shift: int, visits: Any, length: int, latest: Any) -> None:
    """Fill in ``latest`` for each stop and the end."""
    terms, after = problem.shifts[shift], problem.shifts[shift].end
    latest[length] = by = terms.closing
    for at in range(length - 1, -1, -1):
        here = problem.visits[visits[at]].location
        if after != NONE:
            if at + 1 < length and after != here:
                by -= problem.visits[visits[at + 1]].setup
            by = leave_by(problem, terms.profile, here, after, by)
        by = latest_arrival(problem, visits[at], by - problem.visits[visits[at]].service)
        latest[at], after = by, here


@njit(cache=True)
def latest_arrival(problem: Problem, visit: int, by: int) -> int:
    """Return the latest arrival in the visit's spans up to a moment, NO_MOMENT for none."""
    for span in range(problem.visits[visit].span_to - 1, problem.visits[visit].span_from - 1, -1):
        if problem.spans[span].opening <= by:
            return min(by, problem.spans[span].closing)
    return NO_MOMENT
