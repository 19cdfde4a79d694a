"""OR-Tools' own search: parallel cheapest insertion, then guided local search."""

from collections.abc import Callable
from typing import Any

from ortools.constraint_solver import pywrapcp
from ortools.constraint_solver.routing_enums_pb2 import (
    FirstSolutionStrategy,
    LocalSearchMetaheuristic,
)

from visitplan.routing.extract import FromSearch, read_answer
from visitplan.routing.formulation import Formulation
from visitplan.routing.model import SEARCH_RULES, Rule, formulate
from visitplan.routing.search.limits import Effort
from visitplan.routing.statement import Answer, Statement
from visitplan.routing.ways import at_worst

Report = Callable[[Answer], None]

BRANCHES_PER_WORK = 1000
FIRST = (
    FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION,
    FirstSolutionStrategy.ALL_UNPERFORMED,  # always starts, since every visit is optional
)


def search_locally(
    statement: Statement,
    effort: Effort,
    report: Report,
    rules: tuple[Rule, ...] = SEARCH_RULES,
) -> Answer | None:
    """Return the best answer found within the effort; every better one is reported at once.

    Its objective is the search's own (see SEARCH_RULES), its timetables are feasible. In a search
    OR-Tools knows no travel by the hour: it goes as slowly as at the worst hour, which keeps all of
    it feasible and makes it dearer than it is.

    Returns None when not even the empty plan was found, which would be a defect.
    """
    formulation = formulate(at_worst(statement), rules)
    watch = _Watch(formulation, report)
    formulation.routing.AddAtSolutionCallback(watch.see)
    if effort.work is not None:
        formulation.routing.AddSearchMonitor(_work_limit(formulation, effort.work))
    for strategy in FIRST:
        if watch.best is None:
            formulation.routing.SolveWithParameters(_parameters(effort, strategy))
    return watch.best


def _parameters(effort: Effort, strategy: int) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = strategy
    parameters.local_search_metaheuristic = LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(max(1, round(effort.seconds * 1000)))
    # Large neighbourhoods end by work, not by the clock, or equal runs would differ.
    parameters.lns_time_limit.FromSeconds(3600)
    return parameters


def _work_limit(formulation: Formulation, work: int) -> Any:
    unlimited = 2**62
    return formulation.solver.Limit(unlimited, work * BRANCHES_PER_WORK, unlimited, unlimited)


class _Watch:
    """Keeps the best answer seen."""

    def __init__(self, formulation: Formulation, report: Report) -> None:
        self.best: Answer | None = None
        self._formulation = formulation
        self._report = report

    def see(self) -> None:
        """Read the solver's present solution if it is the best so far."""
        cost = self._formulation.routing.CostVar().Value()
        if self.best is None or cost < self.best.objective:
            self.best = read_answer(self._formulation, FromSearch(), cost)
            self._report(self.best)
