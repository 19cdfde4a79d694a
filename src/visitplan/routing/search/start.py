"""A plan to begin with: what somebody already had, as far as it is feasible."""

from visitplan.routing.insertion import keeps_orders, place
from visitplan.routing.statement import Statement, TimedRoute


def feasible_start(
    statement: Statement, orders: tuple[tuple[int, ...], ...]
) -> tuple[TimedRoute, ...]:
    """Return one route per shift with the visits of ``orders`` that fit, in their order.

    A visit that its shift may not serve, that comes too late where it stands, that stood on an
    earlier route or would break a pinned order is skipped.
    """
    routes: dict[int, TimedRoute] = {}
    planned: set[int] = set()
    for shift, order in enumerate(orders):
        for visit in order:
            if visit in planned or shift not in statement.visits[visit].shifts:
                continue
            present = routes[shift].visits if shift in routes else ()
            longer = (*present, visit)
            others = {other: route.visits for other, route in routes.items()}
            found = place(statement, {}, shift, longer)
            if found and keeps_orders(statement, {**others, shift: longer}):
                routes[shift] = found.route
                planned.add(visit)
    return tuple(routes.values())
