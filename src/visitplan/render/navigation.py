"""Links that open a navigation app: coordinates and a stop number, never a name or an address."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from visitplan.domain.datum import to_gcj02
from visitplan.domain.place import Point
from visitplan.domain.value import Mode

MAINLAND_ZONES = frozenset(
    {"Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin", "Asia/Kashgar", "PRC"}
)
"""Zones of mainland China; Hong Kong, Macau and Taipei have their own, and their own maps."""

STOPS_PER_LINK = 4
"""Google takes three waypoints and a destination from a phone's browser."""


class Link(NamedTuple):
    """A button: what it says, and where it leads."""

    app: str
    url: str


def links_to(point: Point, number: int, mode: Mode, zone: ZoneInfo) -> tuple[Link, ...]:
    """Return the links that lead to one stop; mainland apps first where the zone is theirs."""
    everywhere = (
        Link("Google", _google((point,), mode)),
        Link("Apple", f"https://maps.apple.com/?daddr={_pair(point)}&dirflg={_APPLE[mode]}"),
        *_waze(point, mode),
        Link("Map app", f"{geo(point)}?q={_pair(point)}({quote(f'Stop {number}')})"),
    )
    if zone.key not in MAINLAND_ZONES:
        return everywhere
    return (*_mainland_links(point, number, mode), *everywhere)


def links_along(points: Sequence[Point], mode: Mode) -> tuple[Link, ...]:
    """Return links along a whole route, a few stops each, named by the stops they hold."""
    starts = range(0, len(points), STOPS_PER_LINK)
    return tuple(
        _chunk(points[start : start + STOPS_PER_LINK], start + 1, mode) for start in starts
    )


def geo(point: Point) -> str:
    """Return the RFC 5870 address of a point."""
    return f"geo:{_pair(point)}"


# Of these only Google knows motorcycles; elsewhere they ride as cars do.
_GOOGLE: dict[Mode, str] = {
    "drive": "driving",
    "two_wheeler": "two-wheeler",
    "walk": "walking",
    "transit": "transit",
}
_BAIDU: dict[Mode, str] = _GOOGLE | {"two_wheeler": "driving"}
_APPLE: dict[Mode, str] = {"drive": "d", "two_wheeler": "d", "walk": "w", "transit": "r"}
_AMAP: dict[Mode, str] = {"drive": "car", "two_wheeler": "car", "walk": "walk", "transit": "bus"}
_TENCENT: dict[Mode, str] = {
    "drive": "drive",
    "two_wheeler": "drive",
    "walk": "walk",
    "transit": "bus",
}


def _chunk(points: Sequence[Point], first: int, mode: Mode) -> Link:
    last = first + len(points) - 1
    name = f"Stop {first}" if first == last else f"Stops {first}–{last}"
    return Link(name, _google(points, mode))


def _google(points: Sequence[Point], mode: Mode) -> str:
    url = f"https://www.google.com/maps/dir/?api=1&destination={_pair(points[-1])}"
    url += f"&travelmode={_GOOGLE[mode]}"
    if len(points) == 1:
        return f"{url}&dir_action=navigate"
    return f"{url}&waypoints={'%7C'.join(_pair(point) for point in points[:-1])}"


def _waze(point: Point, mode: Mode) -> tuple[Link, ...]:
    if mode in {"walk", "transit"}:
        return ()  # it knows neither footpaths nor buses
    return (
        Link("Waze", f"https://waze.com/ul?ll={_pair(point)}&navigate=yes&utm_source=visitplan"),
    )


def _mainland_links(point: Point, number: int, mode: Mode) -> tuple[Link, ...]:
    name, shifted = quote(f"Stop {number}"), to_gcj02(point)
    amap = f"to={shifted.lon:.6f},{shifted.lat:.6f},{name}&mode={_AMAP[mode]}"
    baidu = f"destination=latlng:{_pair(point)}%7Cname:{name}&mode={_BAIDU[mode]}"
    tencent = f"type={_TENCENT[mode]}&to={name}&tocoord={_pair(point)}&coord_type=1"
    return (
        Link("Amap", f"https://uri.amap.com/navigation?{amap}&src=visitplan&callnative=1"),
        Link(
            "Baidu",
            f"https://api.map.baidu.com/direction?{baidu}"
            "&coord_type=wgs84&output=html&src=webapp.visitplan.visitplan",
        ),
        Link("Tencent", f"https://apis.map.qq.com/uri/v1/routeplan?{tencent}&referer=visitplan"),
    )


def _pair(point: Point) -> str:
    return f"{point.lat:.6f},{point.lon:.6f}"
