"""The judge of the benchmark prices what is right and refuses what is wrong."""

import pytest

from benchmarks.engine.days import a_working_day
from benchmarks.engine.evaluate import Orders, judge
from visitplan.routing.price import priced
from visitplan.routing.search.polish import polish
from visitplan.routing.statement import Statement

DAY = a_working_day(14, seed=5, lunch=True)


def inserted(statement: Statement) -> Orders:
    """Return the orders of a plan in which every visit that pays was inserted."""
    routes = {route.shift: route.visits for route in polish(statement, (), lambda: False)}
    return [routes.get(shift, ()) for shift in range(len(statement.shifts))]


def nobody(statement: Statement) -> list[tuple[int, ...]]:
    return [()] * len(statement.shifts)


def changed(statement: Statement, visit: int, **terms: object) -> Statement:
    visits = list(statement.visits)
    visits[visit] = visits[visit].model_copy(update=terms)
    return statement.model_copy(update={"visits": tuple(visits)})


def test_a_plan_costs_what_its_routes_and_penalties_cost() -> None:
    verdict = judge(DAY, inserted(DAY))
    assert verdict.flaws == ()
    assert verdict.cost == priced(DAY, polish(DAY, (), lambda: False)).objective
    assert verdict.used > 0


def test_a_plan_of_nothing_costs_all_penalties() -> None:
    verdict = judge(DAY, nobody(DAY))
    assert verdict.cost == sum(visit.penalty for visit in DAY.visits)
    assert (verdict.left_out, verdict.used) == (len(DAY.visits), 0)


def test_a_visit_planned_twice_is_a_flaw() -> None:
    orders = [list(order) for order in inserted(DAY)]
    used = next(order for order in orders if order)
    used.append(used[0])
    assert "planned 2 times" in " ".join(judge(DAY, orders).flaws)


def test_a_shift_that_may_not_serve_a_visit_is_a_flaw() -> None:
    orders = inserted(DAY)
    shift = next(number for number, order in enumerate(orders) if order)
    elsewhere = changed(DAY, orders[shift][0], shifts=())
    assert "may not serve" in " ".join(judge(elsewhere, orders).flaws)


def test_an_order_that_comes_too_late_is_a_flaw_and_has_no_cost() -> None:
    orders = inserted(DAY)
    shift = next(number for number, order in enumerate(orders) if order)
    verdict = judge(changed(DAY, orders[shift][-1], arrivals=((0, 1),)), orders)
    assert verdict.flaws == (f"shift {shift} has no timetable",)
    assert verdict.cost is None


def test_more_visits_than_a_shift_may_take_are_a_flaw() -> None:
    orders = inserted(DAY)
    shifts = tuple(shift.model_copy(update={"maximum": 1}) for shift in DAY.shifts)
    verdict = judge(DAY.model_copy(update={"shifts": shifts}), orders)
    assert "more than 1 visits" in " ".join(verdict.flaws)


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_pinned_order_is_kept_or_a_flaw(*, is_kept: bool) -> None:
    orders = inserted(DAY)
    first, second = next(order for order in orders if len(order) > 1)[:2]
    later, earlier = (second, first) if is_kept else (first, second)
    pinned = changed(DAY, later, after=(earlier,))
    assert bool(judge(pinned, orders).flaws) is not is_kept


def test_a_pinned_order_with_a_visit_left_out_binds_nobody() -> None:
    orders = inserted(DAY)
    shift = next(number for number, order in enumerate(orders) if order)
    alone = nobody(DAY)
    alone[shift] = (orders[shift][0],)
    other = next(n for n in range(len(DAY.visits)) if n != orders[shift][0])
    assert judge(changed(DAY, orders[shift][0], after=(other,)), alone).flaws == ()


def test_orders_for_too_few_shifts_are_a_flaw() -> None:
    assert "orders for" in judge(DAY, []).flaws[0]
