"""Fastest ways between points on the streets.

A way's weight is its time and its length in one number, time first: milliseconds × 2**24 +
decimetres. Weights add up exactly in a float64 while a way stays below 2**29 ms (149 hours) and
2**24 dm (1,677 km), so one Dijkstra search gives the fastest time *and* the length of that way
(of equally fast ones the shortest), and the matrix and a drawn path always agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from visitplan.errors import TravelDataError
from visitplan.travel.engines.embedded.dijkstra import DIJKSTRA
from visitplan.travel.engines.embedded.engine import EmbeddedEngine, Weights
from visitplan.travel.graph import BARRED, StreetGraph
from visitplan.travel.snapping import Snaps

ORIGINS_AT_ONCE = 32
"""Rows searched together: a 100,000-junction town then needs 26 MB at a time, not 26 GB."""

_TIME = float(1 << 24)
_EXACT_BELOW = float(1 << 53)


class Access(NamedTuple):
    """What it takes, for each point, between where it meets its segment and the segment's ends.

    Infinite where the direction is not allowed.
    """

    to_tail: Weights
    to_head: Weights
    from_tail: Weights
    from_head: Weights


@dataclass(frozen=True, eq=False)
class Search:
    """The streets with n points on them, ready to be searched from each of the points.

    Behind the graph's junctions, ``graph`` has one node per point, which leads to the ends of the
    point's segment.
    """

    streets: StreetGraph
    snaps: Snaps
    access: Access
    graph: csr_array
    engine: EmbeddedEngine = DIJKSTRA

    @classmethod
    def of(cls, streets: StreetGraph, snaps: Snaps, engine: EmbeddedEngine = DIJKSTRA) -> "Search":
        """Place points on the streets, to be searched by an engine."""
        access = _access(streets, snaps)
        return cls(streets, snaps, access, _with_origins(streets, snaps, access), engine)

    def times_and_lengths(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return milliseconds and decimetres between all points, shape (n, n), [from][to].

        Raises TravelDataError when a way is too long to be exact.
        """
        every = np.arange(len(self.snaps.segment))
        times, lengths = np.zeros((2, len(every), len(every)), np.int64)
        ends = np.concatenate((self._tails, self._heads))
        reach = self.engine.towards(self.graph, ends)
        for origins in _chunks(every):
            reached = reach(self.node(origins))
            times[origins], lengths[origins] = _parts(self._weights(origins, reached))
        return times, lengths

    def node(self, point: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the nodes of points."""
        return self.streets.junctions + point

    @property
    def _tails(self) -> NDArray[np.int32]:
        return self.streets.tail[self.snaps.segment]

    @property
    def _heads(self) -> NDArray[np.int32]:
        return self.streets.head[self.snaps.segment]

    def _weights(self, origins: NDArray[np.int64], reached: Weights) -> Weights:
        """Return the weights from some points to all; to the segments' ends they are known."""
        tails, heads = np.hsplit(reached, 2)
        by_tail, by_head = tails + self.access.from_tail, heads + self.access.from_head
        direct = self.direct(origins[:, None], np.arange(len(self.snaps.segment)))
        found: Weights = np.minimum(np.minimum(by_tail, by_head), direct)
        return found

    def direct(self, origin: NDArray[np.int64], destination: NDArray[np.int64]) -> Weights:
        """Return the weights along one segment, infinite between points on different ones.

        Points are given by number; both arrays are broadcast against each other. Along the segment
        both points pass the same end, so the difference of what each of them takes to it is what
        lies between them.
        """
        segment, share, access = self.snaps.segment, self.snaps.share, self.access
        same = segment[origin] == segment[destination]
        ahead = same & (share[destination] >= share[origin])
        behind = same & (share[destination] <= share[origin])
        with np.errstate(invalid="ignore"):  # infinite - infinite where barred: not a way
            onward = access.from_tail[destination] - access.from_tail[origin]
            back = access.from_head[destination] - access.from_head[origin]
        here: Weights = np.where(ahead & np.isfinite(onward), onward, np.inf)
        here = np.where(behind & np.isfinite(back), np.minimum(back, here), here)
        here[ahead & behind] = 0.0
        return here

    def exits(self, origin: NDArray[np.int64], junction: NDArray[np.int64]) -> Weights:
        """Return by which end of its segment each way leaves for its first junction: 0 or 1."""
        segment = self.snaps.segment[origin]
        by_tail = self.streets.into_tail[segment] == junction
        loop = by_tail & (self.streets.into_head[segment] == junction)  # leaves by the lighter side
        lighter = self.access.to_tail[origin] <= self.access.to_head[origin]
        return np.where(np.where(loop, lighter, by_tail), 0.0, 1.0)

    def enters(self, goal: NDArray[np.int64], junction: NDArray[np.int64]) -> Weights:
        """Return by which end of its segment each way comes from its last junction: 0 or 1."""
        segment = self.snaps.segment[goal]
        by_tail = self.streets.tail[segment] == junction
        loop = by_tail & (self.streets.head[segment] == junction)  # comes by the lighter side
        lighter = self.access.from_tail[goal] <= self.access.from_head[goal]
        return np.where(np.where(loop, lighter, by_tail), 0.0, 1.0)

    def arc(self, tail: NDArray[np.int64], head: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the numbers of the arcs between pairs of junctions."""
        found: NDArray[np.int64] = np.searchsorted(self._arc_places, self._place(tail, head))
        return found

    @cached_property
    def _arc_places(self) -> NDArray[np.int64]:
        tails = np.repeat(np.arange(self.streets.junctions), np.diff(self.streets.first_arc))
        return self._place(tails, self.streets.arc_head.astype(np.int64))

    def _place(self, tail: NDArray[np.int64], head: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the place of an arc among all pairs of junctions, in whose order arcs stand."""
        return tail * self.streets.junctions + head


def _chunks(points: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for begin in range(0, len(points), ORIGINS_AT_ONCE):
        yield points[begin : begin + ORIGINS_AT_ONCE]


def _parts(weights: Weights) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Take weights apart into milliseconds and decimetres."""
    if weights.max() >= _EXACT_BELOW:
        raise TravelDataError("the streets hold ways of more than 149 hours; use a smaller extract")
    times, lengths = np.divmod(weights, _TIME)
    return times.astype(np.int64), lengths.astype(np.int64)


def milliseconds(weights: Weights) -> Weights:
    """Return the time in weights."""
    return np.floor_divide(weights, _TIME)


def _access(streets: StreetGraph, snaps: Snaps) -> Access:
    """Split each point's segment in two whose times and lengths add up exactly to the whole."""
    forward = streets.forward_ms[snaps.segment].astype(np.float64)
    backward = streets.backward_ms[snaps.segment].astype(np.float64)
    length = streets.decimetres[snaps.segment].astype(np.float64)
    before = np.rint(length * snaps.share)
    onward, back = np.rint(forward * snaps.share), np.rint(backward * snaps.share)
    only = np.zeros(len(length)) if snaps.only is None else snaps.only
    barred_onward = np.where((forward == BARRED) | (only < 0), np.inf, 0.0)
    barred_back = np.where((backward == BARRED) | (only > 0), np.inf, 0.0)
    return Access(
        to_tail=back * _TIME + before + barred_back,
        to_head=(forward - onward) * _TIME + length - before + barred_onward,
        from_tail=onward * _TIME + before + barred_onward,
        from_head=(backward - back) * _TIME + length - before + barred_back,
    )


def arc_weights(streets: StreetGraph) -> Weights:
    """Return the weight of each arc."""
    decimetres = streets.decimetres[streets.arc_segment].astype(np.float64)
    weights: Weights = streets.arc_ms * _TIME + decimetres
    return weights


def _with_origins(streets: StreetGraph, snaps: Snaps, access: Access) -> csr_array:
    """Append one row per point to the streets' arcs; a loop's two sides become its lighter one."""
    tail, head = streets.into_tail[snaps.segment], streets.into_head[snaps.segment]
    loop = tail == head
    by_tail = np.where(loop, np.minimum(access.to_tail, access.to_head), access.to_tail)
    by_head = np.where(loop, np.inf, access.to_head)
    ends, weights = np.stack((tail, head), axis=1), np.stack((by_tail, by_head), axis=1)
    open_ = np.isfinite(weights)
    arcs = arc_weights(streets)
    first = streets.first_arc[-1] + np.cumsum(open_.sum(axis=1))
    size = streets.junctions + len(tail)
    return csr_array(
        (
            np.concatenate((arcs, weights[open_])),
            np.concatenate((streets.arc_head, ends[open_])),
            np.concatenate((streets.first_arc, first)),
        ),
        shape=(size, size),
    )
