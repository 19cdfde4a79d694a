"""The evaluator: what any plan costs, ours or made by hand, term by term."""

from visitplan.domain.day import Day
from visitplan.domain.plan import Cost, Plan, Route
from visitplan.domain.travel import Matrices
from visitplan.verification.evidence import Evidence
from visitplan.verification.money import bill


def invoiced(day: Day, matrices: Matrices, plan: Plan) -> Plan:
    """Return the plan with paid time and cost of each route, and the cost of the whole.

    Distances come from the matrices, times and breaks from the routes, prices from the day;
    what the plan said of its cost before is not looked at.
    """
    evidence = Evidence(day, matrices, plan)
    bills = {worked.route.shift_id: bill(evidence, worked) for worked in evidence.worked}
    routes = tuple(
        route.model_copy(
            update={
                "paid_seconds": bills[route.shift_id].paid_seconds,
                "cost": bills[route.shift_id].cost,
            }
        )
        for route in plan.routes
    )
    return plan.model_copy(update={"routes": routes, "cost": _total(routes, plan)})


def _total(routes: tuple[Route, ...], plan: Plan) -> Cost:
    penalties = sum(left_out.penalty for left_out in plan.unassigned)
    return sum((route.cost for route in routes), start=Cost(unassigned=penalties))
