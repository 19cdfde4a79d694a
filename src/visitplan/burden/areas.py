"""How visits are spread over areas: an audit that no single household can be read from.

An area is a cell of a grid, never a trait of its people; the tables have no column for either.
"""

import math
from collections import Counter
from collections.abc import Iterable

from visitplan.domain.burden import AreaShare
from visitplan.domain.case import Case

SMALLEST = 5
"""Areas with fewer eligible cases are told of together."""

CELLS_PER_DEGREE = 100
"""Of latitude; a cell is some 1.1 km high, and as wide."""

Cell = tuple[int, int]


def shares_of_areas(visited: Iterable[Case], left_out: Iterable[Case]) -> tuple[AreaShare, ...]:
    """Return the share of each area's eligible cases that is visited, the largest areas first.

    Areas with fewer than five are pooled, with the next smallest one if they are fewer than five
    even so: or else their figures would be what the others lack. Nothing is told of fewer than
    five cases in all.
    """
    visits = Counter(map(_cell, visited))
    eligible = visits + Counter(map(_cell, left_out))
    if eligible.total() < SMALLEST:
        return ()
    pool = _too_small(eligible)
    told = [
        AreaShare(area=_name(cell), eligible=eligible[cell], visited=visits[cell])
        for cell in sorted(eligible.keys() - pool, key=lambda cell: (-eligible[cell], cell))
    ]
    return (*told, *_pooled(pool, eligible, visits))


def _too_small(eligible: Counter[Cell]) -> frozenset[Cell]:
    rising = sorted(eligible, key=lambda cell: (eligible[cell], cell))
    small = sum(eligible[cell] < SMALLEST for cell in rising)
    while 0 < sum(eligible[cell] for cell in rising[:small]) < SMALLEST:
        small += 1
    return frozenset(rising[:small])


def _pooled(
    pool: frozenset[Cell], eligible: Counter[Cell], visits: Counter[Cell]
) -> tuple[AreaShare, ...]:
    if not pool:
        return ()
    sums = {"eligible": eligible, "visited": visits}
    counts = {name: sum(counter[cell] for cell in pool) for name, counter in sums.items()}
    return (AreaShare(area=None, areas=len(pool), **counts),)


def _cell(case: Case) -> Cell:
    """Return row and column of the cell; whoever is eligible has a point."""
    point = case.place.point
    if point is None:
        raise ValueError("an eligible case is located")
    row = math.floor(point.lat * CELLS_PER_DEGREE)
    return row, math.floor(point.lon * _columns_per_degree(row))


def _name(cell: Cell) -> str:
    row, column = cell
    lat, lon = (row + 0.5) / CELLS_PER_DEGREE, (column + 0.5) / _columns_per_degree(row)
    return f"{lat:.3f} {lon:.3f}"


def _columns_per_degree(row: int) -> float:
    return CELLS_PER_DEGREE * math.cos(math.radians((row + 0.5) / CELLS_PER_DEGREE))
