"""From points to the nearest street: not the nearest junction, which is minutes wrong."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from visitplan.travel.geodesy import Degrees, FlatMap, great_circle_metres, to_degrees
from visitplan.travel.graph import StreetGraph


@dataclass(frozen=True, eq=False)
class Snaps:
    """Where points meet the streets: n entries.

    Point ``p`` meets ``segment[p]`` at ``share[p]`` of its length (0 at its tail, 1 at its head),
    at ``foot[p]`` (latitude, longitude in degrees), ``metres[p]`` away as the crow flies.
    """

    segment: NDArray[np.int64]
    share: NDArray[np.float64]
    foot: Degrees
    metres: NDArray[np.float64]


class Snapper:
    """Finds the nearest street of one graph; the index is built once."""

    def __init__(self, graph: StreetGraph) -> None:
        degrees = to_degrees(graph.shape)
        self._map = FlatMap(*degrees.mean(axis=0))
        self._segments = np.flatnonzero(graph.stops)
        counts = np.diff(graph.offsets)
        owner = np.repeat(np.arange(graph.segments), counts)
        self._lines = shapely.linestrings(self._map.project(degrees), indices=owner)
        self._tree = shapely.STRtree(self._lines[self._segments])
        self._degrees, self._graph = degrees, graph

    def snap(self, degrees: Degrees) -> Snaps:
        """Return where points, shape (n, 2), meet the streets; ValueError without any street."""
        if not len(self._segments):
            raise ValueError("there is no street to snap to")
        points = shapely.points(self._map.project(degrees))
        segment = self._segments[self._tree.nearest(points)]
        share = shapely.line_locate_point(self._lines[segment], points, normalized=True)
        met = shapely.line_interpolate_point(self._lines[segment], share, normalized=True)
        foot = self._map.unproject(shapely.get_coordinates(met))
        return Snaps(segment, share, foot, great_circle_metres(degrees, foot))

    def part(self, segment: int, begin: float, end: float) -> Degrees:
        """Return the points from one share of a segment to another; against it if end < begin."""
        if end < begin:
            return self.part(segment, end, begin)[::-1]
        points = self._points(segment)
        if (begin, end) == (0.0, 1.0):
            return points
        along = self._shares(segment)
        inner = points[(along > begin) & (along < end)]
        ends = [self._at(segment, along, share) for share in (begin, end)]
        return np.concatenate((ends[:1], inner, ends[1:]))

    def _points(self, segment: int) -> Degrees:
        first, last = self._graph.offsets[segment], self._graph.offsets[segment + 1]
        return self._degrees[first:last]

    def _shares(self, segment: int) -> NDArray[np.float64]:
        """Return at which share of the segment each of its points lies."""
        points = shapely.get_coordinates(self._lines[segment])
        along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
        shares: NDArray[np.float64] = along / along[-1] if along[-1] else along
        return shares

    def _at(self, segment: int, along: NDArray[np.float64], share: float) -> Degrees:
        lat, lon = self._points(segment).T
        return np.array([np.interp(share, along, lat), np.interp(share, along, lon)])
