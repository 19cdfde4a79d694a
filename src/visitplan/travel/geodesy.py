"""The earth as a sphere: distances, and a flat map of a town."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.place import Point

EARTH_RADIUS_METRES = 6_371_008.8
"""The mean radius of the WGS84 ellipsoid (2a + b) / 3; a sphere is within 0.5 % of it."""

_METRES_PER_DEGREE = EARTH_RADIUS_METRES * np.pi / 180

Degrees = NDArray[np.float64]
"""Coordinates of shape (..., 2): latitude, longitude."""

FIXED = 10_000_000
"""Coordinates are kept as whole 1e-7 degrees (about a centimetre), as OpenStreetMap does."""


def to_degrees(fixed: NDArray[np.int32]) -> Degrees:
    """Return whole 1e-7 degrees as degrees."""
    degrees: Degrees = fixed / FIXED
    return degrees


def degrees_of(points: Sequence[Point]) -> Degrees:
    """Return points as an array of shape (n, 2)."""
    return np.array([(point.lat, point.lon) for point in points], np.float64).reshape(-1, 2)


def great_circle_metres(origins: Degrees, destinations: Degrees) -> NDArray[np.float64]:
    """Return the distance along the surface, by broadcasting over the leading axes.

    The haversine form: exact for near points, for antipodes, across the date line, at the poles.
    """
    first, second = np.radians(origins), np.radians(destinations)
    # The sine of half a difference, by the sines of the halves: those are needed once a point.
    half = (np.sin(second / 2) * np.cos(first / 2) - np.cos(second / 2) * np.sin(first / 2)) ** 2
    across = np.cos(first[..., 0]) * np.cos(second[..., 0])
    chord = np.clip(half[..., 0] + across * half[..., 1], 0.0, 1.0)
    metres: NDArray[np.float64] = 2 * EARTH_RADIUS_METRES * np.arcsin(np.sqrt(chord))
    return metres


class FlatMap(NamedTuple):
    """An equirectangular map around one point: east and north in metres.

    Near the origin's latitude it is true to scale; a degree of latitude away (111 km) east-west
    distances are off by 2–3 %, which may change which street is nearest, never a travel time.
    """

    lat: float
    lon: float

    def project(self, degrees: Degrees) -> NDArray[np.float64]:
        """Return (..., 2) latitude, longitude as (..., 2) metres east, metres north."""
        east = (degrees[..., 1] - self.lon) * _METRES_PER_DEGREE * self._narrowing
        north = (degrees[..., 0] - self.lat) * _METRES_PER_DEGREE
        return np.stack((east, north), axis=-1)

    def unproject(self, metres: NDArray[np.float64]) -> Degrees:
        """Return (..., 2) metres east, metres north as (..., 2) latitude, longitude."""
        lon = metres[..., 0] / (_METRES_PER_DEGREE * self._narrowing) + self.lon
        lat = metres[..., 1] / _METRES_PER_DEGREE + self.lat
        return np.stack((lat, lon), axis=-1)

    @property
    def _narrowing(self) -> float:
        return float(np.cos(np.radians(self.lat)))
