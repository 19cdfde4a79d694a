"""SciPy's Dijkstra search: no preparation to speak of, one search of the whole graph per origin."""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from visitplan.travel.engines.embedded.engine import Nodes, Reach, Retrace, Weights
from visitplan.travel.engines.embedded.thinning import Thinned, thinned

FEW = 60
"""Up to so many destinations the searches are done before a smaller graph would be."""


class Dijkstra:
    """Searches from one origin after the other."""

    def towards(self, graph: csr_array, junctions: Nodes) -> Reach:
        """Return what searches from its origins, and keeps what was asked for."""
        size = graph.shape[0]
        smaller = Thinned(graph, np.arange(size))
        if len(junctions) > FEW:
            smaller = thinned(graph, junctions)
        wanted = smaller.number[junctions]

        def reach(origins: Nodes) -> Weights:
            weights: Weights = dijkstra(smaller.graph, indices=smaller.number[origins])[:, wanted]
            return weights

        return reach

    def retracing(self, graph: csr_array) -> Retrace | None:  # noqa: ARG002
        """Return nothing: a search from an origin finds its other ways too, and nearby it stops."""
        return None


DIJKSTRA = Dijkstra()
