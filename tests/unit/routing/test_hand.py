"""Routes made by hand are timed as they would be worked, and the verifier says what they break."""

from typing import Any

import pytest
from hypothesis import given, settings

from builders import a_case, a_day, a_shift, at, between
from laws.planned_here import NOWHERE_FROM, plan_here
from strategies import BEELINE, days
from visitplan.by_hand.story import price_by_hand
from visitplan.domain.agent import Break
from visitplan.domain.day import Day, HandRoute
from visitplan.domain.plan import Route
from visitplan.errors import InputError
from visitplan.planning.terms import PlannedDay
from visitplan.verification.verifier import verify


def by_hand(day: Day, *case_ids: str, arrivals: tuple[Any, ...] = ()) -> PlannedDay:
    route = HandRoute(shift_id="A01/1", case_ids=case_ids, arrivals=arrivals)
    return price_by_hand(day, BEELINE, [route], provenance=NOWHERE_FROM)


def broken(planned: PlannedDay) -> set[str]:
    return {violation.rule for violation in verify(*planned)}


def route_of(planned: PlannedDay) -> Route:
    return planned.plan.routes[0]


def test_a_lawful_route_by_hand_breaks_nothing() -> None:
    planned = by_hand(a_day(), "C003", "C001", "C002")

    assert broken(planned) == set()
    assert [stop.case_id for stop in route_of(planned).stops] == ["C003", "C001", "C002"]


def test_what_is_on_no_route_by_hand_is_left_out_at_its_penalty() -> None:
    planned = by_hand(a_day(), "C001")

    assert [visit.case_id for visit in planned.plan.unassigned] == ["C002", "C003"]
    assert planned.plan.cost.unassigned == 2 * 6_000


def test_a_route_in_an_order_that_comes_late_is_timed_and_told() -> None:
    cases = (
        a_case(1, windows=(between("14:00", "15:00"),)),
        a_case(2, windows=(between("10:00", "11:00"),)),
    )
    planned = by_hand(a_day(cases=cases), "C001", "C002")

    assert broken(planned) == {"customer_window"}
    late = [v for v in verify(*planned) if v.case_id == "C002"]
    assert late[0].seconds
    assert route_of(planned).stops[0].departure <= route_of(planned).stops[1].arrival


def test_a_route_that_runs_over_its_shift_is_timed_and_told() -> None:
    day = a_day(shifts=(a_shift(hours=between("09:00", "09:40")),))

    assert broken(by_hand(day, "C001", "C002", "C003")) == {"shift_hours"}


def test_noted_arrivals_are_kept_even_where_nobody_could_be_so_fast() -> None:
    noted = (at("10:00"), at("10:01"), at("10:02"))
    planned = by_hand(a_day(), "C001", "C002", "C003", arrivals=noted)

    assert [stop.arrival for stop in route_of(planned).stops] == list(noted)
    assert "arrival" in broken(planned)


def test_between_noted_arrivals_breaks_are_taken_where_there_is_room() -> None:
    lunch = Break(window=between("11:30", "13:30"), seconds=1800, paid=False)
    day = a_day(shifts=(a_shift(breaks=(lunch,)),))
    noted = (at("11:15"), at("12:30"), at("13:20"))
    planned = by_hand(day, "C001", "C002", "C003", arrivals=noted)

    assert broken(planned) == set()
    assert [pause.start for pause in route_of(planned).breaks] == [at("11:30")]


def test_a_case_that_the_gate_refuses_is_on_the_route_all_the_same() -> None:
    day = a_day(cases=(a_case(1, holds=("dispute",)), a_case(2)))
    planned = by_hand(day, "C001", "C002")

    assert broken(planned) == {"no_hold"}
    assert planned.plan.ineligible == ()


def test_a_visit_whose_hours_lie_outside_of_every_shift_is_timed_and_told() -> None:
    day = a_day(cases=(a_case(1), a_case(2, windows=(between("18:30", "19:30"),))))

    assert broken(by_hand(day, "C001", "C002")) == {"customer_window"}


def test_a_visit_that_no_day_is_long_enough_for_is_a_finding() -> None:
    day = a_day(cases=(a_case(1, service_seconds=18 * 3600),))

    with pytest.raises(InputError, match="VP-HR-003"):
        by_hand(day, "C001")


def test_a_visit_by_somebody_who_may_not_go_is_told() -> None:
    day = a_day(cases=(a_case(1, skills=frozenset({"legal"})),))

    assert broken(by_hand(day, "C001")) == {"agent_skill"}


def test_a_case_without_a_place_is_a_finding() -> None:
    lost = a_case(1, place=a_case(1).place.model_copy(update={"point": None, "address": "?"}))

    with pytest.raises(InputError, match="VP-HR-001") as refused:
        by_hand(a_day(cases=(lost, a_case(2), a_case(3))), "C001")
    assert "?" not in str(refused.value).replace("→", "")


@settings(deadline=None, derandomize=True, max_examples=30)
@given(days())
def test_our_own_plan_worked_by_hand_costs_the_same(day: Day) -> None:
    plan = plan_here(day, BEELINE).plan
    hand = [
        HandRoute(
            shift_id=route.shift_id,
            case_ids=tuple(stop.case_id for stop in route.stops),
        )
        for route in plan.routes
    ]

    priced = price_by_hand(day, BEELINE, hand, provenance=NOWHERE_FROM)
    assert priced.plan.cost == plan.cost
    assert verify(*priced) == ()
