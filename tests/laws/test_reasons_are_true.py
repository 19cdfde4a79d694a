"""Laws of reasons: a change that is told does admit the visit, and without it nothing does."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from hypothesis import event, given, settings
from hypothesis import strategies as st

from builders import a_case, a_day, a_policy, a_shift, an_agent
from laws.exact import UNIT, cheapest_route
from laws.planned_here import NOWHERE_FROM, plan_here
from laws.short_handed import refusing, short_handed
from strategies import BEELINE, PENALTIES, MadeUpTravel, crewed_days, days, pays, travels, window
from strategies import places as places_of_days
from visitplan.by_hand.story import price_by_hand
from visitplan.domain.day import Day, HandRoute, SearchLimits
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Plan
from visitplan.domain.travel import UNREACHABLE, Travel, TravelMatrix
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.gate import gate
from visitplan.errors import InputError
from visitplan.explanation.proposal import earlier, later, with_hours
from visitplan.explanation.told import Remedy
from visitplan.planning.terms import PlannedDay
from visitplan.reasons.bench import Bench
from visitplan.reasons.refused import remedies_of_refused
from visitplan.reasons.remedies import Admitted, remedies
from visitplan.routing.stating import Stated, state_day
from visitplan.verification.invoice import invoiced
from visitplan.verification.verifier import verify


@settings(max_examples=50)
@given(days() | short_handed(), travels())
def test_the_change_that_is_told_does_admit_the_visit(day: Day, travel: Travel) -> None:
    planned = plan_here(day, travel)
    bench = Bench(planned)
    for left in planned.plan.unassigned:
        for admitted in remedies(bench, left.case_id, at_most=9):
            event(admitted.remedy.kind)
            assert is_admitted(admitted, left.case_id, planned, travel)


@settings(max_examples=40)
@given(crewed_days(), travels())
def test_the_change_that_is_told_does_admit_who_asks_for_two(day: Day, travel: Travel) -> None:
    planned = plan_here(day, travel)
    bench = Bench(planned)
    for left in planned.plan.unassigned:
        if bench.visits[left.case_id].crew.minimum > 1:
            for admitted in remedies(bench, left.case_id, at_most=9):
                event(admitted.remedy.kind)
                assert is_admitted(admitted, left.case_id, planned, travel)


@settings(max_examples=30)
@given(refusing(), travels())
def test_the_change_that_is_told_does_admit_a_refused_case(day: Day, travel: Travel) -> None:
    planned = plan_here(day, travel)
    bench = Bench(planned)
    for refused in planned.plan.ineligible:
        for admitted in remedies_of_refused(bench, refused, at_most=9):
            event(admitted.remedy.kind)
            assert is_admitted(admitted, refused.case_id, planned, travel)


def is_admitted(admitted: Admitted, case_id: str, planned: PlannedDay, travel: Travel) -> bool:
    """Work the whole changed day by hand, the visit at every place of the shift that is told."""
    remedy, same_day = admitted.remedy, admitted.day.date == planned.day.date
    routes = orders(planned.plan) if same_day else {}
    now = paid(planned.plan) if same_day else 0
    worked = (
        by_hand(admitted.day, travel, changed, like=planned.plan)
        for changed in places(routes, remedy.shift_id, case_id)
    )
    return (remedy.extra_cost < remedy.penalty or not same_day) and any(
        each and is_true(each) and paid(each.plan) - now == remedy.extra_cost for each in worked
    )


def is_true(worked: PlannedDay) -> bool:
    return not verify(*worked)


def by_hand(
    day: Day, travel: Travel, routes: dict[str, tuple[str, ...]], *, like: Plan
) -> PlannedDay | None:
    """Price routes in this order by the yardsticks of another plan; None where no way leads."""
    hand = [HandRoute(shift_id=shift, case_ids=order) for shift, order in routes.items()]
    day = day.model_copy(update={"shifts": tuple(s for s in day.shifts if not s.joined)})
    try:
        worked = price_by_hand(day, travel, hand, provenance=NOWHERE_FROM)
    except InputError:
        return None
    plan = worked.plan.model_copy(update={"yardsticks": like.yardsticks})
    return worked._replace(plan=invoiced(worked.day, worked.matrices, plan))


def paid(plan: Plan) -> int:
    return sum(route.cost.total for route in plan.routes)


def orders(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {route.shift_id: tuple(stop.case_id for stop in route.stops) for route in plan.routes}


def places(
    routes: dict[str, tuple[str, ...]], shift_id: str, case_id: str
) -> Iterator[dict[str, tuple[str, ...]]]:
    order = routes.get(shift_id, ())
    for position in range(len(order) + 1):
        yield {**routes, shift_id: (*order[:position], case_id, *order[position:])}


@settings(max_examples=50)
@given(short_handed(), travels())
def test_a_minute_less_of_the_hours_that_are_asked_for_does_not_admit_the_visit(
    day: Day, travel: Travel
) -> None:
    planned = plan_here(day, travel)
    bench = Bench(planned)
    for left in planned.plan.unassigned:
        for admitted in remedies(bench, left.case_id, at_most=1):
            remedy = admitted.remedy
            if remedy.kind == "hours" and remedy.change.startswith(remedy.shift_id):
                event("a shift's hours")
                before = remedy.change.split()[1] == "began"
                stretch = (earlier if before else later)(remedy.size - 60)
                less = with_hours(planned.day, remedy.shift_id, stretch)
                assert not fits_with_profit(less, left.case_id, remedy, planned, travel)


def fits_with_profit(
    day: Day, case_id: str, remedy: Remedy, planned: PlannedDay, travel: Travel
) -> bool:
    """Say so with a few minor units to spare, since each term of a route's cost is rounded."""
    (visit,) = (visit for visit in gate(day).visits if visit.case_id == case_id)
    if not state_day(day, (visit,), day.shifts, planned.matrices).visits:
        return False  # its hours lie outside of every shift
    worked = (
        by_hand(day, travel, changed, like=planned.plan)
        for changed in places(orders(planned.plan), remedy.shift_id, case_id)
    )
    least = remedy.penalty + paid(planned.plan) - 5
    return any(each and is_true(each) and paid(each.plan) < least for each in worked)


