"""What several days begin with: each planned by itself, or what was handed in, if it is cheaper."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from visitplan.ahead.daily_plans import Orders, orders_in
from visitplan.ahead.prospect import Prospect, Together, dated_id, state_one
from visitplan.domain.day import HandRoute
from visitplan.domain.finding import Finding
from visitplan.domain.start import Start
from visitplan.planning.searching import search
from visitplan.planning.terms import Notify
from visitplan.routing.beginning import begin_with
from visitplan.routing.price import priced
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.start import begin
from visitplan.routing.solvers import Solvers
from visitplan.routing.stating import Stated


class Begun(NamedTuple):
    """The visits of each shift in order, and what of the starts does not fit."""

    orders: Orders
    stopped_early: bool = False
    findings: tuple[Finding, ...] = ()


class Alone(NamedTuple):
    """How each day is searched by itself, to begin with."""

    effort: Effort
    notify: Notify
    solvers: Solvers | None


def begin_ahead(
    prospect: Prospect, together: Together, starts: Sequence[Start | None], alone: Alone
) -> Begun:
    """Return the days planned one after the other, or the starts as they are if these cost less."""
    dated = [_dated(prospect, number, starts) for number in range(len(prospect.dated))]
    begun = _one_by_one(prospect, together, dated, alone)
    if not any(starts):
        return begun._replace(findings=())
    given = {route.shift_id: route.case_ids for start in dated for route in start.routes}
    orders = min((begun.orders, given), key=lambda each: _price(together.stated, each))
    return begun._replace(orders=orders)


def _dated(prospect: Prospect, number: int, starts: Sequence[Start | None]) -> Start:
    """Return what a day begins with, or else its baseline, its shifts named by their date."""
    day = prospect.dated[number]
    given = starts[number] if starts else None
    start = given or Start(file="baseline", routes=day.baseline)
    routes = (
        HandRoute(shift_id=dated_id(route.shift_id, day.date), case_ids=route.case_ids)
        for route in start.routes
    )
    return start.model_copy(update={"routes": tuple(routes)})


def _one_by_one(
    prospect: Prospect, together: Together, starts: Sequence[Start], alone: Alone
) -> Begun:
    """Plan each day by itself, with what the days before it have left."""
    begun = Begun({})
    for number, day in enumerate(prospect.dated):
        alone.notify(f"planning {day.date} by itself, to begin with")
        planned = frozenset(chain(*begun.orders.values()))
        stated = state_one(prospect, together, number, without=planned)
        start = begin_with(stated, prospect.admissions[number], starts[number])
        effort = alone.effort.model_copy(update={"start": start.orders})
        outcome = search(stated, effort, lambda _: None, alone.notify, alone.solvers)
        orders = begun.orders | orders_in(stated, outcome.answer)
        begun = Begun(orders, outcome.stopped_early, begun.findings + start.findings)
        if outcome.stopped_early:
            break
    return begun


def _price(stated: Stated, orders: Orders) -> int:
    """Return what of these orders is feasible costs, whatever is left out counted."""
    statement = stated.statement
    return priced(statement, begin(statement, numbered(stated, orders)).routes).objective


def numbered(stated: Stated, orders: Orders) -> tuple[tuple[int, ...], ...]:
    """Return the visits by number, a tuple for each shift; no orders are no tuples."""
    if not orders:
        return ()
    numbers = {visit.case_id: number for number, visit in enumerate(stated.visits)}
    own = (orders.get(shift.id, ()) for shift in stated.shifts)
    return tuple(tuple(numbers[c] for c in cases if c in numbers) for cases in own)
