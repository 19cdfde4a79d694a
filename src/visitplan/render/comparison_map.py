"""The map of a difference: which visits change hands, drawn on the town's greater streets."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import cos, radians
from typing import NamedTuple

import shapely

from visitplan.domain.comparison import Changed, Fate
from visitplan.domain.day import Day
from visitplan.domain.place import Point
from visitplan.domain.travel import Bounds, StreetLine, Travel

WIDTH = 560
TALLEST = 420
ROOM_DEGREES = 0.002
STREET_CHARACTERS = 60_000
"""Streets of further classes are drawn while their text stays within this length."""

FATES: tuple[Fate, ...] = ("moved", "retimed", "added", "dropped")
Project = Callable[[float, float], tuple[int, int]]


class Ground(NamedTuple):
    """The map that all scenarios share: its height, its streets as a path, and how to project."""

    height: int
    streets: str
    project: Project


class Marks(NamedTuple):
    """All visits of one fate as a path; None is the fate of those that stay as they are."""

    fate: Fate | None
    path: str


def ground_of(points: Sequence[Point], travel: Travel) -> Ground | None:
    """Return the map of an area that holds all these points; None where there are none."""
    if not points:
        return None
    lats, lons = [p.lat for p in points], [p.lon for p in points]
    narrow = cos(radians((min(lats) + max(lats)) / 2))
    box = _filled(Bounds(min(lats), min(lons), max(lats), max(lons)), narrow)
    scale = min(WIDTH / ((box.east - box.west) * narrow), TALLEST / (box.north - box.south))

    def project(lat: float, lon: float) -> tuple[int, int]:
        x, y = (lon - box.west) * narrow * scale, (box.north - lat) * scale
        return round(x), round(y)

    height = project(box.south, box.west)[1]
    return Ground(height, _streets(travel.street_lines(box), project, height), project)


def _filled(points: Bounds, narrow: float) -> Bounds:
    """Return a box around these with some room, wide enough to fill the map."""
    south, north = points.south - ROOM_DEGREES, points.north + ROOM_DEGREES
    across = max(
        points.east - points.west + 2 * ROOM_DEGREES, (north - south) * WIDTH / TALLEST / narrow
    )
    middle = (points.west + points.east) / 2
    return Bounds(south, middle - across / 2, north, middle + across / 2)


def _streets(lines: Iterable[StreetLine], project: Project, height: int) -> str:
    frame = shapely.box(0, 0, WIDTH, height)
    text = ""
    pieces = list(lines)
    for kind in ("major", "minor", "path"):
        own = [_projected(line, project) for line in pieces if line.kind == kind]
        drawn = "".join(_path(merged) for merged in _merged(own, frame))
        if len(text) + len(drawn) > STREET_CHARACTERS:
            break
        text += drawn
    return text


def _projected(line: StreetLine, project: Project) -> list[tuple[int, int]]:
    return [project(point.lat, point.lon) for point in line.points]


def _merged(
    lines: Iterable[list[tuple[int, int]]], frame: shapely.Polygon
) -> Iterator[shapely.Geometry]:
    whole = {tuple(min(line, line[::-1])) for line in lines if len(set(line)) > 1}
    merged = shapely.line_merge(shapely.MultiLineString(sorted(whole)))
    within = shapely.intersection(merged.simplify(1.0), frame)
    yield from (part for part in shapely.get_parts(within) if part.geom_type == "LineString")


def _path(line: shapely.Geometry) -> str:
    corners = [(round(x), round(y)) for x, y in line.coords]
    (x, y), steps = corners[0], []
    for before, after in itertools.pairwise(corners):
        if before != after:
            steps.append(f"{after[0] - before[0]} {after[1] - before[1]}")
    return f"M{x} {y}l{' '.join(steps)}" if steps else ""


def marks_of(
    day: Day, changed: Sequence[Changed], visited: Iterable[str], ground: Ground
) -> tuple[Marks, ...]:
    """Return the visits by fate; ``visited`` are all that are visited before or after."""
    fates = {each.case_id: each.fate for each in changed}
    spots = {case.id: case.place.point for case in day.cases if case.place.point}
    drawn: dict[Fate | None, list[str]] = {None: [], **{fate: [] for fate in FATES}}
    for case_id in sorted(set(visited) | fates.keys()):
        point, fate = spots.get(case_id), fates.get(case_id)
        if point:
            drawn[fate].append(_SHAPES[fate](*ground.project(point.lat, point.lon)))
    return tuple(Marks(fate, "".join(paths)) for fate, paths in drawn.items() if paths)


def _disc(x: int, y: int) -> str:
    return f"M{x - 4} {y}a4 4 0 1 0 8 0a4 4 0 1 0-8 0"


def _dot(x: int, y: int) -> str:
    return f"M{x - 2} {y}a2 2 0 1 0 4 0a2 2 0 1 0-4 0"


def _triangle(x: int, y: int) -> str:
    return f"M{x} {y - 6}l5 9h-10z"


def _cross(x: int, y: int) -> str:
    return f"M{x - 4} {y - 4}l8 8m0-8l-8 8"


_SHAPES: dict[Fate | None, Callable[[int, int], str]] = {
    None: _dot,
    "moved": _disc,
    "retimed": _disc,
    "added": _triangle,
    "dropped": _cross,
}
