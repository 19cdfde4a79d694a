"""The evaluator prices any plan anew, whatever the plan said of itself."""

from unit.verification.edits import edited
from unit.verification.hand_scheduling import a_full_day, a_full_plan, matrices_of
from visitplan.domain.plan import Cost
from visitplan.verification.invoice import invoiced


def test_a_plan_without_prices_is_given_its_true_ones() -> None:
    plan = a_full_plan()
    unpriced = edited(
        plan,
        routes=tuple(edited(route, paid_seconds=0, cost=Cost()) for route in plan.routes),
        cost=Cost(),
    )
    assert invoiced(a_full_day(), matrices_of(a_full_day()), unpriced) == plan


def test_a_plan_that_is_priced_already_stays_as_it_is() -> None:
    plan = a_full_plan()
    assert invoiced(a_full_day(), matrices_of(a_full_day()), plan) == plan
