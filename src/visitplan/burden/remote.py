"""What a call or a letter would do instead: cases for which a visit is not the next proper step.

Of refused cases the rules say so: nothing keeps them from a visit but a step that comes first.
Of the others the history says so; one sign is one function. They may be visited all the same:
the sign is shown to whoever approves the next visit.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from visitplan.burden.past import Past
from visitplan.burden.planned import Call, PlanOfDay, zone_of
from visitplan.domain.burden import Fate, RemoteStep, Step
from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.domain.visit import Ineligible

COMES_FIRST: Mapping[str, Step] = {
    "notices_are_unanswered": "answer",
    "consent_is_given": "consent",
    "customer_is_assessed": "assessment",
    "assessment_is_recent": "assessment",
    "notices_are_sent": "notice",
    "notice_names_the_agent": "notice",
    "agent_change_is_told": "notice",
    "caps_leave_room": "wait",
    "gaps_have_passed": "wait",
}
"""The rules that ask for something else before a visit, the weightiest first."""

SAME_HOUR = timedelta(minutes=90)
"""So near on the clock, a visit meets the same people, or nobody again."""

OFTEN = 2
"""So many times nobody opened at that hour."""

TO_ANSWER = 7
"""Days within which a notice may well be answered yet."""


class Sign(NamedTuple):
    """What would come first, and why."""

    step: Step
    reason: str


class History(NamedTuple):
    """A case on the day that it is asked about; ``arrival`` is None where none is planned."""

    now: datetime
    arrival: datetime | None
    contacts: Sequence[Contact]
    visits: Sequence[Contact]
    days: int

    def age(self, contact: Contact) -> int:
        """Return how many calendar days ago a contact was, by the clock at the address."""
        return (self.now.date() - contact.at.astimezone(self.now.tzinfo).date()).days


def reached_by_phone(history: History) -> Sign | None:
    """Tell of a customer who talked on the phone not long ago."""
    talks = [each for each in history.contacts if each.channel == "call" and each.reached]
    if not talks or history.age(talks[-1]) > history.days:
        return None
    return Sign("call", f"the customer was reached by phone in the last {history.days} days")


def never_called(history: History) -> Sign | None:
    """Tell of a customer whom nobody has called yet."""
    if any(each.channel == "call" for each in history.contacts):
        return None
    return Sign("call", "nobody has called the customer yet")


def nobody_at_home_at_this_hour(history: History) -> Sign | None:
    """Tell of a door at which nobody opened, more than once, at about the planned hour."""
    if history.arrival is None:
        return None
    closed = [e for e in history.visits if not e.reached and _same_hour(e.at, history.arrival)]
    if len(closed) < OFTEN:
        return None
    return Sign("letter", f"nobody opened {len(closed)} times at about this hour")


def notice_may_be_answered(history: History) -> Sign | None:
    """Tell of a customer who has hardly had time to answer the last notice."""
    sent = [each for each in history.contacts if each.notice]
    if not sent or history.age(sent[-1]) >= TO_ANSWER:
        return None
    return Sign("wait", f"the last notice, not {TO_ANSWER} days old, may be answered yet")


SIGNS: tuple[Callable[[History], Sign | None], ...] = (
    reached_by_phone,
    nobody_at_home_at_this_hour,
    notice_may_be_answered,
    never_called,
)
"""The first sign that a history gives is told."""


def steps_instead(
    planned: PlanOfDay, calls: Sequence[Call], past: Past, days: int
) -> Iterator[RemoteStep]:
    """Yield what would come first for the cases of one day, of whatever fate, sorted by id."""
    arrivals = {call.case.id: call.arrival for call in calls}
    refused = {each.case_id: each for each in planned.plan.ineligible}
    for case in sorted(planned.day.cases, key=lambda case: case.id):
        if case.id in refused:
            fate: Fate = "ineligible"
            sign = _asked_by_rules(refused[case.id])
        else:
            fate = "planned" if case.id in arrivals else "unassigned"
            sign = _first_sign(_history(case, planned, arrivals.get(case.id), past, days))
        if sign:
            yield RemoteStep(
                case_id=case.id,
                date=planned.plan.date,
                fate=fate,
                step=sign.step,
                reason=sign.reason,
            )


def _asked_by_rules(refused: Ineligible) -> Sign | None:
    """Return the step that alone keeps a case from a visit; None where anything else does too."""
    reasons = {refusal.rule: refusal.reason for refusal in refused.refusals}
    if not reasons.keys() <= COMES_FIRST.keys():
        return None
    rule = next(rule for rule in COMES_FIRST if rule in reasons)
    return Sign(COMES_FIRST[rule], reasons[rule])


def _history(
    case: Case, planned: PlanOfDay, arrival: datetime | None, past: Past, days: int
) -> History:
    zone = zone_of(case, planned.day)
    midnight = datetime.combine(planned.day.date, datetime.min.time(), tzinfo=zone)
    now = arrival or midnight
    return History(
        now=now,
        arrival=arrival,
        contacts=_before(now, past.by_case.get(case.id, ())),
        visits=_before(now, past.visits_at.get(case.household_key, ())),
        days=days,
    )


def _before(now: datetime, contacts: Iterable[Contact]) -> list[Contact]:
    return [each for each in contacts if each.at.timestamp() < now.timestamp()]


def _first_sign(history: History) -> Sign | None:
    return next((sign for ask in SIGNS if (sign := ask(history))), None)


def _same_hour(then: datetime, planned: datetime) -> bool:
    clock = then.astimezone(planned.tzinfo)
    apart = abs(_since_midnight(clock) - _since_midnight(planned))
    return apart <= SAME_HOUR


def _since_midnight(moment: datetime) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute)
