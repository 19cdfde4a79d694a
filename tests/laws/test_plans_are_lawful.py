"""Laws: under whatever policy, the gate and the verifier read its rules alike."""

from collections import Counter

from hypothesis import given, settings

from builders import TODAY
from laws.planned_here import plan_here
from laws.policied_days import policied_days
from strategies import BEELINE
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.verification.verifier import verify


@given(policied_days())
def test_no_plan_of_any_day_under_any_policy_is_rejected(day: Day) -> None:
    assert verify(*plan_here(day, BEELINE)) == ()


@settings(max_examples=20)
@given(policied_days())
def test_no_plan_breaks_a_cap_that_counts_visits(day: Day) -> None:
    """Counted here once more, by hand, for the plainest cap of all."""
    visited = Counter(case.debtor for case in visited_by(plan_here(day, BEELINE).plan, day))
    for cap in day.policy.caps:
        plain = cap.per == "debtor" and cap.more_with is None and "visit" in cap.channels
        if plain:
            assert all(visits <= cap.maximum for visits in visited.values())


@settings(max_examples=20)
@given(policied_days())
def test_nobody_with_a_hold_unannounced_or_unassessed_is_visited(day: Day) -> None:
    policy = day.policy
    for case in visited_by(plan_here(day, BEELINE).plan, day):
        assert policy.blocking_holds.isdisjoint(case.holds)
        assert policy.assessment_days is None or case.assessed_at is not None
        told = [each for each in day.contacts if each.case_id == case.id]
        assert told or not policy.notices
        assert TODAY not in policy.holidays


def visited_by(plan: Plan, day: Day) -> list[Case]:
    stops = {stop.case_id for route in plan.routes for stop in route.stops}
    return [case for case in day.cases if case.id in stops]
