"""Our own search: anneals from an empty plan until the effort is used up."""

import time
from collections.abc import Callable, Iterator

import numpy as np

from visitplan.routing.price import priced
from visitplan.routing.search.kernel.anneal import anneal, total_price
from visitplan.routing.search.kernel.arrays import Problem, as_arrays
from visitplan.routing.search.kernel.chance import seeded
from visitplan.routing.search.kernel.recreate import no_places
from visitplan.routing.search.kernel.routes import Routes, no_routes, refresh
from visitplan.routing.search.kernel.ruin import no_memory
from visitplan.routing.search.limits import Effort
from visitplan.routing.statement import (
    Answer,
    PayTerms,
    ShiftTerms,
    Statement,
    TimedRoute,
    VisitTerms,
)
from visitplan.routing.timetable import timetable

STEPS_PER_WORK = 1000
STEPS_PER_GLANCE = 100
WARM_UP = 100
HOT, COLD = 1.5, 0.02
"""The first and the last temperature, in shares of the plan's price per visit."""

Report = Callable[[Answer], None]


def ruin_and_recreate(statement: Statement, effort: Effort, report: Report) -> Answer:
    """Return the best answer found; better ones are reported, at most some ten times a second.

    Equal statements, seeds and work give equal answers. The clock starts when the compiled code
    is ready.
    """
    problem = as_arrays(statement)
    routes = no_routes(problem)
    for shift in range(len(statement.shifts)):
        refresh(problem, routes, shift)
    search = _Search(problem, routes, effort.seed)
    search.anneal(WARM_UP, 1.0, 1.0)
    report(_answer(statement, search))
    scale = max(1.0, search.price / max(1, len(statement.visits)))
    for hot, cold, steps in _cooling(effort):
        if search.anneal(steps, hot * scale, cold * scale):
            report(_answer(statement, search))
    return _answer(statement, search)


def compiled() -> None:
    """Compile the search, or load it from this machine's cache, by searching a day of one visit."""
    visit = VisitTerms(location=0, arrivals=((0, 1),), service=0, setup=0, penalty=1, shifts=(0,))
    pay = PayTerms(fixed=0, per_second=0, minimum=0, tiers=(), per_metre=0, per_visit=0)
    shift = ShiftTerms(opening=0, closing=1, profile=0, start=0, end=0, breaks=(), pay=pay)
    table = (((0,),),)
    smallest = Statement(visits=(visit,), shifts=(shift,), seconds=table, metres=table)
    ruin_and_recreate(smallest, Effort(seconds=1, work=0), report=lambda _: None)


class _Search:
    """The present routes, the best ones, and the compiled loop over them."""

    def __init__(self, problem: Problem, routes: Routes, seed: int) -> None:
        self.visits, self.length = routes.visits.copy(), routes.length.copy()
        self._price = np.array([total_price(problem, routes)], dtype=np.int64)
        self._problem, self._routes = problem, routes
        self._space = no_memory(problem, routes), no_places(problem, routes)
        self._dice = seeded(seed)

    @property
    def price(self) -> int:
        return int(self._price[0])

    def anneal(self, steps: int, hot: float, cold: float) -> bool:
        best = self.visits, self.length, self._price
        arguments = self._problem, self._routes, *self._space, best, self._dice, steps, hot, cold
        return bool(anneal(*arguments))


def _cooling(effort: Effort) -> Iterator[tuple[float, float, int]]:
    """Yield the next steps with their first and last heat, until the effort is used up."""
    if effort.work is not None:
        stages = max(1, effort.work * STEPS_PER_WORK // STEPS_PER_GLANCE)
        for stage in range(stages):
            yield _heat(stage / stages), _heat((stage + 1) / stages), STEPS_PER_GLANCE
        return
    begin, steps, used = time.monotonic(), STEPS_PER_GLANCE, 0.0
    while used < 1:
        before = time.monotonic()
        yield _heat(used), _heat(used), steps
        now = time.monotonic()
        steps = max(10, min(100_000, round(steps * 0.1 / max(1e-4, now - before))))
        used = (now - begin) / max(1e-3, effort.seconds)


def _heat(share: float) -> float:
    return float(HOT * (COLD / HOT) ** min(1.0, share))


def _answer(statement: Statement, search: _Search) -> Answer:
    routes = [
        timetable(statement, shift, [int(visit) for visit in search.visits[shift, :length]])
        for shift, length in enumerate(search.length)
        if length
    ]
    return priced(statement, tuple(_certain(route) for route in routes))


def _certain(route: TimedRoute | None) -> TimedRoute:
    if route is None:
        raise AssertionError("the kernel's route has no timetable")
    return route
