"""Times already announced, kept where the visits of a route stay and the times still hold.

Equally cheap timetables differ: a break may lie before a visit or after it. Nobody is told another
time for that.
"""

from collections.abc import Mapping

from visitplan.routing.hops import Hop, hops_of
from visitplan.routing.price import price_of_route
from visitplan.routing.statement import Answer, ShiftTerms, Statement, TimedRoute


def with_old_times(statement: Statement, answer: Answer, old: Mapping[int, TimedRoute]) -> Answer:
    """Return the answer with the old times, by shift, of routes whose visits are the same.

    Only times that hold and cost no more are taken.
    """
    routes = tuple(_kept(statement, route, old.get(route.shift)) for route in answer.routes)
    return answer.model_copy(update={"routes": routes})


def _kept(statement: Statement, route: TimedRoute, old: TimedRoute | None) -> TimedRoute:
    if old is None or old.visits != route.visits or not holds(statement, old):
        return route
    cheaper = price_of_route(statement, route) < price_of_route(statement, old)
    return route if cheaper else old


def holds(statement: Statement, route: TimedRoute) -> bool:
    """Say whether a route keeps its shift's hours, every span, every way and every break."""
    terms = statement.shifts[route.shift]
    hops = hops_of(statement, terms, route.visits)
    if hops is None or not terms.opening <= route.leaves <= route.ends <= terms.closing:
        return False
    departures = [a + hop.stay for a, hop in zip(route.arrivals, hops, strict=False)]
    gaps = list(zip(hops, (route.leaves, *departures), (*route.arrivals, route.ends), strict=True))
    home, last, end = gaps[-1]
    return (
        all(_reaches(terms, route, *gap) for gap in gaps)
        and end == home.reached(last) + _resting(terms, route, last, end)
        and all(any(left <= s < there for _, left, there in gaps) for _, s in route.breaks)
        and _rests(terms, route)
    )


def _reaches(terms: ShiftTerms, route: TimedRoute, hop: Hop, now: int, arrival: int) -> bool:
    """Say whether there is time for the way and the breaks, and the arrival is in its hours."""
    resting = _resting(terms, route, now, arrival)
    over = all(
        start + terms.breaks[number].duration <= arrival
        for number, start in route.breaks
        if now <= start < arrival
    )
    inside = any(opening <= arrival <= closing for opening, closing in hop.arrivals)
    return over and inside and hop.reached(now) + resting <= arrival


def _resting(terms: ShiftTerms, route: TimedRoute, now: int, arrival: int) -> int:
    return sum(terms.breaks[n].duration for n, start in route.breaks if now <= start < arrival)


def _rests(terms: ShiftTerms, route: TimedRoute) -> bool:
    """Say whether breaks lie in their hours, between doors and apart, and none owed is missing."""
    taken, clock = dict(route.breaks), route.leaves
    for number, start in sorted(route.breaks, key=lambda rest: rest[1]):
        rest = terms.breaks[number]
        if start < max(clock, rest.earliest) or start + rest.duration > rest.latest:
            return False
        clock = start + rest.duration
    return all(
        number in taken
        or max(route.leaves - rest.earliest, rest.latest - route.ends) >= rest.duration
        for number, rest in enumerate(terms.breaks)
    )
