"""A plan meets many days, and what becomes of it is counted."""

from datetime import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_case, a_day, a_pay, a_shift, between
from laws.planned_here import plan_here
from strategies import BEELINE, days
from visitplan.domain.agent import Break, OvertimeTier
from visitplan.domain.day import Day
from visitplan.domain.simulated import Simulated, SimulatedVisit
from visitplan.domain.uncertainty import HomeChance, Uncertainty
from visitplan.eligibility.gate import gate
from visitplan.planning.terms import PlannedDay
from visitplan.simulation.story import simulate

SURE: dict[str, Any] = {"day_travel": 0, "leg_travel": 0, "service": 0, "home": ()}
AS_PLANNED = Uncertainty(**SURE, home_otherwise=1)


def simulated(
    planned: PlannedDay, terms: Uncertainty, *, days: int = 200, seed: int = 1
) -> Simulated:
    visits = gate(planned.day).visits
    return simulate(planned.day, planned.plan, visits, terms, days=days, seed=seed)


def visit_of(result: Simulated, case_id: str) -> SimulatedVisit:
    return next(v for route in result.routes for v in route.visits if v.case_id == case_id)


@settings(max_examples=40, deadline=None)
@given(day=days())
def test_a_day_that_is_as_planned_costs_what_was_planned_and_misses_nobody(day: Day) -> None:
    planned = plan_here(day, BEELINE)

    result = simulated(planned, AS_PLANNED, days=2)

    assert result.late == 0
    assert result.cost.mean == pytest.approx(planned.plan.cost.total, abs=len(planned.plan.routes))
    paid = sum(route.paid_seconds for route in planned.plan.routes)
    assert result.paid_hours == pytest.approx(paid / 3600, abs=1e-5)
    assert result.contacts == sum(len(route.stops) for route in planned.plan.routes)


@settings(max_examples=10, deadline=None)
@given(day=days(), seed=st.integers(0, 9))
def test_equal_seeds_give_equal_figures(day: Day, seed: int) -> None:
    planned = plan_here(day, BEELINE)

    once = simulated(planned, Uncertainty(), seed=seed)

    assert once == simulated(planned, Uncertainty(), seed=seed)


def test_where_nobody_opens_nobody_is_met_and_less_is_paid_for() -> None:
    planned = plan_here(a_day(), BEELINE)

    none = simulated(planned, Uncertainty(**SURE, home_otherwise=0))

    assert none.contacts == 0
    assert none.paid_hours < simulated(planned, AS_PLANNED).paid_hours


def test_a_visit_with_no_minute_to_spare_is_missed_on_many_days_and_then_not_made() -> None:
    tight = a_case(1, windows=(between("10:00", "10:15"),), service_seconds=900)
    planned = plan_here(a_day(cases=(tight,)), BEELINE)

    result = simulated(planned, Uncertainty(**SURE | {"leg_travel": 0.2}, home_otherwise=1))

    visit = visit_of(result, "C001")
    assert 0.3 < visit.missed < 0.6
    assert visit.reached == pytest.approx(1 - visit.missed)


def test_who_misses_the_planned_hours_does_not_wait_for_later_ones() -> None:
    split = a_case(1, windows=(between("10:00", "10:15"), between("16:00", "17:00")))
    cases = (split, a_case(2, windows=(between("10:30", "12:00"),)))
    planned = plan_here(a_day(cases=cases), BEELINE)

    result = simulated(planned, Uncertainty(**SURE | {"leg_travel": 0.2}, home_otherwise=1))

    assert visit_of(result, "C001").missed > 0.3
    assert visit_of(result, "C002").missed == 0


def test_a_stay_that_would_last_beyond_its_hours_is_cut_and_one_with_time_is_not() -> None:
    terms = Uncertainty(**SURE | {"service": 0.3}, home_otherwise=1)
    tight = a_case(1, windows=(between("10:00", "10:15"),), service_seconds=900)
    free = a_case(1, service_seconds=900)

    cut = visit_of(simulated(plan_here(a_day(cases=(tight,)), BEELINE), terms), "C001")
    whole = visit_of(simulated(plan_here(a_day(cases=(free,)), BEELINE), terms), "C001")

    assert (cut.missed, whole.missed) == (0, 0)
    assert 0.3 < cut.cut < 0.6
    assert whole.cut == 0


def test_who_is_late_keeps_no_lawful_hour_waiting_and_goes_on() -> None:
    tight = a_case(1, windows=(between("10:00", "10:15"),), service_seconds=900)
    planned = plan_here(a_day(cases=(tight, a_case(2))), BEELINE)
    slow = simulated(planned, Uncertainty(**SURE | {"day_travel": 2.0}, home_otherwise=1))

    assert visit_of(slow, "C001").missed > 0
    assert slow.missed == pytest.approx(
        sum(v.missed for route in slow.routes for v in route.visits) / 2
    )


def test_overtime_is_counted_where_a_tier_is_reached() -> None:
    pay = a_pay(overtime=(OvertimeTier(beyond_seconds=60, premium_per_hour=1000),))
    always = plan_here(a_day(shifts=(a_shift(pay=pay),)), BEELINE)
    never = plan_here(a_day(), BEELINE)

    assert simulated(always, Uncertainty()).routes[0].overtime == 1
    assert simulated(never, Uncertainty()).routes[0].overtime == 0


def test_a_break_on_the_way_is_taken_on_every_day() -> None:
    lunch = Break(window=between("11:30", "13:30"), seconds=1800, paid=False)
    cases = (
        a_case(1, windows=(between("11:00", "11:30"),)),
        a_case(2, windows=(between("13:30", "14:30"),)),
    )
    planned = plan_here(a_day(cases=cases, shifts=(a_shift(breaks=(lunch,)),)), BEELINE)

    result = simulated(planned, AS_PLANNED)

    assert result.cost.mean == pytest.approx(planned.plan.cost.total, abs=1)


def test_the_first_entry_that_speaks_of_an_hour_counts() -> None:
    sure = HomeChance(days=("tue",), begins=time(0), ends=time(23, 59), chance=1)
    never = HomeChance(days=("tue",), begins=time(0), ends=time(23, 59), chance=0)
    planned = plan_here(a_day(), BEELINE)

    assert simulated(planned, Uncertainty(home=(sure, never))).contacts == 3
    assert simulated(planned, Uncertainty(home=(never, sure))).contacts == 0


def test_a_chance_of_one_kind_of_place_is_of_no_other() -> None:
    at_work = HomeChance(
        days=("tue",), begins=time(0), ends=time(23, 59), chance=0, kinds=frozenset({"work"})
    )
    planned = plan_here(a_day(cases=(a_case(1), a_case(2, place_kind="work"))), BEELINE)

    result = simulated(planned, Uncertainty(home=(at_work,), home_otherwise=1))

    assert visit_of(result, "C001").reached == 1
    assert visit_of(result, "C002").reached == 0


def test_two_plans_meet_the_same_luck_at_a_door_they_share() -> None:
    few, many = a_day(cases=(a_case(1),)), a_day(cases=(a_case(1), a_case(2)))
    terms = Uncertainty(home=(), home_otherwise=0.5)

    one = visit_of(simulated(plan_here(few, BEELINE), terms), "C001")
    other = visit_of(simulated(plan_here(many, BEELINE), terms), "C001")

    assert one.reached == other.reached
