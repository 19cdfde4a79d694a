"""From OR-Tools' assignment to an answer in the statement's numbers."""

from collections.abc import Iterator
from typing import Any, Protocol

from ortools.constraint_solver import pywrapcp

from visitplan.routing.formulation import Formulation
from visitplan.routing.statement import Answer, TimedRoute


class Reading(Protocol):
    """Where values are read from."""

    def value(self, variable: Any) -> int:
        """Return the value of a variable."""

    def start(self, interval: Any) -> int:
        """Return the start of a break."""


class FromAssignment:
    """Reads a finished assignment."""

    def __init__(self, assignment: pywrapcp.Assignment) -> None:
        self._assignment = assignment

    def value(self, variable: Any) -> int:
        """Return the value of a variable."""
        return int(self._assignment.Value(variable))

    def start(self, interval: Any) -> int:
        """Return the start of a break."""
        return int(self._assignment.StartValue(interval))


class FromSearch:
    """Reads the solver in the middle of its search, at a solution.

    What the search left open (it need not decide all that costs nothing) is read as early as
    possible, which is consistent.
    """

    def value(self, variable: Any) -> int:
        """Return the value of a variable."""
        return int(variable.Min())

    def start(self, interval: Any) -> int:
        """Return the start of a break."""
        return int(interval.StartMin())


def read_answer(formulation: Formulation, reading: Reading, objective: int) -> Answer:
    """Read the used routes."""
    shifts = range(len(formulation.statement.shifts))
    routes = (_read_route(formulation, reading, shift) for shift in shifts)
    return Answer(routes=tuple(route for route in routes if route), objective=objective)


def _read_route(formulation: Formulation, reading: Reading, shift: int) -> TimedRoute | None:
    indices = list(_indices(formulation, reading, shift))
    if not indices:
        return None
    routing, clock = formulation.routing, formulation.clock
    leaves = reading.value(clock.CumulVar(routing.Start(shift)))
    ends = reading.value(clock.CumulVar(routing.End(shift)))
    taken = (
        (order, reading.start(interval))
        for order, interval in enumerate(formulation.breaks.get(shift, ()))
    )
    rests = formulation.statement.shifts[shift].breaks
    return TimedRoute(
        shift=shift,
        visits=tuple(formulation.nodes[_node(formulation, i)].visit for i in indices),
        arrivals=tuple(reading.value(clock.CumulVar(index)) for index in indices),
        leaves=leaves,
        ends=ends,
        breaks=tuple(
            sorted(
                (
                    (n, start)
                    for n, start in taken
                    if start < ends and start + rests[n].duration > leaves
                ),
                key=lambda rest: rest[1],
            )
        ),
    )


def _indices(formulation: Formulation, reading: Reading, shift: int) -> Iterator[int]:
    routing = formulation.routing
    index = reading.value(routing.NextVar(routing.Start(shift)))
    while not routing.IsEnd(index):
        yield index
        index = reading.value(routing.NextVar(index))


def _node(formulation: Formulation, index: int) -> int:
    node: int = formulation.manager.IndexToNode(index)
    return node
