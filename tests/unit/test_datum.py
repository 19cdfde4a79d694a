"""Mainland coordinates become WGS84 and back, and nobody else's are touched."""

import prcoords
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplan.domain.datum import to_bd09, to_gcj02, to_wgs84
from visitplan.domain.mainland import on_mainland
from visitplan.domain.place import Point

MAINLAND = {
    "Beijing": (39.9042, 116.4074), "Shanghai": (31.2304, 121.4737), "Pudong": (31.15, 121.80),
    "Urumqi": (43.8256, 87.6168), "Kashgar": (39.47, 75.99), "Harbin": (45.8038, 126.5349),
    "Heihe": (50.245, 127.50), "Hunchun": (42.87, 130.36), "Dandong": (40.12, 124.38),
    "Weihai": (37.50, 122.12), "Zhoushan": (30.0, 122.20), "Xiamen": (24.48, 118.09),
    "Pingtan": (25.50, 119.79), "Haikou": (20.04, 110.35), "Sanya": (18.25, 109.51),
    "Weizhou": (21.03, 109.12), "Dongxing": (21.545, 107.97), "Ruili": (24.01, 97.85),
    "Lhasa": (29.65, 91.14), "Manzhouli": (49.59, 117.44), "Guangzhou": (23.13, 113.26),
    "Shekou": (22.485, 113.915), "Futian": (22.535, 114.055), "Luohu": (22.5370, 114.1190),
    "Yantian": (22.575, 114.24), "Gongbei": (22.2200, 113.5450), "Hengqin": (22.12, 113.53),
}  # fmt: skip
ELSEWHERE = {
    "Hong Kong Central": (22.2819, 114.1582), "Sheung Shui": (22.5013, 114.1277),
    "Lo Wu": (22.5285, 114.1133), "Lok Ma Chau": (22.5100, 114.0650),
    "Tin Shui Wai": (22.46, 114.0), "Lantau": (22.26, 113.95), "Sai Kung": (22.38, 114.27),
    "Macau": (22.1987, 113.5439), "Macau border gate": (22.2140, 113.5490),
    "Taipa": (22.155, 113.56), "Coloane": (22.125, 113.56),
    "Taipei": (25.0330, 121.5654), "Kaohsiung": (22.6273, 120.3014), "Kinmen": (24.432, 118.32),
    "Lieyu": (24.43, 118.24), "Nangan": (26.16, 119.94), "Seoul": (37.5665, 126.9780),
    "Pyongyang": (39.03, 125.75), "Sinuiju": (40.07, 124.40), "Hanoi": (21.0278, 105.8342),
    "Ulaanbaatar": (47.92, 106.92), "Almaty": (43.24, 76.95), "Blagoveshchensk": (50.27, 127.53),
    "Vladivostok": (43.12, 131.89), "Kathmandu": (27.72, 85.32), "Fukuoka": (33.59, 130.40),
    "Helsinki": (60.17, 24.94), "the equator": (0.0, 0.0),
}  # fmt: skip

AT_THE_BORDER = {
    "Lok Ma Chau", "Lo Wu", "Macau", "Macau border gate", "Taipa", "Coloane", "Sheung Shui",
}  # fmt: skip
"""Here the same figures name another place across the border."""

chinese = st.builds(
    lambda lat, lon: Point(lat=lat, lon=lon), st.floats(24, 40), st.floats(104, 115)
)


def at(lat, lon):
    return Point(lat=lat, lon=lon)


@pytest.mark.parametrize("town", MAINLAND)
def test_towns_of_the_mainland_are_on_it(town):
    assert on_mainland(at(*MAINLAND[town]))


@pytest.mark.parametrize("town", ELSEWHERE)
def test_other_towns_are_never_moved(town):
    here = at(*ELSEWHERE[town])
    assert not on_mainland(here)
    assert to_gcj02(here) == to_bd09(here) == here


@pytest.mark.parametrize("town", sorted(ELSEWHERE.keys() - AT_THE_BORDER))
def test_what_is_said_to_be_mainland_coordinates_elsewhere_is_wgs84(town):
    here = at(*ELSEWHERE[town])
    assert to_wgs84(here, "gcj02") == to_wgs84(here, "bd09") == here


@given(chinese)
def test_both_systems_agree_with_prcoords(point):
    gcj02 = prcoords.wgs_gcj(prcoords.Coords(point.lat, point.lon))
    bd09 = prcoords.gcj_bd(gcj02)
    assert_same(to_gcj02(point), at(*gcj02), degrees=1e-9)
    assert_same(to_bd09(point), at(*bd09), degrees=1e-9)


@given(chinese)
def test_there_and_back_is_the_same_place(point):
    assert_same(to_wgs84(to_gcj02(point), "gcj02"), point, degrees=1e-10)
    assert_same(to_wgs84(to_bd09(point), "bd09"), point, degrees=1e-10)


@given(chinese)
def test_wgs84_is_wgs84(point):
    assert to_wgs84(point, "wgs84") is point


@given(st.builds(at, st.floats(-90, 90), st.floats(-180, 180)))
def test_every_point_of_the_globe_has_an_answer(point):
    for datum in ("gcj02", "bd09"):
        assert isinstance(to_wgs84(point, datum), Point)


def assert_same(one, other, *, degrees):
    assert one.lat == pytest.approx(other.lat, abs=degrees)
    assert one.lon == pytest.approx(other.lon, abs=degrees)
