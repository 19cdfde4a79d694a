"""What surrounds the plan on its pages: ways, streets and their credit, and the rules of doors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import cos, radians

from visitplan.domain.door import Door
from visitplan.domain.place import Point
from visitplan.domain.travel import Bounds
from visitplan.render.vectors import METRES_PER_DEGREE, DrawnStreets

Leg = tuple[Point, ...]
"""The points along one leg, both ends included."""


@dataclass(frozen=True)
class Scenery:
    """What the pages of one plan show beside it.

    ``ways`` maps a shift id to its legs in order, the return leg included; a shift that is
    missing is drawn with straight lines. ``description`` says how travel was measured and is
    printed on every page; ``attribution`` is the credit that the streets' licence asks for.
    ``door`` is what the rules say to whoever goes.
    """

    ways: Mapping[str, tuple[Leg, ...]]
    streets: DrawnStreets
    description: str
    attribution: str | None = None
    door: Door = field(default_factory=Door)


def box_around(points: Iterable[Point], margin_metres: float = 0) -> Bounds | None:
    """Return the smallest box that holds all points and a margin; None without points."""
    points = tuple(points)
    if not points:
        return None
    south, north = min(point.lat for point in points), max(point.lat for point in points)
    west, east = min(point.lon for point in points), max(point.lon for point in points)
    up = margin_metres / METRES_PER_DEGREE
    aside = up / _shrinking((south + north) / 2)
    return Bounds(south - up, west - aside, north + up, east + aside)


def street_box(points: Iterable[Point]) -> Bounds | None:
    """Return the box of streets worth drawing around points; None without points.

    A map is seldom shaped like its routes, so the box reaches out by two thirds of its longer
    side, and by no less than 600 m.
    """
    points = tuple(points)
    box = box_around(points)
    if box is None:
        return None
    tall = box.north - box.south
    wide = (box.east - box.west) * _shrinking((box.south + box.north) / 2)
    return box_around(points, max(max(tall, wide) * METRES_PER_DEGREE * 2 / 3, 600))


def _shrinking(latitude: float) -> float:
    return max(cos(radians(latitude)), 0.01)
