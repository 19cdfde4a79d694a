"""Reasons: whether each rule that a refusal names is really broken.

A refusal names the gate's rule; here stands what that rule claims, in the verifier's own words.
A rule of another name (somebody else's, in a plan made elsewhere) claims nothing that is known.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from types import MappingProxyType

from visitplan.domain.violation import Violation
from visitplan.verification.crews import nobody_could_go
from visitplan.verification.daylight import SLACK
from visitplan.verification.evidence import Evidence
from visitplan.verification.hours import has_lawful_stay
from visitplan.verification.lawfulness import CASE_RULES
from visitplan.verification.question import Question

Claim = Callable[[Question], bool]


def _has_no_hours(question: Question) -> bool:
    return not has_lawful_stay(question, slack=-SLACK)


def _is_approved_later(question: Question) -> bool:
    given = question.case.approved_at
    return given is not None and question.age(given) < 0


def _was_approved_until_earlier(question: Question) -> bool:
    expiry = question.case.approved_until
    return expiry is not None and question.age(expiry) > 0


CLAIMS: Mapping[str, str | Claim] = MappingProxyType(
    {
        "visits_are_not_banned": "no_ban",
        "jurisdiction_is_covered": "jurisdiction",
        "status_is_visitable": "case_approved",
        "product_may_be_visited": "product",
        "debt_is_due_long_enough": "days_past_due",
        "customer_is_assessed": "assessment",
        "assessment_is_recent": "assessment",
        "approval_is_named": "case_approved",
        "approval_has_begun": _is_approved_later,
        "approval_has_not_expired": _was_approved_until_earlier,
        "approval_is_recent": "approval_age",
        "no_hold_is_on": "no_hold",
        "notices_are_sent": "notice",
        "notices_are_unanswered": "notice_answered",
        "notice_names_the_agent": nobody_could_go,
        "agent_change_is_told": nobody_could_go,
        "consent_is_given": "consent",
        "caps_leave_room": "cap",
        "gaps_have_passed": "gap",
        "crew_is_small_enough": nobody_could_go,
        "day_is_no_rest_day": "rest_day",
        "day_is_no_holiday": "holiday",
        "day_has_permitted_hours": _has_no_hours,
        "day_has_daylight": _has_no_hours,
        "place_is_known": "place_known",
        "place_may_be_visited": "place_kind",
        "places_come_in_order": "place_order",
        "place_has_permitted_hours": _has_no_hours,
        "hours_are_left_for_the_visit": _has_no_hours,
    }
)
"""By rule of the gate: the breach that it claims, or what else is then true."""


def refusals_name_rules_that_are_broken(evidence: Evidence) -> Iterator[Violation]:
    """No refusal tells of a rule that the case does not break."""
    for refused in evidence.plan.ineligible:
        case = evidence.cases.get(refused.case_id)
        if case is None:
            continue
        question = evidence.question_beside_the_admitted(case)
        broken = {breach.rule for check in CASE_RULES for breach in check(question)}
        for told in dict.fromkeys(refusal.rule for refusal in refused.refusals):
            claim = CLAIMS.get(told)
            if claim is not None and not _holds(claim, broken, question):
                detail = f"refused by {told}, which the case does not break"
                yield Violation(rule="untrue_refusal", detail=detail, case_id=case.id)


def _holds(claim: str | Claim, broken: Container[str], question: Question) -> bool:
    return claim in broken if isinstance(claim, str) else claim(question)
