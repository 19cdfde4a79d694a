"""Insertion and polish: no visit is left out that would pay, and no order is broken."""

from hypothesis import given, settings
from small_statements import TICKS, a_statement, pay_terms, shift_terms, visit_terms

from strategies import Size, statements
from visitplan.routing.capping import is_over
from visitplan.routing.gaps import Gaps
from visitplan.routing.insertion import cheapest_insertion, cheapest_swap, keeps_orders, place
from visitplan.routing.price import price_of_route, priced
from visitplan.routing.search.polish import polish
from visitplan.routing.search.start import feasible_start
from visitplan.routing.statement import Answer, Statement, TimedRoute


def polished(statement: Statement, *orders: tuple[int, ...]) -> Answer:
    routes = feasible_start(statement, orders)
    return priced(statement, polish(statement, routes, lambda: True))


def by_shift(answer: Answer) -> dict[int, TimedRoute]:
    return {route.shift: route for route in answer.routes}


def test_a_visit_goes_where_it_costs_least() -> None:
    statement = a_statement([visit_terms(1), visit_terms(3), visit_terms(2)])
    routes = {route.shift: route for route in feasible_start(statement, ((0, 1),))}
    found = cheapest_insertion(Gaps(statement, routes), 2)

    assert found is not None
    assert found.route.visits == (0, 2, 1)
    assert found.extra == 1800 * 2150 * 5


def test_nothing_is_inserted_at_the_price_of_its_penalty() -> None:
    price = (2 * 600 + 1800) * 2150 * 5
    worth = {price: 0, price + 1: 1}

    for penalty, routes in worth.items():
        statement = a_statement([visit_terms(1, penalty=penalty)])
        assert len(polished(statement).routes) == routes


def test_a_visit_that_does_not_pay_is_left_out() -> None:
    statement = a_statement([visit_terms(1), visit_terms(3, penalty=1)])

    assert [route.visits for route in polished(statement, (0, 1)).routes] == [(0,)]


def test_a_shift_that_does_not_pay_is_closed() -> None:
    few = [visit_terms(n, penalty=2_000 * TICKS) for n in (1, 2)]
    dear = shift_terms(pay=pay_terms(fixed=50_000 * TICKS))

    assert polished(a_statement(few, [dear]), (0, 1)).routes == ()


def test_a_visit_moves_to_the_shift_that_is_cheaper() -> None:
    cheap = shift_terms(pay=pay_terms(per_second=1))
    statement = a_statement([visit_terms(1, shifts=(0, 1))], [shift_terms(), cheap])

    assert [route.shift for route in polished(statement, (0,), ()).routes] == [1]


def test_a_full_shift_takes_nothing_more() -> None:
    statement = a_statement([visit_terms(1), visit_terms(2)], [shift_terms(maximum=1)])

    assert place(statement, {}, 0, (0, 1)) is None
    assert place(statement, {}, 0, (0,)) is not None


def test_where_no_place_is_left_a_swap_is_named() -> None:
    statement = a_statement([visit_terms(1), visit_terms(2)], [shift_terms(maximum=1)])
    routes = {route.shift: route for route in feasible_start(statement, ((0,),))}

    assert cheapest_insertion(Gaps(statement, routes), 1) is None
    swap = cheapest_swap(Gaps(statement, routes), 1)
    assert swap is not None
    assert swap.instead_of == 0


def test_pinned_orders_are_kept_on_one_route() -> None:
    visits = [visit_terms(1, shifts=(0, 1)), visit_terms(2, shifts=(0, 1), after=(0,))]
    statement = a_statement(visits, [shift_terms(), shift_terms()])

    assert keeps_orders(statement, {0: (0, 1)})
    assert keeps_orders(statement, {0: (1,)})
    assert not keeps_orders(statement, {0: (1, 0)})
    assert not keeps_orders(statement, {0: (0,), 1: (1,)})


def test_a_start_skips_what_does_not_fit() -> None:
    visits = [visit_terms(1), visit_terms(2, (9, 9)), visit_terms(3, shifts=())]
    routes = feasible_start(a_statement(visits), ((0, 1, 2, 0),))

    assert [route.visits for route in routes] == [(0,)]


