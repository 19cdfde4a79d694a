"""What surrounds the plan on its pages: ways, streets and their credit, and the rules of doors."""

from dataclasses import dataclass, field
from math import cos, radians

from visitplan.domain.course import Line
from visitplan.domain.door import Door
from visitplan.domain.travel import Bounds
from visitplan.render.vectors import METRES_PER_DEGREE, DrawnStreets
from visitplan.render.way import Ways


@dataclass(frozen=True)
class Scenery:
    """What the pages of one plan show beside it.

    A shift that is missing among the ``ways`` is drawn with straight lines. ``description`` says
    how travel was measured and is printed on every page; ``attribution`` is the credit that the
    streets' licence asks for. ``door`` is what the rules say to whoever goes.
    """

    ways: Ways
    streets: DrawnStreets
    description: str
    attribution: str | None = None
    door: Door = field(default_factory=Door)


def box_around(line: Line, margin_metres: float = 0) -> Bounds | None:
    """Return the smallest box that holds all points and a margin; None without points."""
    if not len(line):
        return None
    (south, west), (north, east) = line.min(axis=0).tolist(), line.max(axis=0).tolist()
    up = margin_metres / METRES_PER_DEGREE
    aside = up / _shrinking((south + north) / 2)
    return Bounds(south - up, west - aside, north + up, east + aside)


def street_box(line: Line) -> Bounds | None:
    """Return the box of streets worth drawing around points; None without points.

    A map is seldom shaped like its routes, so the box reaches out by two thirds of its longer
    side, and by no less than 600 m.
    """
    box = box_around(line)
    if box is None:
        return None
    tall = box.north - box.south
    wide = (box.east - box.west) * _shrinking((box.south + box.north) / 2)
    return box_around(line, max(max(tall, wide) * METRES_PER_DEGREE * 2 / 3, 600))


def _shrinking(latitude: float) -> float:
    return max(cos(radians(latitude)), 0.01)
