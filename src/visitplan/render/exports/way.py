"""The line that a route draws on the map."""

from collections.abc import Mapping

from visitplan.domain.day import Day
from visitplan.domain.place import Point
from visitplan.domain.plan import Route

Ways = Mapping[str, tuple[tuple[Point, ...], ...]]
"""For each shift id, the points along each leg of its route, ends included."""


def way_of(route: Route, day: Day, ways: Ways) -> tuple[Point, ...]:
    """Return the points along a route, or from stop to stop where no way is given.

    Where legs meet, their common point stands once. The line has two points at least, or none
    where fewer than two places are known.
    """
    legs = ways.get(route.shift_id) or (_places(route, day),)
    line = [point for leg in legs for point in leg]
    bends = tuple(p for p, before in zip(line, [None, *line], strict=False) if p != before)
    return bends if len(bends) > 1 else tuple(line[:2]) if len(line) > 1 else ()


def _places(route: Route, day: Day) -> tuple[Point, ...]:
    cases = {case.id: case for case in day.cases}
    shift = next((shift for shift in day.shifts if shift.id == route.shift_id), None)
    places = [cases[stop.case_id].place for stop in route.stops]
    if shift is not None:
        places = [shift.start, *places, *((shift.end,) if shift.end else ())]
    return tuple(place.point for place in places if place.point is not None)
