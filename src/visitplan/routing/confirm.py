"""The authority's word: OR-Tools, with every rule and price, on a plan that is all decided.

The complete model falls apart by route, since nothing but the choice of visits, daily caps, pinned
orders and crews of the same people ties two shifts together: all are checked here, and each route
has a complete model of its own.
That is exact, and at 1,500 visits takes seconds where one model of everything took minutes. It is
also what lets OR-Tools, whose transits know no clock, confirm travel by the hour: with everything
decided, each leg takes the time of the moment at which it begins.
"""

from collections.abc import Iterable

from ortools.constraint_solver import pywrapcp
from ortools.constraint_solver.routing_enums_pb2 import FirstSolutionStrategy

from visitplan.routing.capping import is_over
from visitplan.routing.disagreement import RefusedError
from visitplan.routing.extract import FromAssignment, read_answer
from visitplan.routing.formulation import Formulation
from visitplan.routing.insertion import keeps_orders
from visitplan.routing.model import RULES, Rule, formulate
from visitplan.routing.part import part_left_out, part_of
from visitplan.routing.statement import Answer, Statement, TimedRoute

BATCH = 100
"""How many left-out visits one model prices; what they cost it grows faster than their number."""


def agreed(statement: Statement, answer: Answer) -> Answer:
    """Return the answer as the complete model reads it, provided that its price is the same.

    Raises RefusedError, which carries the answer, when the model finds it infeasible or prices
    it otherwise.
    """
    try:
        confirmed = confirm(statement, answer)
        if confirmed.objective != answer.objective:
            raise RefusedError("the search's price is not that of the complete model")
    except RefusedError as refusal:
        refusal.answer = answer
        raise
    return confirmed


def confirm(statement: Statement, answer: Answer, rules: tuple[Rule, ...] = RULES) -> Answer:
    """Return the answer as the complete model reads it, at the model's own price.

    Raises RefusedError when the model finds it infeasible: then a search and the model disagree,
    which is a defect of ours and never shown as a plan.
    """
    planned = [visit for route in answer.routes for visit in route.visits]
    visits = {route.shift: route.visits for route in answer.routes}
    if len(set(planned)) < len(planned) or len(visits) < len(answer.routes):
        raise RefusedError("the search's answer uses a visit or a shift twice")
    if any(statement.is_excluded(shift, visits) for shift in visits):
        raise RefusedError("the search's answer sends somebody with two crews")
    if is_over(statement, visits):
        raise RefusedError("the search's answer makes more visits than a daily cap allows")
    if not keeps_orders(statement, visits):
        raise RefusedError("the search's answer breaks a pinned order")
    confirmed = [_confirm_route(statement, route, rules) for route in answer.routes]
    rest = set(range(len(statement.visits))) - set(planned)
    price = sum(part.objective for part in confirmed) + _price_of_rest(statement, rest, rules)
    routes = tuple(route for part in confirmed for route in part.routes)
    return Answer(routes=routes, objective=price)


def _confirm_route(statement: Statement, route: TimedRoute, rules: tuple[Rule, ...]) -> Answer:
    part = part_of(statement, route)
    here = route.model_copy(update={"shift": 0, "visits": tuple(range(len(route.visits)))})
    formulation = formulate(part, rules)
    try:
        _decide_route(formulation, here)
    except RefusedError:
        raise
    except Exception as refusal:  # OR-Tools raises nothing more precise
        raise RefusedError("the search's answer is infeasible in the complete model") from refusal
    found = _solved(formulation)
    back = (
        timed.model_copy(
            update={
                "shift": route.shift,
                "visits": tuple(route.visits[number] for number in timed.visits),
            }
        )
        for timed in found.routes
    )
    return Answer(routes=tuple(back), objective=found.objective)


def _price_of_rest(statement: Statement, rest: Iterable[int], rules: tuple[Rule, ...]) -> int:
    """Return what the model charges for the visits that are left out."""
    left_out = sorted(rest)
    batches = (left_out[at : at + BATCH] for at in range(0, len(left_out), BATCH))
    return sum(_price_of_batch(statement, batch, rules) for batch in batches)


def _price_of_batch(statement: Statement, batch: list[int], rules: tuple[Rule, ...]) -> int:
    formulation = formulate(part_left_out(statement, batch), rules)
    for index in range(len(formulation.nodes)):
        formulation.routing.ActiveVar(formulation.index(index)).SetValue(0)
    return _solved(formulation).objective


def _solved(formulation: Formulation) -> Answer:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.disable_scheduling_beware_this_may_degrade_performance = True
    parameters.first_solution_strategy = FirstSolutionStrategy.FIRST_UNBOUND_MIN_VALUE
    parameters.solution_limit = 1
    assignment = formulation.routing.SolveWithParameters(parameters)
    if assignment is None:
        raise RefusedError("the search's answer is infeasible in the complete model")
    return read_answer(formulation, FromAssignment(assignment), assignment.ObjectiveValue())


def _decide_route(formulation: Formulation, route: TimedRoute) -> None:
    routing, clock = formulation.routing, formulation.clock
    here = routing.Start(route.shift)
    clock.CumulVar(here).SetValue(route.leaves)
    for visit, arrival in zip(route.visits, route.arrivals, strict=True):
        index = _index_at(formulation, visit, arrival)
        routing.NextVar(here).SetValue(index)
        clock.CumulVar(index).SetValue(arrival)
        here = index
    end = routing.End(route.shift)
    routing.NextVar(here).SetValue(end)
    clock.CumulVar(end).SetValue(route.ends)
    _decide_breaks(formulation, route)


def _index_at(formulation: Formulation, visit: int, arrival: int) -> int:
    """Return the node of the visit whose span holds the arrival."""
    for number, node in enumerate(formulation.nodes):
        if node.visit == visit and node.span[0] <= arrival <= node.span[1]:
            return formulation.index(number)
    raise RefusedError("the search's answer arrives outside of a visit's hours")


def _decide_breaks(formulation: Formulation, route: TimedRoute) -> None:
    taken = dict(route.breaks)
    rests = formulation.statement.shifts[route.shift].breaks
    for number, interval in enumerate(formulation.breaks.get(route.shift, ())):
        rest = rests[number]
        early = route.leaves - rest.earliest >= rest.duration
        outside = rest.earliest if early else max(route.ends, rest.earliest)
        start = taken.get(number, outside)
        interval.SetStartRange(start, start)
