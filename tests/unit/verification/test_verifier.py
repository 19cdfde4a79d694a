"""The verifier finds nothing in a true plan, and each kind of lie by the rule made for it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import TODAY, a_matrix, at, between
from unit.verification.edits import (
    at_index,
    edited,
    in_agent,
    in_break,
    in_case,
    in_policy,
    in_route,
    in_shift,
    in_stop,
    later,
    shifted,
)
from unit.verification.hand_scheduling import (
    a_full_day,
    a_full_plan,
    a_manifest,
    a_place_apart,
    a_refusal,
    draw,
    matrices_of,
)
from visitplan.domain.agent import Credential
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin
from visitplan.domain.plan import Cost, Plan
from visitplan.domain.visit import BarredShift, Ineligible
from visitplan.domain.window import ClockSpan
from visitplan.verification.verifier import RULES, verify

DAY = a_full_day()
PLAN = a_full_plan(DAY)
MATRICES = matrices_of(DAY)


def rules_broken(day: Day, plan: Plan) -> set[str]:
    return {violation.rule for violation in verify(day, MATRICES, plan)}


def test_a_true_plan_breaks_no_promise() -> None:
    assert verify(DAY, MATRICES, PLAN) == ()


def test_a_day_without_cases_and_a_plan_without_routes_agree() -> None:
    day = a_full_day(cases=(), pins=())
    assert verify(day, MATRICES, draw(day, {})) == ()


def test_a_plan_read_back_from_json_is_as_true_as_before() -> None:
    assert verify(DAY, MATRICES, Plan.model_validate_json(PLAN.model_dump_json())) == ()


def test_every_rule_stands_in_the_tuple_once() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)


STOP = PLAN.routes[0].stops[0]
FIRST, SECOND, THIRD = PLAN.routes

PLAN_MUTANTS: dict[str, tuple[str, Callable[[Plan], Plan]]] = {
    "another date": ("plan_date", lambda p: edited(p, date=date(2026, 11, 25))),
    "another zone": ("plan_time_zone", lambda p: edited(p, time_zone=ZoneInfo("Asia/Shanghai"))),
    "another currency": ("plan_currency", lambda p: edited(p, currency="SEK")),
    "a stop removed": ("case_lost", lambda p: in_route(p, 0, stops=p.routes[0].stops[:-1])),
    "the unassigned forgotten": ("case_lost", lambda p: edited(p, unassigned=())),
    "the ineligible forgotten": ("case_lost", lambda p: edited(p, ineligible=())),
    "no routes at all": ("case_lost", lambda p: edited(p, routes=())),
    "a stop twice on one route": (
        "case_doubled",
        lambda p: in_route(p, 0, stops=p.routes[0].stops + p.routes[0].stops[:1]),
    ),
    "a case on two routes": (
        "case_doubled",
        lambda p: in_route(p, 1, stops=p.routes[1].stops + p.routes[0].stops[:1]),
    ),
    "a planned case also unassigned": (
        "case_doubled",
        lambda p: in_stop(p, 0, 0, case_id=p.unassigned[0].case_id),
    ),
    "a stop at an unknown case": ("case_unknown", lambda p: in_stop(p, 0, 0, case_id="C999")),
    "an unknown rival": (
        "case_unknown",
        lambda p: edited(
            p, unassigned=at_index(p.unassigned, 0, lambda u: edited(u, instead_of=("C999",)))
        ),
    ),
    "an unknown shift": ("shift_unknown", lambda p: in_route(p, 0, shift_id="A09/1")),
    "an unknown barred shift": (
        "shift_unknown",
        lambda p: edited(p, barred=(BarredShift(shift_id="A09/1", refusals=(a_refusal(),)),)),
    ),
    "another agent's name": ("shift_agent", lambda p: in_route(p, 0, agent_id="A02")),
    "on foot": ("agent_mode", lambda p: in_route(p, 0, mode="walk")),
    "a refused case on a route": (
        "no_hold",
        lambda p: edited(in_stop(p, 0, 0, case_id="C008"), ineligible=()),
    ),
    "an eligible case refused": (
        "wrongly_refused",
        lambda p: edited(
            p,
            ineligible=(*p.ineligible, Ineligible(case_id="C010", refusals=(a_refusal(),))),
            unassigned=p.unassigned[1:],
        ),
    ),
    "a refused case told as left out": (
        "wrongly_admitted",
        lambda p: edited(
            p, unassigned=at_index(p.unassigned, 0, lambda u: edited(u, case_id="C008"))
        ),
    ),
    "a barred shift with a route": (
        "barred_shift",
        lambda p: edited(p, barred=(BarredShift(shift_id="A01/1", refusals=(a_refusal(),)),)),
    ),
    "a shift barred for nothing": (
        "wrongly_barred",
        lambda p: edited(p, barred=(BarredShift(shift_id="A02/1", refusals=(a_refusal(),)),)),
    ),
    "two routes of one shift": ("one_route_per_shift", lambda p: edited(p, routes=p.routes * 2)),
    "an agent on two routes at once": (
        "agent_overlap",
        lambda p: edited(p, routes=at_index(p.routes, 1, lambda r: shifted(r, -4 * 3600))),
    ),
    "a fraction of a second": (
        "whole_seconds",
        lambda p: in_route(p, 0, leaves=p.routes[0].leaves + timedelta(microseconds=1)),
    ),
    "a shorter way": ("travel_seconds", lambda p: in_stop(p, 0, 0, travel_seconds=1)),
    "a shorter distance": ("travel_metres", lambda p: in_stop(p, 0, 0, travel_metres=1)),
    "an absurd distance": ("travel_metres", lambda p: in_stop(p, 0, 0, travel_metres=10**30)),
    "a shorter way back": ("return_seconds", lambda p: in_route(p, 0, return_seconds=0)),
    "no distance back": ("return_metres", lambda p: in_route(p, 0, return_metres=0)),
    "a way back from an open end": ("return_seconds", lambda p: in_route(p, 1, return_seconds=60)),
    "no setup": ("setup_seconds", lambda p: in_stop(p, 0, 0, setup_seconds=0)),
    "setup at the same point": ("setup_seconds", lambda p: in_stop(p, 0, 2, setup_seconds=120)),
    "an arrival a second early": (
        "arrival",
        lambda p: in_stop(p, 0, 1, arrival=later(p.routes[0].stops[1].arrival, -1)),
    ),
    "an arrival before leaving": ("arrival", lambda p: in_stop(p, 0, 0, arrival=at("08:59"))),
    "stops swapped": ("arrival", lambda p: in_route(p, 0, stops=p.routes[0].stops[::-1])),
    "waiting untold": ("waiting_seconds", lambda p: in_stop(p, 0, 0, waiting_seconds=0)),
    "a second less at the door": (
        "departure",
        lambda p: in_stop(p, 0, 0, departure=later(p.routes[0].stops[0].departure, -1)),
    ),
    "a departure before the arrival": (
        "departure",
        lambda p: in_stop(p, 0, 0, departure=at("08:00")),
    ),
    "home a second early": (
        "route_end",
        lambda p: in_route(p, 0, ends=later(p.routes[0].ends, -1)),
    ),
    "home an hour later": (
        "route_end",
        lambda p: in_route(p, 0, ends=later(p.routes[0].ends, 3600)),
    ),
    "an open end that goes on": (
        "route_end",
        lambda p: in_route(p, 1, ends=later(p.routes[1].ends, 60)),
    ),
    "left before the shift": ("shift_hours", lambda p: in_route(p, 0, leaves=at("08:59"))),
    "a route in another year": (
        "permitted_hours",
        lambda p: in_stop(p, 0, 0, arrival=datetime(1, 1, 1, tzinfo=UTC)),
    ),
    "ten hours later": (
        "permitted_hours",
        lambda p: edited(p, routes=at_index(p.routes, 2, lambda r: shifted(r, 36_000))),
    ),
    "an hour after the customer's window": (
        "customer_window",
        lambda p: edited(p, routes=at_index(p.routes, 0, lambda r: shifted(r, 3600))),
    ),
    "no breaks": ("break_taken", lambda p: in_route(p, 2, breaks=())),
    "a break cut short": (
        "break_owed",
        lambda p: in_break(p, 2, 1, end=later(p.routes[2].breaks[1].start, 60)),
    ),
    "a break unpaid": ("break_owed", lambda p: in_break(p, 2, 0, paid=False)),
    "a break outside of its window": (
        "break_owed",
        lambda p: in_break(p, 2, 0, start=at("09:20"), end=at("09:35")),
    ),
    "one break told twice": (
        "break_owed",
        lambda p: in_route(p, 2, breaks=(p.routes[2].breaks[0],) * 2 + p.routes[2].breaks[1:]),
    ),
    "breaks that overlap": (
        "breaks_overlap",
        lambda p: in_route(p, 2, breaks=(p.routes[2].breaks[0],) * 2 + p.routes[2].breaks[1:]),
    ),
    "a break at somebody's door": (
        "break_interrupts_visit",
        lambda p: in_break(p, 2, 0, start=at("10:00"), end=at("10:15")),
    ),
    "a break after the route": (
        "break_inside_route",
        lambda p: in_break(p, 2, 1, start=at("11:00"), end=at("11:30")),
    ),
    "a penalty forgiven": (
        "penalty",
        lambda p: edited(p, unassigned=at_index(p.unassigned, 0, lambda u: edited(u, penalty=0))),
    ),
    "a pinned visit at a low penalty": (
        "penalty",
        lambda p: edited(
            p, unassigned=at_index(p.unassigned, 1, lambda u: edited(u, penalty=3000))
        ),
    ),
    "an unpaid hour": ("paid_seconds", lambda p: in_route(p, 0, paid_seconds=1)),
    "a cheaper wage": (
        "route_cost",
        lambda p: in_route(p, 0, cost=edited(p.routes[0].cost, wage=1)),
    ),
    "dislike for nothing": (
        "route_cost",
        lambda p: in_route(p, 2, cost=edited(p.routes[2].cost, preference=0)),
    ),
    "a penalty inside a route": (
        "route_cost",
        lambda p: in_route(p, 0, cost=edited(p.routes[0].cost, unassigned=5)),
    ),
    "a cheaper plan": ("plan_cost", lambda p: edited(p, cost=Cost())),
    "an objective one tick off": (
        "objective",
        lambda p: edited(p, manifest=edited(p.manifest, objective=p.manifest.objective + 1)),
    ),
    "a negative time": ("well_formed", lambda p: in_stop(p, 0, 0, travel_seconds=-5)),
    "a negative cost": ("well_formed", lambda p: edited(p, cost=edited(p.cost, wage=-5))),
    "a route without stops": ("well_formed", lambda p: in_route(p, 0, stops=())),
    "a time without a zone": (
        "well_formed",
        lambda p: in_route(p, 0, leaves=at("09:00").replace(tzinfo=None)),
    ),
    "text for a number": ("well_formed", lambda p: in_route(p, 0, paid_seconds="many")),
    "refused without a reason": (
        "well_formed",
        lambda p: edited(p, ineligible=at_index(p.ineligible, 0, lambda i: edited(i, refusals=()))),
    ),
}

STALE = (Credential(kind="card", valid_until=date(2026, 11, 23)),)
UNBORN = (Credential(kind="card", valid_from=date(2026, 11, 25)),)

DAY_MUTANTS: dict[str, tuple[str, Callable[[Day], Day]]] = {
    "approval withdrawn": ("case_approved", lambda d: in_case(d, "C001", status="withdrawn")),
    "approval never given": ("case_approved", lambda d: in_case(d, "C001", approved_by=None)),
    "approval without a time": ("case_approved", lambda d: in_case(d, "C001", approved_at=None)),
    "approval given at noon": (
        "approval_given",
        lambda d: in_case(d, "C001", approved_at=at("12:00")),
    ),
    "approval over at ten past": (
        "approval_expired",
        lambda d: in_case(d, "C001", approved_until=at("10:10")),
    ),
    "a hold since planning": ("no_hold", lambda d: in_case(d, "C001", holds=("vulnerable",))),
    "a rest day": ("rest_day", lambda d: in_policy(d, rest_days=frozenset({"tue"}))),
    "a holiday": ("holiday", lambda d: in_policy(d, holidays=frozenset({TODAY}))),
    "no hours on a Tuesday": ("permitted_hours", lambda d: in_policy(d, permitted_hours={})),
    "hours until half past ten": (
        "permitted_hours",
        lambda d: in_policy(
            d, permitted_hours={"tue": (ClockSpan(opening=time(8), closing=time(10, 30)),)}
        ),
    ),
    "another window": (
        "customer_window",
        lambda d: in_case(d, "C001", windows=(between("10:00", "10:10"),)),
    ),
    "a place that cannot be reached": (
        "place_known",
        lambda d: in_case(d, "C001", place=edited(d.cases[0].place, problem="An island.")),
    ),
    "a place that was lost": (
        "place_known",
        lambda d: in_case(d, "C001", place=edited(d.cases[0].place, point=None)),
    ),
    "a place that no matrix knows": (
        "way_exists",
        lambda d: in_case(d, "C001", place=a_place_apart()),
    ),
    "an end that no matrix knows": (
        "way_exists",
        lambda d: in_shift(d, "A01/1", end=a_place_apart()),
    ),
    "a case more": ("case_lost", lambda d: edited(d, cases=(*d.cases, edited(d.cases[0], id="X")))),
    "an agent gone": ("agent_unknown", lambda d: edited(d, agents=d.agents[1:])),
    "a credential expired": ("agent_credential", lambda d: in_agent(d, "A01", credentials=STALE)),
    "a credential of tomorrow": (
        "agent_credential",
        lambda d: in_agent(d, "A01", credentials=UNBORN),
    ),
    "a skill lost": ("agent_skill", lambda d: in_agent(d, "A01", skills=frozenset())),
    "allowed to another": (
        "agent_allowed",
        lambda d: in_case(d, "C002", allowed_agents=frozenset({"A02"})),
    ),
    "excluded": (
        "agent_excluded",
        lambda d: in_case(d, "C002", excluded_agents=frozenset({"A01"})),
    ),
    "fewer visits allowed": ("maximum_visits", lambda d: in_shift(d, "A02/1", maximum_visits=3)),
    "a shift cut short": (
        "shift_hours",
        lambda d: in_shift(d, "A02/1", hours=between("09:00", "10:30")),
    ),
    "more service": ("departure", lambda d: in_case(d, "C001", service_seconds=901)),
    "a break more": (
        "break_taken",
        lambda d: in_shift(
            d,
            "A02/1",
            breaks=(*d.shifts[2].breaks, edited(d.shifts[2].breaks[0], seconds=1200)),
        ),
    ),
    "pinned to another agent": (
        "pinned_agent",
        lambda d: edited(d, pins=(*d.pins, Pin(case_id="C001", agent_id="A02"))),
    ),
    "pinned to an earlier time": (
        "pinned_arrival",
        lambda d: edited(d, pins=(*d.pins, Pin(case_id="C001", not_after=at("09:59")))),
    ),
    "pinned to a later time": (
        "pinned_arrival",
        lambda d: edited(d, pins=(*d.pins, Pin(case_id="C001", not_before=at("10:01")))),
    ),
    "pinned the other way round": (
        "pinned_order",
        lambda d: edited(d, pins=(*d.pins, Pin(case_id="C005", after="C006"))),
    ),
    "pinned after a visit elsewhere": (
        "pinned_order",
        lambda d: edited(d, pins=(*d.pins, Pin(case_id="C004", after="C001"))),
    ),
    "another priority": ("penalty", lambda d: in_case(d, "C010", priority="low")),
    "a dearer agent": (
        "route_cost",
        lambda d: in_shift(d, "A01/1", pay=edited(d.shifts[0].pay, wage_per_hour=2151)),
    ),
}


@pytest.mark.parametrize("name", PLAN_MUTANTS)
def test_a_mutant_of_the_plan_is_caught_by_the_rule_made_for_it(name: str) -> None:
    rule, mutate = PLAN_MUTANTS[name]
    assert rule in rules_broken(DAY, mutate(PLAN))


@pytest.mark.parametrize("name", DAY_MUTANTS)
def test_a_plan_for_another_day_is_caught_by_the_rule_made_for_it(name: str) -> None:
    rule, mutate = DAY_MUTANTS[name]
    assert rule in rules_broken(mutate(DAY), PLAN)


def test_nothing_is_caught_that_no_mutant_was_made_for() -> None:
    mutants = [(DAY, mutate(PLAN)) for _, mutate in PLAN_MUTANTS.values()]
    mutants += [(mutate(DAY), PLAN) for _, mutate in DAY_MUTANTS.values()]
    caught = {
        violation.rule for mutant in mutants for violation in verify(mutant[0], MATRICES, mutant[1])
    }
    intended = {rule for rule, _ in (*PLAN_MUTANTS.values(), *DAY_MUTANTS.values())}
    assert caught == intended


def test_a_plan_made_by_hand_has_no_objective_to_compare() -> None:
    assert verify(DAY, MATRICES, edited(PLAN, manifest=a_manifest(0, engine="hand"))) == ()


def test_a_violation_names_no_person_and_no_place() -> None:
    day = in_case(
        DAY, "C001", holds=("dispute",), place=edited(DAY.cases[0].place, address="Road 1")
    )
    texts = " ".join(map(str, verify(day, MATRICES, PLAN)))
    assert "no_hold" in texts
    assert "Customer" not in texts
    assert "Road" not in texts


def test_ways_of_another_mode_are_not_taken_for_the_agents_own() -> None:
    day = in_agent(DAY, "A01", mode="walk")
    slow = a_matrix(MATRICES["walk"].points, {(0, 1): 9999})
    assert "agent_mode" in {v.rule for v in verify(day, {**MATRICES, "walk": slow}, PLAN)}
    assert "way_exists" in {v.rule for v in verify(day, {"drive": MATRICES["drive"]}, PLAN)}


# Random edits: whatever somebody writes into a plan, the verifier answers with violations.

ANYTHING: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.datetimes(timezones=st.just(UTC)),
    st.datetimes(timezones=st.timezones()),
    st.datetimes(),
    st.just(()),
    st.sampled_from(["C001", "C008", "A01", "A01/1", "A02/1", "walk"]),
)


def leaves_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths to every field and item below a plan's plain form."""
    if isinstance(value, dict):
        return [path] + [leaf for key in value for leaf in leaves_of(value[key], (*path, key))]
    if isinstance(value, tuple):
        return [path] + [
            leaf for i, item in enumerate(value) for leaf in leaves_of(item, (*path, i))
        ]
    return [path]


