"""Without any one rule of the statement, the verifier notices: an instance that bites for each.

The search runs in the model without the rule; its answer becomes a plan as always, and the
verifier, which knows nothing of the model, names what is broken. With all rules, it is silent.
"""

from typing import Any, NamedTuple

import pytest

from builders import (
    a_case,
    a_day,
    a_matrix,
    a_pay,
    a_shift,
    an_agent,
    between,
)
from laws.planned_here import NOWHERE_FROM
from visitplan.crews.joining import join
from visitplan.domain.agent import Break, OvertimeTier, Shift
from visitplan.domain.daily_cap import DailyCap
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin
from visitplan.domain.plan import Unassigned
from visitplan.domain.travel import Matrices
from visitplan.eligibility.gate import gate
from visitplan.planning.completing import drafted
from visitplan.routing import constraints, objective
from visitplan.routing.confirm import confirm
from visitplan.routing.formulation import Formulation
from visitplan.routing.model import RULES, Rule
from visitplan.routing.routes import left_out, routes_of
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.local_search import search_locally
from visitplan.routing.search.solve import solve
from visitplan.routing.statement import Answer
from visitplan.routing.stating import Stated, state_day
from visitplan.travel.beeline import BeelineTravel
from visitplan.verification.invoice import invoiced
from visitplan.verification.verifier import verify

BRIEF = Effort(seconds=1, work=1, engine="ortools")


class Bite(NamedTuple):
    """A rule, a day made for it, and what the verifier says where the rule is missing."""

    rule: Rule
    day: Day
    violation: str


def case(number: int = 1, **changes: Any) -> Any:
    return a_case(number, priority="must", **changes)


LUNCH = Break(window=between("12:00", "12:30"), seconds=1800, paid=True)
ALL_NOON = {"windows": (between("11:00", "13:00"),), "service_seconds": 7200}

AT_TEN = {"windows": (between("10:00", "11:00"),), "service_seconds": 3600}


def crews_of(*members: Shift) -> tuple[Shift, ...]:
    crew = join(members)
    return () if crew is None else (crew,)


RULES_OF_TIME_AND_PEOPLE = [
    Bite(
        constraints.visit_wholly_within_windows,
        a_day(cases=(case(windows=(between("14:00", "15:00"),)),)),
        "customer_window",
    ),
    Bite(
        constraints.stay_within_shifts,
        a_day(
            cases=(case(windows=(between("18:00", "19:00"),), excluded_agents=frozenset({"A02"})),),
            agents=(an_agent(1), an_agent(2)),
            shifts=(a_shift(1), a_shift(2, hours=between("12:00", "20:00"))),
        ),
        "shift_hours",
    ),
    Bite(
        constraints.take_the_breaks,
        a_day(cases=(case(**ALL_NOON),), shifts=(a_shift(breaks=(LUNCH,)),)),
        "break_taken",
    ),
    Bite(
        constraints.send_only_allowed_shifts,
        a_day(
            cases=(case(allowed_agents=frozenset({"A02"})),),
            agents=(an_agent(1), an_agent(2)),
            shifts=(a_shift(1, pay=a_pay(fixed=0)), a_shift(2, pay=a_pay(fixed=9000))),
        ),
        "agent_allowed",
    ),
    Bite(
        constraints.limit_visits_per_shift,
        a_day(cases=(case(1), case(2)), shifts=(a_shift(maximum_visits=1),)),
        "maximum_visits",
    ),
    Bite(
        constraints.keep_daily_caps,
        a_day(cases=(case(1), case(2)), daily_cap=DailyCap(all_cases=1)),
        "daily_cap",
    ),
    Bite(
        constraints.use_nobody_twice,
        a_day(
            cases=(case(1, crew=2, **AT_TEN), case(2, **AT_TEN)),
            agents=(an_agent(1), an_agent(2)),
            shifts=(a_shift(1), a_shift(2), *crews_of(a_shift(1), a_shift(2))),
        ),
        "agent_overlap",
    ),
    Bite(
        constraints.keep_pinned_orders,
        a_day(
            cases=(
                case(1, windows=(between("14:00", "15:00"),)),
                case(2, windows=(between("10:00", "11:00"),)),
            ),
            pins=(Pin(case_id="C002", after="C001"),),
        ),
        "pinned_order",
    ),
]

TWO_TIERS = (
    OvertimeTier(beyond_seconds=600, premium_per_hour=1000),
    OvertimeTier(beyond_seconds=1200, premium_per_hour=2000),
)

RULES_OF_MONEY = [
    (objective.pay_for_used_shifts, a_pay(fixed=2000)),
    (objective.pay_wages, a_pay()),
    (objective.pay_wages, a_pay(overtime=TWO_TIERS[:1])),
    (objective.pay_what_wages_lack, a_pay(overtime=TWO_TIERS)),
    (objective.pay_what_wages_lack, a_pay(minimum_paid_seconds=600, overtime=TWO_TIERS[:1])),
    (objective.pay_per_kilometre_and_visit, a_pay(rate_per_km=55)),
    (objective.pay_per_kilometre_and_visit, a_pay(expenses_per_visit=150)),
]


