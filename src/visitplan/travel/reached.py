"""How a search has reached legs' ends, and the way that it came."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from visitplan.travel.compiler import TURN
from visitplan.travel.engines.embedded.engine import Weights
from visitplan.travel.graph import StreetGraph
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
    return in_order(
        [
            _along_one_segment(search, reached.legs.only(straight), number[straight]),
            _over_junctions(search, reached.only(around), number[around]),
        ]
    )


def _along_one_segment(search: Search, legs: Legs, number: Ints) -> Runs:
    share = search.snaps.share
    segment = search.snaps.segment[legs.origin]
    return Runs(number, segment, share[legs.origin], share[legs.destination])


def _over_junctions(search: Search, reached: Reached, number: Ints) -> Runs:
    snaps, legs = search.snaps, reached.legs
    goal = snaps.segment[legs.destination]
    last = np.where(reached.by_tail, search.streets.tail[goal], search.streets.head[goal])
    leg, junction = _walk_back(reached, last, search.streets.junctions)
    begins = np.searchsorted(leg, np.arange(len(number)))
    first = Runs(
        number,
        snaps.segment[legs.origin],
        snaps.share[legs.origin],
        search.exits(legs.origin, junction[begins]),
    )
    enters = np.where(reached.by_tail, 0.0, 1.0)
    final = Runs(number, goal, enters, snaps.share[legs.destination])
    return in_order([first, _between(search, number[leg], junction), final])


def _walk_back(reached: Reached, last: Ints, junctions: int) -> tuple[Ints, Ints]:
    """Return the junctions of all ways, from first to last, and whose they are."""
    walking, here = np.arange(len(last)), last.astype(np.int64)
    legs, passed = [walking[:0]], [here[:0]]
    while len(walking):
        legs.append(walking)
        passed.append(here)
        there = reached.before[reached.row[walking], reached.part.place[here]]
        here = reached.part.nodes[there]
        goes_on = here < junctions  # beyond them are the origins
        walking, here = walking[goes_on], here[goes_on]
    leg = np.concatenate(legs[::-1])
    order = np.argsort(leg, kind="stable")
    return leg[order], np.concatenate(passed[::-1])[order]


def _between(search: Search, leg: Ints, junction: Ints) -> Runs:
    """Return the whole segments between junctions that follow each other on one leg."""
    pair = np.flatnonzero(leg[1:] == leg[:-1])
    tail, streets = junction[pair], search.streets
    arc = search.arc(tail, junction[pair + 1])
    arc, leg = _no_turns(streets, arc, leg[pair])
    against = np.where(streets.arc_onward[arc], 0.0, 1.0)
    return Runs(leg, streets.arc_segment[arc].astype(np.int64), against, 1.0 - against)


def _no_turns(streets: StreetGraph, arc: Ints, leg: Ints) -> tuple[Ints, Ints]:
    """Return the arcs over streets, and their legs; turns have no length and no line."""
    streets_only = streets.road_class[streets.arc_segment[arc]] != TURN
    return arc[streets_only], leg[streets_only]
