"""Ways and streets as short text: simplified, then polyline5-encoded (a script decodes them)."""

from collections.abc import Iterable, Sequence

import polyline
import shapely

from visitplan.domain.place import Point
from visitplan.domain.travel import Bounds, StreetLine
from visitplan.render.scenery import METRES_PER_DEGREE

STREET_KINDS = ("major", "minor", "path")
STREET_CHARACTERS = 520_000
"""Street classes are added, the great ones first, while their text stays within this length."""

PIECE = 1_000
"""Points simplified at once: GEOS goes a level deeper for each corner, down to the stack's end."""

Pairs = list[tuple[float, float]]


def encode_way(points: Sequence[Point], tolerance_metres: float = 2) -> str:
    """Return one way as polyline5 text; no point of it lies off by more than the tolerance."""
    return str(polyline.encode(_corners(_pairs(points), tolerance_metres)))


def encode_streets(
    streets: Iterable[StreetLine], box: Bounds, tolerance_metres: float = 4
) -> dict[str, str]:
    """Return the streets that enter a box, by class: polyline5 texts parted by blanks.

    Pieces that meet end to end become one line, and two directions of a street are drawn once.
    """
    inside = [street for street in streets if _enters(street, box)]
    layers: dict[str, str] = {}
    for kind in STREET_KINDS:
        lines = _merged(street.points for street in inside if street.kind == kind)
        text = " ".join(polyline.encode(_corners(line, tolerance_metres)) for line in lines)
        if sum(map(len, layers.values())) + len(text) > STREET_CHARACTERS:
            break
        layers[kind] = text
    return layers


def _pairs(points: Iterable[Point]) -> Pairs:
    return [(point.lat, point.lon) for point in points]


def _corners(pairs: Pairs, tolerance_metres: float) -> Pairs:
    starts = range(0, len(pairs) - 1, PIECE)
    kept = [
        _simplified(pairs[start : start + PIECE + 1], tolerance_metres)[:-1] for start in starts
    ]
    return [pair for piece in kept for pair in piece] + pairs[-1:]


def _simplified(pairs: Pairs, tolerance_metres: float) -> Pairs:
    # A degree of longitude is the shorter one, so east and west the tolerance is only stricter.
    tolerance = tolerance_metres / METRES_PER_DEGREE
    simpler = shapely.LineString(pairs).simplify(tolerance, preserve_topology=False)
    return [(lat, lon) for lat, lon in simpler.coords] or pairs[:1]


def _enters(street: StreetLine, box: Bounds) -> bool:
    return any(
        box.south <= point.lat <= box.north and box.west <= point.lon <= box.east
        for point in street.points
    )


def _merged(pieces: Iterable[Sequence[Point]]) -> list[Pairs]:
    ways = (_pairs(piece) for piece in pieces)
    once = sorted({tuple(min(way, way[::-1])) for way in ways if len(set(way)) > 1})
    merged = shapely.line_merge(shapely.MultiLineString(once))
    return [list(line.coords) for line in shapely.get_parts(merged)]
