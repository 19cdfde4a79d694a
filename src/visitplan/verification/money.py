"""Money: whether everything costs what the plan says."""

from collections.abc import Iterator

from visitplan.domain.agent import Shift
from visitplan.domain.case import Case
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Cost, Unassigned
from visitplan.domain.violation import Violation
from visitplan.verification.contacts import contact_ticks
from visitplan.verification.evidence import Evidence, Worked
from visitplan.verification.preferences import preference_ticks
from visitplan.verification.pricing import Bill, minor_units, price_route, together

TERMS = tuple(Cost.model_fields)


def penalties_follow_priority(evidence: Evidence) -> Iterator[Violation]:
    """Leaving a visit out costs its priority's penalty; a pinned visit is a must."""
    for left_out in evidence.plan.unassigned:
        if left_out.penalty != _penalty(evidence, left_out):
            detail = "another penalty than the policy's for this priority"
            yield Violation(rule="penalty", detail=detail, case_id=left_out.case_id)


def wages_are_paid_for_the_time_worked(evidence: Evidence) -> Iterator[Violation]:
    """Paid time is what the shift's pay makes of the route's hours."""
    for worked in evidence.worked:
        wrong = worked.route.paid_seconds - bill(evidence, worked).paid_seconds
        if wrong:
            detail = "another paid time than the hours make"
            yield worked.broke("paid_seconds", detail, abs(wrong))


def routes_cost_what_they_cost(evidence: Evidence) -> Iterator[Violation]:
    """Each term of each route's cost is what the evaluator makes of it."""
    for worked in evidence.worked:
        wrong = _differing(worked.route.cost, bill(evidence, worked).cost)
        if wrong:
            yield worked.broke("route_cost", f"wrong terms: {', '.join(wrong)}")


def the_plan_costs_its_sum(evidence: Evidence) -> Iterator[Violation]:
    """Term by term, the plan costs the sum over its routes and the penalties."""
    costs = [route.cost for route in evidence.plan.routes]
    sums = {term: sum(getattr(cost, term) for cost in costs) for term in TERMS}
    sums["unassigned"] += sum(_penalty(evidence, left_out) for left_out in evidence.plan.unassigned)
    wrong = _differing(evidence.plan.cost, Cost(**sums))
    if wrong:
        detail = f"the terms do not add up: {', '.join(wrong)}"
        yield Violation(rule="plan_cost", detail=detail)


def the_objective_is_the_cost(evidence: Evidence) -> Iterator[Violation]:
    """No tick lies between the solver's value and the cost less what its contacts are worth.

    Plans made by hand have no such value.
    """
    if evidence.plan.manifest.engine == "hand":
        return
    ticks = sum(bill(evidence, worked).ticks for worked in evidence.worked)
    penalties = sum(_penalty(evidence, left_out) for left_out in evidence.plan.unassigned)
    worth = sum(contact_ticks(evidence, worked) for worked in evidence.worked)
    if evidence.plan.manifest.objective != ticks + penalties * TICKS_PER_MINOR_UNIT - worth:
        detail = "the solver's objective is not the cost of the plan"
        yield Violation(rule="objective", detail=detail)


def bill(evidence: Evidence, worked: Worked) -> Bill:
    """Price one route by its hours, its true distance and the day's rules.

    Each of a crew is paid by his own shift; way and preference are the crew's, and so the driver's.
    """
    crew = [evidence.shifts.get(own.id, own) for own in worked.shift.members]
    bills = [_paid_to(evidence, worked, own, drives=own is crew[0]) for own in crew]
    paid = together(bills)
    return _with(paid, preference_ticks(evidence, worked))


def _paid_to(evidence: Evidence, worked: Worked, own: Shift, *, drives: bool) -> Bill:
    """Price a route by one of its agents."""
    route = worked.route
    return price_route(
        own.pay,
        own.hours,
        leaves=route.leaves,
        ends=route.ends,
        breaks=route.breaks,
        unpaid_owed_seconds=sum(owed.seconds for owed in own.breaks if not owed.paid),
        metres=_metres(evidence, worked) if drives else 0,
        visits=len(route.stops),
        disliked=_disliked(evidence, worked) if drives else 0,
        not_preferred=evidence.day.policy.not_preferred,
    )


def _with(bill: Bill, more: dict[str, int]) -> Bill:
    terms = {term: minor_units(ticks) for term, ticks in more.items()}
    ticks = bill.ticks + sum(more.values())
    return Bill(bill.paid_seconds, ticks, bill.cost.model_copy(update=terms))


def _metres(evidence: Evidence, worked: Worked) -> int:
    legs = [leg for leg in evidence.legs(worked) if leg is not None]
    return sum(leg.metres for leg in legs)


def _disliked(evidence: Evidence, worked: Worked) -> int:
    cases = (evidence.cases.get(stop.case_id) for stop in worked.route.stops)
    return sum(_prefers_another(case, worked) for case in cases if case is not None)


def _prefers_another(case: Case, worked: Worked) -> bool:
    return bool(case.preferred_agents) and case.preferred_agents.isdisjoint(worked.shift.crew)


def _penalty(evidence: Evidence, left_out: Unassigned) -> int:
    """Return what the policy asks; for a case that the day does not know, what the plan says."""
    case = evidence.cases.get(left_out.case_id)
    if case is None:
        return left_out.penalty
    priority = "must" if case.id in evidence.pinned else case.priority
    return evidence.day.policy.penalties.of(priority)


def _differing(told: Cost, true: Cost) -> list[str]:
    return [term for term in TERMS if getattr(told, term) != getattr(true, term)]
