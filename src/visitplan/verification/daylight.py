"""Daylight: when the sun rises and sets, by the low-precision formulas of the Astronomical Almanac.

They hold to a hundredth of a degree between 1950 and 2050; refraction differs by more.
"""

from datetime import UTC, date, datetime, time
from math import acos, asin, atan2, cos, degrees, radians, sin
from typing import NamedTuple
from zoneinfo import ZoneInfo

from visitplan.domain.place import Point
from visitplan.verification.moment import second_of

NOON_OF_2000 = second_of(datetime(2000, 1, 1, 12, tzinfo=UTC))
DAY = 86_400
HORIZON = radians(-0.833)
"""Where the sun's centre is when its upper edge is seen to touch the horizon."""

SLACK = 120
"""Seconds by which two reckonings of sunrise may differ without either being wrong."""


class Sun(NamedTuple):
    """Declination in radians; by how many seconds the sundial of Greenwich is ahead of UTC."""

    declination: float
    ahead: float


def daylight(point: Point, day: date, zone: ZoneInfo) -> tuple[int, int] | None:
    """Return the seconds of sunrise and sunset around the noon of a day; None without a sunrise.

    Where the sun does not set, the whole day and more is light.
    """
    clock_noon = second_of(datetime.combine(day, time(12), tzinfo=zone))
    noon = clock_noon + _to_noon(point, clock_noon)
    half = _half_day(point, noon)
    if half is None:
        return None
    rise, fall = noon - half, noon + half
    for _ in range(3):
        early, late = _half_day(point, rise), _half_day(point, fall)
        if early is None or late is None:
            return None
        rise = noon + _drift(rise, noon) - early
        fall = noon + _drift(fall, noon) + late
    return round(rise), round(fall)


def _to_noon(point: Point, second: float) -> float:
    """Return how long it is to the nearest culmination, negative where it is past."""
    sundial = second + _sun(second).ahead + 240 * point.lon
    return (DAY / 2 - sundial + DAY / 2) % DAY - DAY / 2


def _drift(second: float, noon: float) -> float:
    """Return how much the sundial's noon moves between two moments."""
    return _sun(noon).ahead - _sun(second).ahead


def _half_day(point: Point, second: float) -> float | None:
    """Return the seconds from the horizon to noon; None in the polar night."""
    latitude, sun = radians(point.lat), _sun(second)
    height = sin(HORIZON) - sin(latitude) * sin(sun.declination)
    swing = max(1e-9, cos(latitude)) * cos(sun.declination)
    if height >= swing:
        return None
    return DAY if height <= -swing else 240 * degrees(acos(height / swing))


def _sun(second: float) -> Sun:
    days = (second - NOON_OF_2000) / DAY
    mean = 280.460 + 0.985_647_4 * days
    anomaly = radians(357.528 + 0.985_600_3 * days)
    longitude = radians(mean + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly))
    tilt = radians(23.439 - 0.000_000_4 * days)
    ascension = degrees(atan2(cos(tilt) * sin(longitude), cos(longitude)))
    ahead = (mean - ascension + 180) % 360 - 180
    return Sun(asin(sin(tilt) * sin(longitude)), 240 * ahead)
