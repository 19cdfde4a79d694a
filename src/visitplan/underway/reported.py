"""A route in the order of its reports: a stop that was passed over has not been made.

Agents go as the day lets them. Where visits ended in another order than the plan's, or before the
route began by it, the reports are the past: each visit ended when it was reported. Who has
reported a visit and none of an earlier stop passed that stop over: it is open again.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.domain.event import Event
from visitplan.domain.place import Point
from visitplan.domain.plan import Route, Stop, TakenBreak
from visitplan.domain.travel import Leg, Matrices, TravelMatrix
from visitplan.domain.value import Id
from visitplan.underway.closing import way_back
from visitplan.underway.moment import Clock, second_of
from visitplan.underway.remaining import point_of
from visitplan.underway.ways import ways_of
from visitplan.underway.worked import gone_along

ENDED = frozenset({"done", "failed"})


class Reports(NamedTuple):
    """What the reports say of a route's stops, each in order: made, passed over, to come.

    ``ended`` are the seconds since 1970 at which the made ones were over, by case.
    """

    ended: Mapping[Id, int]
    made: tuple[Stop, ...]
    passed_over: tuple[Stop, ...]
    to_come: tuple[Stop, ...]

    def agree_with(self, route: Route) -> bool:
        """Tell whether the route was gone as it was planned, as far as is known."""
        if not self.made:
            return True
        begun = self.ended[self.made[0].case_id] >= second_of(route.leaves)
        return begun and route.stops == (*self.made, *self.to_come)


def reports_of(route: Route, events: Sequence[Event]) -> Reports:
    """Return what all events of the day say of a route; ties stand in the plan's order."""
    ended = {e.case_id: second_of(e.at) for e in events if e.kind in ENDED and e.case_id}
    told = [number for number, stop in enumerate(route.stops) if stop.case_id in ended]
    beyond = told[-1] + 1 if told else 0
    return Reports(
        ended,
        tuple(sorted((route.stops[n] for n in told), key=lambda stop: ended[stop.case_id])),
        tuple(stop for stop in route.stops[:beyond] if stop.case_id not in ended),
        route.stops[beyond:],
    )


def as_reported(
    route: Route, reports: Reports, events: Sequence[Event], now: int, scene: tuple[Day, Matrices]
) -> Route:
    """Return a route with what was made in the order of its reports, and what is to come.

    ``reports`` do not agree with the route. Of ``events``, delays after the last report move what
    is to come. ``now`` is in seconds since 1970, ``scene`` the located day and its matrices. What
    was passed over is left out.
    """
    day, matrices = scene
    clock, made = Clock(day.time_zone), tuple(_made(route, reports, day, matrices[route.mode]))
    first, left = made[0], second_of(made[-1].departure)
    set_out = second_of(first.arrival) - first.travel_seconds - first.setup_seconds
    onward = _onward(route, made, reports.to_come, scene)
    order = onward.model_copy(update={"stops": (*made, *onward.stops)})
    late = [event for event in events if _delays(event, route) and second_of(event.at) >= left]
    rest = gone_along(onward, late, now, clock, ways_of(order, day, matrices)[len(made) :])
    before = tuple(pause for pause in route.breaks if second_of(pause.end) <= left)
    return rest.model_copy(
        update={
            "leaves": clock.moment(min(second_of(route.leaves), set_out)),
            "stops": (*made, *rest.stops),
            "breaks": (*before, *rest.breaks),
        }
    )


def _delays(event: Event, route: Route) -> bool:
    return event.kind == "delayed" and event.agent_id in route.crew


def _made(route: Route, reports: Reports, day: Day, matrix: TravelMatrix) -> Iterator[Stop]:
    """Yield the stops made: over when reported, begun no sooner than they could be reached."""
    clock, here = Clock(day.time_zone), _start(route, day)
    left = min(second_of(route.leaves), _latest_start(route, reports, day, matrix))
    for stop in reports.made:
        there, told = point_of(day, stop.case_id), reports.ended[stop.case_id]
        leg = _leg(matrix, here, there, left)
        stay = second_of(stop.departure) - second_of(stop.arrival)
        busy = leg.seconds + stop.setup_seconds
        arrival = min(told, max(left + busy, told - stay))
        yield stop.model_copy(
            update={
                "travel_seconds": leg.seconds,
                "travel_metres": leg.metres,
                "arrival": clock.moment(arrival),
                "departure": clock.moment(told),
                "waiting_seconds": max(0, arrival - left - busy),
            }
        )
        here, left = there, told


def _latest_start(route: Route, reports: Reports, day: Day, matrix: TravelMatrix) -> int:
    """Return when the route was left at the latest, by the first visit made."""
    first = reports.made[0]
    leg = _leg(matrix, _start(route, day), point_of(day, first.case_id), second_of(route.leaves))
    stay = second_of(first.departure) - second_of(first.arrival)
    return reports.ended[first.case_id] - stay - leg.seconds - first.setup_seconds


def _onward(
    route: Route, made: Sequence[Stop], to_come: Sequence[Stop], scene: tuple[Day, Matrices]
) -> Route:
    """Return what is to come as a route that begins where the last visit made was over."""
    day, matrices = scene
    matrix, clock, begins = matrices[route.mode], Clock(day.time_zone), made[-1].departure
    stops = tuple(_gone_to(made[-1], to_come, day, matrix))
    last = (*made, *stops)[-1]
    shift = next(shift for shift in day.shifts if shift.id == route.shift_id)
    left = second_of(last.departure)
    back = way_back(shift, point_of(day, last.case_id), matrix, left)
    owed = (pause for pause in route.breaks if second_of(pause.end) > second_of(begins))
    return route.model_copy(
        update={
            "leaves": begins,
            "stops": stops,
            "breaks": tuple(_not_before(pause, second_of(begins), clock) for pause in owed),
            "ends": clock.moment(max(second_of(route.ends), left + back.seconds)),
            "return_seconds": back.seconds,
            "return_metres": back.metres,
        }
    )


def _gone_to(last: Stop, to_come: Sequence[Stop], day: Day, matrix: TravelMatrix) -> Iterator[Stop]:
    """Yield stops to come after a last one, none sooner than planned."""
    clock = Clock(day.time_zone)
    for stop in to_come:
        left = second_of(last.departure)
        leg = _leg(matrix, point_of(day, last.case_id), point_of(day, stop.case_id), left)
        reached = left + leg.seconds + stop.setup_seconds
        later = max(0, reached - second_of(stop.arrival))
        last = stop.model_copy(
            update={
                "arrival": clock.moment(second_of(stop.arrival) + later),
                "departure": clock.moment(second_of(stop.departure) + later),
                "travel_seconds": leg.seconds,
                "travel_metres": leg.metres,
            }
        )
        yield last


def _not_before(pause: TakenBreak, second: int, clock: Clock) -> TakenBreak:
    start, end = second_of(pause.start), second_of(pause.end)
    begins = max(start, second)
    times = {"start": clock.moment(begins), "end": clock.moment(begins + end - start)}
    return pause.model_copy(update=times)


def _start(route: Route, day: Day) -> Point | None:
    return next(shift.start.point for shift in day.shifts if shift.id == route.shift_id)


def _leg(matrix: TravelMatrix, here: Point | None, there: Point, left: int) -> Leg:
    """Return a way; where none leads it has no length: the verifier says so."""
    return (matrix.leg(here, there, left) if here else None) or Leg(0, 0)
