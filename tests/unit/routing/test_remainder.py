"""What is owed and what is still to be paid add up to the price of the whole, to the tick."""

import small_statements as small
from hypothesis import given
from hypothesis import strategies as st

from strategies import Size, pay_terms, statements
from visitplan.routing.price import price_of_route, price_of_time
from visitplan.routing.remainder import (
    Worked,
    beyond_all_gain,
    from_now_on,
    owed,
    price_of_worked,
)
from visitplan.routing.statement import PayTerms, Statement
from visitplan.routing.timetable import timetable

SECONDS = st.integers(0, 40_000)


@given(pay_terms(30_000, Size()), SECONDS, SECONDS, st.integers(0, 3_600), st.integers(0, 3_600))
def test_owed_and_the_rest_are_the_whole(
    pay: PayTerms, before: int, after: int, unpaid: int, later_unpaid: int
) -> None:
    made = Worked("C001", before + unpaid, unpaid, metres=3_000, visits=4, preferences=7)
    rest = from_now_on(pay, made)
    anchor_and_two = 3
    price = (
        owed(pay, made)
        + price_of_time(rest, after + later_unpaid, later_unpaid)
        + anchor_and_two * rest.per_visit
        + 500 * rest.per_metre
    )
    whole = Worked(
        "C003", before + unpaid + after + later_unpaid, unpaid + later_unpaid, 3_500, 6, 7
    )
    assert price == price_of_worked(pay, whole)


@given(pay_terms(30_000, Size()), SECONDS)
def test_the_terms_of_the_rest_never_charge_for_beginning(pay: PayTerms, before: int) -> None:
    rest = from_now_on(pay, Worked("C001", before, 0, 0, 1, 0))
    assert rest.fixed == 0
    assert rest.minimum <= max(0, pay.minimum - before)


@given(statements(), st.data())
def test_no_route_costs_as_much_as_is_beyond_all_gain(
    statement: Statement, data: st.DataObject
) -> None:
    statement = _worth_nothing(statement)
    order = data.draw(st.permutations(range(len(statement.visits))))
    for shift in range(len(statement.shifts)):
        for many in range(1, len(order) + 1):
            route = timetable(statement, shift, order[:many])
            assert not route or price_of_route(statement, route) < beyond_all_gain(statement)


def test_expenses_alone_are_no_reason_to_leave_out_what_is_certain() -> None:
    by_visit = small.pay_terms(per_second=0, per_visit=150 * small.TICKS)
    statement = small.a_statement(
        [small.visit_terms(penalty=0), small.visit_terms(penalty=0)],
        [small.shift_terms(pay=by_visit)],
    )
    assert beyond_all_gain(statement) > 2 * 150 * small.TICKS


def _worth_nothing(statement: Statement) -> Statement:
    visits = tuple(visit.model_copy(update={"penalty": 0}) for visit in statement.visits)
    return statement.model_copy(update={"visits": visits})
