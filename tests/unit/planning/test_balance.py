"""Balance: what each preference changes at a high price, and that none changes anything off."""

from datetime import timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from builders import a_case, a_day, a_pay, a_place, a_shift, an_agent, at
from laws.planned_here import plan_here
from laws.replanned_here import replan_here
from strategies import BEELINE
from visitplan.by_hand.story import price_by_hand
from visitplan.domain.balance import Balance, Yardstick
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day, HandRoute, SearchLimits
from visitplan.domain.plan import Plan, Route
from visitplan.planning.terms import PlannedDay, Provenance
from visitplan.replanning.terms import Replan
from visitplan.verification.invoice import invoiced
from visitplan.verification.verifier import verify

EVERYTHING = Balance(fair_time_per_hour=2_000, other_agent_per_visit=300, crossing_per_visit=300)
BY_HAND = Provenance(inputs={}, versions={})


def a_town(size: int = 30, agents: int = 3, **changes: Any) -> Day:
    """Return a day of cases all over a town, more agents than needed, and one office."""
    chance = np.random.default_rng(size)
    spots = chance.uniform((60.14, 24.86), (60.20, 25.00), (size, 2)).round(4).tolist()
    numbers = range(1, agents + 1)
    defaults: dict[str, Any] = {
        "limits": SearchLimits(seconds=60, work=5),
        "cases": tuple(a_case(n, place=a_place(*spot)) for n, spot in enumerate(spots, 1)),
        "agents": tuple(map(an_agent, numbers)),
        "shifts": tuple(a_shift(n, pay=a_pay(fixed=500)) for n in numbers),
    }
    return a_day(**defaults | changes)


def visited_by(*agents: str, days: int = 3) -> tuple[Contact, ...]:
    """Return visits some days ago: of C001 by the first agent, of C002 by the second, and so on."""
    return tuple(
        Contact(
            case_id=f"C{number:03}",
            at=at("10:00") - timedelta(days=days),
            channel="visit",
            reached=True,
            agent_id=agent,
        )
        for number, agent in enumerate(agents, 1)
    )


def planned(day: Day, balance: Balance) -> PlannedDay:
    return plan_here(day.model_copy(update={"balance": balance}), BEELINE)


@cache
def the_town(fair_time: int = 0, crossing: int = 0) -> PlannedDay:
    """Return the town planned with these prices."""
    balance = Balance(fair_time_per_hour=fair_time, crossing_per_visit=crossing)
    return planned(a_town(), balance)


def seconds_of(route: Route) -> int:
    return int((route.ends - route.leaves).total_seconds())


def spread(plan: Plan, agents: int = 3) -> int:
    """Return how many seconds the busiest agent works longer than the idlest one on duty."""
    worked = sorted([0] * (agents - len(plan.routes)) + [seconds_of(r) for r in plan.routes])
    return worked[-1] - worked[0]


def crossings(planned: PlannedDay, neighbours: int = 5) -> float:
    """Return which share of each visit's nearest visits another agent makes."""
    makers = {stop.case_id: r.agent_id for r in planned.plan.routes for stop in r.stops}
    cases = [case for case in planned.day.cases if case.id in makers]
    matrix = planned.matrices["drive"]
    rows = [matrix.row(case.place.point) for case in cases if case.place.point]
    ways = matrix.seconds[np.ix_(rows, rows)].astype(float)
    np.fill_diagonal(ways, np.inf)
    near = np.argsort(ways, axis=1, kind="stable")[:, :neighbours]
    made_by = np.array([makers[case.id] for case in cases])
    return float((made_by[near] != made_by[:, None]).mean())


def agents_of(plan: Plan) -> dict[str, str]:
    return {stop.case_id: route.agent_id for route in plan.routes for stop in route.stops}


def dearer(plain: PlannedDay, balanced: PlannedDay) -> float:
    """Return by which part the day costs more, preferences not counted."""
    free = {"fair_time": 0, "other_agent": 0, "crossing": 0}
    costs = [each.plan.cost.model_copy(update=free).total for each in (plain, balanced)]
    return costs[1] / costs[0] - 1


def test_without_prices_nothing_is_dealt_and_nothing_charged() -> None:
    day = a_town(12, contacts=visited_by(*["A02"] * 12))
    plan = planned(day, Balance()).plan

    assert plan.yardsticks == ()
    assert plan.model_copy(update={"manifest": None}) == planned(
        a_town(12), Balance()
    ).plan.model_copy(update={"manifest": None})
    assert (plan.cost.fair_time, plan.cost.other_agent, plan.cost.crossing) == (0, 0, 0)


