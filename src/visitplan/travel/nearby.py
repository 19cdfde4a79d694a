"""The part of the streets that a search within a limit can see.

SciPy makes every node ready anew for each origin, so a short search costs as much as the town is
large. No way is shorter than the beeline or faster than the fastest street: what lies farther from
all origins than that may be left out.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from visitplan.travel.engines.embedded.engine import Weights
from visitplan.travel.geodesy import EARTH_RADIUS_METRES, Degrees, to_degrees
from visitplan.travel.legs import Ints
from visitplan.travel.search import Search, arc_weights

_ROUNDED_METRES = 20.0
"""What lengths and times, rounded piece by piece, may come to along a way."""

_ANYWHERE_METRES = 20_000_000.0


class Part(NamedTuple):
    """Some nodes of a search: their own graph, and who they are.

    ``nodes`` are their numbers in the search, ``place`` the other way round, -1 for all others.
    """

    graph: csr_array
    nodes: Ints
    place: Ints

    def weights_at(self, weights: Weights, row: Ints, node: NDArray[np.int32]) -> Weights:
        """Return what ``weights``, a row per origin, say of nodes; infinite where none is here."""
        place = self.place[node]
        found: Weights = np.where(place < 0, np.inf, weights[row, place])
        return found


class Nearby:
    """Cuts the surroundings of origins out of a search."""

    def __init__(self, search: Search) -> None:
        self._search = search

    def part(self, origins: Ints, limit: float) -> Part:
        """Return the nodes within a weight of any of some points, and perhaps more."""
        radius = min(limit * self._metres_per_weight + _ROUNDED_METRES, _ANYWHERE_METRES)
        foot = self._search.snaps.foot[origins]
        up = float(np.degrees(radius / EARTH_RADIUS_METRES))
        aside = up / max(np.cos(np.radians(np.abs(foot[:, 0]).max() + up)), 0.01)
        margin = np.array([up, aside])
        low, high = foot.min(axis=0) - margin, foot.max(axis=0) + margin
        beyond = ((self._junctions < low) | (self._junctions > high)).any(axis=1)
        nodes = np.concatenate((np.flatnonzero(~beyond), self._search.node(origins)))
        place = np.full(self._search.graph.shape[0], -1)
        place[nodes] = np.arange(len(nodes))
        return Part(self._search.graph[nodes][:, nodes], nodes, place)

    @cached_property
    def _metres_per_weight(self) -> float:
        """How far the fastest arc leads for its weight; a turn leads nowhere."""
        streets = self._search.streets
        metres = streets.decimetres[streets.arc_segment] / 10
        return float((metres / arc_weights(streets)).max(initial=0.0)) or np.inf

    @cached_property
    def _junctions(self) -> Degrees:
        """Where the junctions are; those of no segment are everywhere."""
        streets = self._search.streets
        shape = to_degrees(streets.shape)
        where = np.full((streets.junctions, 2), np.nan)
        real = np.flatnonzero(np.diff(streets.offsets) > 1)
        begins, ends = shape[streets.offsets[real]], shape[streets.offsets[real + 1] - 1]
        for nodes, at in (
            (streets.tail, begins), (streets.into_tail, begins),
            (streets.head, ends), (streets.into_head, ends),
        ):  # fmt: skip
            where[nodes[real]] = at
        return where
