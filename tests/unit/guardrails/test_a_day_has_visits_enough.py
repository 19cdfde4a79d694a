"""Cheaper routes mean no more visits: a daily cap, by portfolio and in all, is never passed."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_case, a_day
from laws.planned_here import plan_here
from strategies import BEELINE, days
from visitplan.domain.daily_cap import DailyCap
from visitplan.domain.day import Day
from visitplan.planning.terms import PlannedDay
from visitplan.reasons.story import reasons_of_one
from visitplan.verification.verifier import verify

THREE = tuple(a_case(n, portfolio="P1") for n in (1, 2, 3))


def portfolios(planned: PlannedDay) -> Counter[str | None]:
    of_case = {case.id: case.portfolio for case in planned.day.cases}
    return Counter(of_case[stop.case_id] for route in planned.plan.routes for stop in route.stops)


def capped(day: Day, **cap: object) -> PlannedDay:
    return plan_here(day.model_copy(update={"daily_cap": DailyCap(**cap)}), BEELINE)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(days(most=6), st.integers(0, 3), st.integers(0, 4))
def test_no_day_has_more_visits_than_its_caps(day: Day, each: int, of_all: int) -> None:
    planned = capped(day, each_portfolio=each, all_cases=of_all)
    counted = portfolios(planned)
    assert counted.total() <= of_all
    assert all(times <= each for name, times in counted.items() if name is not None)
    assert not verify(*planned)


def test_a_plan_beyond_a_cap_is_found_out() -> None:
    free = capped(a_day(cases=THREE))
    assert portfolios(free) == {"P1": 3}
    day = free.day.model_copy(update={"daily_cap": DailyCap(portfolios={"P1": 2})})
    broken = verify(day, free.matrices, free.plan)
    assert [(each.rule, each.detail) for each in broken] == [
        ("daily_cap", "3 visits of portfolio P1 a day, 2 allowed")
    ]


def test_who_is_left_out_for_a_cap_is_told_so() -> None:
    planned = capped(a_day(cases=THREE), each_portfolio=2)
    (out,) = planned.plan.unassigned
    assert (out.kind, out.rule) == ("displaced", "daily_cap")
    assert "the daily cap of portfolio P1 is reached" in out.reason
    assert "if one visit more a day of portfolio P1 were allowed" in out.reason


def test_the_smallest_change_is_one_visit_more_and_admits_the_visit() -> None:
    planned = capped(a_day(cases=THREE), all_cases=2, each_portfolio=2)
    (out,) = planned.plan.unassigned
    (told,) = reasons_of_one(planned, out.case_id)
    assert told.remedies[0].kind == "daily_cap"
    assert told.remedies[0].change == (
        "one visit more a day of portfolio P1 and all cases were allowed"
    )
    again = capped(a_day(cases=THREE), all_cases=3, each_portfolio=3)
    assert again.plan.unassigned == ()
