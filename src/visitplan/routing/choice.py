"""Candidates for the rest of a day, compared at their true price and that of what they change."""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from visitplan.errors import NoPlanError
from visitplan.routing.freedom import Orders, agents_kept, orders_kept
from visitplan.routing.old_times import with_old_times
from visitplan.routing.price import priced
from visitplan.routing.process import Outcome, solve_apart
from visitplan.routing.remainder import Onward
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.start import feasible_start
from visitplan.routing.solvers import Solvers
from visitplan.routing.stability import Announcements, charged, price_of_changes
from visitplan.routing.statement import Answer, Statement, TimedRoute

Mode = Literal["all", "keep-agents", "insert-only"]
Listen = Callable[[Answer], None]


class Wish(NamedTuple):
    """How the rest is to be found.

    ``orders`` is the old plan of the rest, anchors included, ``old`` its routes by shift with
    their times; ``stability`` is in ticks for each change of what was announced.
    """

    mode: Mode
    orders: Orders
    old: Mapping[int, TimedRoute]
    announced: Announcements
    stability: int
    effort: Effort


class Searching(NamedTuple):
    """Who hears of better answers and of what takes long, and solvers that may be loaded."""

    heard: Listen
    notify: Callable[[str], None] = lambda _: None
    solvers: Solvers | None = None


def choose(onward: Onward, wish: Wish, searching: Searching) -> Outcome:
    """Return the best candidate at its true price, that of its changes not included.

    The old order with new visits put in is always a candidate. The others are searched for: one
    with the price of other agents in the search, and, where that price is not zero, one without.
    All are compared exactly, moved times included; that no other plan is better is not proved.
    """
    best: tuple[int, Answer] | None = None
    stopped = False
    for statement, effort in _candidates(onward.stated.statement, wish):
        heard = _at_true_price(onward, searching.heard)
        found = solve_apart(statement, effort, heard, searching.notify, searching.solvers)
        kept = with_old_times(onward.stated.statement, found.answer, wish.old)
        answer = true_price(onward, kept)
        _refuse_forgotten(onward, answer)
        changes = price_of_changes(answer, wish.announced, wish.stability)
        if best is None or answer.objective + changes < best[0]:
            best = answer.objective + changes, answer
        stopped = stopped or found.stopped_early
        if stopped:
            break
    if best is None:
        raise AssertionError("there is always a candidate")
    return Outcome(best[1], stopped)


def true_price(onward: Onward, answer: Answer) -> Answer:
    """Return the answer at the price of the rest itself, without any charge for changes."""
    return priced(onward.stated.statement, answer.routes)


def _refuse_forgotten(onward: Onward, answer: Answer) -> None:
    found = {visit for route in answer.routes for visit in route.visits}
    if not onward.anchors <= found:
        raise NoPlanError("the search left out a shift that is on the road")


def _at_true_price(onward: Onward, heard: Listen) -> Listen:
    return lambda answer: heard(true_price(onward, answer))


def _as_far_as_they_fit(statement: Statement, orders: Orders) -> Orders:
    """Return the orders without visits that come too late by now: those are as good as new."""
    fit = {r.shift: r.visits for r in feasible_start(statement, tuple(orders))}
    return tuple(fit.get(shift, ()) for shift in range(len(orders)))


def _candidates(statement: Statement, wish: Wish) -> Iterator[tuple[Statement, Effort]]:
    start = tuple(wish.orders)
    yield (
        orders_kept(statement, _as_far_as_they_fit(statement, start)),
        Effort(seconds=0, start=start),
    )
    if wish.mode == "insert-only":
        return
    free = agents_kept(statement, wish.announced) if wish.mode == "keep-agents" else statement
    prices = (wish.stability, 0) if wish.stability else (0,)
    for price in prices:
        effort = wish.effort.searching(1 / len(prices)).model_copy(update={"start": start})
        yield charged(free, wish.announced, price), effort
