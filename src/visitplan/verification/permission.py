"""Permission: whether a case may be visited at all, by what it is and who allowed it."""

from collections.abc import Iterator
from datetime import date

from visitplan.domain.case import Consent, ConsentForm, DatedHold
from visitplan.domain.terms import ConsentDuty, HoldRule
from visitplan.verification.breach import Breach
from visitplan.verification.question import Question


def visits_are_not_banned(question: Question) -> Iterator[Breach]:
    """No visit where the policy bans them, but for the products it excepts."""
    ban = question.policy.ban
    if ban is not None and question.case.product not in ban.except_products:
        yield Breach("no_ban", "visits of this kind are banned", ("ban",))


def jurisdictions_are_covered(question: Question) -> Iterator[Breach]:
    """No case is under a law that the packs do not cover."""
    covered, named = question.policy.jurisdictions, question.case.jurisdiction
    if covered and named is not None and named not in covered:
        yield Breach("jurisdiction", f"no pack of the day covers {named}", ("jurisdictions",))


def visits_are_approved(question: Question) -> Iterator[Breach]:
    """Somebody approved the case, at some time, and its status still says so."""
    case = question.case
    if case.status not in question.policy.visitable_statuses:
        detail = f"status {case.status} is not visitable"
        yield Breach("case_approved", detail, ("visitable_statuses",))
    if not (case.approved_by and case.approved_at):
        yield Breach("case_approved", "nobody's approval, or no time of it, is on record")


def approvals_are_fresh(question: Question) -> Iterator[Breach]:
    """No approval is older than approvals are good for."""
    most, given = question.policy.approval_days, question.case.approved_at
    if most is not None and given is not None and question.age(given) > most:
        detail = f"approved {question.age(given)} days ago, good for {most}"
        yield Breach("approval_age", detail, ("approval_days",))


def products_are_visitable(question: Question) -> Iterator[Breach]:
    """Only cases of products that may lead to a visit are visited."""
    products = question.policy.products
    if products is not None and question.case.product not in products:
        yield Breach("product", "the product is not among those visited", ("products",))


def debts_are_due_long_enough(question: Question) -> Iterator[Breach]:
    """No debt is due for less than the policy asks for; unknown is not long enough."""
    least, due = question.policy.minimum_days_past_due, question.case.days_past_due
    if least and (due is None or due < least):
        told = "an unknown time" if due is None else f"{due} days"
        detail = f"due for {told}, {least} days are asked for"
        yield Breach("days_past_due", detail, ("minimum_days_past_due",))


def customers_were_assessed(question: Question) -> Iterator[Breach]:
    """Somebody looked at the customer's situation, not too long ago."""
    most, case = question.policy.assessment_days, question.case
    if most is None:
        return
    if not case.assessed_by or case.assessed_at is None:
        yield Breach("assessment", "nobody's assessment is on record", ("assessment_days",))
    elif not 0 <= question.age(case.assessed_at) <= most:
        detail = f"assessed {question.age(case.assessed_at)} days ago, good for {most}"
        yield Breach("assessment", detail, ("assessment_days",))


def customers_consented(question: Question) -> Iterator[Breach]:
    """Whoever is visited agreed to it, in the form and for the day that the policy asks for."""
    duty = question.policy.consent
    if duty is not None and not any(_meets(each, duty, question) for each in question.consents()):
        yield Breach("consent", f"no {duty.form} consent is good on the day", ("consent",))


def no_hold_forbids(question: Question) -> Iterator[Breach]:
    """No hold is on the case that blocks visits; one that nobody could name always does."""
    policy, case = question.policy, question.case
    least = {rule.hold: rule for rule in policy.hold_rules}
    stopping = policy.blocking_holds | least.keys() | {"unknown"}
    still = {
        each.hold for each in case.dated_holds if _stops_on(each, least.get(each.hold), question)
    }
    blocking = sorted(stopping & {*case.holds, *still})
    if blocking:
        yield Breach("no_hold", f"held: {', '.join(blocking)}", ("blocking_holds", "hold_rules"))


def _stops_on(held: DatedHold, rule: HoldRule | None, question: Question) -> bool:
    """Tell whether a hold is neither to come, nor over, nor lifted by somebody who may."""
    on = question.day.date
    if held.starts is not None and on < held.starts:
        return False
    if held.lifted_on is not None and held.lifted_on <= on and held.lifted_by is not None:
        roles = rule.lifted_by if rule is not None else None
        if roles is None or held.lifted_role in roles:
            return False
    return not _has_run_out(held, rule, on)


def _has_run_out(held: DatedHold, rule: HoldRule | None, on: date) -> bool:
    if held.hold == "unknown" or held.ends is None or on <= held.ends:
        return False
    if rule is None:
        return True
    since = held.starts
    return since is not None and rule.days is not None and (on - since).days >= rule.days


def is_as_strong(form: ConsentForm, asked: ConsentForm) -> bool:
    """Tell whether a form of consent is the one asked for or a stronger one."""
    return form in {asked, "written"}


def _meets(consent: Consent, duty: ConsentDuty, question: Question) -> bool:
    named = not duty.each_visit or consent.visit_date == question.day.date
    fresh = duty.valid_days is None or question.age(consent.given_at) <= duty.valid_days
    return is_as_strong(consent.form, duty.form) and named and fresh
