"""Laws of travel by the hour: kernel, timetable and model agree, and what they tell is cheapest."""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from laws.by_hour import cheapest_by_hour, cheapest_day_by_hour, hourly_statements
from laws.planned_here import plan_here, unheard
from strategies import BEELINE, Size, days
from visitplan.domain.day import Day
from visitplan.domain.travel import Period, TravelMatrix
from visitplan.domain.way import FOREVER, first_there
from visitplan.domain.way import leave_by as last_to_leave
from visitplan.routing.confirm import confirm
from visitplan.routing.gaps import Gaps
from visitplan.routing.insertion import cheapest_insertion, placed
from visitplan.routing.old_times import holds
from visitplan.routing.price import price_of_route, priced
from visitplan.routing.search.kernel.arrays import as_arrays
from visitplan.routing.search.kernel.arriving import FAR
from visitplan.routing.search.kernel.bounds import at_least_by_hour
from visitplan.routing.search.kernel.hours import leave_by, set_out
from visitplan.routing.search.kernel.paying import INFEASIBLE
from visitplan.routing.search.kernel.recreate import price_with
from visitplan.routing.search.kernel.routes import insert, no_routes, refresh, route_price
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.ruin_and_recreate import ruin_and_recreate
from visitplan.routing.search.solve import solve
from visitplan.routing.statement import Statement
from visitplan.routing.timetable import timetable
from visitplan.routing.ways import legs_of, ways_between
from visitplan.travel.beeline import BeelineTravel

SEVERAL = Size(visits=5, shifts=2)
Ordered = tuple[Statement, int, tuple[int, ...]]


@st.composite
def ordered(draw: st.DrawFn) -> Ordered:
    statement = draw(hourly_statements(SEVERAL))
    shift = draw(st.integers(0, len(statement.shifts) - 1))
    order = draw(st.permutations(range(len(statement.visits))))
    return statement, shift, tuple(order[: draw(st.integers(1, len(order)))])


@settings(max_examples=200)
@given(ordered())
def test_a_route_has_the_price_of_its_timetable(case: Ordered) -> None:
    statement, shift, order = case
    problem = as_arrays(statement)
    found = timetable(statement, shift, order)
    price, _, _ = route_price(problem, no_routes(problem), shift, np.array(order), len(order))
    event("feasible" if found else "infeasible")
    assert price == (INFEASIBLE if found is None else price_of_route(statement, found))


@settings(max_examples=200)
@given(ordered())
def test_the_timetable_is_the_cheapest_of_all_departures(case: Ordered) -> None:
    statement, shift, order = case
    shifts = [terms.model_copy(update={"breaks": ()}) for terms in statement.shifts]
    statement = statement.model_copy(update={"shifts": tuple(shifts)})
    found, least = timetable(statement, shift, order), cheapest_by_hour(statement, shift, order)
    maximum = statement.shifts[shift].maximum
    assume(maximum is None or len(order) <= maximum)
    assert (found and price_of_route(statement, found)) == least


@settings(max_examples=100)
@given(ordered())
def test_the_model_reads_a_timetable_as_it_is(case: Ordered) -> None:
    statement, shift, order = case
    found = timetable(statement, shift, order)
    terms = statement.shifts[shift]
    assume(found is not None and (terms.maximum is None or len(order) <= terms.maximum))
    assume(all(shift in statement.visits[visit].shifts for visit in order))
    assume(not any(statement.visits[visit].after for visit in range(len(statement.visits))))
    answer = priced(statement, (found,) if found else ())
    assert confirm(statement, answer) == answer
    assert holds(statement, answer.routes[0])


@given(ordered())
def test_a_way_takes_the_hour_in_which_the_stop_before_it_is_left(case: Ordered) -> None:
    statement, shift, order = case
    found = timetable(statement, shift, order)
    assume(found is not None and not found.breaks)
    if found is None:
        return
    legs = legs_of(statement, found)
    left = [
        found.leaves,
        *(at + statement.visits[v].service for at, v in zip(found.arrivals, order, strict=True)),
    ]
    reached = [*found.arrivals, found.ends]
    assert all(a + leg.seconds <= b for a, leg, b in zip(left, legs, reached, strict=True))