class GridTravel(MadeUpTravel):
    """Ways of whole tens of minutes, so that every order can be tried step by step."""

    def matrix(self, points: Any, mode: Any) -> TravelMatrix:
        made_up = super().matrix(points, mode)
        seconds = np.where(made_up.seconds < 0, UNREACHABLE, made_up.seconds // UNIT * UNIT)
        return TravelMatrix(made_up.points, seconds, made_up.metres.copy())


@st.composite
def grid_days(draw: st.DrawFn) -> Day:
    """Two agents at most and three cases, all on a grid of ten minutes, with little time."""

    def hours(least: int, most: int) -> TimeWindow:
        opening = draw(st.integers(0, 12))
        return window(2 * opening, 2 * (opening + draw(st.integers(least, most))))

    shifts = tuple(
        a_shift(
            number,
            hours=hours(3, 9),
            start=draw(places_of_days()),
            end=draw(st.none() | places_of_days()),
            pay=draw(pays()),
        )
        for number in range(1, draw(st.integers(1, 2)) + 1)
    )
    some = tuple(
        a_case(
            number,
            place=draw(places_of_days()),
            windows=draw(st.just(())) if draw(st.booleans()) else (hours(2, 5),),
            service_seconds=UNIT * draw(st.integers(1, 2)),
            setup_seconds=0,
            priority=draw(st.sampled_from(["low", "normal", "high"])),
        )
        for number in range(1, draw(st.integers(1, 3)) + 1)
    )
    return a_day(
        policy=a_policy(penalties=PENALTIES),
        limits=SearchLimits(seconds=0.5, work=1),
        cases=some,
        agents=tuple(an_agent(number) for number in range(1, len(shifts) + 1)),
        shifts=shifts,
    )


@settings(max_examples=120)
@given(
    grid_days(), st.builds(GridTravel, settings=st.just(BEELINE.settings), seed=st.integers(0, 999))
)
def test_trying_everything_confirms_what_is_impossible_and_what_is_displaced(
    day: Day, travel: Travel
) -> None:
    planned = plan_here(day, travel)
    stated = state_day(day, gate(day).visits, day.shifts, planned.matrices)
    numbers = {visit.case_id: number for number, visit in enumerate(stated.visits)}
    for left in planned.plan.unassigned:
        event(f"{left.kind}, {left.rule}")
        number = numbers.get(left.case_id)
        alone = number is not None and any(
            cheapest_route(stated.statement, shift, (number,)) is not None
            for shift in stated.statement.visits[number].shifts
        )
        assert alone == (left.kind == "displaced")
        if number is not None and alone:
            least = least_extra(stated, planned.plan, numbers, number)
            assert least is None or least >= left.penalty * TICKS_PER_MINOR_UNIT
            told = None if least is None else -(-least // TICKS_PER_MINOR_UNIT)
            assert left.extra_cost == (told if told is None else max(0, told))


def least_extra(stated: Stated, plan: Plan, numbers: dict[str, int], number: int) -> int | None:
    """Put the visit into every place of every route, at the exact price."""
    statement, present = stated.statement, orders(plan)
    extras = []
    for shift in statement.visits[number].shifts:
        order = tuple(numbers[case_id] for case_id in present.get(stated.shifts[shift].id, ()))
        now = cheapest_route(statement, shift, order) if order else 0
        for position in range(len(order) + 1):
            then = cheapest_route(statement, shift, (*order[:position], number, *order[position:]))
            if then is not None and now is not None:
                extras.append(then - now)
    return min(extras, default=None)
