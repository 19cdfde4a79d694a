"""What handing over a case would save: out of one plan that stands, into the other."""

from collections.abc import Mapping, Sequence

from visitplan.borders.handing_over import with_cases_of
from visitplan.borders.side import Side
from visitplan.domain.branch_plan import Handover
from visitplan.domain.case import Case
from visitplan.domain.day import HandRoute
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Plan
from visitplan.domain.start import Start
from visitplan.domain.value import Id
from visitplan.planning.ground import Ground, prepare
from visitplan.routing.beginning import begin_with
from visitplan.routing.gaps import Gaps
from visitplan.routing.insertion import cheapest_insertion, place
from visitplan.routing.search.start import feasible_start
from visitplan.routing.statement import TimedRoute

Routes = Mapping[int, TimedRoute]


def reckoned(
    origin: Side, ground: Ground, destination: Side, near: Sequence[Case]
) -> list[Handover]:
    """Return the handovers that save something, each by itself, those that save most first.

    ``ground`` is the origin's. What a case saves is what its route costs more with it (or its
    penalty, where it is left out) less the cheapest place among the other branch's routes. A case
    that the other branch may not visit, or has no place for, is not among them.
    """
    freed = _freed(ground, origin.plan)
    asked = _asked(origin, destination, near)
    saved = {
        case.id: (freed[case.id] - asked[case.id]) // TICKS_PER_MINOR_UNIT
        for case in near
        if case.id in freed and case.id in asked
    }
    worth_it = sorted((-ticks, case_id) for case_id, ticks in saved.items() if ticks > 0)
    return [
        Handover(
            case_id=case_id, origin=origin.name, destination=destination.name, reckoned=-negative
        )
        for negative, case_id in worth_it
    ]


def start_of(plan: Plan) -> Start:
    """Return a plan as what a search begins with."""
    routes = tuple(
        HandRoute(shift_id=route.shift_id, case_ids=tuple(stop.case_id for stop in route.stops))
        for route in plan.routes
    )
    return Start(file="the plan that stands", routes=routes)


def _routes(ground: Ground, plan: Plan) -> Routes:
    orders = begin_with(ground.stated, ground.admission, start_of(plan)).orders
    return {route.shift: route for route in feasible_start(ground.stated.statement, orders)}


def _freed(ground: Ground, plan: Plan) -> dict[Id, int]:
    """Return by how many ticks the plan becomes cheaper without each of its visits."""
    stated, routes = ground.stated, _routes(ground, plan)
    freed = {
        visit.case_id: stated.statement.visits[number].penalty
        for number, visit in enumerate(stated.visits)
    }
    for shift, route in routes.items():
        for visit in route.visits:
            rest = tuple(other for other in route.visits if other != visit)
            without = place(stated.statement, routes, shift, rest) if rest else None
            freed[stated.visits[visit].case_id] = -without.extra if without else 0
    return freed


def _asked(origin: Side, destination: Side, near: Sequence[Case]) -> dict[Id, int]:
    """Return how many ticks the cheapest place in the other plan costs, where there is one."""
    ids = {case.id for case in near}
    day = with_cases_of(destination.day, origin.day, ids, branch=origin.name)
    ground = prepare(day, destination.travel)
    stated = ground.stated
    gaps = Gaps(stated.statement, dict(_routes(ground, destination.plan)))
    found = {
        visit.case_id: cheapest_insertion(gaps, number)
        for number, visit in enumerate(stated.visits)
        if visit.case_id in ids
    }
    return {case_id: placed.extra for case_id, placed in found.items() if placed}
