"""Rules about the customer's consent, and whatever else asks for one."""

from collections.abc import Iterator
from datetime import date

from visitplan.domain.case import Consent, ConsentForm
from visitplan.domain.terms import ConsentDuty
from visitplan.eligibility.candidate import Candidate
from visitplan.eligibility.refusal import Objection

ANY_FORM = ConsentDuty(form="oral")


def consent_is_given(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit to which the customer has not agreed as the policy asks."""
    duty = candidate.policy.consent
    if duty is not None and not has_consent(candidate, duty):
        which = f"{duty.form} consent" if duty.form == "written" else "consent"
        when = f" to a visit on {candidate.on}" if duty.each_visit else ""
        yield Objection(f"the customer's {which}{when} is missing", consent_from(candidate, duty))


def has_consent(candidate: Candidate, duty: ConsentDuty) -> bool:
    """Tell whether a consent is good on the planning day."""
    return any(_is_good(each, duty, candidate.on, candidate) for each in candidate.case.consents)


def has_consent_in(candidate: Candidate, form: ConsentForm) -> bool:
    """Tell whether a consent of this form or a stronger one is good on the planning day."""
    return has_consent(candidate, ConsentDuty(form=form))


def consent_from(candidate: Candidate, duty: ConsentDuty) -> date | None:
    """Return the first day after the planning day on which a consent is good, None without one."""
    days = [
        max(candidate.date_of(each.given_at), each.visit_date or date.min)
        for each in candidate.case.consents
    ]
    return min(
        (on for on in days if on > candidate.on and _some(on, duty, candidate)), default=None
    )


def _some(on: date, duty: ConsentDuty, candidate: Candidate) -> bool:
    return any(_is_good(each, duty, on, candidate) for each in candidate.case.consents)


def _is_good(consent: Consent, duty: ConsentDuty, on: date, candidate: Candidate) -> bool:
    given = candidate.date_of(consent.given_at)
    until = None if consent.until is None else candidate.date_of(consent.until)
    return (
        (duty.form == "oral" or consent.form == "written")
        and given <= on
        and (until is None or on <= until)
        and (duty.valid_days is None or (on - given).days <= duty.valid_days)
        and (consent.visit_date == on or (consent.visit_date is None and not duty.each_visit))
    )
