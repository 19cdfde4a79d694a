"""The routes as compiled code keeps them, with what bounds need at every position."""

from typing import Any, NamedTuple

import numpy as np

from visitplan.routing.search.kernel.arrays import NONE, Problem, most_visits
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.gaps import measure_gaps
from visitplan.routing.search.kernel.hours import is_by_hour
from visitplan.routing.search.kernel.paying import INFEASIBLE
from visitplan.routing.search.kernel.timing import time_price, ways_of
from visitplan.routing.search.kernel.timing_by_moment import price_by_moment
from visitplan.routing.search.kernel.unbroken import unbroken_price

GAP = np.dtype(
    [
        (name, np.int64)
        for name in ("before", "after", "setup", "way", "metres", "ready", "latest", "seen")
    ]
)


class Routes(NamedTuple):
    """Routes of all shifts (m), each of at most n visits.

    ``gaps[s, p]`` is where a visit could be put in as number p: between the locations ``before``
    and ``after`` (NONE beyond an open end), which are ``way`` seconds, the follower's ``setup``
    included, and ``metres`` apart (both 0 in an empty route). ``ready`` is the earliest departure
    from before, ``latest`` the latest arrival after that keeps the rest in time, both without
    breaks; ``seen`` is the search's mark.

    By the hour, ``way`` and ``metres`` are those of whoever leaves as early as possible.

    ``work`` is ways and stays, ``paid`` the paid time, ``where`` and ``at`` each visit's shift and
    position. ``trial``, ``way``, ``latest`` and ``states`` are work space.
    """

    visits: Any
    length: Any
    price: Any
    work: Any
    paid: Any
    gaps: Any
    where: Any
    at: Any
    trial: Any
    way: Any
    latest: Any
    states: Any


def no_routes(problem: Problem) -> Routes:
    """Return routes without any visit."""
    visits, shifts = problem.allowed.shape
    most_breaks = int((problem.shifts["break_to"] - problem.shifts["break_from"]).max())
    longest = most_visits(problem) + 1
    return Routes(
        visits=np.full((shifts, longest), NONE, dtype=np.int64),
        length=np.zeros(shifts, dtype=np.int64),
        price=np.zeros(shifts, dtype=np.int64),
        work=np.zeros(shifts, dtype=np.int64),
        paid=np.zeros(shifts, dtype=np.int64),
        gaps=np.zeros((shifts, longest + 1), dtype=GAP),
        where=np.full(visits, NONE, dtype=np.int64),
        at=np.zeros(visits, dtype=np.int64),
        trial=np.full(longest + 1, NONE, dtype=np.int64),
        way=np.zeros(longest + 2, dtype=np.int64),
        latest=np.zeros(longest + 2, dtype=np.int64),
        states=np.zeros((2, 1 << most_breaks, 5), dtype=np.int64),
    )


@njit(cache=True)
def route_price(problem: Problem, routes: Routes, shift: int, visits: Any, length: int) -> Any:
    """Return (price, work, paid time) of visits in order; price INFEASIBLE where there is none."""
    if length == 0:
        return 0, 0, 0
    if is_by_hour(problem) or problem.shifts[shift].step > 0:
        price, work, paid = price_by_moment(
            problem, shift, visits, length, routes.latest, routes.states
        )
    else:
        work, metres = ways_of(problem, shift, visits, length, routes.way)
        if work == INFEASIBLE:
            return INFEASIBLE, 0, 0
        if problem.shifts[shift].break_from == problem.shifts[shift].break_to:
            price, paid = unbroken_price(problem, shift, visits, length, routes.way, work)
        else:
            way, states = routes.way, routes.states
            price, paid = time_price(problem, shift, visits, length, way, work, states)
        price += metres * problem.shifts[shift].per_metre if price != INFEASIBLE else 0
    if price == INFEASIBLE:
        return INFEASIBLE, 0, 0
    price += length * problem.shifts[shift].per_visit
    for at in range(length):
        price += problem.dislike[visits[at], shift]
    return price, work, paid


@njit(cache=True)
def refresh(problem: Problem, routes: Routes, shift: int) -> None:
    """Compute everything that a changed route implies."""
    visits, length = routes.visits[shift], routes.length[shift]
    price, work, paid = route_price(problem, routes, shift, visits, length)
    settle(problem, routes, shift, price, work, paid)


@njit(cache=True)
def settle(problem: Problem, routes: Routes, shift: int, price: int, work: int, paid: int) -> None:
    """Take what ``route_price`` told of a changed route; compute what else that implies."""
    routes.price[shift], routes.work[shift], routes.paid[shift] = price, work, paid
    measure_gaps(problem, routes, shift)


@njit(cache=True)
def is_excluded(problem: Problem, routes: Routes, shift: int) -> bool:
    """Return whether a shift cannot be used, since one that is used excludes it."""
    for at in range(problem.shifts[shift].other_from, problem.shifts[shift].other_to):
        if routes.length[problem.others[at]] > 0:
            return True
    return False


@njit(cache=True)
def insert(routes: Routes, shift: int, position: int, visit: int) -> None:
    """Put a visit into a route; ``refresh`` is owed."""
    length = routes.length[shift]
    for at in range(length, position, -1):
        routes.visits[shift, at] = routes.visits[shift, at - 1]
    routes.visits[shift, position] = visit
    routes.length[shift] = length + 1
    routes.where[visit] = shift


@njit(cache=True)
def remove(routes: Routes, shift: int, position: int, count: int) -> None:
    """Take visits out of a route; ``refresh`` is owed."""
    length = routes.length[shift]
    for at in range(position, position + count):
        routes.where[routes.visits[shift, at]] = NONE
    for at in range(position, length - count):
        routes.visits[shift, at] = routes.visits[shift, at + count]
    routes.length[shift] = length - count
