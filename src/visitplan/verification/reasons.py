"""Reasons: whether each rule that a refusal names is really broken.

A refusal names the gate's rule; here stands what that rule claims, in the verifier's own words.
A rule of another name (somebody else's, in a plan made elsewhere) claims nothing that is known.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from visitplan.domain.violation import Violation
from visitplan.verification.crews import nobody_could_go
from visitplan.verification.daylight import SLACK
from visitplan.verification.evidence import Evidence
from visitplan.verification.hours import has_lawful_stay
from visitplan.verification.lawfulness import CASE_RULES
from visitplan.verification.question import Question

Claim = Callable[[Question], bool]


def _breaks(rule: str) -> Claim:
    """Return the claim that a case breaks one rule of the verifier's."""
    return lambda question: any(
        breach.rule == rule for check in CASE_RULES for breach in check(question)
    )


def _has_no_hours(question: Question) -> bool:
    return not has_lawful_stay(question, slack=-SLACK)


def _is_approved_later(question: Question) -> bool:
    given = question.case.approved_at
    return given is not None and question.age(given) < 0


def _was_approved_until_earlier(question: Question) -> bool:
    expiry = question.case.approved_until
    return expiry is not None and question.age(expiry) > 0


CLAIMS: Mapping[str, Claim] = MappingProxyType(
    {
        "visits_are_not_banned": _breaks("no_ban"),
        "jurisdiction_is_covered": _breaks("jurisdiction"),
        "status_is_visitable": _breaks("case_approved"),
        "product_may_be_visited": _breaks("product"),
        "debt_is_due_long_enough": _breaks("days_past_due"),
        "customer_is_assessed": _breaks("assessment"),
        "assessment_is_recent": _breaks("assessment"),
        "approval_is_named": _breaks("case_approved"),
        "approval_has_begun": _is_approved_later,
        "approval_has_not_expired": _was_approved_until_earlier,
        "approval_is_recent": _breaks("approval_age"),
        "no_hold_is_on": _breaks("no_hold"),
        "notices_are_sent": _breaks("notice"),
        "notices_are_unanswered": _breaks("notice_answered"),
        "notice_names_the_agent": nobody_could_go,
        "agent_change_is_told": nobody_could_go,
        "consent_is_given": _breaks("consent"),
        "caps_leave_room": _breaks("cap"),
        "gaps_have_passed": _breaks("gap"),
        "crew_is_small_enough": nobody_could_go,
        "day_is_no_rest_day": _breaks("rest_day"),
        "day_is_no_holiday": _breaks("holiday"),
        "day_has_permitted_hours": _has_no_hours,
        "day_has_daylight": _has_no_hours,
        "place_is_known": _breaks("place_known"),
        "place_may_be_visited": _breaks("place_kind"),
        "places_come_in_order": _breaks("place_order"),
        "hours_are_left_for_the_visit": _has_no_hours,
    }
)


def refusals_name_rules_that_are_broken(evidence: Evidence) -> Iterator[Violation]:
    """No refusal tells of a rule that the case does not break."""
    for refused in evidence.plan.ineligible:
        case = evidence.cases.get(refused.case_id)
        if case is None:
            continue
        question = evidence.question_beside_the_admitted(case)
        for told in dict.fromkeys(refusal.rule for refusal in refused.refusals):
            if told in CLAIMS and not CLAIMS[told](question):
                detail = f"refused by {told}, which the case does not break"
                yield Violation(rule="untrue_refusal", detail=detail, case_id=case.id)
