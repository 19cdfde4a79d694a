"""Laws of days on which crews and single agents go: nobody is in two places, all is paid."""

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from builders import a_case, a_day, a_pay, a_policy, a_shift, an_agent, between
from laws.planned_here import plan_here
from laws.replanned_here import replan_here
from strategies import BEELINE, crewed_days, moment, pays, travels
from visitplan.crews.joining import join
from visitplan.domain.agent import Pay
from visitplan.domain.day import Day
from visitplan.domain.event import Event
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Plan, TakenBreak
from visitplan.domain.travel import Travel
from visitplan.domain.window import TimeWindow
from visitplan.replanning.terms import Replan
from visitplan.routing.crew_pay import crew_pay
from visitplan.routing.price import price_of_time
from visitplan.verification.pricing import price_route, together
from visitplan.verification.verifier import verify


@settings(max_examples=30)
@given(crewed_days(), travels())
def test_the_verifier_finds_nothing_in_any_plan_with_crews(day: Day, travel: Travel) -> None:
    assert verify(*plan_here(day, travel)) == ()


@settings(max_examples=30)
@given(crewed_days(), travels())
def test_nobody_goes_with_a_crew_and_alone(day: Day, travel: Travel) -> None:
    plan = plan_here(day, travel).plan
    people = [agent_id for route in plan.routes for agent_id in route.crew]
    assert len(people) == len(set(people))


@settings(max_examples=30)
@given(crewed_days(), travels())
def test_as_many_come_as_a_case_asks_for(day: Day, travel: Travel) -> None:
    plan, asked = plan_here(day, travel).plan, {case.id: case.crew or 1 for case in day.cases}
    for route in plan.routes:
        assert all(len(route.crew) >= asked[stop.case_id] for stop in route.stops)


@given(st.lists(pays(), min_size=2, max_size=3), st.integers(0, 96))
def test_a_crew_is_paid_the_sum_of_its_people(some: list[Pay], steps: int) -> None:
    """Two computations, which share nothing, agree to the tick for every length of a route."""
    shifts = [a_shift(n, pay=pay) for n, pay in enumerate(some, 1)]
    crew = join(shifts)
    assert crew is not None
    terms = crew_pay(crew)
    bill = together([_by_time_alone(pay, shifts[0].hours, 300 * steps) for pay in some])
    assert price_of_time(terms, 300 * steps, 0) == bill.ticks
    assert terms.per_visit == sum(p.expenses_per_visit for p in some) * TICKS_PER_MINOR_UNIT


def _by_time_alone(pay: Pay, hours: TimeWindow, seconds: int) -> Any:
    no_breaks: tuple[TakenBreak, ...] = ()
    return price_route(
        pay,
        hours,
        leaves=moment(12),
        ends=moment(12 + seconds // 300),
        breaks=no_breaks,
        unpaid_owed_seconds=0,
        metres=0,
        visits=0,
        disliked=0,
        not_preferred=0,
    )


@st.composite
def gone_wrong(draw: st.DrawFn) -> tuple[Day, Travel, Replan]:
    """A planned day with a crew on the road, of whom somebody may fall ill or be late."""
    day, travel = draw(crewed_days()), draw(travels())
    day = day.model_copy(update={"limits": day.limits.model_copy(update={"engine": "own"})})
    old = plan_here(day, travel).plan
    assume(any(route.partners for route in old.routes))
    step = draw(st.integers(0, 144))
    kind = draw(st.sampled_from(["agent_ill", "delayed", None]))
    agent_id = draw(st.sampled_from(day.agents)).id
    delay = 900 if kind == "delayed" else None
    told = {"kind": kind, "at": moment(step), "agent_id": agent_id, "delay_seconds": delay}
    events = (Event.model_validate(told),) if kind else ()
    return day, travel, Replan(old, events, moment(step))


@settings(max_examples=15, suppress_health_check=[HealthCheck.filter_too_much])
@given(gone_wrong())
def test_what_a_new_plan_with_crews_breaks_was_broken_before(
    drawn: tuple[Day, Travel, Replan],
) -> None:
    day, travel, asked = drawn
    new = replan_here(day, travel, asked)
    assert verify(*new.planned) == new.facts


# Two people are sent where that is cheaper, and one each where it is not.


def a_mixed_day(**changes: Any) -> Day:
    """Return a day of one case for two people and two for one, near each other."""
    defaults: dict[str, Any] = {
        "cases": (
            a_case(1, crew=2, priority="must"),
            a_case(2, priority="must"),
            a_case(3, priority="must"),
        ),
        "agents": (an_agent(1), an_agent(2), an_agent(3)),
        "shifts": (a_shift(1), a_shift(2), a_shift(3, pay=a_pay(wage_per_hour=2200))),
    }
    return a_day(**defaults | changes)


def sent(plan: Plan) -> list[tuple[str, ...]]:
    return sorted(route.crew for route in plan.routes)


def test_a_crew_takes_single_visits_along_where_that_is_cheaper() -> None:
    assert sent(plan_here(a_mixed_day(), BEELINE).plan) == [("A01", "A02")]


def test_a_third_agent_goes_alone_where_the_crew_has_no_time() -> None:
    morning = between("09:00", "10:30")
    some = (
        a_case(1, crew=2, priority="must", windows=(morning,), service_seconds=3600),
        a_case(2, priority="must", windows=(morning,), service_seconds=3600),
    )
    assert sent(plan_here(a_mixed_day(cases=some), BEELINE).plan) == [("A01", "A02"), ("A03",)]


def test_two_go_alone_where_a_visit_for_two_costs_more_than_it_is_worth() -> None:
    dear = tuple(a_shift(n, pay=a_pay(fixed=0, minimum_paid_seconds=0)) for n in (1, 2))
    shut = between("09:00", "10:00")
    some = (
        a_case(1, crew=2, priority="low", service_seconds=3600),
        a_case(2, priority="high", windows=(shut,), service_seconds=3000),
        a_case(3, priority="high", windows=(shut,), service_seconds=3000),
    )
    day = a_mixed_day(cases=some, agents=(an_agent(1), an_agent(2)), shifts=dear)
    plan = plan_here(day, BEELINE).plan
    assert sent(plan) == [("A01",), ("A02",)]
    (out,) = plan.unassigned
    assert (out.case_id, out.kind, out.rule) == ("C001", "displaced", "room")
    assert "A01/1+A02/1 may go, but has no room or its people go otherwise" in out.reason


def test_where_one_person_is_the_most_no_crew_comes_along() -> None:
    day = a_mixed_day(policy=a_policy(crew_maximum=1), cases=(a_case(1), a_case(2)))
    assert all(len(crew) == 1 for crew in sent(plan_here(day, BEELINE).plan))
