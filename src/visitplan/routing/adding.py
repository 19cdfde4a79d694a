"""One visit more for a plan that stands: everything else keeps its shift and its order."""

from visitplan.routing.confirm import agreed
from visitplan.routing.gaps import Gaps
from visitplan.routing.insertion import cheapest_insertion
from visitplan.routing.part import part_of
from visitplan.routing.price import priced
from visitplan.routing.statement import Answer, Statement, TimedRoute


def add_visit(statement: Statement, answer: Answer, visit: int) -> Answer | None:
    """Return the answer with one visit more, at its cheapest place among all routes and shifts.

    Only the route that changes is timed anew and confirmed by the complete model, in this
    process. Returns None where no place costs less than the visit's penalty. Raises RefusedError
    when the model does not agree, ValueError when the visit is planned already.
    """
    if any(visit in route.visits for route in answer.routes):
        raise ValueError("the visit is planned already")
    gaps = Gaps(statement, {route.shift: route for route in answer.routes})
    penalty = statement.visits[visit].penalty
    found = cheapest_insertion(gaps, visit, below=penalty)
    if found is None:
        return None
    _agree(statement, found.route)
    gaps.put(found.route)
    routes = tuple(gaps.routes[shift] for shift in sorted(gaps.routes))
    return Answer(routes=routes, objective=answer.objective + found.extra - penalty)


def _agree(statement: Statement, route: TimedRoute) -> None:
    """Let the complete model read one route by itself."""
    part = part_of(statement, route)
    numbers = tuple(range(len(route.visits)))
    agreed(part, priced(part, (route.model_copy(update={"shift": 0, "visits": numbers}),)))
