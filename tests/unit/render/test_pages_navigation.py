"""Links to navigation apps: golden addresses, right axes, nothing personal."""

from math import cos, hypot, radians
from zoneinfo import ZoneInfo

import pytest

from visitplan.domain.datum import to_gcj02
from visitplan.domain.place import Point
from visitplan.render.navigation import STOPS_PER_LINK, links_along, links_to

HELSINKI = Point(lat=60.1699, lon=24.9384)
SHANGHAI = Point(lat=31.2304, lon=121.4737)
GOOGLE = "https://www.google.com/maps/dir/?api=1&destination="
ZONE, MAINLAND = ZoneInfo("Europe/Helsinki"), ZoneInfo("Asia/Shanghai")


def test_the_links_outside_of_the_mainland() -> None:
    assert [tuple(link) for link in links_to(HELSINKI, 3, "drive", ZONE)] == [
        ("Google", f"{GOOGLE}60.169900,24.938400&travelmode=driving&dir_action=navigate"),
        ("Apple", "https://maps.apple.com/?daddr=60.169900,24.938400&dirflg=d"),
        ("Waze", "https://waze.com/ul?ll=60.169900,24.938400&navigate=yes&utm_source=visitplan"),
        ("Map app", "geo:60.169900,24.938400?q=60.169900,24.938400(Stop%203)"),
    ]  # fmt: skip


def test_the_links_of_the_mainland_come_first_and_each_in_its_own_coordinates() -> None:
    amap, baidu, tencent, *rest = links_to(SHANGHAI, 3, "drive", MAINLAND)
    assert amap.url == (
        "https://uri.amap.com/navigation?to=121.478223,31.228458,Stop%203&mode=car"
        "&src=visitplan&callnative=1"
    )
    assert "destination=latlng:31.230400,121.473700%7Cname:Stop%203" in baidu.url
    assert "coord_type=wgs84" in baidu.url
    assert "tocoord=31.230400,121.473700&coord_type=1" in tencent.url
    assert len(rest) == 4


@pytest.mark.parametrize("zone", ["Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Seoul"])
def test_no_neighbour_of_the_mainland_gets_its_coordinates(zone: str) -> None:
    apps = {link.app for link in links_to(SHANGHAI, 1, "drive", ZoneInfo(zone))}
    assert not apps & {"Amap", "Baidu", "Tencent"}


def test_on_foot_every_app_is_told_so_and_the_car_only_app_is_left_out() -> None:
    links = {link.app: link.url for link in links_to(SHANGHAI, 1, "walk", MAINLAND)}
    assert "Waze" not in links
    assert "travelmode=walking" in links["Google"]
    assert "dirflg=w" in links["Apple"]
    assert "mode=walk" in links["Amap"]


@pytest.mark.parametrize("count", [0, 1, 4, 5, 9])
def test_a_whole_route_is_cut_into_links_that_miss_no_stop(count: int) -> None:
    points = [Point(lat=60 + number / 100, lon=25) for number in range(count)]
    links = links_along(points, "drive")
    assert len(links) == -(-count // STOPS_PER_LINK)
    joined = " ".join(link.url for link in links)
    assert all(f"{point.lat:.6f},25.000000" in joined for point in points)
    assert all(len(link.url) < 2048 for link in links)


@pytest.mark.parametrize(("city", "shifted"), [
    ((39.9042, 116.4074), (39.905603343, 116.413642254)),
    ((31.2304, 121.4737), (31.228457738, 121.478223059)),
    ((30.5728, 104.0668), (30.570346141, 104.069305477)),
    ((43.8256, 87.6168), (43.826805393, 87.619649949)),
])  # fmt: skip
def test_four_cities_lie_where_mainland_maps_draw_them(
    city: tuple[float, float], shifted: tuple[float, float]
) -> None:
    point = to_gcj02(Point(lat=city[0], lon=city[1]))
    assert (point.lat, point.lon) == pytest.approx(shifted, abs=1e-9)
    metres = 111_320 * hypot(point.lat - city[0], (point.lon - city[1]) * cos(radians(city[0])))
    assert 200 < metres < 700


def test_a_two_wheeler_rides_where_the_app_knows_it_and_drives_elsewhere() -> None:
    links = {link.app: link.url for link in links_to(SHANGHAI, 1, "two_wheeler", MAINLAND)}
    assert "travelmode=two-wheeler" in links["Google"]
    assert "dirflg=d" in links["Apple"]
    assert "mode=car" in links["Amap"]
    assert "mode=driving" in links["Baidu"]
    assert "Waze" in links


def test_public_transport_is_asked_for_and_the_car_only_app_is_left_out() -> None:
    links = {link.app: link.url for link in links_to(SHANGHAI, 1, "transit", MAINLAND)}
    assert "travelmode=transit" in links["Google"]
    assert "dirflg=r" in links["Apple"]
    assert "mode=bus" in links["Amap"]
    assert "mode=transit" in links["Baidu"]
    assert "Waze" not in links
