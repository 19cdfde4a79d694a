"""Laws of re-planning, on random small days, moments and events."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from laws.planned_here import plan_here
from laws.replanned_here import replan_here
from strategies import LAST, days, moment, travels
from visitplan.domain.day import Day
from visitplan.domain.event import Event
from visitplan.domain.plan import Plan, Stop
from visitplan.domain.travel import Travel
from visitplan.replanning import Replan, ReplannedDay
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


@given(replanned())
def test_without_events_the_past_stays_and_nothing_untrue_is_published(case: Case) -> None:
    for route in case.asked.old.routes:
        made = [s for s in route.stops if s.arrival <= case.asked.at]
        assert _stops(case.new, route.shift_id)[: len(made)] == made
    assert case.replanned.facts == ()
    assert verify(*case.replanned.planned) == ()


@given(replanned(ALL))
def test_whatever_happens_no_case_is_lost_and_what_is_broken_is_a_fact(case: Case) -> None:
    new = case.new
    placed = [stop.case_id for route in new.routes for stop in route.stops]
    placed += [each.case_id for each in (*new.unassigned, *new.ineligible)]
    assert sorted(placed) == sorted(each.id for each in case.day.cases)
    assert verify(*case.replanned.planned) == case.replanned.facts


def _stops(plan: Plan, shift_id: str) -> list[Stop]:
    return [stop for route in plan.routes if route.shift_id == shift_id for stop in route.stops]
