"""Which visits and shifts are near to each visit: where the search looks for places."""

from typing import Any

import numpy as np

from visitplan.routing.statement import ShiftTerms, Statement

NEIGHBOURS = 100
NEAR_SHIFTS = 12
NOBODY = -1


def near_visits(statement: Statement, seconds: Any) -> Any:
    """Return each visit's neighbours, nearest first: by the way and by how far hours lie apart."""
    locations = [visit.location for visit in statement.visits]
    way = seconds.min(axis=0)[np.ix_(locations, locations)].astype(np.float64)
    way[way < 0] = np.inf
    apart = np.minimum(way, way.T) + 0.2 * _hours_apart(statement)
    np.fill_diagonal(apart, np.inf)
    order = np.argsort(apart, axis=1, kind="stable")[:, :NEIGHBOURS]
    return np.ascontiguousarray(order[:, : max(1, len(locations) - 1)]).astype(np.int64)


def _hours_apart(statement: Statement) -> Any:
    """Return the seconds between the nearest arrival spans of each pair of visits."""
    first = np.array([visit.arrivals[0][0] for visit in statement.visits], dtype=np.float64)
    last = np.array([visit.arrivals[-1][1] for visit in statement.visits], dtype=np.float64)
    return np.maximum(0, np.maximum(first[:, None] - last, first - last[:, None]))


def near_shifts(statement: Statement, seconds: Any, allowed: Any) -> Any:
    """Return the allowed shifts that start or end nearest to each visit; NOBODY fills up."""
    locations = [visit.location for visit in statement.visits]
    ways = np.column_stack([_from_ends(shift, seconds, locations) for shift in statement.shifts])
    ways[~allowed] = np.inf
    near = np.argsort(ways, axis=1, kind="stable")[:, :NEAR_SHIFTS].astype(np.int64)
    near[np.take_along_axis(ways, near, axis=1) == np.inf] = NOBODY
    return np.ascontiguousarray(near)


def _from_ends(shift: ShiftTerms, seconds: Any, locations: list[int]) -> Any:
    """Return the seconds between each location and the shift's nearer end; infinite for no way."""
    way = seconds[shift.profile, shift.start, locations].astype(np.float64)
    way[way < 0] = np.inf
    if shift.end is not None:
        home = seconds[shift.profile, locations, shift.end].astype(np.float64)
        home[home < 0] = np.inf
        way = np.minimum(way, home)
    return way
