"""Crews on a day that goes wrong: kept together, or dissolved with a word about it."""

import pytest

from builders import a_case, a_day, a_pay, a_shift, an_agent, at
from laws.planned_here import plan_here
from laws.replanned_here import replan_here
from strategies import BEELINE
from visitplan.domain.day import Day, SearchLimits
from visitplan.domain.event import Event
from visitplan.domain.plan import Plan
from visitplan.replanning.terms import Replan, ReplannedDay
from visitplan.verification.verifier import verify

CREW = "A01/1+A02/1"


def a_crewed_day(agents: int = 3) -> Day:
    """Return a day of ten cases, half of them for two people, that one crew makes."""
    return a_day(
        cases=tuple(a_case(n, crew=2 if n % 2 else None) for n in range(1, 11)),
        agents=tuple(an_agent(n) for n in range(1, agents + 1)),
        shifts=tuple(
            a_shift(n, pay=a_pay(fixed=9000, wage_per_hour=2100 + n)) for n in range(1, agents + 1)
        ),
        limits=SearchLimits(seconds=60, work=3, seed=1),
    )


@pytest.fixture(scope="module")
def old() -> Plan:
    return plan_here(a_crewed_day(), BEELINE).plan


def replanned(old: Plan, *events: Event, day: Day | None = None) -> ReplannedDay:
    return replan_here(day or a_crewed_day(), BEELINE, Replan(old, events, at("10:30")))


def ill(agent_id: str) -> Event:
    return Event(kind="agent_ill", at=at("10:00"), agent_id=agent_id)


def made(plan: Plan, crew: tuple[str, ...]) -> list[str]:
    return [stop.case_id for route in plan.routes if route.crew == crew for stop in route.stops]


def test_one_crew_makes_the_day(old: Plan) -> None:
    assert [(route.shift_id, route.crew) for route in old.routes] == [(CREW, ("A01", "A02"))]


def test_when_nothing_happened_the_crew_stays_together(old: Plan) -> None:
    new = replanned(old)
    assert (new.planned.plan.routes, new.changes) == (old.routes, ())


def test_a_crew_stays_together_when_no_visit_asks_for_two_any_more(old: Plan) -> None:
    alone = tuple(case.model_copy(update={"crew": None}) for case in a_crewed_day().cases)
    new = replanned(old, day=a_crewed_day().model_copy(update={"cases": alone}))
    assert [route.crew for route in new.planned.plan.routes] == [("A01", "A02")]


@pytest.mark.parametrize("who", ["A01", "A02"])
def test_whoever_falls_ill_dissolves_the_crew_and_another_is_formed(old: Plan, who: str) -> None:
    new = replanned(old, ill(who))
    assert made(new.planned.plan, ("A01", "A02")) == made(old, ("A01", "A02"))[:4]
    told = [f.problem for f in new.planned.plan.findings if f.code == "VP-RP-011"]
    assert len(told) == 1
    assert f"{CREW} is dissolved: {who} fell ill" in told[0]
    others = {route.crew for route in new.planned.plan.routes} - {("A01", "A02")}
    assert all(who not in crew for crew in others)
    assert any(len(crew) == 2 for crew in others)
    assert verify(*new.planned) == ()


def test_who_is_left_alone_goes_on_alone_and_visits_for_two_are_left_out() -> None:
    day = a_crewed_day(agents=2)
    new = replanned(plan_here(day, BEELINE).plan, ill("A02"), day=day)
    alone = made(new.planned.plan, ("A01",))
    asked = {case.id: case.crew for case in day.cases}
    assert alone
    assert all(asked[case_id] is None for case_id in alone)
    assert {out.case_id for out in new.planned.plan.unassigned} <= {
        case_id for case_id, crew in asked.items() if crew == 2
    }
    assert verify(*new.planned) == ()


def test_a_delay_of_either_delays_the_crew(old: Plan) -> None:
    delay = Event(kind="delayed", at=at("10:00"), agent_id="A02", delay_seconds=1200)
    new = replanned(old, delay)
    assert new.planned.plan.routes[0].stops[-1].arrival > old.routes[0].stops[-1].arrival


def test_another_partner_is_another_who_comes(old: Plan) -> None:
    new = replanned(old, ill("A02"))
    assert {"agent"} <= {change.kind for change in new.changes}
