"""The compiled search and the readable timetable tell the same story."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from laws.planned_here import unheard
from strategies import Size, statements
from visitplan.routing.price import price_of_route
from visitplan.routing.search.kernel.arrays import as_arrays
from visitplan.routing.search.kernel.bounds import at_least
from visitplan.routing.search.kernel.paying import INFEASIBLE
from visitplan.routing.search.kernel.recreate import price_with
from visitplan.routing.search.kernel.routes import insert, no_routes, refresh, route_price
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.ruin_and_recreate import ruin_and_recreate
from visitplan.routing.statement import Statement
from visitplan.routing.timetable import timetable

SEVERAL = Size(visits=6, shifts=2)


@st.composite
def ordered(draw: st.DrawFn) -> tuple[Statement, int, list[int]]:
    statement = draw(statements(SEVERAL).filter(lambda s: s.visits and s.shifts))
    shift = draw(st.integers(0, len(statement.shifts) - 1))
    order = draw(st.permutations(range(len(statement.visits))))
    return statement, shift, order[: draw(st.integers(1, len(order)))]


@given(ordered())
def test_a_route_has_the_price_of_its_timetable(case: tuple[Statement, int, list[int]]) -> None:
    statement, shift, order = case
    problem = as_arrays(statement)
    found = timetable(statement, shift, order)
    price, _, _ = route_price(problem, no_routes(problem), shift, np.array(order), len(order))
    assert price == (INFEASIBLE if found is None else price_of_route(statement, found))


@given(ordered(), st.data())
def test_a_bound_is_never_above_the_price_of_an_insertion(
    case: tuple[Statement, int, list[int]], data: st.DataObject
) -> None:
    """Beside what it may save where arrivals have prices: the others may come at better hours."""
    statement, shift, order = case
    problem = as_arrays(statement)
    routes = no_routes(problem)
    *planned, visit = order
    for position, other in enumerate(planned):
        insert(routes, shift, position, other)
    refresh(problem, routes, shift)
    position = data.draw(st.integers(0, len(planned)))
    if routes.price[shift] != INFEASIBLE and len(planned) < statement_room(statement, shift):
        price, _, _ = price_with(problem, routes, shift, position, visit)
        bound = at_least(problem, routes, shift, position, visit)
        saved = sum(max(statement.visits[each].arrival_prices, default=0) for each in planned)
        assert price == INFEASIBLE or bound <= price - routes.price[shift] + saved


def statement_room(statement: Statement, shift: int) -> int:
    maximum = statement.shifts[shift].maximum
    return len(statement.visits) if maximum is None else maximum


@given(statements(SEVERAL).filter(lambda s: s.visits and s.shifts), st.integers(0, 9))
def test_equal_seeds_and_work_find_equal_answers(statement: Statement, seed: int) -> None:
    effort = Effort(seconds=60, work=1, seed=seed)
    first = ruin_and_recreate(statement, effort, unheard)
    assert ruin_and_recreate(statement, effort, unheard) == first
