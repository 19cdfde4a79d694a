"""Notices: whether the customer was told in time, and has not answered."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from visitplan.domain.contact import Contact
from visitplan.domain.terms import RequiredNotice
from visitplan.verification.breach import Breach
from visitplan.verification.dates import is_working_day
from visitplan.verification.moment import second_of
from visitplan.verification.question import Question


def notices_were_sent(question: Question) -> Iterator[Breach]:
    """As many notices as asked for were sent, each long enough ago and none too long ago."""
    for rule in question.policy.notices:
        count = len(notices_in_time(rule, question))
        if count < rule.number:
            kind = "working days" if rule.working else "days"
            detail = f"{count} notices {rule.lead_days} {kind} ahead, {rule.number} are asked for"
            yield Breach("notice", detail, ("notices",))


def notices_are_unanswered(question: Question) -> Iterator[Breach]:
    """No visit to a customer who has answered to a notice."""
    for rule in question.policy.notices:
        sent = (contact for _, contact in notices_that_count(rule, question))
        if rule.stops_if_answered and any(each.answered_at is not None for each in sent):
            yield Breach("notice_answered", "the customer has answered to a notice", ("notices",))


def notices_that_count(rule: RequiredNotice, question: Question) -> Iterator[tuple[int, Contact]]:
    """Yield the notices that have not expired, with their age in days, however late they are."""
    for age, contact in question.past("debt"):
        is_notice = contact.channel in rule.channels and (contact.notice or rule.any_contact)
        if is_notice and (rule.expires_days is None or age <= rule.expires_days):
            yield age, contact


def notices_in_time(rule: RequiredNotice, question: Question) -> list[Contact]:
    """Return the notices that were sent early enough, the last one last."""
    sent = [
        contact
        for age, contact in notices_that_count(rule, question)
        if _is_early(age, rule, question)
    ]
    return sorted(sent, key=lambda contact: second_of(contact.at))


def _is_early(age: int, rule: RequiredNotice, question: Question) -> bool:
    if not rule.working:
        return age >= rule.lead_days
    after = (question.day.date - timedelta(days=days) for days in range(age))
    working = (each for each in after if is_working_day(each, question.policy))
    return sum(1 for _ in islice(working, rule.lead_days)) == rule.lead_days
