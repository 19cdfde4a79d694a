"""The points along parts of segments, for all parts at once."""

import numpy as np
from numpy.typing import NDArray

from visitplan.travel.geodesy import Degrees, FlatMap, to_degrees
from visitplan.travel.graph import StreetGraph
from visitplan.travel.legs import Ints, Runs

Places = NDArray[np.float64]


class Shapes:
    """The points of a graph's segments, each with its place on its segment.

    The place of a point is twice the segment's number plus the share of the segment's length at
    which it lies, so places rise over all points, and no two segments touch.
    """

    def __init__(self, graph: StreetGraph) -> None:
        self._degrees = to_degrees(graph.shape)
        self._last = graph.offsets[1:] - 1
        owner = np.repeat(np.arange(graph.segments), np.diff(graph.offsets))
        self._places = 2 * owner + _shares(self._degrees, owner, graph.offsets)

    def along(self, runs: Runs) -> tuple[Ints, Degrees]:
        """Return the points along runs, their ends and what lies between, each with its leg."""
        ahead = runs.end >= runs.begin
        low, high = np.minimum(runs.begin, runs.end), np.maximum(runs.begin, runs.end)
        first = np.searchsorted(self._places, 2 * runs.segment + low, side="right")
        stop = np.searchsorted(self._places, 2 * runs.segment + high, side="left")
        inner = np.maximum(stop - first, 0)
        ends = np.cumsum(inner + 2)
        begins = ends - inner - 2
        line = np.empty((int(ends[-1]) if len(ends) else 0, 2))
        line[begins] = self._at(runs.segment, runs.begin)
        line[ends - 1] = self._at(runs.segment, runs.end)
        step = np.arange(inner.sum()) - np.repeat(np.cumsum(inner) - inner, inner)
        onward, back = np.repeat(first, inner) + step, np.repeat(stop - 1, inner) - step
        line[np.repeat(begins + 1, inner) + step] = self._degrees[
            np.where(np.repeat(ahead, inner), onward, back)
        ]
        return np.repeat(runs.leg, inner + 2), line.round(7)

    def _at(self, segment: Ints, share: Places) -> Degrees:
        """Return the point at a share of a segment's length."""
        place = 2 * segment + share
        before = np.searchsorted(self._places, place, side="right") - 1
        before = np.minimum(before, self._last[segment] - 1)
        step = self._places[before + 1] - self._places[before]
        part = np.divide(
            place - self._places[before], step, where=step > 0, out=np.zeros_like(step)
        )
        here, there = self._degrees[before], self._degrees[before + 1]
        between: Degrees = here + part[:, None] * (there - here)
        return between


def _shares(degrees: Degrees, owner: Ints, offsets: NDArray[np.int32]) -> Places:
    """Return at which share of its segment's length each point lies."""
    if not len(degrees):
        return np.zeros(0)
    flat = FlatMap(*degrees.mean(axis=0)).project(degrees)
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(flat, axis=0).T))))
    begun = along - along[offsets[:-1]][owner]
    whole = begun[offsets[1:] - 1][owner]
    shares: Places = np.divide(begun, whole, where=whole > 0, out=np.zeros_like(begun))
    return shares
