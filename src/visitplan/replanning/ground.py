"""The ground of a day under way: what is left of it, lawful beside what was made, and stated."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from visitplan.domain.event import Event
from visitplan.domain.plan import Route
from visitplan.domain.visit import Admission, Visit
from visitplan.eligibility.gate import gate
from visitplan.eligibility.ledger import PlannedCall, ledger_of
from visitplan.planning.terms import PlannedDay
from visitplan.replanning.restating import settled_in, state_rest
from visitplan.routing.remainder import Onward
from visitplan.routing.routes import routes_of
from visitplan.routing.statement import Answer
from visitplan.routing.wishes import Wishes, wishes_of
from visitplan.underway.joined import joined
from visitplan.underway.scene import Scene, look


class Left(NamedTuple):
    """What is left of a day: the scene, which visits of it are lawful, and what it wishes for.

    The barred shifts of ``admission`` are those of the whole day.
    """

    scene: Scene
    admission: Admission
    wishes: Wishes


class Rest(NamedTuple):
    """What is left, stated; ``settled`` are the ticks that nothing decided now can change.

    ``closed`` are the routes, by shift, to which nothing is added any more.
    """

    left: Left
    onward: Onward
    closed: Mapping[str, Route]
    settled: int

    def routes(self, answer: Answer) -> tuple[Route, ...]:
        """Return the whole routes, sorted by shift: what happened and what was decided, in one."""
        scene, routes = self.left.scene, dict(self.closed)
        for route in routes_of(self.onward.stated, answer, scene.day):
            standing = scene.standings.get(route.shift_id)
            begun = standing is not None and standing.begun
            routes[route.shift_id] = joined(standing, route) if standing and begun else route
        return tuple(routes[shift] for shift in sorted(routes))


def left_of(planned: PlannedDay, events: Sequence[Event], at: datetime) -> Left:
    """Return what is left of a planned day at a moment, after these events."""
    day, matrices, plan = planned
    whole = gate(day)
    scene = look(day, matrices, old=plan, events=events, at=at, admission=whole)
    admission = _admitted_beside_the_made(scene).model_copy(update={"barred": whole.barred})
    return Left(scene, admission, wishes_of(day, whole.barred, plan.yardsticks))


def stated(left: Left, visits: Iterable[Visit] | None = None) -> Rest:
    """Return the rest stated with these visits, or else with all that are lawful."""
    scene, wishes = left.scene, left.wishes
    chosen = left.admission.visits if visits is None else tuple(visits)
    onward = state_rest(scene, chosen, wishes)
    closed = {shift: scene.as_closed(shift) for shift in scene.over}
    return Rest(left, onward, closed, settled_in(onward, scene, closed, wishes))


def _admitted_beside_the_made(scene: Scene) -> Admission:
    """Return what the gate lets in of the rest: visits already made count in caps and gaps."""
    day, cases = scene.day, {case.id: case for case in scene.day.cases}
    made = (stop for standing in scene.standings.values() for stop in standing.made)
    calls = (PlannedCall(cases[stop.case_id], stop.arrival) for stop in made)
    before = ledger_of(day.contacts, day.cases, day.time_zone)
    return gate(scene.rest, before.with_planned(calls))
