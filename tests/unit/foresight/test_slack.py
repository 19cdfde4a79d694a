"""A plan keeps as much slack before closing hours as its lateness risk takes."""

import pytest
from hypothesis import given, settings

import visitplan
from builders import a_case, a_day, a_policy, a_shift, an_agent, between
from strategies import days
from unit.foresight.foreseen_here import EVERYBODY_HOME, foreseen
from visitplan.domain.day import Day
from visitplan.domain.foresight import Foresight
from visitplan.domain.simulated import Simulated
from visitplan.eligibility.gate import gate
from visitplan.foresight import story
from visitplan.planning.terms import PlannedDay
from visitplan.simulation.story import simulate
from visitplan.verification.verifier import verify

HELD_OUT_SEED = 99
"""Other days than those that the plan was made by."""


def a_tight_day(**changes: object) -> Day:
    """Six visits of a quarter of an hour that one agent could just make in time, and two surely."""
    morning = between("09:00", "10:50")
    return a_day(
        cases=tuple(a_case(n, windows=(morning,), setup_seconds=0) for n in range(1, 7)),
        agents=(an_agent(1), an_agent(2)),
        shifts=(a_shift(1), a_shift(2)),
        uncertainty=EVERYBODY_HOME,
        **changes,
    )


def met(planned: PlannedDay) -> Simulated:
    day, plan = planned.day, planned.plan
    visits = gate(day).visits
    return simulate(day, plan, visits, day.uncertainty, days=4_000, seed=HELD_OUT_SEED)


def codes(planned: PlannedDay) -> list[str]:
    codes = (finding.code for finding in planned.plan.findings)
    return [code for code in codes if code.startswith("VP-FS-")]


def test_with_a_risk_no_visit_is_late_more_often_and_without_one_some_are() -> None:
    without, with_slack = (
        met(foreseen(a_tight_day())),
        met(foreseen(a_tight_day(), lateness_risk=0.05)),
    )

    assert max(_late(without)) > 0.06
    assert max(_late(with_slack)) <= 0.06


@pytest.mark.parametrize("bounds", ["whole", "start"])
def test_slack_narrows_the_hours_of_the_search_and_never_those_of_the_verifier(bounds: str) -> None:
    day = a_tight_day(policy=a_policy(window_bounds=bounds))

    planned = foreseen(day, lateness_risk=0.05)

    assert not verify(*planned)
    assert sum(len(route.stops) for route in planned.plan.routes) == len(day.cases)


def test_a_visit_without_a_minute_to_spare_is_made_all_the_same_and_told_of() -> None:
    exact = a_case(1, windows=(between("10:00", "10:15"),))
    planned = foreseen(a_day(cases=(exact,), uncertainty=EVERYBODY_HOME), lateness_risk=0.05)

    assert [stop.case_id for route in planned.plan.routes for stop in route.stops] == ["C001"]
    assert codes(planned) == ["VP-FS-001", "VP-FS-002"]


def test_the_extra_cost_is_told() -> None:
    assert codes(foreseen(a_tight_day(), lateness_risk=0.2)) == ["VP-FS-001"]
    assert codes(foreseen(a_tight_day())) == []


def test_the_python_api_plans_as_the_days_foresight_asks() -> None:
    assert visitplan.plan_day is story.plan_day
    assert "VP-FS-001" in codes(foreseen(a_tight_day(), lateness_risk=0.05))


def test_who_plans_several_days_or_the_rest_of_one_is_told_that_no_slack_is_kept() -> None:
    asked = a_tight_day().model_copy(update={"foresight": Foresight(lateness_risk=0.05)})
    (told,) = story.not_foreseen(asked, "several days are")
    assert told.code == "VP-FS-003"
    assert story.not_foreseen(a_tight_day(), "several days are") == ()


@settings(max_examples=8, deadline=None)
@given(day=days(4))
def test_a_plan_with_foresight_is_true(day: Day) -> None:
    assert not verify(*foreseen(day, lateness_risk=0.05, contact_value=500))


def _late(result: Simulated) -> list[float]:
    return [visit.late for route in result.routes for visit in route.visits]
