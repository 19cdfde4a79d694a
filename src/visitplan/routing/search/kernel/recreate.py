"""Putting visits back: each where it costs least now, if that is less than its penalty."""

from typing import Any, NamedTuple

import numpy as np

from visitplan.routing.search.kernel.arrays import NONE, Problem
from visitplan.routing.search.kernel.arriving import FAR
from visitplan.routing.search.kernel.bounds import at_least, at_least_by_hour
from visitplan.routing.search.kernel.caps import mark_full
from visitplan.routing.search.kernel.chance import below, chance
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.hours import is_by_hour
from visitplan.routing.search.kernel.paying import INFEASIBLE, wages
from visitplan.routing.search.kernel.routes import (
    Routes,
    insert,
    is_excluded,
    route_price,
    settle,
)
from visitplan.routing.search.kernel.ruin import Memory, touch

BLINK = 0.01
NEAREST = 40
MOST_UNPLANNED = 4
OPENING_SHARE = 8


class Places(NamedTuple):
    """Work space: places worth an exact look, each with its lower bound, and the latest mark.

    ``full[s]`` says whether a cap has no room for the visit in question on shift s.
    """

    bound: Any
    shift: Any
    position: Any
    mark: Any
    full: Any


def no_places(problem: Problem) -> Places:
    """Return empty work space."""
    most = 2 * NEAREST + 2 * problem.near_shifts.shape[1] + 2
    return Places(
        bound=np.zeros(most, dtype=np.int64),
        shift=np.zeros(most, dtype=np.int64),
        position=np.zeros(most, dtype=np.int64),
        mark=np.zeros(1, dtype=np.int64),
        full=np.zeros(problem.shifts.shape[0], dtype=np.bool_),
    )


@njit(cache=True)
def add_unplanned(problem: Problem, routes: Routes, memory: Memory, dice: Any) -> None:
    """Add some visits that were on no route before, from a random one on."""
    visits = problem.visits.shape[0]
    ruined = memory.count[0]
    added, start = 0, below(dice, visits)
    for offset in range(visits):
        visit = (start + offset) % visits
        if routes.where[visit] != NONE or added >= MOST_UNPLANNED:
            continue
        known = False
        for at in range(ruined):
            if memory.out[at] == visit:
                known = True
                break
        if not known:
            memory.out[memory.count[0]] = visit
            memory.count[0] += 1
            added += 1


@njit(cache=True)
def sort_out(problem: Problem, memory: Memory, dice: Any) -> None:
    """Order the visits to place: by chance, penalty, length of stay, or narrowness of hours."""
    draw, count = below(dice, 10), memory.count[0]
    for at in range(count):
        visit = memory.out[at]
        first, last = problem.visits[visit].span_from, problem.visits[visit].span_to
        if draw < 4:
            key = chance(dice)
        elif draw < 6:
            key = -float(problem.visits[visit].penalty)
        elif draw < 8:
            key = 0.0
            for span in range(first, last):
                key += problem.spans[span].closing - problem.spans[span].opening
        elif draw < 9:
            key = float(problem.spans[last - 1].closing)
        else:
            key = -float(problem.visits[visit].service)
        memory.keys[at] = key
    for at in range(1, count):
        key, visit, to = memory.keys[at], memory.out[at], at
        while to > 0 and memory.keys[to - 1] > key:
            memory.keys[to], memory.out[to] = memory.keys[to - 1], memory.out[to - 1]
            to -= 1
        memory.keys[to], memory.out[to] = key, visit


@njit(cache=True)
def recreate(
    problem: Problem,
    routes: Routes,
    memory: Memory,
    places: Places,
    dice: Any,
    change: int,
    accepted: float,
) -> int:
    """Place the visits one after the other; return the change of price, which was ``change``.

    It grows from visit to visit, unless a detour is the shorter way: where it has reached what is
    ``accepted``, the rest is not placed any more.
    """
    sort_out(problem, memory, dice)
    for at in range(memory.count[0]):
        if change >= accepted:
            return change
        visit = memory.out[at]
        shift, position, priced = best_place(problem, routes, memory, places, visit, dice)
        if shift == NONE:
            change += problem.visits[visit].penalty
            continue
        change += priced[0] - routes.price[shift]
        touch(routes, memory, shift)
        insert(routes, shift, position, visit)
        settle(problem, routes, shift, *priced)
    return change


