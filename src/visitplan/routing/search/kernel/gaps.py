"""What bounds need at every position of a route, compiled."""

from typing import TYPE_CHECKING

from visitplan.routing.search.kernel.arrays import NONE, Problem
from visitplan.routing.search.kernel.arriving import FAR
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.hours import NO_WAY, is_by_hour, leave_by, reach
from visitplan.routing.search.kernel.latest import latest_arrival

if TYPE_CHECKING:
    from visitplan.routing.search.kernel.routes import Routes


@njit(cache=True)
def measure_gaps(problem: Problem, routes: "Routes", shift: int) -> None:
    """Measure the gaps of a route that has changed, and note where its visits are."""
    length = routes.length[shift]
    for at in range(length):
        routes.at[routes.visits[shift, at]] = at
    _place_gaps(problem, routes, shift)
    routes.gaps[shift, 0].ready = problem.shifts[shift].opening
    routes.gaps[shift, length].latest = problem.shifts[shift].closing
    if is_by_hour(problem):
        _go_by_hour(problem, routes, shift)
        _return_by_hour(problem, routes, shift)
    else:
        _go(problem, routes, shift)
        _return(problem, routes, shift)


@njit(cache=True)
def _place_gaps(problem: Problem, routes: "Routes", shift: int) -> None:
    before, length = problem.shifts[shift].start, routes.length[shift]
    for at in range(length + 1):
        after, setup = problem.shifts[shift].end, 0
        if at < length:
            follower = routes.visits[shift, at]
            after, setup = problem.visits[follower].location, problem.visits[follower].setup
        gap = routes.gaps[shift, at]
        gap.before, gap.after, gap.setup = before, after, setup
        gap.way, gap.metres = 0, 0
        before = after


@njit(cache=True)
def _go(problem: Problem, routes: "Routes", shift: int) -> None:
    """Go along the route as early as possible."""
    profile, length = problem.shifts[shift].profile, routes.length[shift]
    ready = problem.shifts[shift].opening
    for at in range(length + 1):
        gap = routes.gaps[shift, at]
        gap.ready = ready
        if gap.after != NONE and length > 0:
            leg = problem.legs[profile, gap.before, gap.after, 0]
            gap.way = leg.seconds + (gap.setup if gap.after != gap.before else 0)
            gap.metres = leg.metres
        if at < length:
            visit = routes.visits[shift, at]
            ready = arrival_at(problem, visit, ready + gap.way) + problem.visits[visit].service


@njit(cache=True)
def _return(problem: Problem, routes: "Routes", shift: int) -> None:
    """Come back along the route as late as possible."""
    length, latest = routes.length[shift], problem.shifts[shift].closing
    for at in range(length - 1, -1, -1):
        visit = routes.visits[shift, at]
        latest -= routes.gaps[shift, at + 1].way + problem.visits[visit].service
        latest = latest_arrival(problem, visit, latest)
        routes.gaps[shift, at].latest = latest


@njit(cache=True)
def _go_by_hour(problem: Problem, routes: "Routes", shift: int) -> None:
    profile, length = problem.shifts[shift].profile, routes.length[shift]
    ready = problem.shifts[shift].opening
    for at in range(length + 1):
        gap = routes.gaps[shift, at]
        gap.ready = ready
        if gap.after != NONE and length > 0 and ready < FAR:
            reached, metres = reach(problem, profile, gap.before, gap.after, ready)
            if reached == NO_WAY:
                ready = FAR
                continue
            gap.way = reached - ready + (gap.setup if gap.after != gap.before else 0)
            gap.metres = metres
        if at < length:
            visit = routes.visits[shift, at]
            ready = arrival_at(problem, visit, ready + gap.way) + problem.visits[visit].service


@njit(cache=True)
def _return_by_hour(problem: Problem, routes: "Routes", shift: int) -> None:
    profile, length = problem.shifts[shift].profile, routes.length[shift]
    latest = problem.shifts[shift].closing
    for at in range(length - 1, -1, -1):
        visit, onward = routes.visits[shift, at], routes.gaps[shift, at + 1]
        if onward.after != NONE:
            latest -= onward.setup if onward.after != onward.before else 0
            latest = leave_by(problem, profile, onward.before, onward.after, latest)
        latest = latest_arrival(problem, visit, latest - problem.visits[visit].service)
        routes.gaps[shift, at].latest = latest


@njit(cache=True, inline="always")
def arrival_at(problem: Problem, visit: int, reached: int) -> int:
    """Return the earliest arrival in the visit's spans, FAR for none."""
    for span in range(problem.visits[visit].span_from, problem.visits[visit].span_to):
        if reached <= problem.spans[span].closing:
            return max(reached, problem.spans[span].opening)
    return FAR
