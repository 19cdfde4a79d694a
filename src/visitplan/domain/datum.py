"""The coordinate systems of mainland China's maps, and the way between them and WGS84.

Maps there are drawn some hundreds of metres off WGS84, by a published series of sines (GCJ-02);
Baidu's are moved once more (BD-09). Points outside of the mainland (see ``mainland``) are the same
in all systems. Inside of visitplan there is WGS84 alone.

The series was published by the eviltransform and PRCoords projects, after the coordinates that
mainland maps give out; the constants are theirs.
"""

from collections.abc import Callable
from math import atan2, cos, hypot, pi, radians, sin, sqrt
from typing import Literal

from visitplan.domain.mainland import on_mainland
from visitplan.domain.place import Point

Datum = Literal["wgs84", "gcj02", "bd09"]

_AXIS = 6_378_245.0  # metres, Krasovsky 1940, which the series is written for
_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
_BAIDU_NORTH, _BAIDU_EAST = 0.0060, 0.0065  # degrees
_DEGREES = 1e-13
"""The last digit of a longitude: where the inverse ends."""
_MOST_STEPS = 30


def to_wgs84(point: Point, datum: Datum) -> Point:
    """Return the WGS84 point of a point in another system, exact to a hundredth of a millimetre.

    Within a kilometre of Hong Kong and Macau the same figures name a place on either side; they
    are taken for the mainland's, whose system was asked for.
    """
    match datum:
        case "wgs84":
            return point
        case "gcj02":
            wgs84 = _undone(point, _gcj02)
        case "bd09":
            wgs84 = _undone(_undone(point, _bd09), _gcj02)
    return wgs84 if on_mainland(wgs84) else point


def to_gcj02(point: Point) -> Point:
    """Return where mainland maps draw a WGS84 point (265–606 m away)."""
    return _gcj02(point) if on_mainland(point) else point


def to_bd09(point: Point) -> Point:
    """Return where Baidu draws a WGS84 point (1.1–1.4 km away)."""
    return _bd09(_gcj02(point)) if on_mainland(point) else point


def _undone(moved: Point, move: Callable[[Point], Point]) -> Point:
    """Return the point that is moved to this one.

    A move is much the same nearby, so the error shrinks by a factor of some hundred at each step.
    """
    guess = moved
    for _ in range(_MOST_STEPS):
        there = move(guess)
        north, east = moved.lat - there.lat, moved.lon - there.lon
        guess = _point(guess.lat + north, guess.lon + east)
        if abs(north) < _DEGREES and abs(east) < _DEGREES:
            break
    return guess


def _gcj02(point: Point) -> Point:
    north, east = _shift_in_metres(point.lon - 105, point.lat - 35)
    curvature = 1 - _ECCENTRICITY_SQUARED * sin(radians(point.lat)) ** 2
    meridian = _AXIS * (1 - _ECCENTRICITY_SQUARED) / curvature**1.5
    parallel = _AXIS / sqrt(curvature) * cos(radians(point.lat))
    return _point(
        point.lat + north * 180 / (meridian * pi), point.lon + east * 180 / (parallel * pi)
    )


def _bd09(point: Point) -> Point:
    """Move a GCJ-02 point as Baidu does: a little around the origin of the globe, and away."""
    distance = hypot(point.lon, point.lat) + 0.00002 * sin(radians(point.lat) * 3000)
    angle = atan2(point.lat, point.lon) + 0.000003 * cos(radians(point.lon) * 3000)
    return _point(distance * sin(angle) + _BAIDU_NORTH, distance * cos(angle) + _BAIDU_EAST)


def _point(lat: float, lon: float) -> Point:
    """Return a point that stays on the globe, near the edges of which nobody lives."""
    return Point(lat=max(-90.0, min(90.0, lat)), lon=max(-180.0, min(180.0, lon)))


def _shift_in_metres(x: float, y: float) -> tuple[float, float]:
    wave = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    root = sqrt(abs(x))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += wave + _sines(y, (20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += wave + _sines(x, (20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30))
    return north, east


def _sines(value: float, *terms: tuple[float, float]) -> float:
    return sum(height * sin(value * pi * rate) for height, rate in terms) * 2 / 3
