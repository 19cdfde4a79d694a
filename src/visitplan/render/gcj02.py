"""The coordinates of mainland China's maps.

Maps there are drawn some hundreds of metres off WGS84, by a published series of sines (GCJ-02).
Only their own navigation apps want it; everything else stays in WGS84.
"""

from math import cos, pi, radians, sin, sqrt

from visitplan.domain.place import Point

_AXIS = 6_378_245.0  # metres, Krasovsky 1940, which the series is written for
_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943


def to_gcj02(point: Point) -> Point:
    """Return where mainland maps draw a WGS84 point (265–606 m away)."""
    north, east = _shift_in_metres(point.lon - 105, point.lat - 35)
    curvature = 1 - _ECCENTRICITY_SQUARED * sin(radians(point.lat)) ** 2
    meridian = _AXIS * (1 - _ECCENTRICITY_SQUARED) / curvature**1.5
    parallel = _AXIS / sqrt(curvature) * cos(radians(point.lat))
    return Point(
        lat=point.lat + north * 180 / (meridian * pi),
        lon=point.lon + east * 180 / (parallel * pi),
    )


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
