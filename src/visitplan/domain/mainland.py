"""Whether a point lies in mainland China, whose maps are drawn in coordinates of their own.

Not a rectangle: Hong Kong, Macau, Taiwan, Seoul and Hanoi lie inside of any rectangle around the
mainland, and there the coordinates are those of the rest of the world.

Limits: the outline is coarse. Within some 2 km of a land border the answer may be the neighbour's;
the lines to Hong Kong and Macau are drawn by hand along river and strait, true to about 300 m.
The leased campus on Hengqin counts as mainland, islets far from the coast do not.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import polyline

from visitplan.domain.mainland_outline import OUTLINE
from visitplan.domain.place import Point

Corner = tuple[float, float]
Ring = Sequence[Corner]
"""Corners (latitude, longitude) in degrees; the last one is joined to the first."""

_ISLANDS: tuple[Ring, ...] = (
    ((38.91, 123.02), (38.91, 123.32), (39.21, 123.32), (39.21, 123.02)),  # Haiyang
    ((27.30, 120.91), (27.30, 121.24), (27.61, 121.24), (27.61, 120.91)),  # Nanji
    ((20.89, 108.96), (20.89, 109.27), (21.20, 109.27), (21.20, 108.96)),  # Weizhou
)

_ELSEWHERE: tuple[Ring, ...] = (
    (  # Hong Kong: the bay, up the Shenzhen river, Sha Tau Kok, the strait, the open sea
        (22.130, 113.820), (22.200, 113.820), (22.430, 113.865), (22.458, 113.930),
        (22.490, 114.000), (22.5035, 114.030), (22.5060, 114.0545), (22.5150, 114.0660),
        (22.5165, 114.0740), (22.5200, 114.0800), (22.5270, 114.0900), (22.5315, 114.1000),
        (22.5335, 114.1085), (22.5312, 114.1130), (22.5335, 114.1157), (22.5375, 114.1285),
        (22.5397, 114.1373), (22.5380, 114.1480), (22.5515, 114.1553), (22.5599, 114.1625),
        (22.5566, 114.1840), (22.5566, 114.1985), (22.5530, 114.2150), (22.5485, 114.2240),
        (22.5470, 114.2300), (22.5500, 114.2450), (22.5620, 114.3000), (22.5600, 114.4400),
        (22.5300, 114.4550), (22.1300, 114.5000),
    ),
    (  # Macau: the peninsula, then between the islands and Hengqin
        (22.2150, 113.5335), (22.2168, 113.5450), (22.2168, 113.5580), (22.2150, 113.6200),
        (22.1000, 113.6400), (22.0900, 113.5600), (22.1100, 113.5490), (22.1550, 113.5485),
        (22.1800, 113.5310), (22.2000, 113.5295),
    ),
    (  # Kinmen
        (24.380, 118.208), (24.460, 118.208), (24.500, 118.270), (24.530, 118.330),
        (24.500, 118.500), (24.360, 118.500),
    ),
    (  # Matsu
        (25.920, 119.860), (26.180, 119.860), (26.260, 119.930), (26.300, 120.060),
        (25.920, 120.060),
    ),
)  # fmt: skip


def on_mainland(point: Point) -> bool:
    """Tell whether a WGS84 point lies in mainland China or in the sea before its coast."""
    if not (18 < point.lat < 54 and 73 < point.lon < 136):
        return False
    inside = any(_within(point, ring) for ring in (_outline(), *_ISLANDS))
    return inside and not any(_within(point, ring) for ring in _ELSEWHERE)


@cache
def _outline() -> Ring:
    return tuple(polyline.decode(OUTLINE, 2))


def _within(point: Point, ring: Ring) -> bool:
    """Count the sides that a ray to the north crosses: an odd number from inside."""
    inside = False
    for (south, west), (north, east) in pairwise((*ring, ring[0])):
        if (west > point.lon) != (east > point.lon):
            crossing = south + (point.lon - west) / (east - west) * (north - south)
            inside ^= point.lat < crossing
    return inside
