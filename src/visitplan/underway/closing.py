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
    return standing.route.model_copy(
        update={
            "stops": standing.made,
            "breaks": standing.rested,
            "ends": clock.moment(leaves_for_home(standing) + (back.seconds if shift.end else 0)),
            "return_seconds": back.seconds,
            "return_metres": back.metres,
        }
    )


def leaves_for_home(standing: Standing) -> int:
    """Return when the agent goes home if nothing is added: when free, or rested after the last."""
    if not standing.over:
        return standing.free
    left = second_of(standing.made[-1].departure)
    return left + sum(
        second_of(pause.end) - second_of(pause.start)
        for pause in standing.rested
        if second_of(pause.start) >= left
    )


def way_back(shift: Shift, origin: Point, matrix: TravelMatrix, leaves: int) -> Leg:
    """Return the way from a point, left at a second, to the shift's end.

    There is nothing to travel where the end is open.

    Where no way leads back, the way is taken to have no length: the verifier says so.
    """
    if shift.end is None or shift.end.point is None:
        return Leg(0, 0)
    return matrix.leg(origin, shift.end.point, leaves) or Leg(0, 0)
