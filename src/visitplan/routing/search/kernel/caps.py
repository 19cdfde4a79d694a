"""Whether a cap has room for one visit more, compiled."""

from typing import Any

from visitplan.routing.search.kernel.arrays import NONE, Problem
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.routes import Routes


@njit(cache=True)
def mark_full(problem: Problem, routes: Routes, visit: int, full: Any) -> bool:
    """Mark in ``full`` the shifts on which a cap has no room for a visit; return if there are any.

    Counted anew for each visit: so a day without caps keeps nothing up to date.
    """
    found = False
    for cap in range(problem.caps.shape[0]):
        if not problem.capped[cap, visit] or _count(problem, routes, cap) < problem.caps[cap]:
            continue
        if not found:
            full[:] = False
        found = True
        for shift in range(full.shape[0]):
            full[shift] |= problem.capped[cap, routes.where.shape[0] + shift]
    return found


@njit(cache=True)
def _count(problem: Problem, routes: Routes, cap: int) -> int:
    planned, visits = 0, routes.where.shape[0]
    for visit in range(visits):
        shift = routes.where[visit]
        if shift != NONE and problem.capped[cap, visit] and problem.capped[cap, visits + shift]:
            planned += 1
    return planned
