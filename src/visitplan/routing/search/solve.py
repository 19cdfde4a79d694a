"""From a statement to the best answer found, confirmed by the complete model."""

from collections.abc import Callable

from visitplan.routing.confirm import agreed
from visitplan.routing.price import priced
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.local_search import search_locally
from visitplan.routing.search.meeting import Meet
from visitplan.routing.search.polish import polish, retimed
from visitplan.routing.search.ruin_and_recreate import GoOn, ruin_and_recreate
from visitplan.routing.search.start import feasible_start
from visitplan.routing.statement import Answer, Statement, TimedRoute

Report = Callable[[Answer], None]
Routes = tuple[TimedRoute, ...]

SEARCHING = 0.6
"""The share of OR-Tools' effort that goes into its search; the rest moves visits one by one."""

TRIALS_PER_WORK = 10

LAST_STEPS = 0.0006
"""Seconds for each visit in which a plan is polished and confirmed, as measured; they are part of
the effort, and at most half of it."""


def solve(
    statement: Statement,
    effort: Effort,
    report: Report,
    go_on: GoOn = lambda: True,
    meet: Meet | None = None,
) -> Answer:
    """Search, polish, confirm.

    Every better answer is reported at its exact price; none is dearer than ``effort.start``.
    With no seconds and a start, the start alone is polished. Our own search ends early, with a
    complete answer, when ``go_on`` says no; with ``meet`` it meets other searches on the way.
    Raises RefusedError when the complete model does not agree.
    """
    best = _Best(statement, report)
    start = feasible_start(statement, effort.start)
    best.offer(Answer(routes=start, objective=0))
    if effort.searches:
        if effort.engine == "ortools":
            _search_by_ortools(statement, effort, best)
        else:
            searching = _all_but_the_last_steps(statement, effort)
            best.take(ruin_and_recreate(statement, searching, best.take, go_on, start, meet))
    polished = polish(statement, best.answer.routes, go_on=lambda: False)
    return agreed(statement, priced(statement, polished))


def _all_but_the_last_steps(statement: Statement, effort: Effort) -> Effort:
    last = min(effort.seconds / 2, LAST_STEPS * len(statement.visits))
    return effort.model_copy(update={"seconds": effort.seconds - last})


class _Best:
    """Keeps the cheapest answer at the exact price, and reports each improvement."""

    def __init__(self, statement: Statement, report: Report) -> None:
        self.answer = priced(statement, ())
        self._statement, self._report = statement, report

    def offer(self, answer: Answer) -> None:
        """Take an answer whose timetables and price are an approximation."""
        routes = tuple(retimed(self._statement, route) for route in answer.routes)
        self.take(priced(self._statement, routes))

    def take(self, exact: Answer) -> None:
        """Keep an answer with the cheapest timetables, at its exact price, if it is better."""
        if exact.objective < self.answer.objective:
            self.answer = exact
            self._report(exact)


def _search_by_ortools(statement: Statement, effort: Effort, best: _Best) -> None:
    found = search_locally(statement, effort.searching(SEARCHING), best.offer)
    if found:
        best.offer(found)
    go_on = effort.searching(1 - SEARCHING).countdown(TRIALS_PER_WORK)
    moved = polish(statement, best.answer.routes, go_on)
    best.offer(priced(statement, moved))
