"""Laws: on days small enough to try everything, nothing is better than the best."""

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from laws.exact import cheapest_day, cheapest_route
from laws.planned_here import unheard
from strategies import Size, statements
from visitplan.routing.insertion import keeps_orders
from visitplan.routing.price import price_of_route
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.solve import solve
from visitplan.routing.statement import Statement
from visitplan.routing.timetable import timetable


@pytest.mark.parametrize(("engine", "examples"), [("own", 100), ("ortools", 30)])
def test_no_search_finds_a_day_cheaper_than_the_cheapest(engine: str, examples: int) -> None:
    @settings(max_examples=examples)
    @given(statements(Size(visits=3, shifts=3)))
    def law(statement: Statement) -> None:
        effort = Effort(seconds=0.5, work=1, engine=engine)
        objective = solve(statement, effort, unheard).objective
        optimum = cheapest_day(statement)
        event("optimal" if objective == optimum else "dearer than the optimum")
        assert objective >= optimum

    law()


@settings(max_examples=250)
@given(statements(Size(visits=4, shifts=1)), st.data())
def test_a_timetable_is_found_exactly_where_there_is_one_and_at_no_less_than_the_least_price(
    statement: Statement, data: st.DataObject
) -> None:
    """Its price is nearly always the least.

    With two breaks, the one place kept for a break may be the dearer one by the whole route.
    """
    able = [n for n, visit in enumerate(statement.visits) if 0 in visit.shifts]
    order = tuple(data.draw(st.permutations(able)))[: statement.shifts[0].maximum]
    assume(order and keeps_orders(statement, {0: order}))

    route = timetable(statement, 0, order)
    least = cheapest_route(statement, 0, order)
    assert (route is None) == (least is None)
    if route is not None and least is not None:
        price = price_of_route(statement, route)
        event("cheapest" if price == least else "dearer than the cheapest")
        assert price >= least
