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

Pairs = list[tuple[float, float]]


def encode_way(points: Sequence[Point], tolerance_metres: float = 2) -> str:
    """Return one way as polyline5 text; no point of it lies off by more than the tolerance."""
    pairs = _pairs(points)
    if len(pairs) > 2:
        pairs = _corners(shapely.linestrings(pairs), tolerance_metres)
    return str(polyline.encode(pairs))


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


def _corners(line: shapely.LineString, tolerance_metres: float) -> Pairs:
    # A degree of longitude is the shorter one, so east and west the tolerance is only stricter.
    simpler = line.simplify(tolerance_metres / METRES_PER_DEGREE, preserve_topology=False)
    return [(lat, lon) for lat, lon in simpler.coords]


def _enters(street: StreetLine, box: Bounds) -> bool:
    return any(
        box.south <= point.lat <= box.north and box.west <= point.lon <= box.east
        for point in street.points
    )


def _merged(pieces: Iterable[Sequence[Point]]) -> list[shapely.LineString]:
    ways = (_pairs(piece) for piece in pieces)
    once = sorted({tuple(min(way, way[::-1])) for way in ways if len(set(way)) > 1})
    merged = shapely.line_merge(shapely.multilinestrings(list(map(shapely.linestrings, once))))
    return list(shapely.get_parts(merged))
