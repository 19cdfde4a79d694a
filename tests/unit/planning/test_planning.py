"""The story of a day, told end to end on the beeline."""

from datetime import date, time
from typing import Any
from unittest import mock

import pytest

from builders import ZONE, a_case, a_day, a_policy, a_shift, an_agent, at, between
from laws.planned_here import NOWHERE_FROM, plan_here
from strategies import BEELINE
from visitplan.by_hand.story import price_by_hand
from visitplan.domain.day import HandRoute
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.domain.value import WEEKDAYS
from visitplan.domain.window import ClockSpan, TimeWindow
from visitplan.errors import VerificationError
from visitplan.planning import completing
from visitplan.planning.story import plan_day
from visitplan.planning.terms import Progress
from visitplan.verification.invoice import invoiced
from visitplan.verification.verifier import verify


def test_every_case_of_a_small_day_is_visited() -> None:
    plan = plan_here(a_day(), BEELINE).plan

    assert {stop.case_id for stop in plan.routes[0].stops} == {"C001", "C002", "C003"}
    assert plan.cost.total == sum(route.cost.total for route in plan.routes)


def test_progress_is_told_in_minor_units_and_ends_at_the_plan() -> None:
    told: list[Progress] = []
    planned = plan_day(a_day(), BEELINE, provenance=NOWHERE_FROM, watch=told.append)

    assert told
    assert [p.cost for p in told] == sorted((p.cost for p in told), reverse=True)
    assert abs(told[-1].cost - planned.plan.cost.total) <= 2
    assert told[-1].unassigned == len(planned.plan.unassigned)


@pytest.mark.parametrize(
    "changes",
    [
        {"cases": ()},
        {"cases": (a_case(1, holds=("dispute",)),)},
        {"cases": (a_case(1, windows=(between("21:00", "22:00"),)),)},
    ],
    ids=["no cases", "none eligible", "none in lawful hours"],
)
def test_nothing_to_visit_is_a_plan_without_routes(changes: dict[str, Any]) -> None:
    day = a_day(**changes)
    planned = plan_here(day, BEELINE)

    assert planned.plan.routes == ()
    assert planned.plan.cost.total == 0
    assert len(planned.plan.ineligible) == len(day.cases)


def test_with_nobody_on_duty_every_visit_is_left_out_at_its_penalty() -> None:
    plan = plan_here(a_day(policy=a_policy(required_credentials=frozenset({"card"}))), BEELINE).plan

    assert plan.routes == ()
    assert len(plan.barred) == 1
    assert {visit.case_id for visit in plan.unassigned} == {"C001", "C002", "C003"}
    assert plan.manifest.objective == 3 * 6_000 * TICKS_PER_MINOR_UNIT


def test_a_visit_that_nobody_may_serve_costs_its_penalty_and_is_impossible() -> None:
    day = a_day(cases=(a_case(1), a_case(2, skills=frozenset({"legal"}))))
    plan = plan_here(day, BEELINE).plan

    assert [(v.case_id, v.kind) for v in plan.unassigned] == [("C002", "impossible")]
    assert plan.cost.unassigned == 6_000


def test_a_plan_is_no_dearer_than_the_baseline_it_begins_with() -> None:
    some = tuple(a_case(n) for n in range(1, 15))
    baseline = (HandRoute(shift_id="A01/1", case_ids=tuple(case.id for case in some)),)
    day = a_day(cases=some, baseline=baseline)

    plan = plan_here(day, BEELINE).plan
    worked = price_by_hand(day, BEELINE, baseline, provenance=NOWHERE_FROM).plan
    assert (
        plan.manifest.objective <= worked.cost.total * TICKS_PER_MINOR_UNIT + TICKS_PER_MINOR_UNIT
    )


def test_the_manifest_says_how_the_plan_came_about() -> None:
    manifest = plan_here(a_day(), BEELINE).plan.manifest

    assert (manifest.seed, manifest.work, manifest.pack) == (1, 50, "sample")
    assert manifest.travel == BEELINE.description
    assert not manifest.stopped_early


def test_a_plan_that_is_not_true_is_never_returned() -> None:
    def dearer(*given: Any) -> Any:
        plan = invoiced(*given)
        cost = plan.cost.model_copy(update={"wage": plan.cost.wage + 1})
        return plan.model_copy(update={"cost": cost})

    with (
        mock.patch.object(completing, "invoiced", dearer),
        pytest.raises(VerificationError, match="plan_cost"),
    ):
        plan_here(a_day(), BEELINE)


@pytest.mark.parametrize("changed", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_on_which_daylight_saving_changes_is_planned(changed: date) -> None:
    hours = (ClockSpan(opening=time(0, 30), closing=time(8)),)
    policy = a_policy(permitted_hours=dict.fromkeys(WEEKDAYS, hours), rest_days=frozenset())
    night = TimeWindow(opening=at("01:00", changed), closing=at("07:00", changed))
    day = a_day(
        date=changed,
        policy=policy,
        cases=tuple(
            a_case(
                number,
                approved_at=at("08:00", date(2026, 1, 5)),
                windows=(night,),
                service_seconds=4500,
            )
            for number in range(1, 5)
        ),
        agents=(an_agent(),),
        shifts=(a_shift(hours=night),),
    )
    planned = plan_here(day, BEELINE)

    (route,) = planned.plan.routes
    assert len(route.stops) == (4 if changed.month == 10 else 3)
    assert route.leaves.tzinfo is ZONE
    assert verify(*planned) == ()