PATHS = [path for path in leaves_of(PLAN.model_dump()) if path]


def with_value_at(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    head, *rest = path
    if isinstance(value, tuple):
        return tuple(
            with_value_at(v, tuple(rest), new) if i == head else v for i, v in enumerate(value)
        )
    if isinstance(value, dict):
        return {**value, head: with_value_at(value[head], tuple(rest), new)}
    if not hasattr(value, str(head)):
        return value
    return edited(value, **{head: with_value_at(getattr(value, head), tuple(rest), new)})


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PATHS), ANYTHING), min_size=1, max_size=3))
def test_no_edit_makes_the_verifier_raise(edits: list[tuple[tuple[Any, ...], Any]]) -> None:
    plan = PLAN
    for path, new in edits:
        plan = with_value_at(plan, path, new)
    for violation in verify(DAY, MATRICES, plan):
        assert violation.rule.isidentifier()


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(9)), st.data())
def test_stops_dealt_anew_are_never_taken_for_the_plan(
    order: list[int], data: st.DataObject
) -> None:
    stops = [stop for route in PLAN.routes for stop in route.stops]
    dealt = [stops[i % len(stops)] for i in order]
    cut = data.draw(st.integers(1, len(dealt) - 1))
    routes = (
        edited(FIRST, stops=tuple(dealt[:cut])),
        edited(THIRD, stops=tuple(dealt[cut:])),
    )
    assert verify(DAY, MATRICES, edited(PLAN, routes=routes))
