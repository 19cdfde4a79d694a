"""A part of a problem: some shifts and visits, numbered anew, with small tables of their own.

Small tables stay near the processor: in parts of some 250 visits a step takes half of the time
that it takes in a day of 1500.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from visitplan.routing.search.kernel.arrays import NONE, Problem

Orders = dict[int, tuple[int, ...]]


class Part(NamedTuple):
    """The problem of a part; item ``i`` of ``visits`` and ``shifts`` is the whole's number of i."""

    problem: Problem
    visits: Any
    shifts: Any

    def numbered(self, orders: Mapping[int, tuple[int, ...]]) -> Orders:
        """Return the whole's orders of visits on the part's shifts, in the part's numbers."""
        visits = {visit: number for number, visit in enumerate(self.visits.tolist())}
        return {
            number: tuple(visits[visit] for visit in orders[shift])
            for number, shift in enumerate(self.shifts.tolist())
            if shift in orders
        }

    def told(self, orders: Mapping[int, tuple[int, ...]]) -> Orders:
        """Return the part's orders in the whole's numbers."""
        return {
            int(self.shifts[shift]): tuple(self.visits[list(order)].tolist())
            for shift, order in orders.items()
        }


def part_of(problem: Problem, visits: Sequence[int], shifts: Sequence[int]) -> Part:
    """Return the part with these visits and shifts.

    They have no pinned order and no exclusion: those would have to be numbered anew as well.
    """
    own_visits, own_shifts = np.sort(np.array(visits)), np.sort(np.array(shifts))
    terms, hours = problem.visits[own_visits], problem.shifts[own_shifts]
    places = _places(terms, hours)
    place_at = _numbers(places, problem.legs.shape[1])
    terms["location"] = place_at[terms["location"]]
    hours["start"], hours["end"] = place_at[hours["start"]], place_at[hours["end"]]
    pairs = np.ix_(own_visits, own_shifts)
    small = problem._replace(
        visits=terms,
        shifts=hours,
        allowed=problem.allowed[pairs],
        dislike=problem.dislike[pairs],
        near=_near(problem, own_visits),
        near_shifts=_numbers(own_shifts, len(problem.shifts))[problem.near_shifts[own_visits]],
        legs=np.ascontiguousarray(problem.legs[:, places[:, None], places]),
    )
    return Part(small, own_visits, own_shifts)


def _places(visits: Any, shifts: Any) -> Any:
    ends = shifts["end"][shifts["end"] != NONE]
    return np.unique(np.concatenate([visits["location"], shifts["start"], ends]))


def _numbers(own: Any, size: int) -> Any:
    """Return each item's number in the part, NONE for the others and for NONE itself."""
    numbers = np.full(size + 1, NONE)
    numbers[own] = np.arange(len(own))
    return numbers


def _near(problem: Problem, own: Any) -> Any:
    """Return the neighbours of each visit that are in the part; the visit itself fills up."""
    near = _numbers(own, len(problem.visits))[problem.near[own]]
    inside_first = np.argsort(near == NONE, axis=1, kind="stable")
    near = np.take_along_axis(near, inside_first, axis=1)
    return np.where(near == NONE, np.arange(len(own))[:, None], near)
