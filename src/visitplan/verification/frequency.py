"""Frequency: how often anybody is contacted, over one debt, one person, one household."""

from collections.abc import Iterator
from datetime import date, timedelta

from visitplan.domain.contact import Contact
from visitplan.domain.terms import Cap, MinimumGap
from visitplan.verification.breach import Breach
from visitplan.verification.permission import is_as_strong
from visitplan.verification.question import Question


def caps_are_kept(question: Question) -> Iterator[Breach]:
    """No visit beyond the number that is allowed within a time, the day's other ones included."""
    for cap in question.policy.caps:
        if "visit" not in cap.channels or _is_lifted(cap, question):
            continue
        before = sum(_counts(cap, contact) for _, contact in _within(cap, question))
        visits = before + 1 + question.company.beside(question.case, cap.per)
        if visits > cap.maximum:
            window = f"{cap.days} days" if cap.days is not None else f"a {cap.calendar}"
            detail = f"{visits} {cap.counts} per {cap.per} in {window}, {cap.maximum} allowed"
            yield Breach("cap", detail, ("caps",))


def gaps_are_kept(question: Question) -> Iterator[Breach]:
    """No visit too soon after what happened before, or on the day of another one."""
    for gap in question.policy.gaps:
        ages = [age for age, contact in question.past(gap.per) if _counts(gap, contact)]
        if "visit" in gap.channels and question.company.beside(question.case, gap.per):
            ages.append(0)
        if ages and min(ages) < gap.days:
            detail = f"{min(ages)} days after the last one per {gap.per}, {gap.days} are asked for"
            yield Breach("gap", detail, ("gaps",))


def _counts(rule: Cap | MinimumGap, contact: Contact) -> bool:
    return contact.channel in rule.channels and (rule.counts == "attempts" or contact.reached)


def _within(cap: Cap, question: Question) -> Iterator[tuple[int, Contact]]:
    """Yield what happened inside the window of a cap."""
    days = cap.days if cap.days is not None else _days_so_far(cap, question.day.date)
    return ((age, contact) for age, contact in question.past(cap.per) if age < days)


def _days_so_far(cap: Cap, today: date) -> int:
    """Return how many days of the calendar window have begun, the planning day included."""
    first = {
        "day": today,
        "week": today - timedelta(days=today.weekday()),
        "month": today.replace(day=1),
    }
    return (today - first[cap.calendar or "day"]).days + 1


def _is_lifted(cap: Cap, question: Question) -> bool:
    form = cap.more_with
    return form is not None and any(is_as_strong(c.form, form) for c in question.consents())
