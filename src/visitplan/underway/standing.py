"""Where a shift stands at a moment: what is made of its route, and when it is free to decide.

Made are the stops already left, the stop under way, and the stop that the agent has had to set
out for: nobody turns round on the way to a door where he is awaited within minutes. Before that,
an agent with time to spare waits where he is and may be sent elsewhere. On the way home the
route is over, unless a stop was passed over: then he may be sent there until he is home.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from visitplan.domain.plan import Route, Stop, TakenBreak
from visitplan.domain.value import Id
from visitplan.domain.way import Ways, leave_by
from visitplan.underway.moment import second_of


class Standing(NamedTuple):
    """A shift that had a route in the old plan.

    ``made`` and ``rested`` are the stops and breaks that stay, ``free`` is the second from which
    the rest may be decided. ``over``: nothing is added any more. ``route`` is the whole of it as
    worked; where ``over`` and ``complete`` it simply stays.
    """

    route: Route
    made: tuple[Stop, ...]
    rested: tuple[TakenBreak, ...]
    free: int
    over: bool = False

    @property
    def complete(self) -> bool:
        """Whether every stop of the route is made."""
        return len(self.made) == len(self.route.stops)

    @property
    def begun(self) -> bool:
        """Whether a route exists whatever is decided."""
        return bool(self.made)


class Call(NamedTuple):
    """The moment of deciding for one route, and what is known then.

    ``off`` is when the agent went off duty (ill); ``withdrawn`` are cases nobody drives to;
    ``ways`` are those to each stop and to the end, by the hour: without, all are as planned.
    ``owes``: a stop that was passed over is open again.
    """

    now: int
    off: int | None = None
    withdrawn: Collection[Id] = ()
    ways: Sequence[Ways] = ()
    owes: bool = False


def standing_of(route: Route, call: Call) -> Standing:
    """Say where a route, as worked, stands."""
    cut = call.now if call.off is None else min(call.now, call.off)
    made = tuple(stop for stop in route.stops if second_of(stop.arrival) <= cut)
    left = second_of(made[-1].departure) if made else second_of(route.leaves)
    if call.off is not None:
        return Standing(route, made, _rested(route, left, cut), left, over=True)
    if len(made) == len(route.stops):
        if call.owes and left <= call.now < second_of(route.ends):
            rested = _rested(route, left, call.now)
            return Standing(route, made, rested, _rested_by(rested, call.now))
        return Standing(route, made, _rested(route, left, left), left, over=left <= call.now)
    if not made and left > call.now:
        return Standing(route, (), (), call.now)
    if left > call.now:
        return Standing(route, made, _rested(route, left, left), left)
    return _between_doors(route, made, left, call)


def _between_doors(route: Route, made: tuple[Stop, ...], left: int, call: Call) -> Standing:
    following = route.stops[len(made)]
    rested = _rested(route, left, call.now) if made else ()
    free = _rested_by(rested, call.now)
    sets_out = _sets_out(route, following, call)
    if call.now <= sets_out:
        return Standing(route, made, rested, free)
    if following.case_id in call.withdrawn:
        # Where he is on the way is no point that distances are known of; back where he came from
        # is, and turning round takes no longer than he has driven.
        return Standing(route, made, rested, free + call.now - max(left, sets_out))
    departure = second_of(following.departure)
    return Standing(route, (*made, following), _rested(route, departure, departure), departure)


def _rested_by(rested: Sequence[TakenBreak], now: int) -> int:
    return max([now, *(second_of(pause.end) for pause in rested)])


def _sets_out(route: Route, following: Stop, call: Call) -> int:
    """Return the last second at which a stop is left for that is still reached as planned."""
    arrival = second_of(following.arrival)
    to_come = sum(
        second_of(pause.end) - second_of(pause.start)
        for pause in route.breaks
        if call.now <= second_of(pause.start) < arrival
    )
    there = arrival - following.setup_seconds - to_come
    ways = call.ways[route.stops.index(following)] if call.ways else ()
    last = leave_by(ways, there)
    return there - following.travel_seconds if last is None else last


def _rested(route: Route, left: int, begun: int) -> tuple[TakenBreak, ...]:
    """Return the breaks before the last departure, and those begun before a moment after it."""
    return tuple(p for p in route.breaks if second_of(p.start) < max(left, begun))
