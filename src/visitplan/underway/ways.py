"""The ways of a route by the hour."""

from collections.abc import Sequence
from itertools import pairwise

from visitplan.domain.day import Day
from visitplan.domain.plan import Route
from visitplan.domain.travel import Matrices
from visitplan.domain.way import FOREVER, Way, Ways
from visitplan.underway.remaining import point_of


def ways_of(route: Route, day: Day, matrices: Matrices) -> Sequence[Ways]:
    """Return the ways to each stop of a route and to its end; () where all hours are equal.

    There the legs are as planned, whenever they begin.
    """
    matrix = matrices[route.mode]
    if not matrix.later:
        return ()
    shift = next(shift for shift in day.shifts if shift.id == route.shift_id)
    points = [shift.start.point, *(point_of(day, stop.case_id) for stop in route.stops)]
    points += [shift.end.point] if shift.end else []
    ends = pairwise(point for point in points if point)
    ways: list[Ways] = [matrix.ways(here, there) for here, there in ends]
    return ways if shift.end else [*ways, (Way(-FOREVER, FOREVER, 0, 0),)]
