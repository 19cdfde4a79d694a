"""Fastest ways between points on the streets.

A way's weight is its time and its length in one number, time first: milliseconds × 2**24 +
decimetres. Weights add up exactly in a float64 while a way stays below 2**29 ms (149 hours) and
2**24 dm (1,677 km), so one Dijkstra search gives the fastest time *and* the length of that way
(of equally fast ones the shortest), and the matrix and a drawn path always agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from visitplan.errors import TravelDataError
from visitplan.travel.graph import BARRED, StreetGraph
from visitplan.travel.snapping import Snaps

ORIGINS_AT_ONCE = 32
"""Rows searched together: a 100,000-junction town then needs 26 MB at a time, not 26 GB."""

_TIME = float(1 << 24)
_EXACT_BELOW = float(1 << 53)

Weights = NDArray[np.float64]


class Access(NamedTuple):
    """What it takes, for each point, between where it meets its segment and the segment's ends.

    Infinite where the direction is not allowed.
    """

    to_tail: Weights
    to_head: Weights
    from_tail: Weights
    from_head: Weights


class SegmentRun(NamedTuple):
    """A part of a segment that a way follows, from one share of its length to another."""

    segment: int
    begin: float
    end: float


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

    @classmethod
    def of(cls, streets: StreetGraph, snaps: Snaps) -> "Search":
        """Place points on the streets."""
        access = _access(streets, snaps)
        return cls(streets, snaps, access, _with_origins(streets, snaps, access))

    def times_and_lengths(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return milliseconds and decimetres between all points, shape (n, n), [from][to].

        Raises TravelDataError when a way is too long to be exact.
        """
        every = np.arange(len(self.snaps.segment))
        times, lengths = np.zeros((2, len(every), len(every)), np.int64)
        for origins in _chunks(every):
            times[origins], lengths[origins] = _parts(self._weights(origins))
        return times, lengths

    def runs(self, origin: int, destination: int) -> tuple[SegmentRun, ...]:
        """Return the parts of segments along the fastest way from one point to another."""
        start, goal = self.snaps.segment[[origin, destination]].tolist()
        leaves, arrives = self.snaps.share[[origin, destination]].tolist()
        direct = self._direct(np.array([origin]))[0, destination]
        weights, before = dijkstra(self.graph, indices=self._node(origin), return_predecessors=True)
        by_tail = weights[self.streets.tail[goal]] + self.access.from_tail[destination]
        by_head = weights[self.streets.head[goal]] + self.access.from_head[destination]
        if direct <= min(by_tail, by_head):
            return (SegmentRun(start, leaves, arrives),)
        enters = 0.0 if by_tail <= by_head else 1.0
        last = (self.streets.tail if by_tail <= by_head else self.streets.head)[goal]
        junctions = _walk_back(before, int(last), self._node(origin))
        return (
            SegmentRun(start, leaves, self._exit(origin, junctions[0])),
            *(self._over(pair) for pair in pairwise(junctions)),
            SegmentRun(goal, enters, arrives),
        )

    def _node(self, point: int) -> int:
        return self.streets.junctions + point

    def _weights(self, origins: NDArray[np.int64]) -> Weights:
        """Return the weights from some points to all."""
        reached = dijkstra(self.graph, indices=self.streets.junctions + origins)
        segment = self.snaps.segment
        by_tail = reached[:, self.streets.tail[segment]] + self.access.from_tail
        by_head = reached[:, self.streets.head[segment]] + self.access.from_head
        found: Weights = np.minimum(np.minimum(by_tail, by_head), self._direct(origins))
        return found

    def _direct(self, origins: NDArray[np.int64]) -> Weights:
        """Return the weights along one segment, infinite between points on different ones.

        Along the segment both points pass the same end, so the difference of what each of them
        takes to it is what lies between them.
        """
        segment, share, access = self.snaps.segment, self.snaps.share, self.access
        same = segment[origins, None] == segment
        ahead = same & (share >= share[origins, None])
        behind = same & (share <= share[origins, None])
        with np.errstate(invalid="ignore"):  # infinite - infinite where barred: not a way
            onward = access.from_tail - access.from_tail[origins, None]
            back = access.from_head - access.from_head[origins, None]
        here: Weights = np.where(ahead & np.isfinite(onward), onward, np.inf)
        here = np.where(behind & np.isfinite(back), np.minimum(back, here), here)
        here[same & (share == share[origins, None])] = 0.0
        return here

    def _exit(self, origin: int, junction: int) -> float:
        """Return by which end of its segment a way leaves for its first junction."""
        segment = self.snaps.segment[origin]
        by_tail = self.streets.tail[segment] == junction
        if by_tail and self.streets.head[segment] == junction:  # a loop: the lighter side
            by_tail = self.access.to_tail[origin] <= self.access.to_head[origin]
        return 0.0 if by_tail else 1.0

    def _over(self, pair: tuple[int, int]) -> SegmentRun:
        """Return the whole segment behind an arc, in the arc's direction."""
        tail, head = pair
        first, last = self.streets.first_arc[[tail, tail + 1]]
        arc = first + np.searchsorted(self.streets.arc_head[first:last], head)
        segment = int(self.streets.arc_segment[arc])
        onward = self.streets.tail[segment] == tail
        return SegmentRun(segment, *((0.0, 1.0) if onward else (1.0, 0.0)))


