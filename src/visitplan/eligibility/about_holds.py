"""Rules about holds: what stops a visit, until when, and who ends it."""

from collections.abc import Iterator
from datetime import date, timedelta

from visitplan.domain.case import DatedHold
from visitplan.domain.holding import forbidding, last_day, lifted_on, rule_of
from visitplan.domain.terms import HoldRule
from visitplan.eligibility.about_the_case import listed
from visitplan.eligibility.candidate import Candidate
from visitplan.eligibility.refusal import Objection


def no_hold_is_on(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a case with a hold that blocks visits that day, each hold by itself."""
    policy = candidate.policy
    for held in forbidding(candidate.case, policy, candidate.on):
        rule = rule_of(held.hold, policy)
        ends = last_day(held, policy)
        reason = f"on hold: {held.hold}{_told(held, ends, rule)}"
        first = _first_free(ends, lifted_on(held, policy))
        yield Objection(reason, first, term=held.hold)


def _first_free(ends: date | None, lifted: date | None) -> date | None:
    days = (ends and ends + timedelta(days=1), lifted)
    return min((day for day in days if day), default=None)


def _told(held: DatedHold, ends: date | None, rule: HoldRule | None) -> str:
    """Say since when and until when a hold is on, and what the policy's rule says of it."""
    said = [
        f"since {held.starts}" if held.starts else "",
        f"until {ends}" if ends else "",
        "nobody could say which, so nobody goes" if held.hold == "unknown" else "",
        "no contact on any channel" if rule and rule.consequence == "no_contact" else "",
        f"for {rule.days} days" if rule and rule.days is not None else "",
        f"lifted only by {listed(rule.lifted_by) or 'nobody'}"
        if rule and rule.lifted_by is not None
        else "",
    ]
    words = "; ".join(word for word in said if word)
    return f" ({words})" if words else ""
