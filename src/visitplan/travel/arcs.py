"""One arc per ordered pair of nodes, the fastest; those that lost are kept for other hours."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplan.travel.graph import BARRED
from visitplan.travel.layout import Arcs

Ints = NDArray[np.int64]


class Sorted(NamedTuple):
    """Arcs by number: ``best`` holds one per ordered pair, sorted by it, ``spare`` the others."""

    best: Ints
    spare: Ints


def milliseconds_of(
    arcs: Arcs, forward_ms: NDArray[np.int32], backward_ms: NDArray[np.int32]
) -> Ints:
    """Return how long each arc takes."""
    times: Ints = np.where(arcs.onward, forward_ms[arcs.segment], backward_ms[arcs.segment])
    return times.astype(np.int64)


def fastest(arcs: Arcs, milliseconds: Ints, decimetres: NDArray[np.int32]) -> Sorted:
    """Choose the fastest (then the shortest, then the first) of parallel arcs.

    Loops are no arcs: nothing is reached by them. Sparse matrices would *add* parallel arcs.
    """
    useful = np.flatnonzero((milliseconds != BARRED) & (arcs.tail != arcs.head))
    chosen = arcs.only(useful)
    keys = (
        chosen.segment,
        decimetres[chosen.segment],
        milliseconds[useful],
        chosen.head,
        chosen.tail,
    )
    order = useful[np.lexsort(keys)]
    first = np.ones(len(order), np.bool_)
    first[1:] = (np.diff(arcs.tail[order]) != 0) | (np.diff(arcs.head[order]) != 0)
    return Sorted(order[first], order[~first])
