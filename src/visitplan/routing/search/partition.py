"""How a large day is cut into parts: shifts whose routes lie side by side stay together.

Each cut goes by two shifts far apart, one of them drawn anew, so that the seams of one partition
lie inside the parts of the next.
"""

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from visitplan.routing.search.kernel.arrays import NONE, Problem

LARGE = 1000
"""Visits from which on a day is searched in parts.

At 1500 they make twice as many steps in the same time, and end 0.2 to 0.6 % cheaper; at 500 their
seams cost more than they gain.
"""
PART = 250
"""About how many visits a part has."""

Group = list[int]


class Cut(NamedTuple):
    """The visits and the shifts of one part."""

    visits: list[int]
    shifts: Group


def is_partible(problem: Problem) -> bool:
    """Return whether a day is large, and free of what ties visits or shifts across parts."""
    tied = len(problem.orders) or len(problem.others) or len(problem.caps)
    return len(problem.visits) >= LARGE and not tied


def partition(
    problem: Problem, orders: Mapping[int, tuple[int, ...]], dice: random.Random
) -> list[Cut]:
    """Return the parts of a day with these orders of visits by shift.

    Parts have about as many visits each. A visit on no route goes where its nearest neighbours
    are that are on a route which it may join.
    """
    groups = [list(range(len(problem.shifts)))]
    for _ in range(round(len(problem.visits) / PART) - 1):
        largest = max(groups, key=lambda group: _load(group, orders))
        if len(largest) == 1:
            break
        groups.remove(largest)
        groups.extend(_halves(problem, orders, largest, dice))
    return _with_visits(problem, orders, groups)


def _load(group: Group, orders: Mapping[int, tuple[int, ...]]) -> int:
    return sum(len(orders.get(shift, ())) for shift in group)


def _halves(
    problem: Problem,
    orders: Mapping[int, tuple[int, ...]],
    group: Group,
    dice: random.Random,
) -> tuple[Group, Group]:
    """Cut a group of two shifts or more in two of about as many visits."""
    seconds = problem.legs["seconds"][0, :, :, 0]
    middle = {shift: _middle(problem, orders, shift) for shift in group}
    one = middle[dice.choice(group)]
    two = middle[max(group, key=lambda shift: int(seconds[one, middle[shift]]))]
    nearness = {s: int(seconds[one, at]) - int(seconds[two, at]) for s, at in middle.items()}
    sorted_group = sorted(group, key=lambda shift: (nearness[shift], shift))
    half, so_far, cut = _load(group, orders) / 2, 0, 0
    while cut < len(group) - 1 and (so_far < half or cut == 0):
        so_far += len(orders.get(sorted_group[cut], ()))
        cut += 1
    return sorted_group[:cut], sorted_group[cut:]


def _middle(problem: Problem, orders: Mapping[int, tuple[int, ...]], shift: int) -> int:
    """Return the location in the middle of a route, or where an unused shift starts."""
    if order := orders.get(shift):
        return int(problem.visits["location"][order[len(order) // 2]])
    return int(problem.shifts["start"][shift])


def _with_visits(
    problem: Problem, orders: Mapping[int, tuple[int, ...]], groups: Sequence[Group]
) -> list[Cut]:
    cuts = [Cut([], group) for group in groups]
    part_of_shift = {shift: number for number, group in enumerate(groups) for shift in group}
    part_of_visit = {v: part_of_shift[shift] for shift, order in orders.items() for v in order}
    for visit in range(len(problem.visits)):
        part = part_of_visit.get(visit, NONE)
        if part == NONE:
            part = _part_nearby(problem, groups, part_of_visit, visit)
        cuts[part].visits.append(visit)
    return [cut for cut in cuts if cut.visits]


def _part_nearby(
    problem: Problem, groups: Sequence[Group], part_of_visit: Mapping[int, int], visit: int
) -> int:
    for other in problem.near[visit].tolist():
        part = part_of_visit.get(other, NONE)
        if part != NONE and problem.allowed[visit, groups[part]].any():
            return part
    return 0
