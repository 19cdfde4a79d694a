"""A made-up town as OpenStreetMap XML: a boundary, three streets, and thirty houses on each.

``python town.py town.osm``
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from xml.sax.saxutils import quoteattr

STREETS = ("Sample Street", "Market Street", "南京东路")
HOUSES = 30
SOUTH, WEST, SIZE = 31.20, 121.40, 0.1  # degrees

Tags = Mapping[str, str]
NONE: Tags = MappingProxyType({})


def town() -> str:
    """Return the town, in the order of its numbers, on which osm2pgsql insists."""
    parts = [*_boundary(), *(line for street in range(len(STREETS)) for line in _street(street))]
    ordered = sorted(parts, key=lambda line: ("<node", "<way ", "<rela").index(line[:5]))
    return "\n".join(['<osm version="0.6">', *ordered, "</osm>"])


def house_at(street: int, number: int) -> tuple[float, float]:
    """Return where a house stands: odd ones north of the street."""
    side = 0.0002 if number % 2 else -0.0002
    return SOUTH + 0.02 * (street + 1) + side, WEST + 0.01 + 0.0025 * number


def _boundary() -> Iterator[str]:
    tags = {"boundary": "administrative", "admin_level": "8", "name": "Sampleton"}
    corners = ((0, 0), (0, SIZE), (SIZE, SIZE), (SIZE, 0))
    for number, (north, east) in enumerate(corners, 1):
        yield _node(number, (SOUTH + north, WEST + east))
    yield _way(1, (1, 2, 3, 4, 1), tags)
    member = '<member type="way" ref="1" role="outer"/>'
    yield f'<relation id="1" version="1">{member}{_tags(tags | {"type": "boundary"})}</relation>'


def _street(street: int) -> Iterator[str]:
    name, first = STREETS[street], 1000 * (street + 1)
    north = SOUTH + 0.02 * (street + 1)
    yield _node(first, (north, WEST + 0.01))
    yield _way(10 + street, (first, first + 999), {"highway": "residential", "name": name})
    for number in range(1, HOUSES + 1):
        tags = {"addr:street": name, "addr:housenumber": str(number)}
        yield _node(first + number, house_at(street, number), tags)
    yield _node(first + 999, (north, WEST + 0.09))


def _node(number: int, place: tuple[float, float], tags: Tags = NONE) -> str:
    lat, lon = place
    start = f'<node id="{number}" version="1" lat="{lat:.6f}" lon="{lon:.6f}">'
    return f"{start}{_tags(tags)}</node>"


def _way(number: int, nodes: Sequence[int], tags: Tags) -> str:
    refs = "".join(f'<nd ref="{node}"/>' for node in nodes)
    return f'<way id="{number}" version="1">{refs}{_tags(tags)}</way>'


def _tags(tags: Tags) -> str:
    return "".join(f'<tag k="{key}" v={quoteattr(value)}/>' for key, value in tags.items())


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(town(), encoding="utf-8")
