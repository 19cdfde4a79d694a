"""Laws: what a stay is worth by when it begins is one figure to kernel, model and verifier.

The hours are cut finely here, so that waiting and leaving later both pay now and then.
"""

from datetime import time

import numpy as np
from hypothesis import assume, event, given
from hypothesis import strategies as st

from laws.by_hour import hourly_statements
from laws.planned_here import plan_here
from strategies import Size, days, statements, travels
from visitplan.domain.day import Day
from visitplan.domain.foresight import Foresight
from visitplan.domain.travel import Travel
from visitplan.domain.uncertainty import HomeChance, Uncertainty
from visitplan.domain.value import WEEKDAYS
from visitplan.routing.confirm import confirm
from visitplan.routing.insertion import keeps_orders
from visitplan.routing.price import price_of_route, priced
from visitplan.routing.search.kernel.arrays import as_arrays
from visitplan.routing.search.kernel.paying import INFEASIBLE
from visitplan.routing.search.kernel.routes import no_routes, route_price
from visitplan.routing.statement import Statement, VisitTerms
from visitplan.routing.timetable import timetable
from visitplan.verification.verifier import verify

SIZE = Size(visits=5, shifts=2)
PRICES = [0, 0, 18_000 * 150, 18_000 * 700, 18_000 * 2_500]


@st.composite
def worthy(draw: st.DrawFn, some: st.SearchStrategy[Statement]) -> Statement:
    """A statement whose spans are cut in two to four, each with a price."""
    statement = draw(some)
    visits = tuple(cut(visit, draw) for visit in statement.visits)
    return statement.model_copy(update={"visits": visits, "caps": ()})


def cut(visit: VisitTerms, draw: st.DrawFn) -> VisitTerms:
    spans = []
    for opening, closing in visit.arrivals:
        width = max(1, (closing - opening) // draw(st.integers(1, 4)))
        starts = list(range(opening, closing + 1, width))
        spans += list(zip(starts, [*(s - 1 for s in starts[1:]), closing], strict=True))
    prices = tuple(draw(st.sampled_from(PRICES)) for _ in spans)
    return visit.model_copy(update={"arrivals": tuple(spans), "arrival_prices": prices})


@st.composite
def ordered(
    draw: st.DrawFn, some: st.SearchStrategy[Statement]
) -> tuple[Statement, int, tuple[int, ...]]:
    statement = draw(worthy(some))
    shift = draw(st.integers(0, len(statement.shifts) - 1))
    able = [n for n, visit in enumerate(statement.visits) if shift in visit.shifts]
    order = tuple(draw(st.permutations(able)))[: statement.shifts[shift].maximum]
    assume(order and keeps_orders(statement, {shift: order}))
    return statement, shift, order


def kernel_price(statement: Statement, shift: int, order: tuple[int, ...]) -> int:
    problem = as_arrays(statement)
    visits = np.array(order)
    price, _, _ = route_price(problem, no_routes(problem), shift, visits, len(order))
    return int(price)


@given(ordered(statements(SIZE)) | ordered(hourly_statements(SIZE)))
def test_the_kernel_prices_what_its_timetable_is_worth(
    case: tuple[Statement, int, tuple[int, ...]],
) -> None:
    statement, shift, order = case
    found = timetable(statement, shift, order)
    truth = INFEASIBLE if found is None else price_of_route(statement, found)
    assert kernel_price(statement, shift, order) == truth


@given(ordered(statements(SIZE)) | ordered(hourly_statements(SIZE)))
def test_the_model_confirms_it_to_the_tick(case: tuple[Statement, int, tuple[int, ...]]) -> None:
    statement, shift, order = case
    route = timetable(statement, shift, order)
    assume(route)
    answer = priced(statement, (route,) if route else ())
    assert confirm(statement, answer) == answer


@given(ordered(statements(SIZE)))
def test_worth_never_makes_an_order_impossible_nor_dearer_than_its_cheapest_times(
    case: tuple[Statement, int, tuple[int, ...]],
) -> None:
    statement, shift, order = case
    blind = statement.model_copy(
        update={
            "visits": tuple(v.model_copy(update={"arrival_prices": ()}) for v in statement.visits)
        }
    )
    found, cheapest = timetable(statement, shift, order), timetable(blind, shift, order)
    assert (found is None) == (cheapest is None)
    if found and cheapest:
        now, then = price_of_route(statement, found), price_of_route(statement, cheapest)
        event("worth decided" if found != cheapest else "the cheapest times")
        assert now <= then


@st.composite
def open_days(draw: st.DrawFn) -> Day:
    """A day on which contacts are worth something, by chances that change through the day."""
    day = draw(days(most=5))
    hours = draw(st.lists(st.integers(8, 19), min_size=1, max_size=3, unique=True))
    chances = tuple(
        HomeChance(
            days=WEEKDAYS,
            begins=time(hour, 15),
            ends=time(hour + 1, 40),
            chance=draw(st.sampled_from([0.0, 0.3333, 0.9])),
            kinds=draw(st.sampled_from([frozenset(), frozenset({"home"}), frozenset({"work"})])),
        )
        for hour in hours
    )
    worth = Foresight(contact_value=draw(st.sampled_from([37, 1_200, 30_000])))
    terms = Uncertainty(home=chances, home_otherwise=draw(st.sampled_from([0.1, 0.7])))
    return day.model_copy(update={"foresight": worth, "uncertainty": terms})


@given(open_days(), travels())
def test_the_verifier_agrees_to_the_tick(day: Day, travel: Travel) -> None:
    planned = plan_here(day, travel)
    assert verify(*planned) == ()
    wrong = planned.plan.manifest.model_copy(
        update={"objective": planned.plan.manifest.objective + 1}
    )
    changed = planned.plan.model_copy(update={"manifest": wrong})
    assert {each.rule for each in verify(planned.day, planned.matrices, changed)} == {"objective"}
