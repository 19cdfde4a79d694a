"""What one more visit costs at a place at least, compiled."""

from typing import Any

from visitplan.routing.search.kernel.arrays import NONE, Problem
from visitplan.routing.search.kernel.arriving import FAR
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.gaps import arrival_at
from visitplan.routing.search.kernel.hours import NO_WAY, reach
from visitplan.routing.search.kernel.routes import Routes


@njit(cache=True, inline="always")
def at_least(problem: Problem, routes: Routes, shift: int, position: int, visit: int) -> int:
    """Return a lower bound of the extra price; FAR where the visit cannot fit even without breaks.

    Waiting and paid time below the minimum may absorb the added work.
    """
    gap, terms = routes.gaps[shift, position], problem.shifts[shift]
    there, before = problem.visits[visit].location, gap.before
    to = problem.legs[terms.profile, before, there, 0]
    if to.seconds < 0:
        return FAR
    way = to.seconds + (problem.visits[visit].setup if before != there else 0)
    arrival = arrival_at(problem, visit, gap.ready + way)
    if arrival == FAR:
        return FAR
    ready = arrival + problem.visits[visit].service
    work = way + problem.visits[visit].service - gap.way
    metres = to.metres - gap.metres
    if gap.after != NONE:
        on = problem.legs[terms.profile, there, gap.after, 0]
        if on.seconds < 0:
            return FAR
        way = on.seconds + (gap.setup if gap.after != there else 0)
        ready += way
        work += way
        metres += on.metres
    if ready > gap.latest:
        return FAR
    return _price(problem, routes, shift, visit, work, metres)


@njit(cache=True)
def at_least_by_hour(
    problem: Problem, routes: Routes, shift: int, position: int, visit: int
) -> int:
    """Return about the least extra price by the hour; FAR where the visit cannot fit.

    That it cannot is exact, breaks apart. The price takes the ways as they are for whoever leaves
    as early as possible; leaving later may be cheaper, so that it is no bound but an estimate.
    """
    gap, terms = routes.gaps[shift, position], problem.shifts[shift]
    there, before = problem.visits[visit].location, gap.before
    if gap.ready >= FAR:
        return FAR
    reached, metres = reach(problem, terms.profile, before, there, gap.ready)
    if reached == NO_WAY:
        return FAR
    reached += problem.visits[visit].setup if before != there else 0
    arrival = arrival_at(problem, visit, reached)
    if arrival == FAR:
        return FAR
    ready = arrival + problem.visits[visit].service
    work = reached - gap.ready + problem.visits[visit].service - gap.way
    metres -= gap.metres
    if gap.after != NONE:
        reached, far = reach(problem, terms.profile, there, gap.after, ready)
        if reached == NO_WAY:
            return FAR
        reached += gap.setup if gap.after != there else 0
        work += reached - ready
        ready = reached
        metres += far
    if ready > gap.latest:
        return FAR
    return _price(problem, routes, shift, visit, work, metres)


@njit(cache=True, inline="always")
def _price(problem: Problem, routes: Routes, shift: int, visit: int, work: int, metres: int) -> Any:
    """Return what so much more work and way costs at least."""
    terms = problem.shifts[shift]
    price = metres * terms.per_metre + terms.per_visit + problem.dislike[visit, shift]
    if routes.length[shift] == 0:
        price += terms.fixed
        if terms.whole < 0:
            price += terms.per_second * max(terms.minimum, work)
    elif terms.whole < 0:
        paid = max(routes.paid[shift], terms.minimum)
        price += terms.per_second * max(0, routes.work[shift] + work - paid)
    return price
