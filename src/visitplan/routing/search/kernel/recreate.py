"""Putting visits back: each where it costs least now, if that is less than its penalty."""

from typing import Any, NamedTuple

import numpy as np

from visitplan.routing.search.kernel.arrays import NONE, Problem
from visitplan.routing.search.kernel.chance import below, chance
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.routes import Routes, arrival_at, insert, refresh, route_price
from visitplan.routing.search.kernel.ruin import Memory, touch
from visitplan.routing.search.kernel.timing import FAR, INFEASIBLE, wages

BLINK = 0.01
NEAREST = 40
MOST_UNPLANNED = 4
OPENING_SHARE = 8


class Places(NamedTuple):
    """Work space: places to look at with lower bounds, and which were seen at this stamp."""

    bound: Any
    shift: Any
    position: Any
    seen: Any
    stamp: Any


def no_places(problem: Problem, routes: Routes) -> Places:
    """Return empty work space."""
    most = 2 * NEAREST + 2 * problem.near_shifts.shape[1] + 2
    return Places(
        bound=np.zeros(most, dtype=np.int64),
        shift=np.zeros(most, dtype=np.int64),
        position=np.zeros(most, dtype=np.int64),
        seen=np.zeros((routes.visits.shape[0], routes.visits.shape[1] + 1), dtype=np.int64),
        stamp=np.zeros(1, dtype=np.int64),
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
    order = np.argsort(memory.keys[:count])
    memory.out[:count] = memory.out[:count][order]


@njit(cache=True)
def recreate(problem: Problem, routes: Routes, memory: Memory, places: Places, dice: Any) -> None:
    """Place the visits one after the other."""
    sort_out(problem, memory, dice)
    for at in range(memory.count[0]):
        visit = memory.out[at]
        shift, position = best_place(problem, routes, memory, places, visit, dice)
        if shift != NONE:
            touch(routes, memory, shift)
            insert(routes, shift, position, visit)
            refresh(problem, routes, shift)


@njit(cache=True)
def best_place(
    problem: Problem, routes: Routes, memory: Memory, places: Places, visit: int, dice: Any
) -> Any:
    """Return (shift, position) of the cheapest place below the penalty, NONE where there is none.

    Looked at are the positions beside near visits, and the ends of shifts that begin or end near:
    all by their lower bound, and exactly from the least bound on until no bound promises more.
    The first visit of a shift that this iteration opens is charged little, and less when near:
    alone it cannot pay for opening the shift and for the way there and back.
    """
    opened = memory.opened[0]
    waived = 0
    if opened != NONE and routes.length[opened] > 0:
        opened = NONE
    if opened != NONE:
        waived = _price_of_use(problem, opened)
    count = _collect(problem, routes, memory, places, visit)
    best, best_shift, best_position = problem.visits[visit].penalty, NONE, 0
    kept = 0
    for place in range(count):
        shift, position = places.shift[place], places.position[place]
        bound = at_least(problem, routes, shift, position, visit)
        if shift == opened and bound != FAR:
            bound = (bound - waived) // OPENING_SHARE
        if bound < best:
            places.bound[kept] = bound
            places.shift[kept], places.position[kept] = shift, position
            kept += 1
    count = kept
    while True:
        least = -1
        for place in range(count):
            if places.bound[place] < best and (
                least < 0 or places.bound[place] < places.bound[least]
            ):
                least = place
        if least < 0:
            return best_shift, best_position
        shift, position = places.shift[least], places.position[least]
        places.bound[least] = FAR
        if chance(dice) < BLINK:
            continue
        extra = extra_price(problem, routes, shift, position, visit)
        if shift == opened and extra != FAR:
            extra = (extra - waived) // OPENING_SHARE
        if extra < best:
            best, best_shift, best_position = extra, shift, position


@njit(cache=True)
def _price_of_use(problem: Problem, shift: int) -> int:
    whole = problem.shifts[shift].whole
    return problem.shifts[shift].fixed + wages(problem, shift, max(0, whole))


@njit(cache=True, inline="always")
def _collect(problem: Problem, routes: Routes, memory: Memory, places: Places, visit: int) -> int:
    """Gather the places worth a look; return how many there are."""
    places.stamp[0] += 1
    count, opened = 0, memory.opened[0]
    for rank in range(min(NEAREST, problem.near.shape[1])):
        other = problem.near[visit, rank]
        shift = routes.where[other]
        if shift == NONE or memory.closed[shift] or not problem.allowed[visit, shift]:
            continue
        if _has_room(problem, routes, shift):
            for position in range(routes.at[other], routes.at[other] + 2):
                count = _add_place(places, shift, position, count)
    for rank in range(-1, problem.near_shifts.shape[1]):
        shift = opened if rank < 0 else problem.near_shifts[visit, rank]
        if shift == NONE or memory.closed[shift] or not problem.allowed[visit, shift]:
            continue
        if _has_room(problem, routes, shift):
            for position in (0, routes.length[shift]):
                count = _add_place(places, shift, position, count)
    return count


@njit(cache=True, inline="always")
def _add_place(places: Places, shift: int, position: int, count: int) -> int:
    if places.seen[shift, position] == places.stamp[0]:
        return count
    places.seen[shift, position] = places.stamp[0]
    places.shift[count], places.position[count] = shift, position
    return count + 1


@njit(cache=True, inline="always")
def _has_room(problem: Problem, routes: Routes, shift: int) -> bool:
    longest = min(problem.shifts[shift].maximum, routes.visits.shape[1] - 1)
    return routes.length[shift] < longest


@njit(cache=True)
def extra_price(problem: Problem, routes: Routes, shift: int, position: int, visit: int) -> int:
    """Return the exact extra price of a place, FAR where it is infeasible."""
    if not _keeps_orders(problem, routes, shift, position, visit):
        return FAR
    length, trial = routes.length[shift], routes.trial
    trial[:position] = routes.visits[shift, :position]
    trial[position] = visit
    trial[position + 1 : length + 1] = routes.visits[shift, position:length]
    price, _, _ = route_price(problem, routes, shift, trial, length + 1)
    if price == INFEASIBLE:
        return FAR
    return price - routes.price[shift]


@njit(cache=True, inline="always")
def at_least(problem: Problem, routes: Routes, shift: int, position: int, visit: int) -> int:
    """Return a lower bound of the extra price; FAR where the visit cannot fit even without breaks.

    Waiting and paid time below the minimum may absorb the added work.
    """
    profile, length = problem.shifts[shift].profile, routes.length[shift]
    here, there = problem.shifts[shift].start, problem.visits[visit].location
    if position > 0:
        here = problem.visits[routes.visits[shift, position - 1]].location
    to = problem.seconds[profile, here, there]
    if to < 0:
        return FAR
    setup = problem.visits[visit].setup if here != there else 0
    arrival = arrival_at(problem, visit, routes.ready[shift, position] + to + setup)
    if arrival == FAR:
        return FAR
    work = to + setup + problem.visits[visit].service
    metres = problem.metres[profile, here, there]
    ready = arrival + problem.visits[visit].service
    if position < length or problem.shifts[shift].end >= 0:
        after, walk = problem.shifts[shift].end, 0
        if position < length:
            follower = routes.visits[shift, position]
            after = problem.visits[follower].location
            walk = problem.visits[follower].setup if after != there else 0
        on = problem.seconds[profile, there, after]
        if on < 0:
            return FAR
        ready += on + walk
        work += on + walk
        metres += problem.metres[profile, there, after]
        if length > 0:
            work -= problem.seconds[profile, here, after]
            metres -= problem.metres[profile, here, after]
            if position < length and after != here:
                work -= problem.visits[routes.visits[shift, position]].setup
    if ready > routes.latest[shift, position]:
        return FAR
    bound = metres * problem.shifts[shift].per_metre + problem.shifts[shift].per_visit
    bound += problem.dislike[visit, shift]
    if length == 0:
        bound += problem.shifts[shift].fixed
        bound += problem.shifts[shift].per_second * max(problem.shifts[shift].minimum, work)
        if problem.shifts[shift].whole >= 0:
            bound = metres * problem.shifts[shift].per_metre + problem.shifts[shift].fixed
    elif problem.shifts[shift].whole < 0:
        paid = max(routes.paid[shift], problem.shifts[shift].minimum)
        bound += problem.shifts[shift].per_second * max(0, routes.work[shift] + work - paid)
    return bound


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
