"""A route made of what has happened and what was decided for the rest."""

from visitplan.domain.plan import Route, Stop
from visitplan.underway.moment import second_of
from visitplan.underway.standing import Standing


def joined(standing: Standing, rest: Route) -> Route:
    """Return the whole route; the first stop of ``rest`` is the anchor, which falls away."""
    decided = rest.stops[1:]
    breaks = (*standing.rested, *rest.breaks)
    if decided:
        decided = (_after_the_made(standing, decided[0], rest), *decided[1:])
    return rest.model_copy(
        update={
            "leaves": standing.route.leaves,
            "stops": (*standing.made, *decided),
            "breaks": breaks,
        }
    )


def _after_the_made(standing: Standing, stop: Stop, rest: Route) -> Stop:
    """Return the first decided stop, whose way began when the last made one was left."""
    left, arrival = second_of(standing.made[-1].departure), second_of(stop.arrival)
    resting = sum(
        second_of(pause.end) - second_of(pause.start)
        for pause in (*standing.rested, *rest.breaks)
        if left <= second_of(pause.start) < arrival
    )
    busy = stop.travel_seconds + stop.setup_seconds + resting
    return stop.model_copy(update={"waiting_seconds": max(0, arrival - left - busy)})
