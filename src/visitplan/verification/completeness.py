"""Completeness: a plan of this day, with every case in it exactly once and nothing else."""

from collections import Counter
from collections.abc import Iterator

from visitplan.domain.plan import Plan
from visitplan.domain.violation import Violation
from visitplan.verification.evidence import Evidence


def the_plan_is_of_the_day(evidence: Evidence) -> Iterator[Violation]:
    """Date, time zone and currency are the day's."""
    plan, day = evidence.plan, evidence.day
    if plan.date != day.date:
        yield Violation(rule="plan_date", detail="the plan is of another day")
    if str(plan.time_zone) != str(day.time_zone):
        yield Violation(rule="plan_time_zone", detail="the plan is in another time zone")
    if plan.currency != day.currency:
        yield Violation(rule="plan_currency", detail="the plan is in another currency")


def no_case_is_lost(evidence: Evidence) -> Iterator[Violation]:
    """Each of the day's cases is in a route, unassigned or ineligible."""
    placed = set(_placed(evidence.plan))
    for case_id in evidence.cases:
        if case_id not in placed:
            detail = "the case is in no route, not unassigned and not ineligible"
            yield Violation(rule="case_lost", detail=detail, case_id=case_id)


def no_case_is_doubled(evidence: Evidence) -> Iterator[Violation]:
    """No case stands in two places of the plan."""
    for case_id, times in Counter(_placed(evidence.plan)).items():
        if times > 1:
            detail = f"the case stands in the plan {times} times"
            yield Violation(rule="case_doubled", detail=detail, case_id=case_id)


def no_case_is_invented(evidence: Evidence) -> Iterator[Violation]:
    """No case is in the plan that the day does not know."""
    rivals = (rival for left_out in evidence.plan.unassigned for rival in left_out.instead_of)
    for case_id in dict.fromkeys((*_placed(evidence.plan), *rivals)):
        if case_id not in evidence.cases:
            yield Violation(rule="case_unknown", detail="no such case today", case_id=case_id)


def no_shift_is_invented(evidence: Evidence) -> Iterator[Violation]:
    """No shift is in the plan that the day does not know, and every one has an agent."""
    ids = [route.shift_id for route in evidence.plan.routes]
    ids += [barred.shift_id for barred in evidence.plan.barred]
    for shift_id in dict.fromkeys(ids):
        shift = evidence.shifts.get(shift_id)
        if shift is None:
            yield Violation(rule="shift_unknown", detail="no such shift today", shift_id=shift_id)
        elif not evidence.agents.keys() >= set(shift.crew):
            yield Violation(rule="agent_unknown", detail="no such agent today", shift_id=shift_id)


def _placed(plan: Plan) -> Iterator[str]:
    for route in plan.routes:
        yield from (stop.case_id for stop in route.stops)
    yield from (left_out.case_id for left_out in plan.unassigned)
    yield from (refused.case_id for refused in plan.ineligible)
