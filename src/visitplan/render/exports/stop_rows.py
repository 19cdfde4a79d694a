"""Every stop of a plan with what the day knows about it, in the order of routes and stops."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.place import Point
from visitplan.domain.plan import Plan, Route, Stop
from visitplan.render.called_off import called_off


@dataclass(frozen=True)
class StopRow:
    """One stop; ``number`` counts from 1 on its route, times are in the plan's zone."""

    route: Route
    number: int
    stop: Stop
    case: Case
    arrival: datetime
    departure: datetime


def stop_rows(plan: Plan, day: Day) -> Iterator[StopRow]:
    """Yield the stops of all routes; KeyError when the day does not know a case."""
    for route in plan.routes:
        yield from route_rows(plan, day, route)


def route_rows(plan: Plan, day: Day, route: Route) -> Iterator[StopRow]:
    """Yield the stops of one route; KeyError when the day does not know a case."""
    cases = {case.id: case for case in day.cases}
    for number, stop in enumerate(route.stops, start=1):
        arrival, departure = (
            moment.astimezone(plan.time_zone) for moment in (stop.arrival, stop.departure)
        )
        yield StopRow(route, number, stop, cases[stop.case_id], arrival, departure)


def carried_rows(plan: Plan, day: Day, route: Route) -> Iterator[StopRow]:
    """Yield the stops of one route that an agent may carry: none whose case is called off."""
    for row in route_rows(plan, day, route):
        if not called_off(row.case, day):
            yield row


def route_of(plan: Plan, shift_id: str) -> Route:
    """Return the route of a shift; KeyError when it has none."""
    return {route.shift_id: route for route in plan.routes}[shift_id]


def places_along(route: Route, day: Day) -> Iterator[Point]:
    """Yield the points of a route's start, its stops and its end, those that are known."""
    yield from (point for point, _ in moments_along(route, day))


def moments_along(route: Route, day: Day) -> Iterator[tuple[Point, datetime]]:
    """Yield the same points, each with when it is left; the end with when it is reached."""
    cases = {case.id: case for case in day.cases}
    shift = next((shift for shift in day.shifts if shift.id == route.shift_id), None)
    moments = [(cases[stop.case_id].place, stop.departure) for stop in route.stops]
    if shift is not None:
        end = ((shift.end, route.ends),) if shift.end else ()
        moments = [(shift.start, route.leaves), *moments, *end]
    yield from ((place.point, left) for place, left in moments if place.point is not None)
