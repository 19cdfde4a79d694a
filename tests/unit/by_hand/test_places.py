"""Where a visit fits: the best place on each route that may take it, at its true price."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_case, a_day, a_shift, an_agent, between
from laws.planned_here import NOWHERE_FROM, plan_here
from strategies import BEELINE, days
from visitplan.by_hand.story import price_by_hand
from visitplan.by_hand.workbench import Workbench
from visitplan.domain.day import Day, HandRoute
from visitplan.domain.move import Move
from visitplan.errors import InputError

TWO = {"agents": (an_agent(1), an_agent(2)), "shifts": (a_shift(1), a_shift(2))}


def a_bench(day: Day, **routes: tuple[str, ...]) -> Workbench:
    hand = [HandRoute(shift_id=f"{agent}/1", case_ids=cases) for agent, cases in routes.items()]
    return Workbench(price_by_hand(day, BEELINE, hand, provenance=NOWHERE_FROM))


def test_a_place_is_told_for_each_shift_that_may_go_the_cheapest_first() -> None:
    places = a_bench(a_day(**TWO), A01=("C001", "C002")).places("C003")

    assert [place.shift_id for place in places] == ["A01/1", "A02/1"]
    assert places[0].extra_cost < places[1].extra_cost


def test_no_place_is_told_on_the_route_of_an_agent_who_may_not_go() -> None:
    cases = (a_case(1), a_case(2), a_case(3, excluded_agents=frozenset({"A01"})))
    places = a_bench(a_day(cases=cases, **TWO), A01=("C001",), A02=("C002",)).places("C003")

    assert [place.shift_id for place in places] == ["A02/1"]


def test_a_place_in_time_comes_before_a_cheaper_one_that_is_late() -> None:
    early = between("09:00", "09:30")
    cases = (a_case(1, windows=(early,)), a_case(2), a_case(3, windows=(early,)))
    places = a_bench(a_day(cases=cases, **TWO), A01=("C001",), A02=("C002",)).places("C003")

    assert [place.shift_id for place in places] == ["A02/1", "A01/1"]
    assert places[0].seconds_late == 0 < places[1].seconds_late


def test_places_are_those_after_the_moves_before() -> None:
    bench = a_bench(a_day(**TWO), A01=("C001", "C002"))

    moved = bench.places("C003", [Move(case_id="C001"), Move(case_id="C002")])

    assert {place.position for place in moved} == {0}


def test_a_visit_that_the_rules_forbid_has_no_places() -> None:
    day = a_day(cases=(a_case(1), a_case(2, holds=("dispute",))))

    with pytest.raises(InputError):
        a_bench(day, A01=("C001",)).places("C002")


@settings(max_examples=20, deadline=None)
@given(day=days(), data=st.data())
def test_moving_to_a_place_costs_the_routes_what_was_told(day: Day, data: st.DataObject) -> None:
    planned = plan_here(day, BEELINE)
    out = sorted(each.case_id for each in planned.plan.unassigned)
    if not out:
        return
    bench, case_id = Workbench(planned), data.draw(st.sampled_from(out))
    for place in bench.places(case_id):
        move = Move(case_id=case_id, shift_id=place.shift_id, position=place.position)
        costs = dict(bench.edited([move]).costs)
        costs.pop("unassigned", None)
        assert abs(sum(costs.values()) - place.extra_cost) <= len(costs) + 1
