"""Contraction hierarchies: a search that was prepared, and then takes microseconds a pair.

Customisable contraction hierarchies (Dibbelt, Strasser, Wagner: Customizable Contraction
Hierarchies, 2014): nodes are contracted in an order that depends on where the streets are and not
on how fast they are, so the order is computed once; new weights are then spread over the
shortcuts in a fraction of a second, and each origin climbs to the root of the elimination tree
and descends to all destinations together; for a single way its goal climbs too, and they meet.

The order comes from the nested dissection of RoutingKit (the extra ``fast``). Its searches are not
used, because they add up 32-bit numbers, and a weight here is a time and a length in 53 bits: so
the distance of the fastest way comes with its time, and equals what Dijkstra's search finds to
the last bit.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from visitplan.travel.engines.embedded.contraction import (
    Descent,
    Origins,
    Upwards,
    above,
    customise,
    eliminate,
    reach_nodes,
)
from visitplan.travel.engines.embedded.engine import Goals, Nodes, Passed, Reach, Retrace, Weights
from visitplan.travel.engines.embedded.retracing import customise_with_nodes, find_ways

Ints = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Hierarchies:
    """A street graph made ready to be searched with any weights.

    ``rank`` tells of each junction when it is contracted, ``upwards`` the edges and shortcuts
    from lower to higher ranks.
    """

    rank: Ints
    upwards: Upwards

    @classmethod
    def of(cls, first_arc: Ints, arc_head: Ints, *, order: Ints) -> Self:
        """Contract the junctions of arcs in CSR form; ``order`` names them in falling haste."""
        rank = np.empty(len(order), np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        low, high = _ends(first_arc, arc_head, rank)
        sorted_by_low = np.argsort(low, kind="stable")
        first = np.searchsorted(low[sorted_by_low], np.arange(len(order) + 1)).astype(np.int32)
        return cls(rank, eliminate(first, high[sorted_by_low]))

    def towards(self, graph: csr_array, junctions: Nodes) -> Reach:
        """Return what tells the weights from nodes behind the junctions to these junctions."""
        up, down = self._weighed(graph)
        customise(self.upwards, up, down)
        descent = self._descent(down, self.rank[junctions])
        wanted = descent.place[self.rank[junctions]]

        def reach(origins: Nodes) -> Weights:
            found: Weights = reach_nodes(self._origins(graph, origins), self.upwards, up, descent)
            return found[:, wanted]

        return reach

    def retracing(self, graph: csr_array) -> Retrace:
        """Return what finds single ways by junctions."""
        shortcuts = customise_with_nodes(self.upwards, *self._weighed(graph))
        junction = np.argsort(self.rank)

        def retrace(origins: Nodes, goals: Goals) -> Passed:
            first, rank, weight = find_ways(
                self.upwards, shortcuts, self._origins(graph, origins), self._entries(goals)
            )
            return Passed(np.repeat(np.arange(len(weight)), np.diff(first)), junction[rank], weight)

        return retrace

    def _weighed(self, graph: csr_array) -> tuple[Weights, Weights]:
        """Return what each edge weighs upwards, and downwards; a shortcut infinitely much."""
        nodes = len(self.rank)
        first, head = graph.indptr[: nodes + 1], graph.indices[: graph.indptr[nodes]]
        low, high = _ends(first, head, self.rank)
        edge = self._edges(low, high)
        rises = np.repeat(self.rank, np.diff(first)) == low
        weights = graph.data[: len(head)]
        up, down = np.full((2, len(self.upwards.head)), np.inf)
        up[edge[rises]], down[edge[~rises]] = weights[rises], weights[~rises]
        return up, down

    def _edges(self, low: Ints, high: Ints) -> NDArray[np.int64]:
        """Return the number of each edge; ValueError where these streets do not have it."""
        nodes = len(self.rank)
        tails = np.repeat(np.arange(nodes), np.diff(self.upwards.first))
        known = np.append(tails * nodes + self.upwards.head, nodes * nodes)
        wanted = low.astype(np.int64) * nodes + high
        edge: NDArray[np.int64] = np.searchsorted(known, wanted)
        if (known[edge] != wanted).any():
            raise ValueError("a hierarchy was made of other streets")
        return edge

    def _descent(self, down: Weights, ranks: Ints) -> Descent:
        nodes = above(self.upwards, ranks)
        place = np.full(len(self.rank), -1, np.int32)
        place[nodes] = np.arange(len(nodes), dtype=np.int32)
        begins, ends = self.upwards.first[nodes], self.upwards.first[nodes + 1]
        first = np.concatenate(([0], np.cumsum(ends - begins))).astype(np.int32)
        edges = np.arange(first[-1]) + np.repeat(begins - first[:-1], ends - begins)
        return Descent(place, first, place[self.upwards.head[edges]], down[edges])

    def _origins(self, graph: csr_array, origins: Nodes) -> Origins:
        rows = graph[origins]
        first = rows.indptr.astype(np.int32)  # one type, or all would be compiled again
        return Origins(first, self.rank[rows.indices], rows.data)

    def _entries(self, goals: Goals) -> Origins:
        """Return goals as origins of ways that are walked back."""
        open_ = np.isfinite(goals.weight)
        first = np.concatenate(([0], np.cumsum(open_.sum(axis=1)))).astype(np.int32)
        return Origins(first, self.rank[goals.junction[open_]], goals.weight[open_])


def _ends(first: Ints, head: Ints, rank: Ints) -> tuple[Ints, Ints]:
    """Return the lower and the higher rank at the ends of each arc."""
    tails, heads = np.repeat(rank, np.diff(first)), rank[head]
    return np.minimum(tails, heads), np.maximum(tails, heads)
