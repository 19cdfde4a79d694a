"""One visit more: at its cheapest place, and nothing else is touched."""

import pytest
from hypothesis import given, settings
from small_statements import a_statement, shift_terms, visit_terms

from strategies import Size, statements
from visitplan.routing.adding import add_visit
from visitplan.routing.confirm import confirm
from visitplan.routing.gaps import Gaps
from visitplan.routing.insertion import cheapest_insertion
from visitplan.routing.price import priced
from visitplan.routing.search.start import feasible_start
from visitplan.routing.statement import Statement


def test_a_visit_joins_the_route_where_it_costs_least() -> None:
    statement = a_statement([visit_terms(1), visit_terms(3), visit_terms(2)])
    added = add_visit(statement, priced(statement, feasible_start(statement, ((0, 1),))), 2)

    assert added is not None
    assert [route.visits for route in added.routes] == [(0, 2, 1)]


def test_a_visit_that_costs_its_penalty_stays_out() -> None:
    statement = a_statement([visit_terms(1), visit_terms(3, penalty=1)])

    assert add_visit(statement, priced(statement, feasible_start(statement, ((0,),))), 1) is None


def test_a_shift_is_opened_where_no_route_has_room() -> None:
    visits = [visit_terms(1, shifts=(0, 1)), visit_terms(2, shifts=(0, 1))]
    statement = a_statement(visits, [shift_terms(maximum=1), shift_terms()])
    added = add_visit(statement, priced(statement, feasible_start(statement, ((0,), ()))), 1)

    assert added is not None
    assert [(route.shift, route.visits) for route in added.routes] == [(0, (0,)), (1, (1,))]


def test_a_planned_visit_is_not_added_again() -> None:
    statement = a_statement([visit_terms(1)])

    with pytest.raises(ValueError, match="planned already"):
        add_visit(statement, priced(statement, feasible_start(statement, ((0,),))), 0)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(statements(Size(visits=5, shifts=2)))
def test_the_whole_is_what_the_complete_model_says_of_it(statement: Statement) -> None:
    answer = priced(statement, ())
    for visit in range(len(statement.visits)):
        routes = {route.shift: route for route in answer.routes}
        penalty = statement.visits[visit].penalty
        added = add_visit(statement, answer, visit)
        if added is None:
            assert cheapest_insertion(Gaps(statement, routes), visit, below=penalty) is None
        else:
            assert added.objective < answer.objective
            assert confirm(statement, added).objective == added.objective
            answer = added