@given(ordered(), st.data())
def test_a_place_is_ruled_out_only_where_the_visit_does_not_fit(
    case: Ordered, data: st.DataObject
) -> None:
    statement, shift, (*planned, visit) = case
    problem = as_arrays(statement)
    routes = no_routes(problem)
    for position, other in enumerate(planned):
        insert(routes, shift, position, other)
    refresh(problem, routes, shift)
    position = data.draw(st.integers(0, len(planned)))
    if routes.price[shift] != INFEASIBLE:
        price, _, _ = price_with(problem, routes, shift, position, visit)
        assert (
            price == INFEASIBLE or at_least_by_hour(problem, routes, shift, position, visit) != FAR
        )


@given(ordered())
def test_the_cheapest_place_is_the_cheapest_of_all(case: Ordered) -> None:
    """Bounds skip no place that would be cheaper."""
    statement, shift, (*planned, visit) = case
    present = timetable(statement, shift, planned) if planned else None
    assume(present is not None or not planned)
    gaps = Gaps(statement, {shift: present} if present else {})
    assume(gaps.may_use(shift) and not statement.pinned_orders)
    orders = [(*planned[:at], visit, *planned[at:]) for at in range(len(planned) + 1)]
    places = [place for order in orders if (place := placed(gaps, shift, order))]
    found = cheapest_insertion(gaps, visit, shifts=[shift])
    if shift in statement.visits[visit].shifts:
        least = min((place.extra for place in places), default=None)
        assert (found.extra if found else None) == least


@given(hourly_statements(Size(visits=3)), st.integers(0, 40_000), st.data())
def test_the_kernel_sets_out_as_everybody_does(
    statement: Statement, moment: int, data: st.DataObject
) -> None:
    problem, locations = as_arrays(statement), st.integers(0, len(statement.seconds[0]) - 1)
    here, there = data.draw(locations), data.draw(locations)
    ways = ways_between(statement, 0, here, there)
    begins, seconds, metres, until = set_out(problem, 0, here, there, moment)
    taken = first_there(ways, moment)
    assert (seconds < 0) == (taken is None)
    if taken:
        assert max(moment, begins) + seconds == taken.arrival(moment)
        assert metres == taken.metres
        before = first_there(ways, min(until, FOREVER) - 1)
        assert before
        assert (before.seconds, before.metres) == (seconds, metres)
    last = last_to_leave(ways, moment)
    assert leave_by(problem, 0, here, there, moment) == (-1 if last is None else last) or (
        last is not None and last < 0
    )


@settings(max_examples=40)
@given(hourly_statements(Size(visits=4, shifts=2)), st.sampled_from(["own", "own", "ortools"]))
def test_every_search_ends_with_what_the_model_confirms(statement: Statement, engine: str) -> None:
    effort = Effort(seconds=0.3, work=1, engine=engine)
    answer = solve(statement, effort, unheard)
    assert answer == priced(statement, answer.routes)


@given(hourly_statements(SEVERAL), st.integers(0, 9))
def test_equal_seeds_and_work_find_equal_answers(statement: Statement, seed: int) -> None:
    effort = Effort(seconds=60, work=1, seed=seed)
    first = ruin_and_recreate(statement, effort, unheard)
    assert ruin_and_recreate(statement, effort, unheard) == first


@settings(max_examples=40)
@given(hourly_statements(Size(visits=3, shifts=1)))
def test_the_search_is_never_cheaper_than_the_best_of_a_tiny_day(statement: Statement) -> None:
    terms = statement.shifts[0].model_copy(update={"breaks": ()})
    statement = statement.model_copy(update={"shifts": (terms,)})
    best = cheapest_day_by_hour(statement)
    found = solve(statement, Effort(seconds=0.5, work=2), unheard).objective
    event("optimal" if found == best else "dearer than the optimum")
    assert found >= best


@settings(max_examples=20)
@given(days(), st.sets(st.integers(1, 86_399), min_size=1, max_size=4))
def test_hours_that_are_all_alike_are_no_hours(day: Day, changes: set[int]) -> None:
    """To the last second and cent, the plan is that of a day of one period."""

    class Alike(BeelineTravel):
        def matrix(self, points: Any, mode: Any) -> TravelMatrix:
            always = super().matrix(points, mode)
            later = (
                Period(86_400 * day + begins, always.seconds.copy(), always.metres)
                for day in range(7)
                for begins in sorted(changes)
            )
            return replace(always, later=tuple(later))

    assert plan_here(day, Alike(BEELINE.settings)).plan == plan_here(day, BEELINE).plan
