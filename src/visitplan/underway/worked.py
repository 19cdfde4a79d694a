"""A route as it went: the plan's times, moved by what was reported.

Nothing reported means: as planned. A delay, or a visit that ended later than planned, moves what
follows until waiting has absorbed it. A visit that is over, although by the plan it would not be
yet, is over from the report on. Nothing else becomes earlier than planned: earlier is waiting.
By the hour, a leg takes the time of the moment at which it really began.
"""

from collections.abc import Sequence

from visitplan.domain.event import Event
from visitplan.domain.plan import Route, Stop, TakenBreak
from visitplan.domain.travel import Leg
from visitplan.domain.way import Ways, first_there
from visitplan.underway.moment import Clock, second_of


def as_worked(
    route: Route, events: Sequence[Event], now: int, clock: Clock, ways: Sequence[Ways] = ()
) -> Route:
    """Return the route with the times at which its stops were made or, so far, will be.

    ``now`` is in seconds since 1970. Events of other agents and cases are passed over. ``ways``
    are those to each stop and to the end; without, all legs take as long as planned.
    ``waiting_seconds`` are recomputed, paid time and cost are not.
    """
    own = [event for event in events if _concerns(event, route)]
    return gone_along(route, own, now, clock, ways) if own else route


def gone_along(
    route: Route, own: Sequence[Event], now: int, clock: Clock, ways: Sequence[Ways] = ()
) -> Route:
    """Return what ``as_worked`` does of events that all concern the route, also of none."""
    return _Walk(route, own, now, clock, ways).walked()


def _concerns(event: Event, route: Route) -> bool:
    ended = event.kind in {"done", "failed"}
    if ended:
        return any(stop.case_id == event.case_id for stop in route.stops)
    return event.kind == "delayed" and event.agent_id in route.crew


class _Walk:
    """Goes along a route and carries what was reported on."""

    def __init__(
        self,
        route: Route,
        events: Sequence[Event],
        until: int,
        clock: Clock,
        ways: Sequence[Ways],
    ) -> None:
        self._route, self._until, self._clock, self._ways = route, until, clock, ways
        self._delays = sorted(
            (second_of(event.at), event.delay_seconds or 0)
            for event in events
            if event.kind == "delayed" and second_of(event.at) < second_of(route.ends)
        )
        self._ended = {
            event.case_id: second_of(event.at) for event in events if event.kind != "delayed"
        }
        self._now = second_of(route.leaves)
        self._breaks: list[TakenBreak] = []

    def walked(self) -> Route:
        self._now += self._lost(until=self._now)
        leaves, planned, stops = self._now, second_of(self._route.leaves), []
        for number, stop in enumerate(self._route.stops):
            leg = self._leg(number, Leg(stop.travel_seconds, stop.travel_metres))
            stops.append(self._made(stop, planned, leg))
            planned = second_of(stop.departure)
        back = self._leg(-1, Leg(self._route.return_seconds, self._route.return_metres))
        ends = self._reached(planned, second_of(self._route.ends), back.seconds)
        return self._route.model_copy(
            update={
                "leaves": self._clock.moment(leaves),
                "ends": self._clock.moment(ends),
                "stops": tuple(stops),
                "breaks": tuple(self._breaks),
                "return_seconds": back.seconds,
                "return_metres": back.metres,
            }
        )

    def _leg(self, number: int, planned: Leg) -> Leg:
        """Return a leg that begins now."""
        way = first_there(self._ways[number], self._now) if self._ways else None
        return Leg(way.arrival(self._now) - self._now, way.metres) if way else planned

    def _made(self, stop: Stop, planned: int, leg: Leg) -> Stop:
        left, before = self._now, len(self._breaks)
        busy = leg.seconds + stop.setup_seconds
        arrival = self._reached(planned, second_of(stop.arrival), busy)
        stay = second_of(stop.departure) - second_of(stop.arrival)
        departure = arrival + stay + self._lost(until=arrival + stay)
        if stop.case_id in self._ended:
            departure = self._reported(stop, departure)
            arrival = min(arrival, max(left, departure - stay))
        self._now = departure
        rested = sum(_length(pause) for pause in self._breaks[before:])
        return stop.model_copy(
            update={
                "arrival": self._clock.moment(arrival),
                "departure": self._clock.moment(departure),
                "travel_seconds": leg.seconds,
                "travel_metres": leg.metres,
                "waiting_seconds": max(0, arrival - left - busy - rested),
            }
        )

    def _reported(self, stop: Stop, departure: int) -> int:
        """Return when a visit ended: later if reported later, earlier only if not over by plan."""
        told = self._ended[stop.case_id]
        if told >= departure or departure > self._until:
            return max(self._now, told)
        return departure

    def _reached(self, left: int, planned: int, busy: int) -> int:
        """Return when the next place is reached that was planned to be left for at ``left``."""
        resting = self._rest(left, planned)
        earliest = self._now + busy + resting
        lost = self._lost(until=max(planned, earliest))
        return max(planned, earliest + lost)

    def _rest(self, left: int, planned: int) -> int:
        """Take the breaks of a gap, none before its turn; return their seconds."""
        free, total = self._now, 0
        for pause in self._route.breaks:
            if left <= second_of(pause.start) < planned:
                start = max(second_of(pause.start), free)
                free = start + _length(pause)
                total += _length(pause)
                times = {"start": self._clock.moment(start), "end": self._clock.moment(free)}
                self._breaks.append(pause.model_copy(update=times))
        return total

    def _lost(self, *, until: int) -> int:
        """Return the seconds lost by delays that fall before a moment, each counted once."""
        lost = sum(seconds for at, seconds in self._delays if at < until)
        self._delays = [(at, seconds) for at, seconds in self._delays if at >= until]
        return lost


def _length(pause: TakenBreak) -> int:
    return second_of(pause.end) - second_of(pause.start)
