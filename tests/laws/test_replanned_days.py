"""Laws of re-planning, on random small days, moments and events."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from laws.planned_here import plan_here
from laws.replanned_here import replan_here
from strategies import LAST, days, moment, travels
from visitplan.domain.day import Day
from visitplan.domain.event import Event
from visitplan.domain.plan import Plan, Route, Stop
from visitplan.domain.travel import Travel
from visitplan.replanning.terms import Replan, ReplannedDay
from visitplan.verification.verifier import verify

MODES = ("all", "keep-agents", "insert-only")


class Case:
    """A planned day, a moment of it, and what was asked."""

    def __init__(self, day: Day, travel: Travel, asked: Replan) -> None:
        self.day, self.travel, self.asked = day, travel, asked
        self.replanned: ReplannedDay = replan_here(day, travel, asked)

    @property
    def new(self) -> Plan:
        return self.replanned.planned.plan


@st.composite
def replanned(draw: st.DrawFn, kinds: tuple[str, ...] = ()) -> Case:
    day, travel = draw(days()), draw(travels())
    limits = day.limits.model_copy(update={"engine": "own"})
    day = day.model_copy(update={"limits": limits})
    old = plan_here(day, travel).plan
    at = moment(draw(st.integers(0, LAST)))
    known = tuple(kind for kind in kinds if day.cases or kind in {"delayed", "agent_ill"})
    told = st.lists(st.sampled_from(known), max_size=3) if known else st.just([])
    events = tuple(draw(event(day, at, kind)) for kind in draw(told))
    mode: Any = draw(st.sampled_from(MODES))
    price = draw(st.sampled_from([0, 0, 1500]))
    return Case(day, travel, Replan(old, events, at, mode=mode, stability=price))


@st.composite
def event(draw: st.DrawFn, day: Day, at: datetime, kind: str) -> Event:
    told = max(moment(0), at - timedelta(minutes=draw(st.integers(0, 180))))
    of_case = kind in {"withdrawn", "urgent"}
    read = {
        "kind": kind,
        "at": told,
        "case_id": draw(st.sampled_from(day.cases)).id if of_case else None,
        "agent_id": None if of_case else draw(st.sampled_from(day.agents)).id,
        "delay_seconds": 60 * draw(st.integers(1, 90)) if kind == "delayed" else None,
    }
    return Event.model_validate(read)


ALL = ("delayed", "agent_ill", "urgent", "withdrawn")


FEW = settings(max_examples=30)


@FEW
@given(replanned())
def test_without_events_the_past_stays_and_nothing_untrue_is_published(case: Case) -> None:
    for route in case.asked.old.routes:
        made = [stop for stop in route.stops if stop.arrival <= case.asked.at]
        assert _stops(case.new, route.shift_id)[: len(made)] == made
        if made:
            assert _route(case.new, route.shift_id).leaves == route.leaves
    assert case.replanned.facts == ()
    assert verify(*case.replanned.planned) == ()


@FEW
@given(replanned(ALL))
def test_whatever_happens_no_case_is_lost_and_what_is_broken_is_a_fact(case: Case) -> None:
    placed = [stop.case_id for route in case.new.routes for stop in route.stops]
    placed += [each.case_id for each in (*case.new.unassigned, *case.new.ineligible)]
    assert sorted(placed) == sorted(each.id for each in case.day.cases)
    assert verify(*case.replanned.planned) == case.replanned.facts


@FEW
@given(replanned(("urgent", "withdrawn", "agent_ill")))
def test_what_is_made_is_made_whoever_falls_ill_and_whatever_is_withdrawn(case: Case) -> None:
    ill = {e.agent_id: e.at for e in reversed(case.asked.events) if e.kind == "agent_ill"}
    for route in case.asked.old.routes:
        until = min(case.asked.at, ill.get(route.agent_id, case.asked.at))
        made = [stop for stop in route.stops if stop.arrival <= until]
        assert _stops(case.new, route.shift_id)[: len(made)] == made


@FEW
@given(replanned(("withdrawn", "agent_ill")))
def test_the_withdrawn_are_not_visited_any_more_and_the_ill_begin_nothing(case: Case) -> None:
    at = case.asked.at
    withdrawn = {e.case_id for e in case.asked.events if e.kind == "withdrawn"}
    ill = {e.agent_id for e in case.asked.events if e.kind == "agent_ill"}
    for route in case.new.routes:
        to_come = [stop for stop in route.stops if stop.arrival > at]
        assert withdrawn.isdisjoint(stop.case_id for stop in to_come)
        assert not to_come or route.agent_id not in ill


@FEW
@given(replanned(("urgent", "agent_ill")))
def test_kept_agents_are_kept_and_kept_orders_too(case: Case) -> None:
    off = {e.agent_id for e in case.asked.events if e.kind == "agent_ill"}
    old = {s.case_id: r for r in case.asked.old.routes for s in r.stops}
    for route in case.new.routes if case.asked.mode != "all" else ():
        known = [s.case_id for s in route.stops if s.case_id in old]
        kept = [case_id for case_id in known if old[case_id].agent_id not in off]
        assert {old[case_id].agent_id for case_id in kept} <= {route.agent_id} or not kept
        if case.asked.mode == "insert-only":
            before = [s.case_id for s in old[kept[0]].stops] if kept else []
            assert kept == [case_id for case_id in before if case_id in kept]


@st.composite
def reported(draw: st.DrawFn) -> Case:
    """Draw a day of which some visits of each route were reported, in any order."""
    day, travel = draw(days()), draw(travels())
    day = day.model_copy(update={"limits": day.limits.model_copy(update={"engine": "own"})})
    old = plan_here(day, travel).plan
    at, events = moment(draw(st.integers(0, LAST))), list[Event]()
    for route in old.routes:
        opening = next(s.hours.opening for s in day.shifts if s.id == route.shift_id)
        seconds = int((at - opening).total_seconds())
        made = draw(st.lists(st.sampled_from(route.stops), unique=True)) if seconds > 0 else []
        ended = sorted(draw(st.integers(0, seconds)) for _ in made)
        events += [
            Event(kind="done", at=opening + timedelta(seconds=second), case_id=stop.case_id)
            for stop, second in zip(made, ended, strict=True)
        ]
    return Case(day, travel, Replan(old, tuple(events), at, stability=0))


@FEW
@given(reported())
def test_what_is_reported_is_made_and_what_was_passed_over_is_open(case: Case) -> None:
    told = {event.case_id: event.at for event in case.asked.events}
    for route in case.asked.old.routes:
        cases = [stop.case_id for stop in route.stops]
        made = [case_id for case_id in told if case_id in cases]
        beyond = max(map(cases.index, made), default=0)
        now = _stops(case.new, route.shift_id)
        past = [stop.case_id for stop in now if stop.case_id in told]
        assert sorted(past) == sorted(made), "by whom it was planned, each once"
        assert [told[case_id] for case_id in past] == sorted(told[case_id] for case_id in past)
        over = {stop.case_id for stop in now if stop.arrival <= case.asked.at}
        assert over.isdisjoint(set(cases[:beyond]) - told.keys())
    assert verify(*case.replanned.planned) == case.replanned.facts


def _stops(plan: Plan, shift_id: str) -> list[Stop]:
    return [stop for route in plan.routes if route.shift_id == shift_id for stop in route.stops]


def _route(plan: Plan, shift_id: str) -> Route:
    return next(route for route in plan.routes if route.shift_id == shift_id)
