"""Lawfulness: whether each visit may take place, here and at this hour."""

from collections.abc import Iterator

from visitplan.domain.case import Case
from visitplan.domain.violation import Violation
from visitplan.verification.evidence import Evidence
from visitplan.verification.hours import customer_spans, has_lawful_stay, seconds_outside
from visitplan.verification.moment import second_of


def visits_are_approved(evidence: Evidence) -> Iterator[Violation]:
    """Somebody approved the case, at some time, and its status still says so."""
    for call in evidence.calls:
        if call.case.status not in evidence.day.policy.visitable_statuses:
            yield call.broke("case_approved", f"status {call.case.status} is not visitable")
        if not (call.case.approved_by and call.case.approved_at):
            yield call.broke("case_approved", "nobody's approval, or no time of it, is on record")


def visits_follow_their_approval(evidence: Evidence) -> Iterator[Violation]:
    """No arrival before the approval was given."""
    for call in evidence.calls:
        given = call.case.approved_at
        if given is not None and call.arrival < second_of(given):
            early = second_of(given) - call.arrival
            yield call.broke("approval_given", "arrives before the approval was given", early)


def approvals_outlast_the_visits(evidence: Evidence) -> Iterator[Violation]:
    """No departure after the approval expired."""
    for call in evidence.calls:
        expiry = call.case.approved_until
        if expiry is not None and call.departure > second_of(expiry):
            late = call.departure - second_of(expiry)
            yield call.broke("approval_expired", "departs after the approval expired", late)


def no_hold_forbids(evidence: Evidence) -> Iterator[Violation]:
    """No case on a route carries a hold that blocks visits."""
    for call in evidence.calls:
        blocking = sorted(evidence.day.policy.blocking_holds.intersection(call.case.holds))
        if blocking:
            yield call.broke("no_hold", f"held: {', '.join(blocking)}")


def stays_within_permitted_hours(evidence: Evidence) -> Iterator[Violation]:
    """Every stay lies wholly inside the policy's hours; rest days and holidays have none."""
    for call in evidence.calls:
        outside = seconds_outside(evidence.permitted, call.arrival, call.departure)
        if outside is None:
            yield call.broke("permitted_hours", "no visits are permitted on this day")
        elif outside:
            yield call.broke("permitted_hours", "stays outside of the permitted hours", outside)


def stays_within_customer_windows(evidence: Evidence) -> Iterator[Violation]:
    """Every stay, or its start where the policy says so, lies in one of the customer's windows."""
    whole = evidence.day.policy.window_bounds == "whole"
    for call in evidence.calls:
        last = call.departure if whole else call.arrival
        outside = seconds_outside(customer_spans(call.case.windows), call.arrival, last)
        if outside:
            yield call.broke("customer_window", "stays outside of the customer's hours", outside)


def places_can_be_visited(evidence: Evidence) -> Iterator[Violation]:
    """Every visit has a point, and nothing is wrong with it."""
    for call in evidence.calls:
        if call.case.place.point is None or call.case.place.problem is not None:
            yield call.broke("place_known", "the place has no point or cannot be reached")


def refusals_have_a_reason(evidence: Evidence) -> Iterator[Violation]:
    """Nobody is refused at the gate whom the rules would let in."""
    for refused in evidence.plan.ineligible:
        case = evidence.cases.get(refused.case_id)
        if case is not None and not _forbidden(evidence, case):
            detail = "refused, though no rule forbids the visit"
            yield Violation(rule="wrongly_refused", detail=detail, case_id=case.id)


def the_unassigned_were_admitted(evidence: Evidence) -> Iterator[Violation]:
    """Nothing that the gate must refuse is counted as a visit left out."""
    for left_out in evidence.plan.unassigned:
        case = evidence.cases.get(left_out.case_id)
        if case is not None and _forbidden(evidence, case):
            detail = "left out as a visit, though the rules forbid it"
            yield Violation(rule="wrongly_admitted", detail=detail, case_id=case.id)


def _forbidden(evidence: Evidence, case: Case) -> bool:
    policy = evidence.day.policy
    return (
        case.status not in policy.visitable_statuses
        or not (case.approved_by and case.approved_at)
        or not policy.blocking_holds.isdisjoint(case.holds)
        or case.place.point is None
        or case.place.problem is not None
        or not has_lawful_stay(evidence.day, case)
    )
