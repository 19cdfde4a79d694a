"""Why this agent at this time: other places are priced exactly, and those without one say why."""

from typing import Any

from builders import a_case, a_day, a_shift, an_agent, between
from laws.planned_here import NOWHERE_FROM, plan_here
from strategies import BEELINE
from visitplan.by_hand.story import price_by_hand
from visitplan.domain.day import Day, HandRoute
from visitplan.explanation.told import Alternative
from visitplan.planning.terms import PlannedDay
from visitplan.reasons.bench import Bench
from visitplan.reasons.elsewhere import alternatives


def a_day_of_two(**changes: Any) -> Day:
    cases = tuple(a_case(n) for n in range(1, 5))
    agents = (an_agent(1), an_agent(2), an_agent(3))
    shifts = (a_shift(1), a_shift(2), a_shift(3, hours=between("09:00", "09:05")))
    return a_day(**{"cases": cases, "agents": agents, "shifts": shifts} | changes)


def told(planned: PlannedDay, case_id: str) -> tuple[Alternative, ...]:
    return alternatives(Bench(planned), case_id)


def test_the_difference_is_what_the_routes_cost_when_worked_that_way() -> None:
    planned = plan_here(a_day_of_two(), BEELINE)
    (route,) = planned.plan.routes
    order = [stop.case_id for stop in route.stops]
    other = next(each for each in told(planned, order[0]) if each.shift_id != route.shift_id)

    hand = [
        HandRoute(shift_id=route.shift_id, case_ids=tuple(order[1:])),
        HandRoute(shift_id=other.shift_id, case_ids=(order[0],)),
    ]
    worked = price_by_hand(planned.day, BEELINE, hand, provenance=NOWHERE_FROM).plan
    assert other.difference is not None
    assert abs(worked.cost.total - planned.plan.cost.total - other.difference) <= 3


def test_another_place_on_its_own_shift_is_dearer_or_equal() -> None:
    planned = plan_here(a_day_of_two(), BEELINE)
    (route,) = planned.plan.routes
    own = [
        each for each in told(planned, route.stops[0].case_id) if each.shift_id == route.shift_id
    ]

    assert len(own) == 1
    assert own[0].position != 1
    assert own[0].difference is not None
    assert own[0].difference >= 0


def test_a_shift_without_a_place_says_why() -> None:
    planned = plan_here(a_day_of_two(), BEELINE)
    last = told(planned, planned.plan.routes[0].stops[0].case_id)[-1]

    assert (last.shift_id, last.difference) == ("A03/1", None)
    assert last.reason is not None
    assert "the shift ends 09:05" in last.reason or "works 09:00–09:05" in last.reason
