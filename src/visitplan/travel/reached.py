"""How a search has reached legs' ends, and the way that it came."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from visitplan.travel.engines.embedded.engine import Weights
from visitplan.travel.following import along_one_segment, over_junctions
from visitplan.travel.legs import Ints, Legs, Runs, in_order
from visitplan.travel.nearby import Part
from visitplan.travel.search import Search


class Reached(NamedTuple):
    """How legs end: the weight, whether along one segment, by which end their goal is entered.

    ``before`` is what leads to each node of a ``part`` of the streets, by numbers there, one row
    per origin; ``row`` is the row of each leg.
    """

    legs: Legs
    weight: Weights
    direct: NDArray[np.bool_]
    by_tail: NDArray[np.bool_]
    row: Ints
    before: NDArray[np.int32]
    part: Part

    @classmethod
    def of(cls, search: Search, part: Part, legs: Legs, limit: float) -> "Reached":
        """Search a part of the streets from the origins of legs, no farther than the limit."""
        origins, row = np.unique(legs.origin, return_inverse=True)
        weights, before = dijkstra(
            part.graph,
            indices=part.place[search.node(origins)],
            return_predecessors=True,
            limit=limit,
        )
        streets, access, goal = (
            search.streets,
            search.access,
            search.snaps.segment[legs.destination],
        )
        by_tail = part.weights_at(weights, row, streets.tail[goal])
        by_head = part.weights_at(weights, row, streets.head[goal])
        by_tail += access.from_tail[legs.destination]
        by_head += access.from_head[legs.destination]
        around = np.minimum(by_tail, by_head)
        direct = search.direct(legs.origin, legs.destination)
        weight = np.minimum(around, direct)
        return cls(legs, weight, direct <= around, by_tail <= by_head, row, before, part)

    def only(self, chosen: Ints) -> "Reached":
        """Return some of the legs."""
        return self._replace(
            legs=self.legs.only(chosen),
            weight=self.weight[chosen],
            direct=self.direct[chosen],
            by_tail=self.by_tail[chosen],
            row=self.row[chosen],
        )


def runs_of(search: Search, reached: Reached, number: Ints) -> Runs:
    """Return the runs of legs that were reached, which are called by their ``number``."""
    straight, around = np.flatnonzero(reached.direct), np.flatnonzero(~reached.direct)
    circling = reached.only(around)
    passed = _walk_back(circling, search)
    return in_order(
        [
            along_one_segment(search, reached.legs.only(straight), number[straight]),
            over_junctions(search, circling.legs, number[around], *passed),
        ]
    )


def _walk_back(reached: Reached, search: Search) -> tuple[Ints, Ints]:
    """Return the junctions of all ways, from first to last, and whose they are."""
    streets, goal = search.streets, search.snaps.segment[reached.legs.destination]
    here = np.where(reached.by_tail, streets.tail[goal], streets.head[goal]).astype(np.int64)
    walking = np.arange(len(here))
    legs, passed = [walking[:0]], [here[:0]]
    while len(walking):
        legs.append(walking)
        passed.append(here)
        there = reached.before[reached.row[walking], reached.part.place[here]]
        here = reached.part.nodes[there]
        goes_on = here < streets.junctions  # beyond them are the origins
        walking, here = walking[goes_on], here[goes_on]
    leg = np.concatenate(legs[::-1])
    order = np.argsort(leg, kind="stable")
    return leg[order], np.concatenate(passed[::-1])[order]
