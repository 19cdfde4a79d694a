"""Our own search: anneals from a built plan, or a better one, until the effort is used up."""

import time
from collections.abc import Callable, Mapping, Sequence

from visitplan.routing.disagreement import RefusedError
from visitplan.routing.price import priced
from visitplan.routing.search.annealing import Annealing
from visitplan.routing.search.cooling import Budget, Heat
from visitplan.routing.search.kernel.arrays import Problem, as_arrays
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.meeting import Meet
from visitplan.routing.search.partition import is_partible
from visitplan.routing.search.polish import polish
from visitplan.routing.search.rounds import Way, as_a_whole, beside_others, by_parts
from visitplan.routing.statement import (
    Answer,
    PayTerms,
    ShiftTerms,
    Statement,
    TimedRoute,
    VisitTerms,
)
from visitplan.routing.table import Table
from visitplan.routing.timetable import timetable

PAUSE = 30
"""How many times as long as reporting the search goes on before the next report."""
HOT, WARM, COLD = 1.5, 0.2, 0.01
"""The first and the last temperature, in shares of the plan's price per visit.

WARM is the first one where a good plan was there to begin with: hot enough to leave its valley,
not to forget it.
"""

Report = Callable[[Answer], None]
GoOn = Callable[[], bool]


def ruin_and_recreate(
    statement: Statement,
    effort: Effort,
    report: Report,
    go_on: GoOn = lambda: True,
    start: Sequence[TimedRoute] = (),
    meet: Meet | None = None,
) -> Answer:
    """Return the best answer found; better ones are reported, as often as that costs little.

    It begins with the feasible routes ``start`` if they cost less than a plan built anew, which
    takes a moment: from there it cools gently, while a poor start would only hold it back. A large
    day is searched in parts, which change while the whole cools.
    The first plan is polished before it is left: so no effort ends dearer than none at all.
    With ``meet`` it is one of several searches side by side, which meet now and then.
    ``go_on`` is asked from the first plan on, ten times a second, whether the search may go on.
    Equal statements, seeds and work give equal answers. The clock starts when the compiled code
    is ready. Raises RefusedError when a route of the kernel's has no timetable.
    """
    if not statement.visits:
        return priced(statement, ())
    budget, problem = Budget(effort), as_arrays(statement)
    search, pause = Annealing(problem, effort.seed), _Pause()
    search.begin()
    resumed = search.resume({route.shift: route.visits for route in start})
    report(first := _answer(statement, search))
    heat = Heat(WARM if resumed else HOT, COLD).times(search.price_of_a_visit)
    search.resume({route.shift: route.visits for route in polish(statement, first.routes, _never)})
    stages = _way(problem, effort.seed, meet)(search, budget, heat)
    while go_on() and (improved := next(stages, None)) is not None:
        pause.has_news |= improved
        if pause.is_over():
            with pause:
                report(_answer(statement, search))
    return _answer(statement, search)


def _never() -> bool:
    return False


def _way(problem: Problem, seed: int, meet: Meet | None) -> Way:
    if is_partible(problem):
        return by_parts(problem, seed, meet)
    return as_a_whole if meet is None else beside_others(meet)


class _Pause:
    """The pause between two reports: timing every route takes as long as many steps."""

    def __init__(self) -> None:
        self.has_news, self._until, self._began = False, 0.0, 0.0

    def is_over(self) -> bool:
        """Return whether there is something to report that may be reported."""
        return self.has_news and time.monotonic() >= self._until

    def __enter__(self) -> None:
        self._began = time.monotonic()

    def __exit__(self, *_: object) -> None:
        now = time.monotonic()
        self.has_news, self._until = False, now + PAUSE * (now - self._began)


def compiled() -> None:
    """Compile the search, or load it from this machine's cache, by searching a day of one visit."""
    visit = VisitTerms(location=0, arrivals=((0, 1),), service=0, setup=0, penalty=1, shifts=(0,))
    pay = PayTerms(fixed=0, per_second=0, minimum=0, tiers=(), per_metre=0, per_visit=0)
    shift = ShiftTerms(opening=0, closing=1, profile=0, start=0, end=0, breaks=(), pay=pay)
    table = (Table([[0]]),)
    smallest = Statement(visits=(visit,), shifts=(shift,), seconds=table, metres=table)
    ruin_and_recreate(smallest, Effort(seconds=1, work=0), report=lambda _: None)


def _answer(statement: Statement, search: Annealing) -> Answer:
    return timed(statement, search.best, search.price)


def timed(statement: Statement, orders: Mapping[int, tuple[int, ...]], price: int) -> Answer:
    """Return the answer that these orders of visits by shift are, with their timetables.

    Raises RefusedError when an order has none: then the kernel, whose ``price`` it is, takes for
    feasible what is not. The answer that it carries has no times for such an order.
    """
    found = {shift: timetable(statement, shift, order) for shift, order in orders.items()}
    routes = [route for route in found.values() if route]
    if len(routes) == len(orders):
        return priced(statement, tuple(routes))
    refusal = RefusedError("the kernel's route has no timetable")
    untimed = (_untimed(shift, orders[shift]) for shift, route in found.items() if not route)
    refusal.answer = Answer(routes=(*routes, *untimed), objective=price)
    raise refusal


def _untimed(shift: int, order: tuple[int, ...]) -> TimedRoute:
    return TimedRoute(shift=shift, visits=order, arrivals=(0,) * len(order), leaves=0, ends=0)
