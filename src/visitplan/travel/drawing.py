"""Streets as lines to draw: no tiles, no request to anywhere."""

from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from visitplan.domain.place import Point
from visitplan.domain.travel import Bounds, StreetLine
from visitplan.domain.value import Mode
from visitplan.travel.compiler import ROAD_CLASSES
from visitplan.travel.geodesy import to_degrees
from visitplan.travel.graph import StreetGraph
from visitplan.travel.network import StreetNetwork

Kind = Literal["major", "minor", "path"]

_TOLERANCE_DEGREES = 0.00003
"""Lines may leave the true course by about 3 m, less than a street is wide."""

_MAJOR = frozenset(
    f"{road}{link}"
    for road in ("motorway", "trunk", "primary", "secondary", "tertiary")
    for link in ("", "_link")
)
_MINOR = frozenset({"unclassified", "residential", "living_street", "service", "road"})

_DRAWN: tuple[tuple[Kind, Mode, frozenset[str]], ...] = (
    ("major", "drive", _MAJOR),
    ("minor", "drive", _MINOR),
    ("path", "walk", frozenset(ROAD_CLASSES) - _MAJOR - _MINOR),
)
"""Which kind is drawn from which mode's graph, so that no street is drawn twice."""


def street_lines(network: StreetNetwork, bounds: Bounds) -> tuple[StreetLine, ...]:
    """Return the streets that touch a box, in long simplified lines, each once.

    Carriageways that are mapped apart stay apart; both directions of one street are one line.
    """
    return tuple(
        line
        for kind, mode, classes in _DRAWN
        for line in _lines(network.graphs[mode], kind, classes, bounds)
    )


def _lines(
    graph: StreetGraph, kind: Kind, classes: frozenset[str], bounds: Bounds
) -> list[StreetLine]:
    numbers = [number for number, name in enumerate(ROAD_CLASSES) if name in classes]
    chosen = np.flatnonzero(np.isin(graph.road_class, numbers) & _touching(graph, bounds))
    if not len(chosen):
        return []
    owner = np.repeat(np.arange(graph.segments), np.diff(graph.offsets))
    pieces = shapely.linestrings(to_degrees(graph.shape), indices=owner)[chosen]
    merged = shapely.line_merge(shapely.multilinestrings(pieces))
    drawn = shapely.get_parts(shapely.simplify(merged, _TOLERANCE_DEGREES))
    return [StreetLine(kind, _points(line)) for line in drawn]


def _touching(graph: StreetGraph, bounds: Bounds) -> NDArray[np.bool_]:
    """Return which segments' own boxes overlap a box."""
    if not graph.segments:
        return np.zeros(0, np.bool_)
    degrees = to_degrees(graph.shape)
    low = np.minimum.reduceat(degrees, graph.offsets[:-1])
    high = np.maximum.reduceat(degrees, graph.offsets[:-1])
    apart = (high < (bounds.south, bounds.west)) | (low > (bounds.north, bounds.east))
    return np.logical_not(apart.any(axis=1))


def _points(line: shapely.LineString) -> tuple[Point, ...]:
    rounded = shapely.get_coordinates(line).round(6).tolist()
    return tuple(Point(lat=lat, lon=lon) for lat, lon in rounded)
