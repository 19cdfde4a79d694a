"""A day with more pins than time is planned as far as possible, and says what it could not keep."""

from builders import a_case, a_day, at
from laws.planned_here import plan_here
from strategies import BEELINE
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin


def a_day_of_pins(hours: int) -> Day:
    cases = tuple(a_case(n, service_seconds=hours * 3600) for n in (1, 2, 3, 4, 6, 7))
    return a_day(cases=cases, pins=tuple(Pin(case_id=case.id, agent_id="A01") for case in cases))


def test_pins_that_fit_the_day_are_kept_without_a_word() -> None:
    plan = plan_here(a_day_of_pins(1), BEELINE).plan
    assert len(plan.routes[0].stops) == 6
    assert plan.findings == ()


def test_more_pins_than_time_are_planned_as_far_as_they_fit_and_the_rest_is_told() -> None:
    plan = plan_here(a_day_of_pins(2), BEELINE).plan
    left_out = sorted(each.case_id for each in plan.unassigned)
    (finding,) = plan.findings

    assert len(plan.routes[0].stops) == 3
    assert {(each.kind, each.rule) for each in plan.unassigned} == {("displaced", "room")}
    assert all("only instead of" in each.reason for each in plan.unassigned)
    assert finding.problem == f"3 pinned visits are left out: {', '.join(left_out)}"


def test_two_pins_at_one_time_leave_one_of_them_out() -> None:
    pins = tuple(
        Pin(case_id=case, not_before=at("10:00"), not_after=at("10:05"))
        for case in ("C001", "C002")
    )
    plan = plan_here(a_day(pins=pins), BEELINE).plan

    assert len(plan.unassigned) == 1
    assert "1 pinned visit is left out" in plan.findings[0].problem


def test_a_pin_after_the_shift_is_impossible_and_says_by_how_much() -> None:
    late = Pin(case_id="C001", agent_id="A01", not_before=at("16:55"), not_after=at("18:00"))
    plan = plan_here(a_day(pins=(late,)), BEELINE).plan

    assert [(each.kind, each.rule) for each in plan.unassigned] == [("impossible", "hours")]
    assert "A01/1 ended" in plan.unassigned[0].reason
    assert "C001" in plan.findings[0].problem
