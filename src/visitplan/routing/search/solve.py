"""From a statement to the best answer found, confirmed by the complete model."""

from visitplan.routing.confirm import confirm
from visitplan.routing.price import priced
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.local_search import Report, search_locally
from visitplan.routing.search.polish import polish, retimed
from visitplan.routing.search.start import feasible_start
from visitplan.routing.statement import Answer, Statement

SEARCHING = 0.6
"""The share of the effort that the local search gets; the rest polishes at the exact price."""

TRIALS_PER_WORK = 10


def solve(statement: Statement, effort: Effort, report: Report) -> Answer:
    """Search, polish, confirm.

    Every better answer is reported at its exact price; no answer is dearer than
    ``effort.start``. With no seconds and a start, the start alone is polished.
    """
    best = _Best(statement, report)
    best.offer(Answer(routes=feasible_start(statement, effort.start), objective=0))
    if effort.seconds or not effort.start:
        found = search_locally(statement, effort.searching(SEARCHING), best.offer)
        if found:
            best.offer(found)
    go_on = effort.searching(1 - SEARCHING).countdown(TRIALS_PER_WORK)
    return confirm(statement, priced(statement, polish(statement, best.answer.routes, go_on)))


class _Best:
    """Keeps the cheapest answer at the exact price, and reports each improvement."""

    def __init__(self, statement: Statement, report: Report) -> None:
        self.answer = priced(statement, ())
        self._statement, self._report = statement, report

    def offer(self, answer: Answer) -> None:
        routes = tuple(retimed(self._statement, route) for route in answer.routes)
        exact = priced(self._statement, routes)
        if exact.objective < self.answer.objective:
            self.answer = exact
            self._report(exact)
