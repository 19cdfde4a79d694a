"""OR-Tools accepts what is feasible, at the exact price, and refuses what is not."""

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
from visitplan.errors import NoPlanError
from visitplan.routing.confirm import confirm
from visitplan.routing.price import priced
from visitplan.routing.statement import Answer, PayTerms, ShiftTerms, Statement, TimedRoute
from visitplan.routing.timetable import timetable

WORKED = 2 * 600 + 30 * MINUTE
NOTHING = Answer(routes=(), objective=0)


def a_plan(statement: Statement, *orders: tuple[int, ...]) -> Answer:
    routes = [timetable(statement, shift, order) for shift, order in enumerate(orders) if order]
    return priced(statement, tuple(filter(None, routes)))


@pytest.mark.parametrize(
    "pay",
    [
        pay_terms(),
        pay_terms(fixed=900 * 18_000, per_metre=990, per_visit=150 * 18_000),
        pay_terms(minimum=4 * HOUR),
        pay_terms(tiers=((0, 5000),)),
        pay_terms(tiers=((600, 5000), (1800, 2500)), minimum=900),
        pay_terms(whole_shift=10 * HOUR, tiers=((8 * HOUR, 5000),)),
    ],
)
def test_every_term_of_pay_is_confirmed_to_the_tick(pay: PayTerms) -> None:
    statement = a_statement([visit_terms(1), visit_terms(2)], [shift_terms(pay=pay)])
    plan = a_plan(statement, (0,))

    assert confirm(statement, plan) == plan


def test_an_unpaid_break_is_confirmed_inside_and_outside() -> None:
    visits = [visit_terms(1, (11.5, 11.5)), visit_terms(2, (12.75, 12.75))]
    statement = a_statement(visits, [shift_terms(break_terms(12, 12.5, 30, paid=False))])

    for order in ((0, 1), (0,), (1,)):
        assert confirm(statement, a_plan(statement, order)) == a_plan(statement, order)


@pytest.mark.parametrize(
    "unused",
    [
        shift_terms(start=3),
        shift_terms(start=3, opening=8 * HOUR, closing=8 * HOUR + MINUTE),
        shift_terms(break_terms(9, 10, 60), break_terms(9, 10, 60)),
    ],
    ids=["no way from start to end", "shorter than its way", "breaks that cannot both be taken"],
)
def test_a_shift_without_visits_hinders_nobody(unused: ShiftTerms) -> None:
    """An empty route is not travelled, so nothing is asked of it."""
    statement = a_statement([visit_terms(1)], [shift_terms(), unused], {(3, 0): UNREACHABLE})

    assert confirm(statement, a_plan(statement, (0,))) == a_plan(statement, (0,))


def test_pinned_stays_of_no_length_may_begin_at_one_moment() -> None:
    visits = [visit_terms(1, service=0), visit_terms(1, service=0, after=(0,))]
    statement = a_statement(visits)
    plan = a_plan(statement, (0, 1))

    assert plan.routes[0].arrivals[0] == plan.routes[0].arrivals[1]
    assert confirm(statement, plan) == plan


@pytest.mark.parametrize(
    "changes",
    [
        {"leaves": 10 * HOUR - 300},
        {"arrivals": (17 * HOUR + 1,)},
        {"leaves": 7 * HOUR},
        {"ends": 18 * HOUR + 1},
        {"ends": 10 * HOUR},
    ],
    ids=["no time to get there", "after hours", "before the shift", "after it", "no time back"],
)
def test_impossible_times_are_refused(changes: dict[str, object]) -> None:
    statement = a_statement([visit_terms(1, (10, 12))])
    (route,) = a_plan(statement, (0,)).routes
    lie = TimedRoute.model_validate(route.model_dump() | changes)

    with pytest.raises(NoPlanError):
        confirm(statement, Answer(routes=(lie,), objective=0))


def test_a_shift_that_may_not_go_is_refused() -> None:
    statement = a_statement([visit_terms(1, shifts=(1,))], [shift_terms(), shift_terms()])

    with pytest.raises(NoPlanError):
        confirm(statement, a_plan(statement, (0,)))


def test_hours_after_the_last_shift_are_no_hours() -> None:
    visits = [visit_terms(1, (9, 17), (19, 20)), visit_terms(2, (19, 20))]
    statement = a_statement(visits)

    assert confirm(statement, a_plan(statement, (0,))) == a_plan(statement, (0,))


def test_what_is_left_out_costs_its_penalty() -> None:
    statement = a_statement([visit_terms(1), visit_terms(2)])

    assert confirm(statement, NOTHING).objective == sum(v.penalty for v in statement.visits)
