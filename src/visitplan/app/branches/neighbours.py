"""Which branches meet: pairs that share the most ground, each branch in one pair at most."""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from visitplan.domain.branch_plan import PlannedBranch, Territory
from visitplan.domain.day import Day
from visitplan.domain.place import Point

METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a sphere of 6,371 km."""

Pair = tuple[PlannedBranch, PlannedBranch]


def territory_of(day: Day) -> Territory | None:
    """Return the middle of a located day's cases and how far they reach; None without any."""
    points = [case.place.point for case in day.cases if case.place.point]
    if not points:
        return None
    middle = Point(
        lat=sum(point.lat for point in points) / len(points),
        lon=sum(point.lon for point in points) / len(points),
    )
    return Territory(middle=middle, metres=max(round(_metres(middle, point)) for point in points))


def neighbours(branches: Sequence[PlannedBranch]) -> list[Pair]:
    """Return pairs of the same day and currency whose territories overlap, the deepest first."""
    taken: set[str] = set()
    pairs: list[Pair] = []
    for _, one, other in sorted(_overlaps(branches), key=lambda each: each[:1]):
        if not taken & {one.branch, other.branch}:
            taken |= {one.branch, other.branch}
            pairs.append((one, other))
    return pairs


def _overlaps(
    branches: Sequence[PlannedBranch],
) -> Iterator[tuple[tuple[float, str, str], PlannedBranch, PlannedBranch]]:
    for one, other in combinations(branches, 2):
        if (one.date, one.currency) != (other.date, other.currency):
            continue
        if one.territory and other.territory:
            apart = _metres(one.territory.middle, other.territory.middle)
            depth = one.territory.metres + other.territory.metres - apart
            if depth > 0:
                yield (-depth, one.branch, other.branch), one, other


def _metres(here: Point, there: Point) -> float:
    """Return the distance on a flat map, good enough to tell neighbours."""
    north = there.lat - here.lat
    east = (there.lon - here.lon) * math.cos(math.radians((here.lat + there.lat) / 2))
    return math.hypot(north, east) * METRES_PER_DEGREE
