"""A route of our search as the steps of a vehicle."""

from collections.abc import Iterator

from visitplan.routing.statement import BreakTerms, TimedRoute
from visitplan.vroom.prices import Network
from visitplan.vroom.problem import Step
from visitplan.vroom.stating import Stated


def steps_of(network: Network, stated: Stated, route: TimedRoute) -> Iterator[Step]:
    """Yield a route's jobs and breaks in order; a break outside of it is before or after it."""
    problem = network.problem
    vehicle, rests = problem.vehicles[route.shift], stated.statement.shifts[route.shift].breaks
    taken = dict(route.breaks)
    moments = [
        (taken.get(number, _outside(route, rest)), 1, number, "break", vehicle.breaks[number].id)
        for number, rest in enumerate(rests)
    ]
    moments += [
        (arrival, 0, position, "job", problem.jobs[stated.jobs[visit]].id)
        for position, (visit, arrival) in enumerate(zip(route.visits, route.arrivals, strict=True))
    ]
    for _, _, _, kind, number in sorted(moments):
        yield Step.model_validate({"type": kind, "id": number})


def _outside(route: TimedRoute, rest: BreakTerms) -> int:
    early = route.leaves - rest.earliest >= rest.duration
    return rest.earliest if early else max(route.ends, rest.earliest)
