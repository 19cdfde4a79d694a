"""Visits moved, whole routes at first, then one by one, where hours are worth more than the move.

The search prices shifts, not hours. So what an hour is worth decides here, at the exact price of
whole routes, and the search then goes on with each moved visit kept in its better hours.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from visitplan.routing.gaps import Gaps
from visitplan.routing.insertion import cheapest_insertion
from visitplan.routing.price import price_of_route
from visitplan.routing.statement import Span, Statement, TimedRoute
from visitplan.routing.timetable import timetable

Routes = dict[int, TimedRoute]
STEP = 900
"""Seconds from one moment to the next at which a whole route may begin later."""


class Hours(NamedTuple):
    """A span of arrivals, both ends included, and the ticks that arriving in it is worth."""

    span: Span
    worth: int


Worths = Mapping[int, Sequence[Hours]]


class Moved(NamedTuple):
    """Routes, and by visit the only arrivals in which those that were moved are kept."""

    routes: Routes
    kept: dict[int, tuple[Span, ...]]


def move_to_better_hours(statement: Statement, routes: Routes, worths: Worths) -> Moved:
    """Return the routes after each move that gains more worth than it costs.

    First every route as a whole goes as much later as gains most, then visit by visit.
    """
    moved = Moved(dict(routes), {})
    for route in routes.values():
        statement, moved = _later(statement, moved, route, worths)
    for visit in sorted(worths):
        better = _better(statement, moved.routes, visit, worths[visit])
        if better:
            statement, moved = _tried(statement, moved, (visit, better), worths)
    return moved


def _later(
    statement: Statement, moved: Moved, route: TimedRoute, worths: Worths
) -> tuple[Statement, Moved]:
    """Return the statement and the routes with one route so much later as gains most."""
    best, now = (statement, moved), _net(statement, {route.shift: route}, worths)
    closing = statement.shifts[route.shift].closing
    for begins in range(route.leaves + STEP, closing, STEP):
        spans = {visit: _from(begins, statement.visits[visit].arrivals) for visit in route.visits}
        narrower = _all_kept_in(statement, spans)
        later = timetable(narrower, route.shift, route.visits)
        if later and (net := _net(narrower, {route.shift: later}, worths)) < now:
            now = net
            best = narrower, Moved({**moved.routes, route.shift: later}, {**moved.kept, **spans})
    return best


def _from(begins: int, arrivals: Sequence[Span]) -> tuple[Span, ...]:
    """Return the arrivals from a moment on; all where that leaves none."""
    left = tuple((max(a, begins), b) for a, b in arrivals if b >= begins)
    return left or tuple(arrivals)


def _all_kept_in(statement: Statement, spans: Mapping[int, tuple[Span, ...]]) -> Statement:
    visits = list(statement.visits)
    for visit, arrivals in spans.items():
        visits[visit] = visits[visit].model_copy(update={"arrivals": tuple(sorted(arrivals))})
    return statement.model_copy(update={"visits": tuple(visits)})


def worth_of(route: TimedRoute, worths: Worths) -> int:
    """Return the ticks that a route's arrivals are worth."""
    arrivals = zip(route.visits, route.arrivals, strict=True)
    return sum(_worth(worths.get(visit, ()), arrival) for visit, arrival in arrivals)


def _worth(hours: Sequence[Hours], arrival: int) -> int:
    return next((each.worth for each in hours if each.span[0] <= arrival <= each.span[1]), 0)


def _better(
    statement: Statement, routes: Routes, visit: int, hours: Sequence[Hours]
) -> tuple[Span, ...]:
    """Return the arrivals that are worth more than the present one; none if it is not planned."""
    here = _route_of(routes, visit)
    if here is None:
        return ()
    now = _worth(hours, here.arrivals[here.visits.index(visit)])
    return tuple(
        (max(a, opening), min(b, closing))
        for (opening, closing), worth in hours
        for a, b in statement.visits[visit].arrivals
        if worth > now and max(a, opening) <= min(b, closing)
    )


def _tried(
    statement: Statement, moved: Moved, wish: tuple[int, tuple[Span, ...]], worths: Worths
) -> tuple[Statement, Moved]:
    """Return the statement and the routes with a visit kept in better hours, if that pays."""
    visit, spans = wish
    narrower = _all_kept_in(statement, {visit: spans})
    after = _put_elsewhere(narrower, moved.routes, visit)
    if after is None or _net(narrower, after, worths) >= _net(statement, moved.routes, worths):
        return statement, moved
    return narrower, Moved(after, {**moved.kept, visit: spans})


def _put_elsewhere(statement: Statement, routes: Routes, visit: int) -> Routes | None:
    """Return the routes with a visit in the cheapest place that its hours leave it."""
    here = _route_of(routes, visit)
    if here is None:
        return None
    others = {shift: route for shift, route in routes.items() if shift != here.shift}
    rest = tuple(other for other in here.visits if other != visit)
    shorter = timetable(statement, here.shift, rest) if rest else None
    if rest and shorter is None:
        return None
    gaps = Gaps(statement, {**others, here.shift: shorter} if shorter else others)
    found = cheapest_insertion(gaps, visit)
    return {**gaps.routes, found.route.shift: found.route} if found else None


def _net(statement: Statement, routes: Routes, worths: Worths) -> int:
    """Return what routes cost beyond what their hours are worth."""
    return sum(
        price_of_route(statement, route) - worth_of(route, worths) for route in routes.values()
    )


def _route_of(routes: Routes, visit: int) -> TimedRoute | None:
    return next((route for route in routes.values() if visit in route.visits), None)
