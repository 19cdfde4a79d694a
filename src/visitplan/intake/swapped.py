"""Latitude and longitude in each other's column, told by where everything else is."""

from collections.abc import Iterable
from statistics import median

from visitplan.domain.place import Place, Point
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields

_FAR = 2.0
"""Degrees from the middle of all places (over 200 km to the north)."""


def note_swapped(cases: Iterable[tuple[Fields, Place]], anchors: Iterable[Place]) -> None:
    """Note each case that lies far from the middle, but near it with its columns exchanged.

    The middle is that of the agents' places, which are fewer and known better than the cases.
    """
    known = [place.point for place in anchors if place.point]
    if not known:
        return
    middle = Point(lat=median(p.lat for p in known), lon=median(p.lon for p in known))
    for fields, place in cases:
        point = place.point
        if point and _far(point.lat, point.lon, middle) and not _far(point.lon, point.lat, middle):
            fields.refuse(
                "lat",
                Code.COORDINATES_SWAPPED,
                "latitude and longitude look swapped: the point is far from every agent",
                f"write lat {point.lon}, lon {point.lat}",
            )


def _far(lat: float, lon: float, middle: Point) -> bool:
    return abs(lat - middle.lat) > _FAR or abs(lon - middle.lon) > _FAR
