"""Rules about the case itself: its law, its product, its assessment, its approval."""

from collections.abc import Iterable, Iterator

from visitplan.eligibility.candidate import Candidate
from visitplan.eligibility.refusal import Objection
from visitplan.eligibility.working_days import days_after


def visits_are_not_banned(candidate: Candidate) -> Iterator[Objection]:
    """Refuse every visit where the law forbids them, but for the products that it excepts."""
    ban = candidate.policy.ban
    if ban is None or candidate.case.product in ban.except_products:
        return
    excepted = listed(ban.except_products)
    yield Objection(f"visits are banned{f', but for {excepted}' if excepted else ''}")


def jurisdiction_is_covered(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a case under a law that none of the packs is of."""
    covered, law = candidate.policy.jurisdictions, candidate.case.jurisdiction
    if covered and law is not None and law not in covered:
        yield Objection(f"it is under the law of {law}; the packs are of {listed(covered)}")


def status_is_visitable(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a case whose status the policy does not list."""
    allowed = candidate.policy.visitable_statuses
    if candidate.case.status not in allowed:
        yield Objection(
            f"its status is {candidate.case.status}; the policy allows {listed(allowed)}"
        )


def product_may_be_visited(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a case of a product that may not be visited, or of none that is known."""
    allowed, product = candidate.policy.products, candidate.case.product
    if allowed is not None and product not in allowed:
        what = "it does not say its product" if product is None else f"its product is {product}"
        yield Objection(f"{what}; the policy allows {listed(allowed) or 'none'}")


def debt_is_due_long_enough(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a debt due for fewer days than the policy asks for, or for nobody knows how many."""
    least, days = candidate.policy.minimum_days_past_due, candidate.case.days_past_due
    if not least or (days is not None and days >= least):
        return
    if days is None:
        yield Objection(f"nobody says for how long it has been due; {least} days are asked for")
    else:
        from_then = days_after(candidate.on, least - days)
        yield Objection(f"it has been due for {days} days; {least} are asked for", from_then)


def customer_is_assessed(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a customer whose situation nobody has assessed by name and time."""
    if candidate.policy.assessment_days is None:
        return
    case = candidate.case
    missing = _missing(("who assessed it", case.assessed_by), ("when", case.assessed_at))
    if missing:
        yield Objection(f"the assessment of the customer's situation does not say {missing}")


def assessment_is_recent(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a customer whose assessment has become too old, or is still to come."""
    most, at = candidate.policy.assessment_days, candidate.case.assessed_at
    if most is None or at is None:
        return
    made = candidate.date_of(at)
    age = (candidate.on - made).days
    if age < 0:
        yield Objection(f"it is assessed only on {made}", made)
    elif age > most:
        yield Objection(f"its assessment of {made} is {age} days old; {most} are allowed")


def approval_is_named(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit that nobody has approved by name and time."""
    case = candidate.case
    missing = _missing(("who approved it", case.approved_by), ("when", case.approved_at))
    if missing:
        yield Objection(f"the approval does not say {missing}")


def approval_has_begun(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit approved only from a later day on."""
    at = candidate.case.approved_at
    if at is not None and candidate.date_of(at) > candidate.on:
        begins = candidate.date_of(at)
        yield Objection(f"it is approved only from {begins} on", begins)


def approval_has_not_expired(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit whose approval ended before the planning day."""
    until = candidate.case.approved_until
    if until is not None and candidate.date_of(until) < candidate.on:
        yield Objection(f"its approval expired on {candidate.date_of(until)}")


def approval_is_recent(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit whose approval is older than any may be."""
    most, at = candidate.policy.approval_days, candidate.case.approved_at
    if most is None or at is None:
        return
    given = candidate.date_of(at)
    if (candidate.on - given).days > most:
        yield Objection(f"its approval of {given} is good for {most} days at most")


def listed(words: Iterable[str]) -> str:
    """Return words sorted, with commas between."""
    return ", ".join(sorted(words))


def _missing(*asked: tuple[str, object]) -> str:
    return " and ".join(what for what, value in asked if not value)
