"""Sunrise and sunset, held against almanacs."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from visitplan.domain.place import Point
from visitplan.eligibility.daylight import daylight

PLACES = {
    "Europe/Helsinki": Point(lat=60.17, lon=24.94),
    "Australia/Sydney": Point(lat=-33.87, lon=151.21),
    "America/New_York": Point(lat=40.71, lon=-74.01),
    "Asia/Kolkata": Point(lat=28.61, lon=77.21),
}


@pytest.mark.parametrize(
    ("zone", "on", "rises", "sets"),
    [
        ("Europe/Helsinki", date(2026, 11, 24), time(8, 41), time(15, 32)),
        ("Europe/Helsinki", date(2026, 6, 21), time(3, 54), time(22, 50)),
        ("Australia/Sydney", date(2026, 11, 24), time(5, 39), time(19, 44)),
        ("America/New_York", date(2026, 3, 20), time(6, 59), time(19, 8)),
        ("Asia/Kolkata", date(2026, 1, 1), time(7, 14), time(17, 35)),
    ],
)
def test_daylight_is_that_of_the_almanac_less_two_minutes(
    zone: str, on: date, rises: time, sets: time
) -> None:
    (light,) = daylight(PLACES[zone], on, ZoneInfo(zone))
    early, late = (datetime.combine(on, clock, ZoneInfo(zone)) for clock in (rises, sets))
    assert timedelta(minutes=0) < light.opening - early < timedelta(minutes=4)
    assert timedelta(minutes=0) < late - light.closing < timedelta(minutes=4)
    assert light.opening.microsecond == light.closing.microsecond == 0


def test_there_is_no_daylight_where_the_sun_stays_down() -> None:
    assert daylight(Point(lat=69.65, lon=18.96), date(2026, 12, 21), ZoneInfo("Europe/Oslo")) == ()


def test_all_day_is_daylight_where_it_stays_up() -> None:
    oslo = ZoneInfo("Europe/Oslo")
    (light,) = daylight(Point(lat=69.65, lon=18.96), date(2026, 6, 21), oslo)
    assert light.opening <= datetime.combine(date(2026, 6, 21), time(0), oslo)
    assert light.closing >= datetime.combine(date(2026, 6, 22), time(0), oslo)


@pytest.mark.parametrize(("lon", "zone"), [(-157.4, "Pacific/Kiritimati"), (179.9, "Pacific/Fiji")])
def test_the_day_is_that_of_the_clock_even_across_the_date_line(lon: float, zone: str) -> None:
    on = date(2026, 3, 20)
    (light,) = daylight(Point(lat=1, lon=lon), on, ZoneInfo(zone))
    assert (light.opening.date(), light.closing.date()) == (on, on)