def test_a_price_for_fair_time_evens_out_who_works_how_long() -> None:
    plain, fair = the_town(), the_town(fair_time=5_000)

    assert spread(fair.plan) < 3_600 < spread(plain.plan)
    assert dearer(plain, fair) < 0.1
    assert fair.plan.cost.fair_time > 0
    assert fair.plan.cost.overtime == plain.plan.cost.overtime == 0


def test_fair_time_is_dealt_by_the_hours_on_duty() -> None:
    half = a_shift(2, hours={"opening": at("09:00"), "closing": at("13:00")})
    yardsticks = planned(
        a_town(8, agents=2, shifts=(a_shift(1), half)), Balance(fair_time_per_hour=1)
    ).plan.yardsticks

    assert yardsticks[0].fair_seconds == pytest.approx(2 * yardsticks[1].fair_seconds, abs=2)


def test_paid_for_the_whole_shift_the_hours_worked_are_evened_out_all_the_same() -> None:
    shifts = tuple(a_shift(n, pay=a_pay(fixed=500, paid="shift")) for n in (1, 2, 3))
    fair = planned(a_town(shifts=shifts), Balance(fair_time_per_hour=9_000))

    assert spread(fair.plan) < 3_600
    assert {route.paid_seconds for route in fair.plan.routes} == {8 * 3_600}
    assert fair.plan.cost.fair_time > 0


def test_a_price_for_crossings_keeps_agents_in_areas_of_their_own() -> None:
    plain, compact = the_town(), the_town(crossing=500)

    assert crossings(compact) < 0.75 * crossings(plain)
    assert dearer(plain, compact) < 0.1


def test_the_crossings_charged_are_the_visits_outside_of_areas() -> None:
    plan = the_town(crossing=500).plan
    areas = {case_id: each.shift_id for each in plan.yardsticks for case_id in each.area}
    outside = sum(
        areas.get(stop.case_id, route.shift_id) != route.shift_id
        for route in plan.routes
        for stop in route.stops
    )

    assert plan.cost.crossing == 500 * outside


def test_both_shifts_of_an_agent_share_his_areas() -> None:
    morning = a_shift(1, hours={"opening": at("09:00"), "closing": at("12:30")})
    afternoon = a_shift(1, id="A01/2", hours={"opening": at("13:00"), "closing": at("17:00")})
    town = a_town(14, agents=1, shifts=(morning, afternoon))
    plan = planned(town, Balance(crossing_per_visit=500)).plan

    assert len(plan.routes) == 2
    assert sum(bool(each.area) for each in plan.yardsticks) == 2
    assert plan.cost.crossing == 0


def test_a_price_for_another_agent_sends_the_one_who_came_last() -> None:
    last = [f"A{1 + n % 3:02}" for n in range(12)]
    day = a_town(12, contacts=visited_by(*last))
    kept = planned(day, Balance(other_agent_per_visit=50_000)).plan

    assert agents_of(kept) == {f"C{n:03}": agent for n, agent in enumerate(last, 1)}
    assert kept.cost.other_agent == 0
    assert agents_of(planned(day, Balance()).plan) != agents_of(kept)


def charged_for(day: Day) -> int:
    """Return what two visits by A01 are charged for another agent, at 7 each."""
    balance = Balance(other_agent_per_visit=7)
    hand = (HandRoute(shift_id="A01/1", case_ids=("C001", "C002")),)
    priced = price_by_hand(
        day.model_copy(update={"balance": balance}), BEELINE, hand, provenance=BY_HAND
    )
    return priced.plan.cost.other_agent


def test_another_agent_than_last_time_is_charged_for_each_visit() -> None:
    assert charged_for(a_town(2, agents=2, contacts=visited_by("A02", "A02"))) == 14
    assert charged_for(a_town(2, agents=2, contacts=visited_by("A01", "A02"))) == 7
    assert charged_for(a_town(2, agents=2, contacts=visited_by("A01", "A01"))) == 0


def test_only_the_last_visit_counts_not_calls_nor_today() -> None:
    earlier, later = visited_by("A02", days=9), visited_by("A01", days=2)
    call = tuple(c.model_copy(update={"channel": "call"}) for c in visited_by("A02", days=1))
    today = visited_by("A02", days=0)

    assert charged_for(a_town(2, agents=2, contacts=earlier + later + call + today)) == 0
    assert charged_for(a_town(2, agents=2, contacts=earlier)) == 7


