"""One day, planned several times over: each plan begins with the one before."""

from typing import NamedTuple

from visitplan.domain.day import HandRoute
from visitplan.domain.plan import Plan
from visitplan.domain.start import Start
from visitplan.domain.travel import Travel
from visitplan.foresight.narrowing import Narrowing, narrowed
from visitplan.planning.completing import Found, complete, drafted
from visitplan.planning.ground import Ground
from visitplan.planning.searching import ear_of, effort_of, search
from visitplan.planning.terms import Headstart, Notify, PlannedDay, Provenance, Watch
from visitplan.routing.beginning import begin_with


class Planner(NamedTuple):
    """What planning a day again and again needs; ``ground`` holds its true hours."""

    ground: Ground
    travel: Travel
    provenance: Provenance
    headstart: Headstart
    watch: Watch
    notify: Notify

    def plan(self, begin: Start, narrowing: Narrowing, share: float) -> PlannedDay:
        """Return a verified plan by narrower hours, with a share of the day's effort.

        Raises what ``plan_day`` raises.
        """
        ground, ahead = narrowed(self.ground, narrowing), self.headstart
        begun = begin_with(ground.stated, ground.admission, begin)
        effort = effort_of(ground.day).searching(share)
        effort = effort.model_copy(update={"start": begun.orders})
        heard = ear_of(ground.stated, ground.day, self.watch)
        outcome = search(ground.stated, effort, heard, self.notify, ahead.solvers, ahead.solve)
        draft = drafted(ground.day, ground.admission, self.provenance, self.travel)
        return complete(ground, Found(outcome, effort, begun.findings, begin.sha256), draft)

    def plan_on(
        self, planned: PlannedDay, narrowing: Narrowing, share: float, begin: Start | None = None
    ) -> PlannedDay:
        """Return a plan that goes on from another one, and tells what that one told.

        It begins with that one's routes, or with ``begin``, which came of them.
        """
        onward = self.plan(begin or as_start(planned.plan), narrowing, share)
        manifest = onward.plan.manifest.model_copy(update={"start": planned.plan.manifest.start})
        told = {"findings": planned.plan.findings, "manifest": manifest}
        return onward._replace(plan=onward.plan.model_copy(update=told))


def as_start(plan: Plan) -> Start:
    """Return the routes of a plan to begin with."""
    routes = (
        HandRoute(shift_id=route.shift_id, case_ids=tuple(stop.case_id for stop in route.stops))
        for route in plan.routes
    )
    return Start(file="plan", routes=tuple(routes))


def planned_cases(plan: Plan) -> set[str]:
    """Return the cases that a plan visits."""
    return {stop.case_id for route in plan.routes for stop in route.stops}
