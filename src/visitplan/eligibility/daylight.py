"""Sunrise and sunset, by the equations of the Solar Calculator of NOAA's Global Monitoring Lab.

They follow Meeus, *Astronomical Algorithms*, and hold within a minute below 72° of latitude.
"""

from datetime import UTC, date, datetime, time, timedelta
from math import acos, asin, cos, degrees, radians, sin, tan
from typing import NamedTuple
from zoneinfo import ZoneInfo

from visitplan.domain.place import Point
from visitplan.domain.window import TimeWindow

HORIZON = radians(90.833)
"""The sun's centre when its upper edge is seen at the horizon: 34′ refraction, 16′ radius."""

MARGIN = timedelta(minutes=2)
"""Kept from both ends: nobody reckons the sun's rising nearer."""

_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)


class _Sun(NamedTuple):
    declination: float
    """Radians."""
    equation: timedelta
    """What a sundial is ahead of a clock."""


def daylight(point: Point, on: date, zone: ZoneInfo) -> tuple[TimeWindow, ...]:
    """Return the daylight of a date at a point, in a zone; empty where the sun stays down.

    Where it stays up, all day is daylight.
    """
    midday = datetime.combine(on, time(12), zone).astimezone(UTC)
    sun = _sun(_noon(point, _sun(midday).equation, midday))
    noon = _noon(point, sun.equation, midday)
    half = _half_day(point, sun)
    if half is None:
        return ()
    rise, setting = _whole_second(noon - half + MARGIN, 1), _whole_second(noon + half - MARGIN, 0)
    if rise >= setting:
        return ()
    return (TimeWindow(opening=rise.astimezone(zone), closing=setting.astimezone(zone)),)


def _whole_second(moment: datetime, up: int) -> datetime:
    return moment.replace(microsecond=0) + timedelta(seconds=up)


def _noon(point: Point, equation: timedelta, midday: datetime) -> datetime:
    """Return when the sun stands highest, nearest to midday by the clock."""
    utc_noon = midday.replace(hour=12, minute=0, second=0, microsecond=0)
    noon = utc_noon - timedelta(minutes=4 * point.lon) - equation
    return noon + timedelta(days=round((midday - noon) / timedelta(days=1)))


def _half_day(point: Point, sun: _Sun) -> timedelta | None:
    """Return the time from sunrise to noon: None without a sunrise, a day without a sunset."""
    latitude = radians(point.lat)
    cosine = cos(HORIZON) / (cos(latitude) * cos(sun.declination)) - tan(latitude) * tan(
        sun.declination
    )
    if cosine > 1:
        return None
    return timedelta(days=1) if cosine < -1 else timedelta(minutes=4 * degrees(acos(cosine)))


def _sun(moment: datetime) -> _Sun:
    century = (moment - _J2000) / timedelta(days=36_525)
    mean = radians((280.46646 + century * (36_000.76983 + century * 0.0003032)) % 360)
    anomaly = radians(357.52911 + century * (35_999.05029 - 0.0001537 * century))
    eccentric = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
    centre = radians(
        sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century))
        + sin(2 * anomaly) * (0.019993 - 0.000101 * century)
        + sin(3 * anomaly) * 0.000289
    )
    node = radians(125.04 - 1934.136 * century)
    longitude = mean + centre - radians(0.00569 + 0.00478 * sin(node))
    tilt = radians(23.4392911 - 0.0130042 * century + 0.00256 * cos(node))
    half = tan(tilt / 2) ** 2
    equation = (
        half * sin(2 * mean)
        - 2 * eccentric * sin(anomaly)
        + 4 * eccentric * half * sin(anomaly) * cos(2 * mean)
        - half * half / 2 * sin(4 * mean)
        - 1.25 * eccentric * eccentric * sin(2 * anomaly)
    )
    return _Sun(asin(sin(tilt) * sin(longitude)), timedelta(minutes=4 * degrees(equation)))