def _chunks(points: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for begin in range(0, len(points), ORIGINS_AT_ONCE):
        yield points[begin : begin + ORIGINS_AT_ONCE]


def _parts(weights: Weights) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Take weights apart into milliseconds and decimetres."""
    if weights.max() >= _EXACT_BELOW:
        raise TravelDataError("the streets hold ways of more than 149 hours; use a smaller extract")
    times, lengths = np.divmod(weights, _TIME)
    return times.astype(np.int64), lengths.astype(np.int64)


def _access(streets: StreetGraph, snaps: Snaps) -> Access:
    """Split each point's segment in two whose times and lengths add up exactly to the whole."""
    forward = streets.forward_ms[snaps.segment].astype(np.float64)
    backward = streets.backward_ms[snaps.segment].astype(np.float64)
    length = streets.decimetres[snaps.segment].astype(np.float64)
    before = np.rint(length * snaps.share)
    onward, back = np.rint(forward * snaps.share), np.rint(backward * snaps.share)
    barred_onward = np.where(forward == BARRED, np.inf, 0.0)
    barred_back = np.where(backward == BARRED, np.inf, 0.0)
    return Access(
        to_tail=back * _TIME + before + barred_back,
        to_head=(forward - onward) * _TIME + length - before + barred_onward,
        from_tail=onward * _TIME + before + barred_onward,
        from_head=(backward - back) * _TIME + length - before + barred_back,
    )


def _with_origins(streets: StreetGraph, snaps: Snaps, access: Access) -> csr_array:
    """Append one row per point to the streets' arcs; a loop's two sides become its lighter one."""
    tail, head = streets.tail[snaps.segment], streets.head[snaps.segment]
    loop = tail == head
    by_tail = np.where(loop, np.minimum(access.to_tail, access.to_head), access.to_tail)
    by_head = np.where(loop, np.inf, access.to_head)
    ends, weights = np.stack((tail, head), axis=1), np.stack((by_tail, by_head), axis=1)
    open_ = np.isfinite(weights)
    arcs = streets.arc_ms * _TIME + streets.decimetres[streets.arc_segment]
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


def _walk_back(before: NDArray[np.int32], last: int, origin: int) -> list[int]:
    """Return the junctions of a way from its first to ``last``, the origin itself left out."""
    junctions = [last]
    while (previous := int(before[junctions[-1]])) != origin:
        junctions.append(previous)
    return junctions[::-1]
