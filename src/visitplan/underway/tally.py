"""What is worked of a route, in the numbers that its price needs."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from visitplan.domain.agent import Shift
from visitplan.domain.day import Day
from visitplan.domain.place import Point
from visitplan.domain.plan import Route, Stop, TakenBreak
from visitplan.domain.travel import TravelMatrix
from visitplan.domain.value import Id
from visitplan.underway.moment import second_of
from visitplan.underway.remaining import point_of
from visitplan.underway.scene import Scene


class Tally(NamedTuple):
    """Cases made, seconds from leaving and of unpaid breaks, metres, visits disliked."""

    cases: tuple[Id, ...]
    span: int
    unpaid: int
    metres: int
    disliked: int


def until_free(scene: Scene, shift_id: Id) -> Tally:
    """Return what a begun shift has worked until it is free to go on."""
    standing = scene.standings[shift_id]
    span = standing.free - second_of(standing.route.leaves)
    return _tally(scene, shift_id, standing.made, standing.rested, span, back=None)


def to_the_end(scene: Scene, shift_id: Id, route: Route) -> Tally:
    """Return what a route that is over was."""
    span = second_of(route.ends) - second_of(route.leaves)
    return _tally(scene, shift_id, route.stops, route.breaks, span, back=route.return_metres)


def _tally(
    scene: Scene,
    shift_id: Id,
    stops: Sequence[Stop],
    breaks: Sequence[TakenBreak],
    span: int,
    *,
    back: int | None,
) -> Tally:
    shift = next(shift for shift in scene.day.shifts if shift.id == shift_id)
    matrix = scene.matrices[scene.day.agent(shift.agent_id).mode]
    points = _points(scene.day, shift, stops, home=back is not None)
    told = sum(stop.travel_metres for stop in stops) + (back or 0)
    return Tally(
        cases=tuple(stop.case_id for stop in stops),
        span=span,
        unpaid=sum(
            second_of(pause.end) - second_of(pause.start) for pause in breaks if not pause.paid
        ),
        metres=_metres(matrix, points, told),
        disliked=sum(_is_disliked(scene.day, stop.case_id, shift.crew) for stop in stops),
    )


def _points(day: Day, shift: Shift, stops: Sequence[Stop], *, home: bool) -> list[Point]:
    ends = [shift.end.point] if home and shift.end else []
    known = [shift.start.point, *(point_of(day, stop.case_id) for stop in stops), *ends]
    return [point for point in known if point]


def _metres(matrix: TravelMatrix, points: Sequence[Point], told: int) -> int:
    """Return how far it was: by the hour, as far as is told of the hours at which it was gone."""
    if matrix.later:
        return told
    legs = (matrix.leg(origin, there) for origin, there in pairwise(points))
    return sum(leg.metres for leg in legs if leg)


def _is_disliked(day: Day, case_id: Id, crew: tuple[Id, ...]) -> bool:
    preferred = next(case.preferred_agents for case in day.cases if case.id == case_id)
    return bool(preferred) and preferred.isdisjoint(crew)