@settings(deadline=None, derandomize=True, max_examples=100)
@given(statements(Size(visits=6, shifts=2)))
def test_after_polish_no_insertion_into_any_route_pays(statement: Statement) -> None:
    answer = polished(statement)
    planned = {visit for route in answer.routes for visit in route.visits}

    for visit in set(range(len(statement.visits))) - planned:
        penalty = statement.visits[visit].penalty
        found = cheapest_insertion(Gaps(statement, by_shift(answer)), visit)
        assert found is None or found.extra >= penalty


@settings(deadline=None, derandomize=True, max_examples=100)
@given(statements(Size(visits=6, shifts=2)))
def test_polish_never_makes_a_plan_dearer(statement: Statement) -> None:
    orders = tuple(
        tuple(n for n, visit in enumerate(statement.visits) if visit.shifts[:1] == (shift,))
        for shift in range(len(statement.shifts))
    )
    start = priced(statement, feasible_start(statement, orders))

    assert polished(statement, *orders).objective <= start.objective


@settings(deadline=None, derandomize=True, max_examples=60)
@given(statements(Size(visits=5, shifts=1)))
def test_an_insertion_costs_what_the_route_becomes_dearer(statement: Statement) -> None:
    routes = by_shift(polished(statement))
    planned = {visit for route in routes.values() for visit in route.visits}

    for visit in set(range(len(statement.visits))) - planned:
        found = cheapest_insertion(Gaps(statement, routes), visit)
        if found:
            before = price_of_route(statement, routes[0]) if routes else 0
            assert found.extra == price_of_route(statement, found.route) - before


@settings(deadline=None, derandomize=True, max_examples=150)
@given(statements(Size(visits=5, shifts=2)))
def test_the_cheapest_insertion_is_the_cheapest_of_all_places(statement: Statement) -> None:
    routes = by_shift(polished(statement, *((),) * len(statement.shifts)))
    planned = {visit for route in routes.values() for visit in route.visits}

    for visit in set(range(len(statement.visits))) - planned:
        found = cheapest_insertion(Gaps(statement, routes), visit)
        assert (found.extra if found else None) == min(
            all_places(statement, routes, visit), default=None
        )


def all_places(statement: Statement, routes: dict[int, TimedRoute], visit: int) -> list[int]:
    extras = []
    for shift in statement.visits[visit].shifts:
        present = routes[shift].visits if shift in routes else ()
        for spot in range(len(present) + 1):
            order = (*present[:spot], visit, *present[spot:])
            found = place(statement, routes, shift, order)
            if found and keeps_all(statement, routes, shift, order):
                extras.append(found.extra)
    return extras


@settings(deadline=None, derandomize=True, max_examples=150)
@given(statements(Size(visits=5, shifts=2)))
def test_the_cheapest_swap_is_the_cheapest_of_all_exchanges(statement: Statement) -> None:
    routes = by_shift(polished(statement, *((),) * len(statement.shifts)))
    planned = {visit for route in routes.values() for visit in route.visits}

    for visit in set(range(len(statement.visits))) - planned:
        swap = cheapest_swap(Gaps(statement, routes), visit)
        price = swap and swap.placement.extra + statement.visits[swap.instead_of].penalty
        assert price == min(all_exchanges(statement, routes, visit), default=None)


def all_exchanges(statement: Statement, routes: dict[int, TimedRoute], visit: int) -> list[int]:
    prices = []
    for shift in set(statement.visits[visit].shifts) & set(routes):
        present = routes[shift].visits
        for spot, other in enumerate(present):
            order = (*present[:spot], visit, *present[spot + 1 :])
            found = place(statement, routes, shift, order)
            if found and keeps_all(statement, routes, shift, order):
                prices.append(found.extra + statement.visits[other].penalty)
    return prices


def keeps_all(
    statement: Statement, routes: dict[int, TimedRoute], shift: int, order: tuple[int, ...]
) -> bool:
    """Return whether a shift may be used with these visits, pinned orders and caps kept."""
    if statement.is_excluded(shift, routes):
        return False
    orders = {**{other: route.visits for other, route in routes.items()}, shift: order}
    return keeps_orders(statement, orders) and not is_over(statement, orders)
