"""What a plan comes to, and what it changes for whom."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from visitplan.burden.planned import PlanOfDay
from visitplan.burden.story import burden_of
from visitplan.domain.comparison import Changed, Figures
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.simulation.at_home import home_by_case
from visitplan.simulation.contacts import expected_contacts

DIGITS = 3
SAME_TIME_SECONDS = 15 * 60
"""Whoever is visited within a quarter of an hour of the time before is not called retimed."""


def figures_of(day: Day, plan: Plan) -> Figures:
    """Return what a plan of a located day comes to."""
    burden = burden_of([PlanOfDay(day, plan)])
    alone = [shift for shift in day.shifts if not shift.joined]
    stops = [stop for route in plan.routes for stop in route.stops]
    return Figures(
        cost=plan.cost,
        on_duty=len({shift.agent_id for shift in alone}),
        agents_used=len({agent for route in plan.routes for agent in route.crew}),
        visits=len(stops),
        unassigned=len(plan.unassigned),
        ineligible=len(plan.ineligible),
        shift_seconds=sum(shift.hours.seconds for shift in alone),
        paid_seconds=sum(route.paid_seconds for route in plan.routes),
        travel_seconds=sum(route.travel_seconds for route in plan.routes),
        metres=sum(route.metres for route in plan.routes),
        waiting_seconds=sum(stop.waiting_seconds for stop in stops),
        early=sum(each.kind == "early" for each in burden.hours),
        late=sum(each.kind == "late" for each in burden.hours),
        repeated=len(burden.repeats),
        contacts=round(expected_contacts(plan, home_by_case(day)), DIGITS),
    )


class _Spot(NamedTuple):
    crew: tuple[str, ...]
    arrival: datetime


def changes_between(before: Plan, after: Plan) -> tuple[Changed, ...]:
    """Return the visits that a plan has elsewhere than the one before, by case id."""
    old, new = _spots(before), _spots(after)
    return tuple(
        changed
        for case_id in sorted(old.keys() | new.keys())
        for changed in _changed(case_id, old.get(case_id), new.get(case_id))
    )


def _spots(plan: Plan) -> Mapping[str, _Spot]:
    return {s.case_id: _Spot(r.crew, s.arrival) for r in plan.routes for s in r.stops}


def _changed(case_id: str, old: _Spot | None, new: _Spot | None) -> Iterator[Changed]:
    if old and new and old.crew == new.crew and _is_same_time(old.arrival, new.arrival):
        return
    yield Changed.model_validate(
        {
            "case_id": case_id,
            "fate": _fate(old, new),
            "agent_before": old.crew[0] if old else None,
            "before": old.arrival if old else None,
            "agent_after": new.crew[0] if new else None,
            "after": new.arrival if new else None,
        }
    )


def _fate(old: _Spot | None, new: _Spot | None) -> str:
    if old is None:
        return "added"
    if new is None:
        return "dropped"
    return "retimed" if old.crew == new.crew else "moved"


def _is_same_time(one: datetime, other: datetime) -> bool:
    return abs(one.timestamp() - other.timestamp()) < SAME_TIME_SECONDS
