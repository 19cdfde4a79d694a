"""Taking visits out: strings of stops near one another, or a whole shift."""

from typing import Any, NamedTuple

import numpy as np

from visitplan.routing.search.kernel.arrays import NONE, Problem
from visitplan.routing.search.kernel.chance import below, chance
from visitplan.routing.search.kernel.compiling import njit
from visitplan.routing.search.kernel.routes import Routes, is_excluded, refresh, remove, settle

AVERAGE_REMOVED = 10
LONGEST_STRING = 10
SPLIT = 0.5
KEPT = 0.01
LEFT_OUT_SEEDS = 0.2


class Memory(NamedTuple):
    """Copies of the routes that an iteration touched, and the visits that are on no route.

    ``touched[s]`` says whether shift s has its copy here; ``out[:count[0]]`` are the visits that
    this iteration tries to place; ``closed[s]`` bars shift s, ``opened`` is one whose first visit
    is charged little.
    """

    touched: Any
    visits: Any
    length: Any
    price: Any
    work: Any
    paid: Any
    out: Any
    count: Any
    closed: Any
    opened: Any
    keys: Any


def no_memory(problem: Problem, routes: Routes) -> Memory:
    """Return work space for one search."""
    visits, shifts = problem.allowed.shape
    return Memory(
        touched=np.zeros(shifts, dtype=np.bool_),
        visits=np.zeros_like(routes.visits),
        length=np.zeros(shifts, dtype=np.int64),
        price=np.zeros(shifts, dtype=np.int64),
        work=np.zeros(shifts, dtype=np.int64),
        paid=np.zeros(shifts, dtype=np.int64),
        out=np.zeros(visits, dtype=np.int64),
        count=np.zeros(1, dtype=np.int64),
        closed=np.zeros(shifts, dtype=np.bool_),
        opened=np.full(1, NONE, dtype=np.int64),
        keys=np.zeros(visits, dtype=np.float64),
    )


@njit(cache=True)
def touch(routes: Routes, memory: Memory, shift: int) -> None:
    """Keep a copy of a route before its first change in this iteration."""
    if memory.touched[shift]:
        return
    memory.touched[shift] = True
    length = routes.length[shift]
    for at in range(length):
        memory.visits[shift, at] = routes.visits[shift, at]
    memory.length[shift] = length
    memory.price[shift] = routes.price[shift]
    memory.work[shift], memory.paid[shift] = routes.work[shift], routes.paid[shift]


@njit(cache=True)
def restore(problem: Problem, routes: Routes, memory: Memory) -> None:
    """Put every touched route back."""
    for shift in range(memory.touched.shape[0]):
        if memory.touched[shift]:
            for at in range(routes.length[shift]):
                routes.where[routes.visits[shift, at]] = NONE
    for shift in range(memory.touched.shape[0]):
        if memory.touched[shift]:
            length = memory.length[shift]
            routes.length[shift] = length
            for at in range(length):
                routes.visits[shift, at] = memory.visits[shift, at]
                routes.where[routes.visits[shift, at]] = shift
            price, work, paid = memory.price[shift], memory.work[shift], memory.paid[shift]
            settle(problem, routes, shift, price, work, paid)


@njit(cache=True)
def take(routes: Routes, memory: Memory, shift: int, position: int, count: int) -> None:
    """Take visits that follow one another off a route; ``refresh`` is owed."""
    touch(routes, memory, shift)
    for at in range(position, position + count):
        memory.out[memory.count[0]] = routes.visits[shift, at]
        memory.count[0] += 1
    remove(routes, shift, position, count)


@njit(cache=True)
def ruin_strings(problem: Problem, routes: Routes, memory: Memory, dice: Any) -> None:
    """Remove strings around a random visit, one from each of several routes near it."""
    used, stops = 0, 0
    for shift in range(routes.length.shape[0]):
        used += routes.length[shift] > 0
        stops += routes.length[shift]
    if used == 0:
        return
    longest = min(LONGEST_STRING, stops / used)
    strings = np.int64(chance(dice) * (4.0 * AVERAGE_REMOVED / (1.0 + longest) - 1.0) + 1.0)
    seed = seed_visit(routes, dice)
    cut = 0
    for rank in range(-1, problem.near.shape[1]):
        if cut >= strings:
            break
        visit = seed if rank < 0 else problem.near[seed, rank]
        shift = routes.where[visit]
        if shift == NONE or memory.touched[shift]:
            continue
        most = min(longest, routes.length[shift])
        size = np.int64(chance(dice) * most + 1.0)
        _cut_string(routes, memory, dice, shift, visit, min(size, routes.length[shift]))
        refresh(problem, routes, shift)
        cut += 1


@njit(cache=True)
def seed_visit(routes: Routes, dice: Any) -> int:
    """Return a random visit, now and then one that is on no route."""
    visits = routes.where.shape[0]
    seed = below(dice, visits)
    if chance(dice) < LEFT_OUT_SEEDS:
        for offset in range(visits):
            visit = (seed + offset) % visits
            if routes.where[visit] == NONE:
                return visit
    return seed


@njit(cache=True)
def _cut_string(
    routes: Routes, memory: Memory, dice: Any, shift: int, visit: int, size: int
) -> None:
    """Cut a string through the visit, leaving out a random piece in the middle of a longer one."""
    length, at = routes.length[shift], routes.at[visit]
    spared = 0
    if size > 1 and size < length and chance(dice) < SPLIT:
        spared = 1
        while size + spared < length and chance(dice) > KEPT and spared < size:
            spared += 1
            if chance(dice) < 0.5:
                break
    whole = size + spared
    first = max(0, at - whole + 1)
    begin = first + below(dice, min(at, length - whole) - first + 1)
    if spared == 0:
        take(routes, memory, shift, begin, size)
        return
    head = 1 + below(dice, size - 1)
    take(routes, memory, shift, begin + head + spared, size - head)
    take(routes, memory, shift, begin, head)


@njit(cache=True)
def ruin_shift(problem: Problem, routes: Routes, memory: Memory, dice: Any) -> int:
    """Empty a random used shift and return it, NONE when none is used."""
    shifts = routes.length.shape[0]
    first = below(dice, shifts)
    for offset in range(shifts):
        shift = (first + offset) % shifts
        if routes.length[shift] > 0:
            take(routes, memory, shift, 0, routes.length[shift])
            refresh(problem, routes, shift)
            return shift
    return NONE


@njit(cache=True)
def unused_shift(problem: Problem, routes: Routes, memory: Memory, dice: Any) -> int:
    """Return a random unused shift that may be used, NONE when there is none."""
    shifts = routes.length.shape[0]
    first = below(dice, shifts)
    for offset in range(shifts):
        shift = (first + offset) % shifts
        if (
            routes.length[shift] == 0
            and not memory.closed[shift]
            and not is_excluded(problem, routes, shift)
        ):
            return shift
    return NONE
