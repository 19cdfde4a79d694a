"""Who says no leaves the routes at once, and whoever was visited today is not visited again."""

from builders import a_case, a_day, a_policy, at, between
from laws.planned_here import plan_here
from laws.replanned_here import replan_here
from strategies import BEELINE
from visitplan.domain.day import Day
from visitplan.domain.event import Event
from visitplan.domain.plan import Plan
from visitplan.domain.terms import MinimumGap
from visitplan.replanning.terms import Replan

EARLY, LATE = (between("09:00", "10:00"),), (between("15:00", "17:00"),)


def visited(plan: Plan) -> set[str]:
    return {stop.case_id for route in plan.routes for stop in route.stops}


def replanned(day: Day, clock: str, *events: Event) -> Plan:
    old = plan_here(day, BEELINE).plan
    return replan_here(day, BEELINE, Replan(old, events, at(clock))).planned.plan


def two_cases_of_one_person() -> Day:
    gaps = (MinimumGap(days=7, per="debtor", counts="attempts"),)
    cases = (
        a_case(1, windows=EARLY, priority="must"),
        a_case(2, debtor="D001", windows=LATE, priority="must"),
        a_case(3, windows=LATE, priority="must"),
    )
    return a_day(policy=a_policy(gaps=gaps), cases=cases)


def test_a_visit_called_off_before_it_is_made_leaves_the_route() -> None:
    no = Event(kind="withdrawn", at=at("11:00"), case_id="C003")
    assert visited(replanned(two_cases_of_one_person(), "11:00", no)) == {"C001"}


def test_a_visit_made_in_the_morning_counts_in_the_afternoon() -> None:
    again = replanned(two_cases_of_one_person(), "12:00")
    assert visited(again) == {"C001", "C003"}
    (refused,) = again.ineligible
    assert {each.rule for each in refused.refusals} == {"gaps_have_passed"}
