"""Taking single visits out here and there around one, where strings would take whole stretches."""

from typing import Any

from visitplan.routing.search.kernel.arrays import NONE, Problem
from visitplan.routing.search.kernel.chance import below, chance
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.routes import Routes, refresh
from visitplan.routing.search.kernel.ruin import Memory, seed_visit, take

MOST_SCATTERED = 15
CHOSEN = 0.5
"""How likely each near visit is to be among those taken out."""


@njit(cache=True)
def ruin_scattered(problem: Problem, routes: Routes, memory: Memory, dice: Any) -> None:
    """Remove a random visit and some of those near it, each by itself."""
    seed, left = seed_visit(routes, dice), 1 + below(dice, MOST_SCATTERED)
    for rank in range(-1, problem.near.shape[1]):
        if left == 0:
            break
        if rank >= 0 and chance(dice) >= CHOSEN:
            continue
        visit = seed if rank < 0 else problem.near[seed, rank]
        shift = routes.where[visit]
        if shift != NONE:
            take(routes, memory, shift, _position(routes, shift, visit), 1)
            left -= 1
    for shift in range(memory.touched.shape[0]):
        if memory.touched[shift]:
            refresh(problem, routes, shift)


@njit(cache=True)
def _position(routes: Routes, shift: int, visit: int) -> int:
    """Return where a visit stands; ``routes.at`` does not know after the first one was taken."""
    at = 0
    while routes.visits[shift, at] != visit:
        at += 1
    return at
