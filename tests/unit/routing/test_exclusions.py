"""Shifts that exclude each other: nobody goes alone and with a crew, whoever looks for routes."""

import pytest
from pydantic import ValidationError
from small_statements import HOUR, TICKS, a_statement, pay_terms, shift_terms, visit_terms

from visitplan.errors import NoPlanError
from visitplan.routing.adding import add_visit
from visitplan.routing.confirm import confirm
from visitplan.routing.gaps import Gaps
from visitplan.routing.insertion import cheapest_insertion
from visitplan.routing.price import priced
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.solve import solve
from visitplan.routing.search.start import begin
from visitplan.routing.statement import Answer, PayTerms, Statement
from visitplan.routing.timetable import timetable

ALONE, ALSO_ALONE, CREW = 0, 1, 2


def a_crewed_statement(*shifts: tuple[int, ...], crew_pay: PayTerms | None = None) -> Statement:
    """Return visits for these shifts; the last shift is a crew of the first two."""
    return a_statement(
        [visit_terms(shifts=each) for each in shifts],
        [
            shift_terms(excludes=(CREW,)),
            shift_terms(excludes=(CREW,)),
            shift_terms(excludes=(ALONE, ALSO_ALONE), pay=crew_pay or pay_terms()),
        ],
    )


def planned(statement: Statement, *orders: tuple[int, ...]) -> Answer:
    routes = [timetable(statement, shift, order) for shift, order in enumerate(orders) if order]
    return priced(statement, tuple(filter(None, routes)))


@pytest.mark.parametrize("others", [(0,), (7,), (1,)])
def test_a_shift_excludes_others_which_exist_and_exclude_it(others: tuple[int, ...]) -> None:
    with pytest.raises(ValidationError, match="exclude"):
        a_statement([], [shift_terms(excludes=others), shift_terms()])


def test_an_answer_with_a_crew_and_one_of_it_alone_is_refused() -> None:
    statement = a_crewed_statement((ALONE,), (CREW,))
    with pytest.raises(NoPlanError, match="two crews"):
        confirm(statement, planned(statement, (0,), (), (1,)))


def test_an_answer_with_two_alone_is_confirmed() -> None:
    statement = a_crewed_statement((ALONE,), (ALSO_ALONE,))
    answer = planned(statement, (0,), (1,))
    assert confirm(statement, answer) == answer


def test_a_visit_is_not_put_on_a_shift_that_a_used_one_excludes() -> None:
    statement = a_crewed_statement((ALONE,), (CREW,))
    answer = planned(statement, (0,))
    assert cheapest_insertion(Gaps(statement, {r.shift: r for r in answer.routes}), 1) is None
    assert add_visit(statement, answer, 1) is None


def test_a_start_uses_the_first_of_two_that_exclude_each_other() -> None:
    statement = a_crewed_statement((ALONE,), (CREW,))
    begun = begin(statement, ((0,), (), (1,)))
    assert [route.shift for route in begun.routes] == [ALONE]
    assert begun.left_out == {1: "no room"}


@pytest.mark.parametrize(
    ("crew_pay", "used"),
    [
        (pay_terms(fixed=100 * TICKS), {CREW}),
        (pay_terms(fixed=90_000 * TICKS), {ALONE, ALSO_ALONE}),
    ],
)
def test_a_search_takes_the_crew_or_both_alone_as_is_cheaper(
    crew_pay: PayTerms, used: set[int]
) -> None:
    both = [(ALONE, CREW), (ALSO_ALONE, CREW)]
    statement = a_crewed_statement(*both, crew_pay=crew_pay)
    effort = Effort(seconds=5, work=1)
    answer = solve(statement, effort, lambda _: None)
    assert {route.shift for route in answer.routes} == used
    assert answer.objective < HOUR * 3 * 2150 * 5


def test_a_search_tries_the_crew_though_it_begins_with_both_alone() -> None:
    statement = a_crewed_statement((ALONE, CREW), (ALSO_ALONE, CREW), (CREW,))
    effort = Effort(seconds=5, work=1, start=((0,), (1,), ()))
    answer = solve(statement, effort, lambda _: None)
    assert [(route.shift, sorted(route.visits)) for route in answer.routes] == [(CREW, [0, 1, 2])]
