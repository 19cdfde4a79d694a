"""A timetable is the cheapest way to work an order, or None where there is no way."""

import pytest
from small_statements import (
    HOUR,
    MINUTE,
    a_statement,
    break_terms,
    pay_terms,
    shift_terms,
    visit_terms,
)

from visitplan.domain.travel import UNREACHABLE
from visitplan.routing.price import price_of_route
from visitplan.routing.timetable import timetable


def test_a_route_leaves_as_late_as_it_can_without_waiting() -> None:
    route = timetable(a_statement([visit_terms(1, (10, 12))]), 0, (0,))

    assert route is not None
    assert (route.leaves, route.arrivals) == (10 * HOUR - 600, (10 * HOUR,))
    assert route.ends == 10 * HOUR + 30 * MINUTE + 600


def test_an_open_end_ends_with_the_last_departure() -> None:
    statement = a_statement([visit_terms(1, (10, 12))], [shift_terms(end=None)])
    route = timetable(statement, 0, (0,))

    assert route is not None
    assert route.ends == route.arrivals[-1] + 30 * MINUTE


def test_of_several_hours_those_are_taken_that_leave_less_waiting() -> None:
    visits = [visit_terms(1, (9, 9.5), (14, 15)), visit_terms(2, (14, 16))]
    route = timetable(a_statement(visits), 0, (0, 1))

    assert route is not None
    assert route.arrivals == (14 * HOUR, 14 * HOUR + 40 * MINUTE)


def test_setup_is_spent_once_for_two_visits_at_one_location() -> None:
    together = [visit_terms(1, setup=300), visit_terms(1, setup=300)]
    apart = [visit_terms(1, setup=300), visit_terms(2, setup=300)]

    one, two = (timetable(a_statement(visits), 0, (0, 1)) for visits in (together, apart))
    assert one is not None
    assert two is not None
    assert one.arrivals[1] - one.arrivals[0] == 30 * MINUTE
    assert two.arrivals[1] - two.arrivals[0] == 30 * MINUTE + 600 + 300


@pytest.mark.parametrize("shift", [{"closing": 9 * HOUR}, {"opening": 16 * HOUR + 51 * MINUTE}])
def test_nothing_is_worked_outside_of_the_shift(shift: dict[str, int]) -> None:
    assert timetable(a_statement([visit_terms(1)], [shift_terms(**shift)]), 0, (0,)) is None


@pytest.mark.parametrize("leg", [(0, 1), (1, 2), (2, 0)])
def test_no_way_is_no_timetable(leg: tuple[int, int]) -> None:
    visits = [visit_terms(1), visit_terms(2)]

    assert timetable(a_statement(visits), 0, (0, 1))
    assert timetable(a_statement(visits, ways={leg: UNREACHABLE}), 0, (0, 1)) is None


def test_a_break_that_fits_outside_stays_outside() -> None:
    rest = break_terms(12, 13, 30)
    route = timetable(a_statement([visit_terms(1)], [shift_terms(rest)]), 0, (0,))

    assert route is not None
    assert route.breaks == ()


def test_a_break_inside_interrupts_the_way_and_not_the_visit() -> None:
    rest = break_terms(12, 13, 30)
    visits = [visit_terms(1, (11.5, 11.75)), visit_terms(2, (12.25, 13.25))]
    route = timetable(a_statement(visits, [shift_terms(rest)]), 0, (0, 1))

    assert route is not None
    assert route.breaks == ((0, route.arrivals[0] + 30 * MINUTE),)
    assert route.arrivals[1] == route.arrivals[0] + (30 + 30 + 10) * MINUTE


def test_two_breaks_fit_between_two_visits() -> None:
    """A long wait has room for lunch and coffee; neither fits outside."""
    rests = break_terms(12, 13, 30), break_terms(14, 15, 15)
    visits = [visit_terms(1, (9, 10)), visit_terms(1, (16, 17))]
    route = timetable(a_statement(visits, [shift_terms(*rests)]), 0, (0, 1))

    assert route is not None
    assert [number for number, _ in route.breaks] == [0, 1]


def test_a_break_without_room_is_no_timetable() -> None:
    rest = break_terms(10, 10.5, 30)
    visits = [visit_terms(1, (9.75, 9.75)), visit_terms(2, (10.5, 10.5))]

    assert timetable(a_statement(visits, [shift_terms()]), 0, (0, 1))
    assert timetable(a_statement(visits, [shift_terms(rest)]), 0, (0, 1)) is None


def test_an_unpaid_break_inside_is_taken_off() -> None:
    visits = [visit_terms(1, (11.5, 11.5)), visit_terms(2, (12.75, 12.75))]
    paid, unpaid = (
        a_statement(visits, [shift_terms(break_terms(12, 12.5, 30, paid))])
        for paid in (True, False)
    )

    prices = [price_of_route(s, timetable(s, 0, (0, 1))) for s in (paid, unpaid)]  # type: ignore[arg-type]
    assert prices[0] - prices[1] == 30 * MINUTE * pay_terms().per_second