def test_the_last_visit_to_another_case_of_the_same_debtor_counts() -> None:
    same = tuple(case.model_copy(update={"debtor": "D"}) for case in a_town(2).cases)

    assert charged_for(a_town(2, agents=2, cases=same, contacts=visited_by("A02"))) == 14


@pytest.mark.parametrize(
    "changes",
    [
        {"shifts": (a_shift(1),)},
        {"cases": tuple(a_case(n, excluded_agents=frozenset({"A02"})) for n in (1, 2))},
        {"cases": tuple(a_case(n, allowed_agents=frozenset({"A01"})) for n in (1, 2))},
    ],
    ids=["off duty", "excluded", "not allowed"],
)
def test_whoever_cannot_come_again_is_not_missed(changes: dict[str, Any]) -> None:
    assert charged_for(a_town(2, agents=2, contacts=visited_by("A02", "A02"), **changes)) == 0


def test_hours_beyond_the_share_cost_a_fifth_more_at_every_step() -> None:
    day, balance = a_town(4, agents=1), Balance(fair_time_per_hour=3_600)
    made = planned(day, balance)
    worked = seconds_of(made.plan.routes[0])
    prices = [
        fair_time(made, share=worked * 100 // per_cent) for per_cent in (80, 90, 100, 110, 120, 130)
    ]

    steps = [later - earlier for earlier, later in pairwise(prices)]
    assert prices[0] <= 1
    assert steps == sorted(steps)
    assert prices[-1] == pytest.approx(worked * (50 + 40 + 30 + 20 + 10) / 130 / 5, abs=3)


def fair_time(made: PlannedDay, *, share: int) -> int:
    """Return the price of fair time by another share, in minor units."""
    yardsticks = (Yardstick(shift_id="A01/1", fair_seconds=share),)
    plan = made.plan.model_copy(update={"yardsticks": yardsticks})
    return invoiced(made.day, made.matrices, plan).cost.fair_time


@pytest.mark.parametrize(
    ("rule", "yardsticks"),
    [
        ("yardstick", [{"shift_id": "A01/1"}, {"shift_id": "A01/1"}]),
        ("yardstick", [{"shift_id": f"A0{n}/1", "area": ("C001",)} for n in (1, 2)]),
        ("fair_share", [{"shift_id": f"A0{n}/1", "fair_seconds": 5_000 * n} for n in (1, 2)]),
        ("route_cost", [{"shift_id": f"A0{n}/1", "fair_seconds": 60} for n in (1, 2)]),
        ("objective", [{"shift_id": f"A0{n}/1", "fair_seconds": 60} for n in (1, 2)]),
    ],
)
def test_other_yardsticks_than_the_plan_was_priced_by_are_noticed(
    rule: str, yardsticks: list[dict[str, Any]]
) -> None:
    made = planned(a_town(6, agents=2), EVERYTHING)
    other = tuple(Yardstick(**each) for each in yardsticks)

    assert verify(*made) == ()
    found = verify(made.day, made.matrices, made.plan.model_copy(update={"yardsticks": other}))
    assert rule in {violation.rule for violation in found}


def test_hand_made_routes_are_measured_by_the_plans_own_yardsticks() -> None:
    made = planned(a_town(12), EVERYTHING)
    hand = tuple(
        HandRoute(shift_id=r.shift_id, case_ids=tuple(s.case_id for s in r.stops))
        for r in made.plan.routes
    )
    day = a_town(12).model_copy(update={"balance": EVERYTHING})
    again = price_by_hand(day, BEELINE, hand, provenance=BY_HAND).plan

    assert again.yardsticks == made.plan.yardsticks
    assert again.cost == made.plan.cost


def test_the_rest_of_a_day_goes_on_by_the_yardsticks_of_the_morning() -> None:
    day = a_town(12, contacts=visited_by(*["A03"] * 6))
    made = planned(day, EVERYTHING)
    asked = Replan(made.plan, (), at("11:30"))
    new = replan_here(made.day, BEELINE, asked).planned

    assert new.plan.yardsticks == made.plan.yardsticks
    assert new.plan.cost.total <= made.plan.cost.total
    assert verify(*new) == ()
