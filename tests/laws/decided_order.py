"""Asks OR-Tools whether a shift can serve visits in a given order, at any times."""

import itertools

from ortools.constraint_solver import pywrapcp

from visitplan.routing.formulation import Formulation
from visitplan.routing.model import formulate
from visitplan.routing.statement import Statement


def is_feasible(statement: Statement, shift: int, order: tuple[int, ...]) -> bool:
    """Try every choice of spans; times and breaks stay open for OR-Tools to decide."""
    spans = [range(len(statement.visits[visit].arrivals)) for visit in order]
    return any(_holds(statement, shift, order, chosen) for chosen in itertools.product(*spans))


def _holds(
    statement: Statement, shift: int, order: tuple[int, ...], chosen: tuple[int, ...]
) -> bool:
    formulation = formulate(statement)
    routing = formulation.routing
    nodes = [formulation.nodes_of(visit)[span] for visit, span in zip(order, chosen, strict=True)]
    for here, there in itertools.pairwise([routing.Start(shift), *nodes, routing.End(shift)]):
        routing.NextVar(here).SetValue(there)
    _leave_out_the_rest(formulation, nodes)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    return routing.SolveWithParameters(parameters) is not None


def _leave_out_the_rest(formulation: Formulation, nodes: list[int]) -> None:
    for number in range(len(formulation.nodes)):
        index = formulation.index(number)
        if index not in nodes:
            formulation.routing.ActiveVar(index).SetValue(0)
