"""A route that gets no further stops: home from the last one made."""

from visitplan.domain.agent import Shift
from visitplan.domain.place import Point
from visitplan.domain.plan import Route
from visitplan.domain.travel import Leg, TravelMatrix
from visitplan.underway.moment import Clock, second_of
from visitplan.underway.standing import Standing


def closed(standing: Standing, shift: Shift, back: Leg, clock: Clock) -> Route:
    """Return the route of a begun shift as it ends when nothing is added.

    A complete route that is over stays as it is. Otherwise the agent goes home when free, breaks
    begun by then included. Raises ValueError when nothing was made: there is no such route.
    """
    if not standing.begun:
        raise ValueError("a route has stops")
    if standing.over and standing.complete:
        return standing.route
    left = second_of(standing.made[-1].departure)
    resting = sum(
        second_of(pause.end) - second_of(pause.start)
        for pause in standing.rested
        if second_of(pause.start) >= left
    )
    leaves_for_home = left + resting if standing.over else standing.free
    return standing.route.model_copy(
        update={
            "stops": standing.made,
            "breaks": standing.rested,
            "ends": clock.moment(leaves_for_home + (back.seconds if shift.end else 0)),
            "return_seconds": back.seconds,
            "return_metres": back.metres,
        }
    )


def way_back(shift: Shift, origin: Point, matrix: TravelMatrix) -> Leg:
    """Return the way from a point to the shift's end; nothing to travel where the end is open.

    Where no way leads back, the way is taken to have no length: the verifier says so.
    """
    if shift.end is None or shift.end.point is None:
        return Leg(0, 0)
    return matrix.leg(origin, shift.end.point) or Leg(0, 0)
