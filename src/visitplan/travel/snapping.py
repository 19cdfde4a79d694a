"""From points to the nearest street: not the nearest junction, which is minutes wrong."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from visitplan.travel.geodesy import Degrees, FlatMap, great_circle_metres, to_degrees
from visitplan.travel.graph import StreetGraph

ON_THE_STREET_METRES = 3.0
"""A point this near to a street's middle is on neither side: maps are drawn no finer."""

_TANGENT_METRES = 1.0


@dataclass(frozen=True, eq=False)
class Snaps:
    """Where points meet the streets: n entries.

    Point ``p`` meets ``segment[p]`` at ``share[p]`` of its length (0 at its tail, 1 at its head),
    at ``foot[p]`` (latitude, longitude in degrees), ``metres[p]`` away as the crow flies. It is
    reached and left in either direction of the segment, or ``only`` from tail to head (1) or from
    head to tail (-1); None is either everywhere.
    """

    segment: NDArray[np.int64]
    share: NDArray[np.float64]
    foot: Degrees
    metres: NDArray[np.float64]
    only: NDArray[np.int8] | None = None


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

    def sides(self, degrees: Degrees, snaps: Snaps) -> NDArray[np.int8]:
        """Return on which side of its segment each point lies, looking from tail to head.

        1 is the right, -1 the left, 0 on the street itself (within ``ON_THE_STREET_METRES``).
        """
        lines, share = self._lines[snaps.segment], snaps.share
        reach = np.minimum(
            0.5, _TANGENT_METRES / np.maximum(shapely.length(lines), _TANGENT_METRES)
        )
        before, after = (
            shapely.get_coordinates(shapely.line_interpolate_point(lines, at, normalized=True))
            for at in (np.maximum(share - reach, 0.0), np.minimum(share + reach, 1.0))
        )
        along, off = after - before, self._map.project(degrees) - before
        turn = along[:, 1] * off[:, 0] - along[:, 0] * off[:, 1]
        side: NDArray[np.int8] = np.sign(turn).astype(np.int8)
        return np.where(snaps.metres > ON_THE_STREET_METRES, side, 0).astype(np.int8)
