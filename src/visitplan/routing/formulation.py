"""The pieces of an OR-Tools model under construction, under the names of the statement.

Each visit has one node per arrival span, of which at most one is used: holes in a visit's hours
then cost the search nothing. Behind the visits' nodes come one start and one end per shift.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.constraint_solver import pywrapcp

from visitplan.domain.travel import UNREACHABLE
from visitplan.routing.statement import Span, Statement
from visitplan.routing.table import Table

NOWHERE = -1


@dataclass(frozen=True)
class Node:
    """One arrival span of one visit."""

    visit: int
    span: Span


@dataclass
class Formulation:
    """The model so far; rules add to it, the search reads it."""

    statement: Statement
    nodes: tuple[Node, ...]
    manager: pywrapcp.RoutingIndexManager
    routing: pywrapcp.RoutingModel
    breaks: dict[int, list[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, statement: Statement) -> "Formulation":
        """Begin an empty model of the statement's size."""
        nodes = tuple(
            Node(number, span)
            for number, visit in enumerate(statement.visits)
            for span in visit.arrivals
        )
        shifts = len(statement.shifts)
        starts = [len(nodes) + shift for shift in range(shifts)]
        ends = [len(nodes) + shifts + shift for shift in range(shifts)]
        manager = pywrapcp.RoutingIndexManager(len(nodes) + 2 * shifts, shifts, starts, ends)
        return cls(statement, nodes, manager, pywrapcp.RoutingModel(manager))

    @property
    def solver(self) -> pywrapcp.Solver:
        """The constraint solver underneath."""
        solver: pywrapcp.Solver = self.routing.solver()
        return solver

    @property
    def clock(self) -> pywrapcp.RoutingDimension:
        """The time dimension: at a visit the arrival, at a shift's end the return."""
        clock: pywrapcp.RoutingDimension = self.routing.GetDimensionOrDie("clock")
        return clock

    @property
    def last(self) -> int:
        """The last second that the clock shows."""
        return max(self.statement.horizon, 1)

    def index(self, node: int) -> int:
        """Return the solver's index of a visit's node."""
        index: int = self.manager.NodeToIndex(node)
        return index

    def nodes_of(self, visit: int) -> list[int]:
        """Return the solver's indices of all nodes of one visit."""
        return [self.index(n) for n, node in enumerate(self.nodes) if node.visit == visit]

    def locations(self) -> NDArray[np.int64]:
        """Return each node's location; NOWHERE for an open end."""
        shifts = self.statement.shifts
        of_visits = [self.statement.visits[node.visit].location for node in self.nodes]
        of_ends = [NOWHERE if shift.end is None else shift.end for shift in shifts]
        return np.array(of_visits + [shift.start for shift in shifts] + of_ends, dtype=np.int64)

    def of_nodes(self, attribute: str) -> NDArray[np.int64]:
        """Return one attribute of the visits by node; 0 at the shifts' starts and ends."""
        values = [getattr(self.statement.visits[node.visit], attribute) for node in self.nodes]
        return np.array(values + [0] * (2 * len(self.statement.shifts)), dtype=np.int64)

    def between_nodes(self, table: Table) -> NDArray[np.int64]:
        """Spread a travel table over the nodes; nothing is travelled to an open end."""
        locations = self.locations()
        spread = table.array.astype(np.int64)[np.ix_(locations, locations)]
        spread[:, locations == NOWHERE] = 0
        return spread

    def unreachable(self, profile: int) -> NDArray[np.bool_]:
        """Return where no way leads from node to node."""
        found: NDArray[np.bool_] = (
            self.between_nodes(self.statement.seconds[profile]) == UNREACHABLE
        )
        return found
