"""Hand-made towns: a few streets on a flat map, written as OpenStreetMap XML."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

import numpy as np

from visitplan.domain.day import TravelSettings
from visitplan.domain.place import Point
from visitplan.travel.geodesy import FlatMap
from visitplan.travel.opening import open_travel
from visitplan.travel.streets import StreetTravel

MARKET = FlatMap(lat=60.1702, lon=24.9403)
"""The middle of every hand-made town: places are metres east and north of it."""

Place = tuple[float, float]


class House(NamedTuple):
    """A house number at a place."""

    place: Place
    street: str
    number: str
    city: str = ""
    postcode: str = ""


def at(east: float, north: float) -> Point:
    lat, lon = MARKET.unproject(np.array([east, north]))
    return Point(lat=float(lat), lon=float(lon))


def write_town(
    path: Path,
    nodes: Mapping[str, Place],
    ways: Sequence[tuple[str, Mapping[str, str]]],
    houses: Sequence[House] = (),
    barriers: Mapping[str, Mapping[str, str]] = {},
    relations: Sequence[tuple[Mapping[str, str], Sequence[tuple[str, int, str]]]] = (),
) -> Path:
    """Write nodes by letter and ways as words of letters: ``("abc", {"highway": "primary"})``.

    ``barriers`` are tags of nodes by letter. Nodes and ways are numbered from 1; ``relations`` are
    tags with members: type, number, role.
    """
    number = {name: count for count, name in enumerate(nodes, start=1)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    lines += [_node(number[name], place, barriers.get(name, {})) for name, place in nodes.items()]
    lines += [
        _node(1000 + count, house.place, _address(house)) for count, house in enumerate(houses)
    ]
    lines += [
        _way(count, [number[n] for n in way], tags) for count, (way, tags) in enumerate(ways, 1)
    ]
    lines += [_relation(count, *relation) for count, relation in enumerate(relations, 1)]
    path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
    return path


def open_town(path: Path, **settings: Any) -> StreetTravel:
    """Open a town with times that can be done in one's head: no calibration."""
    travel = open_travel(
        TravelSettings(**{"streets": path.name, "calibration": 1.0} | settings),
        folder=path.parent,
        cache=path.parent / "cache",
        notify=lambda _: None,
    )
    assert isinstance(travel, StreetTravel)
    return travel


def _address(house: House) -> dict[str, str]:
    values = {"street": house.street, "housenumber": house.number}
    values |= {"city": house.city, "postcode": house.postcode}
    return {f"addr:{key}": value for key, value in values.items() if value}


def _tags(tags: Mapping[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())


def _node(number: int, place: Place, tags: Mapping[str, str]) -> str:
    point = at(*place)
    return f'<node id="{number}" lat="{point.lat:.9f}" lon="{point.lon:.9f}">{_tags(tags)}</node>'


def _way(number: int, nodes: Sequence[int], tags: Mapping[str, str]) -> str:
    refs = "".join(f'<nd ref="{node}"/>' for node in nodes)
    stamp = "2026-01-02T03:04:05Z"
    return f'<way id="{number}" version="1" timestamp="{stamp}">{refs}{_tags(tags)}</way>'


def _relation(number: int, tags: Mapping[str, str], members: Sequence[tuple[str, int, str]]) -> str:
    parts = "".join(
        f'<member type="{kind}" ref="{ref}" role="{role}"/>' for kind, ref, role in members
    )
    return f'<relation id="{number}" version="1">{parts}{_tags(tags)}</relation>'