@njit(cache=True)
def best_place(
    problem: Problem, routes: Routes, memory: Memory, places: Places, visit: int, dice: Any
) -> Any:
    """Return (shift, position, what it makes of the route) of the cheapest place; NONE for none.

    It costs less than the penalty. Looked at are the positions beside near visits, and the ends of
    shifts that begin or end near: all by their lower bound, and exactly from the least bound on
    until no bound promises more.
    The first visit of a shift that this iteration opens is charged little, and less when near:
    alone it cannot pay for opening the shift and for the way there and back.
    """
    opened = memory.opened[0]
    if opened != NONE and routes.length[opened] > 0:
        opened = NONE
    waived = _price_of_use(problem, opened) if opened != NONE else 0
    best, best_shift, best_position, best_priced = problem.visits[visit].penalty, NONE, 0, (0, 0, 0)
    count = _collect(problem, routes, memory, places, visit, opened, waived)
    while True:
        least = -1
        for place in range(count):
            if places.bound[place] < best and (
                least < 0 or places.bound[place] < places.bound[least]
            ):
                least = place
        if least < 0:
            return best_shift, best_position, best_priced
        shift, position = places.shift[least], places.position[least]
        places.bound[least] = FAR
        if chance(dice) < BLINK:
            continue
        priced = price_with(problem, routes, shift, position, visit)
        if priced[0] == INFEASIBLE:
            continue
        extra = priced[0] - routes.price[shift]
        if shift == opened:
            extra = (extra - waived) // OPENING_SHARE
        if extra < best:
            best, best_shift, best_position, best_priced = extra, shift, position, priced


@njit(cache=True)
def _price_of_use(problem: Problem, shift: int) -> int:
    whole = problem.shifts[shift].whole
    return problem.shifts[shift].fixed + wages(problem, shift, max(0, whole))


@njit(cache=True)
def _collect(
    problem: Problem,
    routes: Routes,
    memory: Memory,
    places: Places,
    visit: int,
    opened: int,
    waived: int,
) -> int:
    """Gather the places whose bound lies below the penalty; return how many there are."""
    places.mark[0] += 1
    count = 0
    capped = problem.caps.shape[0] > 0 and mark_full(problem, routes, visit, places.full)
    for rank in range(min(NEAREST, problem.near.shape[1])):
        other = problem.near[visit, rank]
        shift = routes.where[other]
        if shift == NONE or memory.closed[shift] or not problem.allowed[visit, shift]:
            continue
        if capped and places.full[shift]:
            continue
        if _has_room(problem, routes, shift):
            at = routes.at[other]
            for position in range(at, at + 2):
                count = _weigh(problem, routes, places, shift, position, visit, 0, 1, count)
    for rank in range(-1, problem.near_shifts.shape[1]):
        shift = memory.opened[0] if rank < 0 else problem.near_shifts[visit, rank]
        if shift == NONE or memory.closed[shift] or not problem.allowed[visit, shift]:
            continue
        if capped and places.full[shift]:
            continue
        if _has_room(problem, routes, shift):
            share, spared = (OPENING_SHARE, waived) if shift == opened else (1, 0)
            for end in range(2):
                position = routes.length[shift] * end
                count = _weigh(
                    problem, routes, places, shift, position, visit, spared, share, count
                )
    return count


@njit(cache=True, inline="always")
def _weigh(
    problem: Problem,
    routes: Routes,
    places: Places,
    shift: int,
    position: int,
    visit: int,
    waived: int,
    share: int,
    count: int,
) -> int:
    """Note a place that was not seen before, if its bound promises anything."""
    if routes.gaps[shift, position].seen == places.mark[0]:
        return count
    routes.gaps[shift, position].seen = places.mark[0]
    if is_by_hour(problem):
        bound = at_least_by_hour(problem, routes, shift, position, visit)
    else:
        bound = at_least(problem, routes, shift, position, visit)
    if bound == FAR:
        return count
    if share > 1:
        bound = (bound - waived) // share
    if bound >= problem.visits[visit].penalty:
        return count
    places.bound[count], places.shift[count], places.position[count] = bound, shift, position
    return count + 1


@njit(cache=True, inline="always")
def _has_room(problem: Problem, routes: Routes, shift: int) -> bool:
    if routes.length[shift] == 0 and is_excluded(problem, routes, shift):
        return False
    longest = min(problem.shifts[shift].maximum, routes.visits.shape[1] - 1)
    return routes.length[shift] < longest


@njit(cache=True)
def price_with(problem: Problem, routes: Routes, shift: int, position: int, visit: int) -> Any:
    """Return (price, work, paid time) of a route with one visit more.

    The price is INFEASIBLE where it has no timetable or breaks a pinned order.
    """
    if not _keeps_orders(problem, routes, shift, position, visit):
        return INFEASIBLE, 0, 0
    length, trial = routes.length[shift], routes.trial
    for at in range(position):
        trial[at] = routes.visits[shift, at]
    trial[position] = visit
    for at in range(position, length):
        trial[at + 1] = routes.visits[shift, at]
    return route_price(problem, routes, shift, trial, length + 1)


@njit(cache=True, inline="always")
def _keeps_orders(problem: Problem, routes: Routes, shift: int, position: int, visit: int) -> bool:
    for order in range(problem.visits[visit].order_from, problem.visits[visit].order_to):
        other = problem.orders[order].other
        if routes.where[other] == NONE:
            continue
        if routes.where[other] != shift:
            return False
        comes_first = routes.at[other] < position
        if comes_first != bool(problem.orders[order].comes_first):
            return False
    return True
