"""A plan of one scenario tried in another: who goes where, by ids, and what that costs there."""

from visitplan.domain.day import HandRoute
from visitplan.routing.insertion import keeps_orders, place
from visitplan.routing.price import priced
from visitplan.routing.search.start import Orders
from visitplan.routing.statement import Answer, Statement, TimedRoute
from visitplan.routing.stating import Stated


def routes_by_id(stated: Stated, answer: Answer) -> tuple[HandRoute, ...]:
    """Return an answer as routes that another statement of the day can read."""
    return tuple(
        HandRoute(
            shift_id=stated.shifts[route.shift].id,
            case_ids=tuple(stated.visits[number].case_id for number in route.visits),
        )
        for route in answer.routes
    )


def fitted(statement: Statement, orders: Orders) -> Answer | None:
    """Return these routes at their price, None where one of them is not feasible as a whole."""
    used = {shift: order for shift, order in enumerate(orders) if order}
    if any(statement.is_excluded(shift, used) for shift in used):
        return None
    if not keeps_orders(statement, used):
        return None
    routes: list[TimedRoute] = []
    for shift, order in used.items():
        if any(shift not in statement.visits[visit].shifts for visit in order):
            return None
        found = place(statement, {}, shift, order)
        if found is None:
            return None
        routes.append(found.route)
    return priced(statement, tuple(routes))
