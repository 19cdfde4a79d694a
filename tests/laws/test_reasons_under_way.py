"""Laws of reasons on days under way: what was made stays, and the change told does admit."""

from datetime import datetime, timedelta
from functools import partial

from hypothesis import event, given, settings
from hypothesis import strategies as st

from laws import test_replanned_days as under_way
from laws.exact import cheapest_route
from laws.planned_here import plan_here
from laws.replanned_here import replan_here
from laws.short_handed import refusing, short_handed
from laws.test_reasons_are_true import GridTravel, grid_days, is_admitted
from strategies import BEELINE, LAST, moment, travels
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Travel
from visitplan.planning.terms import PlannedDay
from visitplan.reasons.bench import Bench
from visitplan.reasons.elsewhere import alternatives
from visitplan.reasons.refused import remedies_of_refused
from visitplan.reasons.remedies import Admitted, remedies
from visitplan.reasons.rest_of_day import RestOfDay
from visitplan.reasons.story import reasons_of
from visitplan.replanning.terms import Replan


class Midday:
    """A day re-planned at a moment, looked at from that moment on."""

    def __init__(self, day: Day, travel: Travel, asked: Replan) -> None:
        self.asked, self.travel = asked, travel
        self.planned: PlannedDay = replan_here(day, travel, asked).planned
        self.stands_on = partial(RestOfDay, events=asked.events, at=asked.at)
        self.bench = Bench(self.planned, self.stands_on)

    @property
    def plan(self) -> Plan:
        return self.planned.plan

    def admits(self, admitted: Admitted, case_id: str) -> bool:
        """Re-plan the changed day with no other case left to be put in: it is, at that price."""
        remedy = admitted.remedy
        if remedy.kind == "another_day":
            return is_admitted(admitted, case_id, self.planned, self.travel)
        out = {each.case_id for each in self.plan.unassigned} - {case_id}
        day = _without(admitted.day, out)
        asked = Replan(self.plan, self.asked.events, self.asked.at, "insert-only", stability=0)
        new = replan_here(day, self.travel, asked).planned.plan
        extra = _paid(new) - _paid(self.plan)
        return _is_planned(new, case_id) and extra <= min(remedy.extra_cost, remedy.penalty - 1)


def _without(day: Day, out: set[str]) -> Day:
    gone = {"status": "withdrawn"}
    cases = (c.model_copy(update=gone) if c.id in out else c for c in day.cases)
    return day.model_copy(update={"cases": tuple(cases)})


def _paid(plan: Plan) -> int:
    return sum(route.cost.total for route in plan.routes)


def _is_planned(plan: Plan, case_id: str) -> bool:
    return any(stop.case_id == case_id for route in plan.routes for stop in route.stops)


def moments_of(plan: Plan) -> st.SearchStrategy[datetime]:
    """Mostly while somebody is on the road, on the grid of the day's times."""
    arrivals = [stop.arrival for route in plan.routes for stop in route.stops]
    any_time = st.integers(0, LAST // 2).map(lambda step: moment(2 * step))
    late = st.integers(0, 3).map(lambda tens: timedelta(minutes=10 * tens))
    on_the_road = st.builds(lambda at, later: _on_grid(at) + later, st.sampled_from(arrivals), late)
    return on_the_road | any_time if arrivals else any_time


def _on_grid(at: datetime) -> datetime:
    return at.replace(minute=at.minute // 10 * 10, second=0)


@st.composite
def middays(draw: st.DrawFn, days: st.SearchStrategy[Day]) -> Midday:
    day, travel = draw(days), draw(travels())
    old = plan_here(day, travel).plan
    at = draw(moments_of(old))
    kinds = draw(st.lists(st.sampled_from(under_way.ALL), max_size=2))
    events = tuple(draw(under_way.event(day, at, kind)) for kind in kinds)
    mode = draw(st.sampled_from(under_way.MODES))
    return Midday(day, travel, Replan(old, events, at, mode, draw(st.sampled_from([0, 1500]))))


@settings(max_examples=60)
@given(middays(short_handed()))
def test_the_change_that_is_told_does_admit_the_visit_from_now_on(midday: Midday) -> None:
    for left in midday.plan.unassigned:
        for admitted in remedies(midday.bench, left.case_id, at_most=9):
            event(admitted.remedy.kind)
            assert admitted.remedy.arrival >= midday.asked.at
            assert midday.admits(admitted, left.case_id)


@settings(max_examples=30)
@given(middays(refusing()))
def test_the_change_that_is_told_does_admit_a_refused_case_from_now_on(midday: Midday) -> None:
    for refused in midday.plan.ineligible:
        for admitted in remedies_of_refused(midday.bench, refused, at_most=9):
            event(admitted.remedy.kind)
            assert midday.admits(admitted, refused.case_id)


@settings(max_examples=30)
@given(middays(short_handed()))
def test_nobody_is_asked_to_undo_what_is_made(midday: Midday) -> None:
    made = {
        stop.case_id
        for route in midday.plan.routes
        for stop in route.stops
        if stop.arrival <= midday.asked.at
    }
    for told in reasons_of(midday.planned, midday.stands_on):
        assert made.isdisjoint(told.instead_of)
    for case_id in made:
        assert alternatives(midday.bench, case_id) == ()


@settings(max_examples=120)
@given(
    grid_days(),
    st.builds(GridTravel, settings=st.just(BEELINE.settings), seed=st.integers(0, 999)),
    st.data(),
)
def test_trying_everything_from_now_on_confirms_what_is_impossible(
    day: Day, travel: Travel, data: st.DataObject
) -> None:
    old = plan_here(day, travel).plan
    midday = Midday(day, travel, Replan(old, (), data.draw(moments_of(old))))
    laid = midday.bench.footing.laid(midday.bench.footing.admission.visits)
    statement = laid.stated.statement
    numbers = {visit.case_id: number for number, visit in enumerate(laid.stated.visits)}
    anchors = {n: each for each in laid.fixed for n in statement.visits[each].shifts}
    for left in midday.plan.unassigned:
        event(f"{left.kind}, {left.rule}, {'on the road' if anchors else 'at home'}")
        number = numbers.get(left.case_id)
        orders = {
            shift: (anchors[shift], number) if shift in anchors else (number,)
            for shift in (statement.visits[number].shifts if number is not None else ())
        }
        alone = any(cheapest_route(statement, *each) is not None for each in orders.items())
        assert alone == (left.kind == "displaced")
