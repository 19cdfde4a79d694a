"""Lawfulness: whether each visit may take place, and whether each refusal is true.

A rule about a case, or about the stay at its door, is asked alike of what is planned and of what
was refused.
"""

from collections.abc import Callable, Iterator
from functools import wraps

from visitplan.domain.case import Case
from visitplan.domain.violation import Violation
from visitplan.verification import dates, frequency, notices, permission, stays, whereabouts
from visitplan.verification.breach import Breach
from visitplan.verification.crews import nobody_could_go
from visitplan.verification.daylight import SLACK
from visitplan.verification.evidence import Evidence
from visitplan.verification.hours import has_lawful_stay
from visitplan.verification.question import Question
from visitplan.verification.spans import Span

Rule = Callable[[Evidence], Iterator[Violation]]
CaseRule = Callable[[Question], Iterator[Breach]]
StayRule = Callable[[Question, Span], Iterator[Breach]]

CASE_RULES: tuple[CaseRule, ...] = (
    permission.visits_are_not_banned,
    permission.jurisdictions_are_covered,
    permission.visits_are_approved,
    permission.approvals_are_fresh,
    permission.products_are_visitable,
    permission.debts_are_due_long_enough,
    permission.customers_were_assessed,
    permission.customers_consented,
    permission.no_hold_forbids,
    whereabouts.places_can_be_visited,
    whereabouts.kinds_of_place_are_open,
    whereabouts.places_come_in_their_order,
    dates.days_are_no_rest_days,
    dates.days_are_no_holidays,
    notices.notices_were_sent,
    notices.notices_are_unanswered,
    frequency.caps_are_kept,
    frequency.gaps_are_kept,
)

STAY_RULES: tuple[StayRule, ...] = (
    stays.stays_follow_their_approval,
    stays.approvals_outlast_the_stays,
    stays.stays_within_permitted_hours,
    stays.stays_within_special_hours,
    stays.stays_within_hours_of_their_place,
    stays.stays_keep_quiet_hours,
    stays.stays_are_by_daylight,
    stays.stays_keep_barred_hours,
    stays.stays_within_customer_windows,
)


def of_each_case(check: CaseRule) -> Rule:
    """Return the check of every planned visit by one rule about its case."""

    @wraps(check)
    def checked(evidence: Evidence) -> Iterator[Violation]:
        for call in evidence.calls:
            for breach in check(evidence.question(call.case)):
                yield evidence.violation(call, breach)

    return checked


def of_each_stay(check: StayRule) -> Rule:
    """Return the check of every planned visit by one rule about the stay at the door."""

    @wraps(check)
    def checked(evidence: Evidence) -> Iterator[Violation]:
        for call, stay in evidence.stays:
            for breach in check(evidence.question(call.case), stay):
                yield evidence.violation(call, breach)

    return checked


def refusals_have_a_reason(evidence: Evidence) -> Iterator[Violation]:
    """Nobody is refused at the gate whom the rules would let in, beside those let in before."""
    for refused in evidence.plan.ineligible:
        case = evidence.cases.get(refused.case_id)
        if case is not None and not _may_be_refused(evidence, case):
            detail = "refused, though no rule forbids the visit"
            yield Violation(rule="wrongly_refused", detail=detail, case_id=case.id)


def the_unassigned_were_admitted(evidence: Evidence) -> Iterator[Violation]:
    """Nothing that the gate must refuse is counted as a visit left out."""
    for left_out in evidence.plan.unassigned:
        case = evidence.cases.get(left_out.case_id)
        if case is not None and _is_forbidden(evidence.question_alone(case), slack=SLACK):
            detail = "left out as a visit, though the rules forbid it"
            yield Violation(rule="wrongly_admitted", detail=detail, case_id=case.id)


def _may_be_refused(evidence: Evidence, case: Case) -> bool:
    question = evidence.question_beside_the_admitted(case)
    return _is_forbidden(question, slack=-SLACK) or nobody_could_go(question)


def _is_forbidden(question: Question, slack: int) -> bool:
    breaches = (breach for rule in CASE_RULES for breach in rule(question))
    return any(breaches) or not has_lawful_stay(question, slack)
