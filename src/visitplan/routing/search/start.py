"""A plan to begin with: what somebody already had, as far as it is feasible."""

from typing import Literal, NamedTuple

from visitplan.routing.capping import is_over
from visitplan.routing.insertion import keeps_orders, place
from visitplan.routing.statement import Statement, TimedRoute

Orders = tuple[tuple[int, ...], ...]
Why = Literal["not allowed", "no room", "daily cap", "pinned order"]


class Begun(NamedTuple):
    """The feasible part of a plan, one route per used shift, and why each other visit is not in."""

    routes: tuple[TimedRoute, ...]
    left_out: dict[int, Why]


def feasible_start(statement: Statement, orders: Orders) -> tuple[TimedRoute, ...]:
    """Return one route per shift with the visits of ``orders`` that fit, in their order.

    A visit that its shift may not serve, that comes too late where it stands, that stood on an
    earlier route, for which a cap has no room or that would break a pinned order is skipped, and
    so are those of a shift that one used before excludes.
    """
    return begin(statement, orders).routes


def begin(statement: Statement, orders: Orders) -> Begun:
    """Return the routes of ``feasible_start``, and why visits were skipped."""
    routes: dict[int, TimedRoute] = {}
    planned: set[int] = set()
    skipped: dict[int, Why] = {}
    for shift, order in enumerate(orders):
        for visit in order:
            if visit in planned:
                continue
            found = _with_visit(statement, routes, shift, visit)
            if isinstance(found, TimedRoute):
                routes[shift] = found
                planned.add(visit)
            else:
                skipped[visit] = found
    left_out = {visit: why for visit, why in skipped.items() if visit not in planned}
    return Begun(tuple(routes.values()), left_out)


def _with_visit(
    statement: Statement, routes: dict[int, TimedRoute], shift: int, visit: int
) -> TimedRoute | Why:
    """Return the shift's route with one visit more at its end, or why there is none."""
    if shift not in statement.visits[visit].shifts:
        return "not allowed"
    if statement.is_excluded(shift, routes):
        return "no room"
    present = routes[shift].visits if shift in routes else ()
    longer = (*present, visit)
    found = place(statement, {}, shift, longer)
    if found is None:
        return "no room"
    others = {other: route.visits for other, route in routes.items()}
    if is_over(statement, {**others, shift: longer}):
        return "daily cap"
    return found.route if keeps_orders(statement, {**others, shift: longer}) else "pinned order"