@pytest.mark.parametrize("bite", RULES_OF_TIME_AND_PEOPLE, ids=lambda bite: bite.rule.__name__)
def test_without_a_rule_of_time_or_people_the_verifier_notices(bite: Bite) -> None:
    stated = the_statement(bite.day)
    rules = without(bite.rule, objective.pay_what_wages_lack)

    answer = search_locally(stated.statement, BRIEF, lambda _: None, rules=rules)
    assert answer is not None
    assert bite.violation in violations(bite.day, stated, answer)


@pytest.mark.parametrize("bite", RULES_OF_TIME_AND_PEOPLE, ids=lambda bite: bite.rule.__name__)
def test_with_all_rules_the_verifier_finds_nothing(bite: Bite) -> None:
    stated = the_statement(bite.day)
    answer = solve(stated.statement, BRIEF, lambda _: None)

    assert violations(bite.day, stated, answer) == set()


@pytest.mark.parametrize(("rule", "pay"), RULES_OF_MONEY)
def test_without_a_rule_of_money_the_objective_is_not_the_cost(rule: Rule, pay: Any) -> None:
    day = a_day(cases=(case(1), case(2)), shifts=(a_shift(pay=pay),))
    stated = the_statement(day)
    answer = solve(stated.statement, BRIEF, lambda _: None)

    assert violations(day, stated, answer) == set()
    underpaid = confirm(stated.statement, answer, rules=without(rule))
    assert violations(day, stated, underpaid) == {"objective"}


def test_where_no_time_passes_the_verifier_notices() -> None:
    """The other rules speak about the clock, so it cannot be left out but only be stopped."""
    day = a_day(cases=(case(1), case(2)))
    stated = the_statement(day)
    rules = (let_no_time_pass, *without(constraints.let_time_pass, objective.pay_what_wages_lack))

    answer = search_locally(stated.statement, BRIEF, lambda _: None, rules=rules)
    assert answer is not None
    assert {"arrival", "route_end"} <= violations(day, stated, answer)


def let_no_time_pass(formulation: Formulation) -> None:
    size = len(formulation.nodes) + 2 * len(formulation.statement.shifts)
    standstill = formulation.routing.RegisterTransitMatrix([[0] * size] * size)
    formulation.routing.AddDimension(standstill, formulation.last, formulation.last, False, "clock")


def test_where_leaving_out_is_free_the_verifier_notices() -> None:
    """Without this rule every visit is a must, which is dear but true; so it is made free."""
    day = a_day(cases=(case(1), case(2)))
    stated = the_statement(day)
    nothing = Answer(routes=(), objective=0)

    assert violations(day, stated, confirm(stated.statement, nothing)) == set()
    rules = (*without(objective.pay_for_unassigned_visits), leave_out_for_free)
    assert violations(day, stated, confirm(stated.statement, nothing, rules)) == {"objective"}


def leave_out_for_free(formulation: Formulation) -> None:
    for number in range(len(formulation.statement.visits)):
        formulation.routing.AddDisjunction(formulation.nodes_of(number), 0, 1)


def test_every_rule_has_an_instance_that_bites() -> None:
    bitten = {bite.rule for bite in RULES_OF_TIME_AND_PEOPLE} | {rule for rule, _ in RULES_OF_MONEY}
    alone = {objective.pay_for_unassigned_visits, constraints.let_time_pass}

    assert bitten | alone == set(RULES)


def without(*rules: Rule) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule not in rules)


def matrices_of(day: Day) -> Matrices:
    return {"drive": a_matrix(places_of(day))}


def places_of(day: Day) -> list[Any]:
    places = [case.place.point for case in day.cases]
    places += [place.point for shift in day.shifts for place in (shift.start, shift.end) if place]
    return list(dict.fromkeys(places))


def the_statement(day: Day) -> Stated:
    return state_day(day, gate(day).visits, day.shifts, matrices_of(day))


def violations(day: Day, stated: Stated, answer: Answer) -> set[str]:
    """Make a plan of the answer and return the rules that the verifier finds broken."""
    draft = drafted(day, gate(day), NOWHERE_FROM, BeelineTravel(day.travel))
    out = left_out(stated, answer)
    ticks = answer.objective + stated.hopeless_ticks
    plan = draft.model_copy(
        update={
            "routes": routes_of(stated, answer, day),
            "unassigned": tuple(not_planned(visit.case_id, visit.penalty) for visit in out),
            "manifest": draft.manifest.model_copy(update={"objective": ticks}),
        }
    )
    found = verify(day, matrices_of(day), invoiced(day, matrices_of(day), plan))
    return {violation.rule for violation in found}


def not_planned(case_id: str, penalty: int) -> Unassigned:
    return Unassigned(case_id=case_id, kind="displaced", rule="r", reason="r", penalty=penalty)
