"""The search's loop: ruin, recreate, and accept by simulated annealing."""

import math
from typing import Any

from visitplan.routing.search.kernel.arrays import NONE, Problem
from visitplan.routing.search.kernel.arriving import FAR
from visitplan.routing.search.kernel.chance import chance
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.paying import INFEASIBLE
from visitplan.routing.search.kernel.recreate import Places, add_unplanned, recreate
from visitplan.routing.search.kernel.routes import Routes, refresh
from visitplan.routing.search.kernel.ruin import (
    Memory,
    restore,
    ruin_shift,
    ruin_strings,
    unused_shift,
)
from visitplan.routing.search.kernel.scatter import ruin_scattered

WHOLE_SHIFTS = 0.02
SWAPPED = 0.5
KEPT_CLOSED = 0.8
OPENED = 0.03
SCATTERED = 0.4
"""How often an iteration that closes no shift removes single visits instead of strings."""
WITH_UNPLANNED = 0.25
"""How often an iteration tries visits that were on no route: mostly in vain, at many places."""


@njit(cache=True)
def total_price(problem: Problem, routes: Routes) -> int:
    """Return the price of all routes and the penalties of what is on none."""
    total = 0
    for shift in range(routes.length.shape[0]):
        total += routes.price[shift]
    for visit in range(problem.visits.shape[0]):
        if routes.where[visit] == NONE:
            total += problem.visits[visit].penalty
    return total


@njit(cache=True)
def refresh_all(problem: Problem, routes: Routes) -> None:
    """Compute what all routes imply: one call for all, since each call from outside is dear."""
    for shift in range(routes.length.shape[0]):
        refresh(problem, routes, shift)


@njit(cache=True)
def _saved(problem: Problem, routes: Routes, memory: Memory, ruined: int) -> int:
    """Return the change of price by a ruin, as if no penalty were owed; FAR when infeasible.

    The first ``ruined`` visits to place were on a route before, the others were not.
    """
    change = 0
    for at in range(ruined, memory.count[0]):
        change -= problem.visits[memory.out[at]].penalty
    for shift in range(memory.touched.shape[0]):
        if memory.touched[shift]:
            if routes.price[shift] == INFEASIBLE:
                return FAR
            change += routes.price[shift] - memory.price[shift]
    return change


@njit(cache=True)
def construct(
    problem: Problem, routes: Routes, memory: Memory, places: Places, dice: Any, order: Any
) -> None:
    """Open the shifts in ``order`` for what is still on no route.

    Each stays open if the whole has become cheaper by it.
    """
    for shift in order:
        memory.touched[:] = False
        memory.count[0], memory.opened[0] = 0, shift
        for visit in range(problem.visits.shape[0]):
            if routes.where[visit] == NONE and problem.allowed[visit, shift]:
                memory.out[memory.count[0]] = visit
                memory.count[0] += 1
        saved = _saved(problem, routes, memory, 0)
        if recreate(problem, routes, memory, places, dice, saved, 0.0) >= 0:
            restore(problem, routes, memory)


@njit(cache=True)
def _keep(routes: Routes, visits: Any, length: Any) -> None:
    """Copy the present routes into ``visits`` and ``length``."""
    for shift in range(length.shape[0]):
        length[shift] = routes.length[shift]
        for at in range(length[shift]):
            visits[shift, at] = routes.visits[shift, at]


@njit(cache=True)
def anneal(
    problem: Problem,
    routes: Routes,
    memory: Memory,
    places: Places,
    best: Any,
    dice: Any,
    wanted: int,
    steps: int,
    hot: float,
    cold: float,
) -> int:
    """Make ``steps`` iterations while the temperature falls from ``hot`` to ``cold``.

    ``wanted`` is a shift that is opened as long as it is unused, NONE for none. ``best`` is
    (visits, length, price): the best routes seen, kept up to date. Returns how often it was
    improved.
    """
    visits, length, price = best
    present, improved = total_price(problem, routes), 0
    cooling = (cold / hot) ** (1.0 / max(1, steps))
    temperature = hot
    for _ in range(steps):
        memory.touched[:] = False
        memory.count[0], memory.opened[0] = 0, NONE
        draw, closing = chance(dice), NONE
        if draw < WHOLE_SHIFTS:
            closing = ruin_shift(problem, routes, memory, dice)
        elif chance(dice) < SCATTERED:
            ruin_scattered(problem, routes, memory, dice)
        else:
            ruin_strings(problem, routes, memory, dice)
        closing = closing if chance(dice) < KEPT_CLOSED else NONE
        if closing != NONE:
            memory.closed[closing] = True
        if draw < WHOLE_SHIFTS * SWAPPED or 1.0 - draw < OPENED:
            memory.opened[0] = unused_shift(problem, routes, memory, dice)
            ruin_strings(problem, routes, memory, dice)
        if wanted != NONE and routes.length[wanted] == 0:
            memory.opened[0] = wanted
        ruined = memory.count[0]
        if chance(dice) < WITH_UNPLANNED:
            add_unplanned(problem, routes, memory, dice)
        accepted = -temperature * math.log(max(1e-12, chance(dice)))
        saved = _saved(problem, routes, memory, ruined)
        change = recreate(problem, routes, memory, places, dice, saved, accepted)
        if closing != NONE:
            memory.closed[closing] = False
        if change < accepted:
            present += change
            if present < price[0]:
                improved += 1
                price[0] = present
                _keep(routes, visits, length)
        else:
            restore(problem, routes, memory)
        temperature *= cooling
    return improved
