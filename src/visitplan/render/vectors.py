"""Ways and streets as short text: simplified, then polyline5-encoded (a script decodes them)."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import polyline
import shapely

from visitplan.domain.course import Line
from visitplan.domain.place import Point
from visitplan.domain.travel import Bounds, StreetLine

METRES_PER_DEGREE = 111_320
"""Of latitude; a degree of longitude is shorter by the cosine of the latitude."""

STREET_KINDS = ("major", "minor", "path")
STREET_CHARACTERS = 520_000
"""Street classes are added, the great ones first, while their text stays within this length."""

PIECE = 1_000
"""Points simplified at once: GEOS goes a level deeper for each corner, down to the stack's end."""

Pairs = list[tuple[float, float]]


def encode_way(line: Line, tolerance_metres: float = 2) -> str:
    """Return one way as polyline5 text; no point of it lies off by more than the tolerance."""
    return str(polyline.encode(_corners(line.tolist(), tolerance_metres)))


class DrawnStreets:
    """The streets of a town as texts, encoded once for the maps of all pages.

    Pieces that meet end to end are one line, and two directions of a street are drawn once.
    """

    def __init__(self, streets: Iterable[StreetLine], tolerance_metres: float = 4) -> None:
        of_kind: dict[str, list[Sequence[Point]]] = {kind: [] for kind in STREET_KINDS}
        for street in streets:
            of_kind[street.kind].append(street.points)
        self._kinds = {
            kind: _encoded(_merged(pieces), tolerance_metres) for kind, pieces in of_kind.items()
        }

    def inside(self, box: Bounds) -> dict[str, str]:
        """Return the streets that may enter a box, by class: polyline5 texts parted by blanks."""
        layers: dict[str, str] = {}
        for kind, (texts, extents) in self._kinds.items():
            text = " ".join(texts[number] for number in np.flatnonzero(_meet(extents, box)))
            if sum(map(len, layers.values())) + len(text) > STREET_CHARACTERS:
                break
            layers[kind] = text
        return layers


def _encoded(lines: Any, tolerance_metres: float) -> tuple[list[str], Any]:
    """Return the text of each line, and its extent: south, west, north, east."""
    tolerance = tolerance_metres / METRES_PER_DEGREE
    simpler = shapely.simplify(lines, tolerance, preserve_topology=False)
    simpler = simpler[~shapely.is_empty(simpler)]
    corners, owners = shapely.get_coordinates(simpler, return_index=True)
    each = np.split(corners, np.flatnonzero(np.diff(owners)) + 1) if len(simpler) else []
    return [polyline.encode(pairs.tolist()) for pairs in each], shapely.bounds(simpler)


def _meet(extents: Any, box: Bounds) -> Any:
    south, west, north, east = extents.reshape(-1, 4).T
    return (south <= box.north) & (north >= box.south) & (west <= box.east) & (east >= box.west)


def _pairs(points: Iterable[Point]) -> Pairs:
    return [(point.lat, point.lon) for point in points]


def _corners(pairs: Pairs, tolerance_metres: float) -> Pairs:
    kept = [_simplified(piece, tolerance_metres)[:-1] for piece in _chopped(pairs)]
    return [pair for piece in kept for pair in piece] + pairs[-1:]


def _simplified(pairs: Pairs, tolerance_metres: float) -> Pairs:
    # A degree of longitude is the shorter one, so east and west the tolerance is only stricter.
    tolerance = tolerance_metres / METRES_PER_DEGREE
    simpler = shapely.LineString(pairs).simplify(tolerance, preserve_topology=False)
    return [(lat, lon) for lat, lon in simpler.coords] or pairs[:1]


def _merged(pieces: Iterable[Sequence[Point]]) -> Any:
    """Return the lines that the pieces make up, none longer than PIECE."""
    ways = (_pairs(piece) for piece in pieces)
    once = sorted({tuple(min(way, way[::-1])) for way in ways if len(set(way)) > 1})
    merged = shapely.get_parts(shapely.line_merge(shapely.MultiLineString(once)))
    short = shapely.get_num_coordinates(merged) <= PIECE + 1
    chopped = [part for line in merged[~short] for part in _chopped(list(line.coords))]
    return np.array([*merged[short], *map(shapely.LineString, chopped)], dtype=object)


def _chopped(pairs: Pairs) -> list[Pairs]:
    """Return the line in pieces that share their ends."""
    return [pairs[start : start + PIECE + 1] for start in range(0, len(pairs) - 1, PIECE)]
