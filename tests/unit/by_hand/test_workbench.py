"""A stop is moved by hand, and what that does is known before it is kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_case, a_day, a_shift, an_agent, between
from laws.planned_here import NOWHERE_FROM, plan_here
from strategies import BEELINE, days
from visitplan.by_hand.reasons import with_reasons
from visitplan.by_hand.story import price_by_hand
from visitplan.by_hand.workbench import Workbench
from visitplan.domain.day import Day, HandRoute
from visitplan.domain.move import Move
from visitplan.errors import InputError, VerificationError
from visitplan.planning.terms import PlannedDay
from visitplan.verification.verifier import verify

TWO = {"agents": (an_agent(1), an_agent(2)), "shifts": (a_shift(1), a_shift(2))}


def planned(day: Day, **routes: tuple[str, ...]) -> PlannedDay:
    hand = [HandRoute(shift_id=f"{agent}/1", case_ids=cases) for agent, cases in routes.items()]
    return price_by_hand(day, BEELINE, hand, provenance=NOWHERE_FROM)


def orders(day: PlannedDay) -> dict[str, list[str]]:
    return {r.shift_id: [stop.case_id for stop in r.stops] for r in day.plan.routes}


def test_a_stop_goes_to_another_agent_at_the_place_that_is_named() -> None:
    bench = Workbench(planned(a_day(**TWO), A01=("C001", "C002"), A02=("C003",)))

    edited = bench.edited([Move(case_id="C001", shift_id="A02/1", position=1)])

    assert orders(edited.planned) == {"A01/1": ["C002"], "A02/1": ["C003", "C001"]}
    assert edited.broken == ()


def test_a_stop_that_is_taken_off_is_left_out_at_its_penalty() -> None:
    bench = Workbench(planned(a_day(), A01=("C001", "C002", "C003")))

    edited = bench.edited([Move(case_id="C002")])

    assert [each.rule for each in edited.planned.plan.unassigned] == ["taken_off_by_hand"]
    assert edited.costs["unassigned"] == 6_000
    assert edited.paid_seconds < 0


def test_a_shift_that_loses_its_last_stop_is_not_used_and_not_paid() -> None:
    bench = Workbench(planned(a_day(**TWO), A01=("C001", "C002"), A02=("C003",)))

    edited = bench.edited([Move(case_id="C003", shift_id="A01/1")])

    assert list(orders(edited.planned)) == ["A01/1"]
    assert sum(edited.costs.values()) == (
        edited.planned.plan.cost.total - bench.planned.plan.cost.total
    )


def test_moves_there_and_back_again_change_nothing() -> None:
    bench = Workbench(planned(a_day(**TWO), A01=("C001", "C002"), A02=("C003",)))

    there = Move(case_id="C001", shift_id="A02/1", position=0)
    back = Move(case_id="C001", shift_id="A01/1", position=0)
    edited = bench.edited([there, back])

    assert (edited.costs, edited.paid_seconds, edited.metres) == ({}, 0, 0)
    assert edited.planned.plan.routes == bench.planned.plan.routes


def test_a_move_that_comes_too_late_is_made_and_told() -> None:
    cases = (
        a_case(1, windows=(between("14:00", "15:00"),)),
        a_case(2, windows=(between("10:00", "11:00"),)),
    )
    bench = Workbench(planned(a_day(cases=cases), A01=("C002", "C001")))

    edited = bench.edited([Move(case_id="C002", shift_id="A01/1", position=1)])

    assert {violation.rule for violation in edited.broken} == {"customer_window"}


def test_without_a_place_the_route_is_as_little_late_as_may_be() -> None:
    cases = (
        a_case(1, windows=(between("14:00", "15:00"),)),
        a_case(2, windows=(between("10:00", "11:00"),)),
    )
    bench = Workbench(planned(a_day(cases=cases), A01=("C001",)))

    edited = bench.edited([Move(case_id="C002", shift_id="A01/1")])

    assert orders(edited.planned) == {"A01/1": ["C002", "C001"]}
    assert edited.broken == ()


def test_what_the_plan_broke_before_is_not_told_again() -> None:
    cases = (
        a_case(1, windows=(between("14:00", "15:00"),)),
        a_case(2, windows=(between("10:00", "11:00"),)),
        a_case(3),
    )
    late = planned(a_day(cases=cases, **TWO), A01=("C001", "C002"), A02=("C003",))

    edited = Workbench(late).edited([Move(case_id="C003")])

    assert {violation.rule for violation in verify(*edited.planned)} == {"customer_window"}
    assert edited.broken == ()


@pytest.mark.parametrize(
    ("move", "code"),
    [
        (Move(case_id="C009", shift_id="A01/1"), "VP-HR-004"),
        (Move(case_id="C001", shift_id="A09/1"), "VP-HR-005"),
    ],
)
def test_a_move_of_what_is_not_there_is_refused(move: Move, code: str) -> None:
    bench = Workbench(planned(a_day(), A01=("C001",)))

    with pytest.raises(InputError) as refused:
        bench.edited([move])

    assert [finding.code for finding in refused.value.findings] == [code]


def test_a_case_that_the_rules_forbid_cannot_be_put_on_a_route() -> None:
    day = a_day(cases=(a_case(1), a_case(2, holds=("dispute",))))
    bench = Workbench(planned(day, A01=("C001",)))

    with pytest.raises(InputError):
        bench.edited([Move(case_id="C002", shift_id="A01/1")])


def test_a_visit_that_is_taken_off_has_no_place() -> None:
    with pytest.raises(ValueError, match="no place"):
        Move(case_id="C001", position=0)


@settings(max_examples=25, deadline=None)
@given(day=days(), data=st.data())
def test_whatever_is_moved_its_price_and_its_breaches_are_those_of_the_whole_plan(
    day: Day, data: st.DataObject
) -> None:
    before = plan_here(day, BEELINE)
    movable = sorted(
        [stop.case_id for route in before.plan.routes for stop in route.stops]
        + [each.case_id for each in before.plan.unassigned]
    )
    shifts = sorted(
        {shift.id for shift in before.day.shifts}
        - {barred.shift_id for barred in before.plan.barred}
    )
    if not movable or not shifts:
        return
    move = Move(
        case_id=data.draw(st.sampled_from(movable)),
        shift_id=data.draw(st.none() | st.sampled_from(shifts)),
    )
    edited = Workbench(before).edited([move])

    assert edited.planned.plan.cost.total - before.plan.cost.total == sum(edited.costs.values())
    assert set(edited.broken) == set(verify(*edited.planned)) - set(verify(*before))


def test_a_plan_that_is_kept_says_what_putting_a_visit_back_would_cost() -> None:
    bench = Workbench(planned(a_day(), A01=("C001", "C002", "C003")))

    kept = with_reasons(bench.edited([Move(case_id="C002")]).planned)

    (out,) = kept.plan.unassigned
    assert out.rule != "taken_off_by_hand"
    assert out.extra_cost is not None
    assert out.extra_cost < out.penalty
    assert verify(*kept) == ()


def test_a_plan_that_breaks_a_rule_gets_no_reasons() -> None:
    cases = (
        a_case(1, windows=(between("14:00", "15:00"),)),
        a_case(2, windows=(between("10:00", "11:00"),)),
    )
    late = planned(a_day(cases=cases), A01=("C001", "C002"))

    with pytest.raises(VerificationError):
        with_reasons(late)
