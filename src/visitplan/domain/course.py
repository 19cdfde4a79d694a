"""The course of a leg: the line it draws on the map, and the streets it follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.place import Point

Line = NDArray[np.float64]
"""Points along something, float64 of shape (n, 2): latitude and longitude in degrees."""


class LegEnds(NamedTuple):
    """Where a leg starts and where it ends.

    ``leaves`` is when it starts, by the wall clock there, in seconds since Monday's midnight.
    """

    origin: Point
    destination: Point
    leaves: int = 0

    @property
    def points(self) -> tuple[Point, Point]:
        """Both ends."""
        return self.origin, self.destination


class FollowedStreet(NamedTuple):
    """A street along a leg: its name, None where it has none, its class and the metres on it.

    The class is OpenStreetMap's value of ``highway``, and ``road`` where nobody knows.
    """

    name: str | None
    road_class: str
    metres: int


@dataclass(frozen=True, eq=False)
class Course:
    """How a leg runs.

    ``line`` includes both ends and is read-only; it has no points where no way leads. ``streets``
    follow each other in the order of travel; there are none where nobody knows them.
    """

    line: Line
    streets: tuple[FollowedStreet, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a line of another shape, and keep it from being changed."""
        if self.line.ndim != 2 or self.line.shape[1] != 2 or self.line.dtype != np.float64:
            raise ValueError("a course's line is float64 of shape (n, 2)")
        self.line.flags.writeable = False


def line_through(points: Iterable[Point]) -> Line:
    """Return the line that goes straight from point to point."""
    return np.array([(point.lat, point.lon) for point in points], np.float64).reshape(-1, 2)
