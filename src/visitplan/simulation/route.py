"""One route on many days: who is reached when, what is missed, when it ends and what it costs."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.agent import Shift
from visitplan.domain.place import PlaceKind
from visitplan.domain.plan import Route, Stop, TakenBreak
from visitplan.domain.uncertainty import Uncertainty
from visitplan.domain.value import Id, Weekday
from visitplan.domain.visit import Visit
from visitplan.simulation import pay
from visitplan.simulation.at_home import AtHome
from visitplan.simulation.chance import Chance, Floats
from visitplan.simulation.hours import Second, beginning, until_planned

Bools = NDArray[np.bool_]


class Scene(NamedTuple):
    """What all routes of a day share; ``city`` is the day's own factor of travel, one a day.

    ``kinds`` says of each case what kind of place it is at.
    """

    weekday: Weekday
    kinds: Mapping[Id, PlaceKind]
    visits: Mapping[Id, Visit]
    terms: Uncertainty
    chance: Chance
    city: Floats
    second: Second


class StopRun(NamedTuple):
    """One stop on many days.

    ``delay`` is by how many seconds a stay would end later than planned if hours never closed.
    """

    case_id: Id
    is_missed: Bools
    is_cut: Bools
    is_reached: Bools
    delay: Floats

    @property
    def is_late(self) -> Bools:
        """On which days the visit does not end within its hours."""
        return self.is_missed | self.is_cut


class RouteRun(NamedTuple):
    """One route on many days: wages in minor units, times in seconds."""

    stops: tuple[StopRun, ...]
    wages: Floats
    paid: Floats
    is_overtime: Bools
    is_beyond_hours: Bools


def run_route(route: Route, shift: Shift, scene: Scene) -> RouteRun:
    """Work a route on every day of the scene, from its planned departure on."""
    now = np.full(scene.chance.days, float(scene.second(route.leaves)))
    left, stops = route.leaves, []
    for stop in route.stops:
        rests = [rest for rest in route.breaks if left <= rest.start < stop.arrival]
        now = _travelled(now, stop.travel_seconds, stop.case_id, scene) + stop.setup_seconds
        now, run = _visited(stop, _rested(now, rests, shift, scene), scene)
        stops.append(run)
        left = stop.departure
    rests = [rest for rest in route.breaks if rest.start >= left]
    now = _travelled(now, route.return_seconds, f"back of {shift.id}", scene)
    return _paid(route, shift, stops, _rested(now, rests, shift, scene), scene)


def _travelled(now: Floats, seconds: int, name: str, scene: Scene) -> Floats:
    own = scene.chance.factors(f"way to {name}", scene.terms.leg_travel)
    return now + seconds * scene.city * own


def _rested(reached: Floats, rests: Sequence[TakenBreak], shift: Shift, scene: Scene) -> Floats:
    """Return when people go on who took breaks on the way, none before its own hours begin."""
    for rest in rests:
        seconds = (rest.end - rest.start).total_seconds()
        owed = [each.window for each in shift.breaks if each.seconds == seconds]
        earliest = max((w.opening for w in owed if w.opening <= rest.start), default=rest.start)
        reached = np.maximum(reached, scene.second(earliest)) + seconds
    return reached


def _visited(stop: Stop, reached: Floats, scene: Scene) -> tuple[Floats, StopRun]:
    """Return when people leave a stop, and what became of it."""
    visit = scene.visits[stop.case_id]
    begun = beginning(visit, stop.arrival, reached, scene.second)
    opens = scene.chance.shares(f"home at {stop.case_id}") < _at_home(stop, scene).at(reached)
    stay = np.where(opens, _stay(visit, scene), min(visit.service_seconds, _nobody(scene)))
    is_cut = begun.is_made & (begun.begins + stay > begun.until)
    leaves = np.where(begun.is_made, np.minimum(begun.begins + stay, begun.until), reached)
    run = StopRun(
        stop.case_id,
        is_missed=~begun.is_made,
        is_cut=is_cut,
        is_reached=begun.is_made & opens,
        delay=_delay(stop, visit, reached, stay, scene),
    )
    return leaves, run


def _delay(stop: Stop, visit: Visit, reached: Floats, stay: Floats, scene: Scene) -> Floats:
    """Return how much later than planned the stay, or the planned stay if longer, would end.

    The planned stay counts from when the door is reached: without room for it nobody enters.
    """
    opening = scene.second(until_planned(visit, stop.arrival)[-1].opening)
    ends = np.maximum(np.maximum(reached, opening) + stay, reached + visit.service_seconds)
    delay: Floats = ends - scene.second(stop.departure)
    return delay


def _stay(visit: Visit, scene: Scene) -> Floats:
    factors = scene.chance.factors(f"stay at {visit.case_id}", scene.terms.service)
    return visit.service_seconds * factors


def _nobody(scene: Scene) -> int:
    return scene.terms.nobody_seconds


def _at_home(stop: Stop, scene: Scene) -> AtHome:
    return AtHome(scene.terms, scene.weekday, scene.kinds[stop.case_id])


def _paid(
    route: Route, shift: Shift, stops: Sequence[StopRun], ends: Floats, scene: Scene
) -> RouteRun:
    unpaid = sum((rest.end - rest.start).total_seconds() for rest in route.breaks if not rest.paid)
    span = ends - scene.second(route.leaves) - unpaid
    worked = [(own, pay.worked_seconds(own, span)) for own in shift.members]
    return RouteRun(
        stops=tuple(stops),
        wages=np.sum([pay.wages(own.pay, seconds) for own, seconds in worked], axis=0),
        paid=np.sum([pay.paid_seconds(own.pay, seconds) for own, seconds in worked], axis=0),
        is_overtime=np.any([pay.is_overtime(own.pay, s) for own, s in worked], axis=0),
        is_beyond_hours=ends > scene.second(shift.hours.closing),
    )
