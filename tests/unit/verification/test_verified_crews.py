"""What the verifier says of crews: true ones pass, and each lie about one is found."""

from typing import Any

import pytest

from builders import a_case, a_day, a_pay, a_shift, an_agent, between
from laws.planned_here import plan_here
from strategies import BEELINE
from unit.verification.edits import edited, in_route, in_shift
from visitplan.domain.agent import Break, Shift
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.planning.terms import PlannedDay
from visitplan.verification.verifier import verify

CREW = "A01/1+A02/1"
NOON = Break(window=between("12:00", "13:00"), seconds=1800, paid=False)


def a_crewed_day(**changes: Any) -> Day:
    defaults: dict[str, Any] = {
        "cases": tuple(a_case(n, crew=2, priority="must") for n in range(1, 4)),
        "agents": (an_agent(1), an_agent(2)),
        "shifts": (
            a_shift(1, breaks=(NOON,), maximum_visits=5),
            a_shift(2, hours=between("08:00", "16:00"), pay=a_pay(minimum_paid_seconds=14_400)),
        ),
    }
    return a_day(**defaults | changes)


@pytest.fixture(scope="module")
def planned() -> PlannedDay:
    return plan_here(a_crewed_day(), BEELINE)


def broken(planned: PlannedDay, *, day: Day | None = None, plan: Plan | None = None) -> set[str]:
    found = verify(day or planned.day, planned.matrices, plan or planned.plan)
    return {violation.rule for violation in found}


def with_crew(planned: PlannedDay, **changes: Any) -> Day:
    return in_shift(planned.day, CREW, **changes)


def crew_of(planned: PlannedDay) -> Shift:
    return next(shift for shift in planned.day.shifts if shift.id == CREW)


def test_a_true_crew_breaks_no_promise(planned: PlannedDay) -> None:
    assert [route.shift_id for route in planned.plan.routes] == [CREW]
    assert broken(planned) == set()


def test_a_route_without_the_partner_is_no_crew(planned: PlannedDay) -> None:
    plan = in_route(planned.plan, 0, partners=())
    assert {"shift_agent", "crew_minimum"} <= broken(planned, plan=plan)


def test_somebody_with_a_crew_and_alone_is_in_two_places(planned: PlannedDay) -> None:
    (route,) = planned.plan.routes
    alone = edited(route, shift_id="A02/1", agent_id="A02", partners=())
    plan = edited(planned.plan, routes=(route, alone))
    assert "agent_overlap" in broken(planned, plan=plan)


def test_a_partner_who_works_other_hours_does_not_come_along(planned: PlannedDay) -> None:
    own = crew_of(planned).joined
    early = edited(own[1], hours=between("08:00", "08:30"))
    assert "crew_hours" in broken(planned, day=with_crew(planned, joined=(own[0], early)))


def test_a_crew_of_shifts_that_the_day_does_not_have_is_none(planned: PlannedDay) -> None:
    own = crew_of(planned).joined
    cheap = edited(own[1], pay=a_pay(wage_per_hour=0))
    assert "crew_unknown" in broken(planned, day=with_crew(planned, joined=(own[0], cheap)))


def test_one_person_twice_is_no_crew(planned: PlannedDay) -> None:
    own = crew_of(planned).joined
    assert "crew_twice" in broken(planned, day=with_crew(planned, joined=(own[0], own[0])))


def test_a_crew_starts_where_the_one_who_drives_does(planned: PlannedDay) -> None:
    assert "crew_start" in broken(planned, day=with_crew(planned, end=None))


def test_nobody_makes_more_visits_in_a_crew_than_alone(planned: PlannedDay) -> None:
    day = in_shift(planned.day, "A01/1", maximum_visits=2)
    own = tuple(day.shifts[:2])
    day = in_shift(day, CREW, joined=own)
    assert "crew_maximum_visits" in broken(planned, day=day)


def test_a_break_of_one_is_a_break_of_the_crew(planned: PlannedDay) -> None:
    assert "crew_break" in broken(planned, day=with_crew(planned, breaks=()))


def test_a_crew_costs_what_each_of_it_costs(planned: PlannedDay) -> None:
    (route,) = planned.plan.routes
    assert route.cost.fixed == 2 * 2000
    assert route.paid_seconds > 14_400
    halved = in_route(planned.plan, 0, cost=edited(route.cost, wage=route.cost.wage // 2))
    assert "route_cost" in broken(planned, plan=halved)


def test_a_partner_without_the_credential_forms_no_crew() -> None:
    day = a_crewed_day()
    policy = day.policy.model_copy(update={"required_credentials": frozenset({"card"})})
    plan = plan_here(day.model_copy(update={"policy": policy}), BEELINE).plan
    assert plan.routes == ()
    assert {barred.shift_id for barred in plan.barred} == {"A01/1", "A02/1"}
