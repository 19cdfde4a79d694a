"""Rules about what the customer was told before: notices, their answers, and who was named."""

from collections.abc import Iterator
from datetime import date, timedelta

from visitplan.domain.terms import RequiredNotice
from visitplan.domain.value import Id
from visitplan.eligibility.about_the_case import listed
from visitplan.eligibility.candidate import Candidate
from visitplan.eligibility.ledger import Event
from visitplan.eligibility.refusal import Objection
from visitplan.eligibility.working_days import days_after

PATIENCE = 120
"""How many days ahead a notice already sent is looked for to become old enough."""


def notices_are_sent(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit without the notices that the policy asks for, sent long enough ago."""
    for duty in candidate.policy.notices:
        sent = _notices(candidate, duty)
        in_time = len(_in_time(sent, duty, candidate.on, candidate))
        if in_time < duty.number:
            lead = _lead(duty)
            yield Objection(
                f"{_what(duty)} by {listed(duty.channels)} {lead}"
                f"{'is' if duty.number == 1 else 'are'} asked for; "
                f"{in_time} {'count' if in_time != 1 else 'counts'} of {len(sent)}",
                _waited_for(sent, duty, candidate),
                duty,
            )


def notices_are_unanswered(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit to a customer who has answered a notice."""
    if all(event.answered_at is None for event in candidate.past("debt")):
        return
    for duty in candidate.policy.notices:
        answers = [
            candidate.date_of(event.answered_at)
            for event in _notices(candidate, duty)
            if event.answered_at is not None and _is_fresh(event.on, duty, candidate.on)
        ]
        if answers and duty.stops_if_answered:
            yield Objection(f"the customer answered a notice on {max(answers)}", term=duty)
            return


def notice_names_the_agent(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit of which the customer was told in time, but not who comes."""
    for duty in candidate.policy.notices:
        if duty.names_agent and _named_in_time(candidate, duty)[-1:] == [None]:
            yield Objection("the last notice does not name the agent who comes", term=duty)


def agent_change_is_told(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit by another agent than the one named before, told of too late."""
    days = candidate.policy.agent_change_days
    named = _named(candidate)
    others = [on for on, name in named if name != named[-1][1]]
    if days is None or not others:
        return
    first_told = named[len(named) - _run(named)][0]
    if (candidate.on - first_told).days < days:
        reason = f"the change of the agent was told on {first_told}; {days} days are asked for"
        yield Objection(reason, days_after(first_told, days))


def agents_promised(candidate: Candidate) -> frozenset[Id]:
    """Return whom the customer was told to expect, where the policy holds us to it."""
    policy = candidate.policy
    promised = [] if policy.agent_change_days is None else [n for _, n in _named(candidate)[-1:]]
    for duty in policy.notices:
        in_time = _named_in_time(candidate, duty) if duty.names_agent else []
        promised += [name for name in in_time[-1:] if name is not None]
    return frozenset(promised)


def _notices(candidate: Candidate, duty: RequiredNotice) -> list[Event]:
    return [
        event
        for event in candidate.past("debt")
        if event.channel in duty.channels and (event.notice or duty.any_contact)
    ]


def _in_time(
    sent: list[Event], duty: RequiredNotice, visit: date, candidate: Candidate
) -> list[Event]:
    """Return the notices that count for a visit on a day."""
    latest = candidate.working.days_before(visit, duty.lead_days, working=duty.working)
    return [event for event in sent if event.on <= latest and _is_fresh(event.on, duty, visit)]


def _named_in_time(candidate: Candidate, duty: RequiredNotice) -> list[Id | None]:
    """Return whom the notices name that count for the planning day, the last one last."""
    in_time = _in_time(_notices(candidate, duty), duty, candidate.on, candidate)
    return [event.names_agent for event in in_time]


def _is_fresh(on: date, duty: RequiredNotice, visit: date) -> bool:
    return duty.expires_days is None or (visit - on).days <= duty.expires_days


def _waited_for(sent: list[Event], duty: RequiredNotice, candidate: Candidate) -> date | None:
    """Return the first day on which enough of the notices already sent will count."""
    if len(sent) < duty.number:
        return None
    ahead = (candidate.on + timedelta(days=wait) for wait in range(1, PATIENCE))
    return next(
        (on for on in ahead if len(_in_time(sent, duty, on, candidate)) >= duty.number), None
    )


def _named(candidate: Candidate) -> list[tuple[date, Id]]:
    """Return the agents whom the customer was told of for the case, and when."""
    return [
        (event.on, event.names_agent)
        for event in candidate.past("debt")
        if event.names_agent is not None
    ]


def _run(named: list[tuple[date, Id]]) -> int:
    """Return how many of the last names are the same."""
    length = 1
    while length < len(named) and named[-length - 1][1] == named[-1][1]:
        length += 1
    return length


def _what(duty: RequiredNotice) -> str:
    what = "contact" if duty.any_contact else "notice"
    return f"{duty.number} {what}{'s' if duty.number != 1 else ''}"


def _lead(duty: RequiredNotice) -> str:
    if not duty.lead_days:
        return ""
    return f"{duty.lead_days} {'working ' if duty.working else ''}days before "
