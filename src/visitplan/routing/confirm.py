"""The authority's word: OR-Tools, with every rule and price, on a plan that is all decided."""

from ortools.constraint_solver import pywrapcp

from visitplan.errors import NoPlanError
from visitplan.routing.extract import FromAssignment, read_answer
from visitplan.routing.formulation import Formulation
from visitplan.routing.model import RULES, Rule, formulate
from visitplan.routing.statement import Answer, Statement, TimedRoute


def confirm(statement: Statement, answer: Answer, rules: tuple[Rule, ...] = RULES) -> Answer:
    """Return the answer as the complete model reads it, at the model's own price.

    Raises NoPlanError when the model finds it infeasible: then a search and the model disagree,
    which is a defect of ours and never shown as a plan.
    """
    formulation = formulate(statement, rules)
    for route in answer.routes:
        _decide_route(formulation, route)
    _leave_out_the_rest(formulation, answer)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.disable_scheduling_beware_this_may_degrade_performance = True
    assignment = formulation.routing.SolveWithParameters(parameters)
    if assignment is None:
        raise NoPlanError("the search's answer is infeasible in the complete model")
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
    raise NoPlanError("the search's answer arrives outside of a visit's hours")


def _decide_breaks(formulation: Formulation, route: TimedRoute) -> None:
    taken = dict(route.breaks)
    rests = formulation.statement.shifts[route.shift].breaks
    for number, interval in enumerate(formulation.breaks.get(route.shift, ())):
        rest = rests[number]
        early = route.leaves - rest.earliest >= rest.duration
        outside = rest.earliest if early else max(route.ends, rest.earliest)
        start = taken.get(number, outside)
        interval.SetStartRange(start, start)


def _leave_out_the_rest(formulation: Formulation, answer: Answer) -> None:
    planned = {visit for route in answer.routes for visit in route.visits}
    for visit in set(range(len(formulation.statement.visits))) - planned:
        for index in formulation.nodes_of(visit):
            formulation.routing.ActiveVar(index).SetValue(0)
