"""Crews: whether enough people go, whether they may, and whether the customer heard of them."""

from collections.abc import Iterator

from visitplan.domain.contact import Contact
from visitplan.domain.violation import Violation
from visitplan.verification.breach import Breach
from visitplan.verification.evidence import Evidence
from visitplan.verification.moment import second_of
from visitplan.verification.notices import notices_in_time
from visitplan.verification.question import Question


def crews_are_large_enough(evidence: Evidence) -> Iterator[Violation]:
    """As many people go as the policy and the case ask for."""
    for call in evidence.calls:
        size, least = len(call.worked.route.crew), _least(evidence.question(call.case))
        if size < least:
            detail = f"{size} in the crew, {least} are asked for"
            breach = Breach("crew_minimum", detail, ("crew_minimum",))
            yield evidence.violation(call, breach)


def crews_are_small_enough(evidence: Evidence) -> Iterator[Violation]:
    """No more people stand at a door than the policy allows."""
    most = evidence.day.policy.crew_maximum
    for worked in evidence.worked:
        size = len(worked.route.crew)
        if most is not None and size > most:
            breach = Breach(
                "crew_maximum", f"{size} in the crew, {most} allowed", ("crew_maximum",)
            )
            yield evidence.violation(worked, breach)


def crews_speak_a_language_of_the_case(evidence: Evidence) -> Iterator[Violation]:
    """Somebody of the crew speaks a language of the case, if it names any."""
    if not evidence.day.policy.shared_language:
        return
    for call in evidence.calls:
        spoken = {word for agent in evidence.crew(call.worked) for word in agent.languages}
        if call.case.languages and spoken.isdisjoint(call.case.languages):
            breach = Breach(
                "language", "nobody speaks a language of the case", ("shared_language",)
            )
            yield evidence.violation(call, breach)


def customers_know_who_comes(evidence: Evidence) -> Iterator[Violation]:
    """Where a notice names the agent, the last one in time names somebody of the crew."""
    for call in evidence.calls:
        for named in _names_asked_for(evidence.question(call.case)):
            if named not in call.worked.route.crew:
                breach = Breach("agent_named", "the notice names nobody who goes", ("notices",))
                yield evidence.violation(call, breach)


def changes_of_agent_are_told(evidence: Evidence) -> Iterator[Violation]:
    """Whoever was named last goes, and a change of who it is was told in time."""
    for call in evidence.calls:
        told = _told_of_change(evidence.question(call.case))
        if told is None:
            continue
        agent, late = told
        if agent not in call.worked.route.crew:
            breach = Breach("agent_change", "another goes than was named", ("agent_change_days",))
            yield evidence.violation(call, breach)
        elif late:
            breach = Breach("agent_change", "the change was told too late", ("agent_change_days",))
            yield evidence.violation(call, breach)


def nobody_could_go(question: Question) -> bool:
    """Tell whether no crew could ever go, whoever is on duty."""
    most = question.policy.crew_maximum
    too_many = most is not None and _least(question) > most
    told = _told_of_change(question)
    return too_many or None in _names_asked_for(question) or (told is not None and told[1])


def _least(question: Question) -> int:
    return max(question.policy.crew_minimum, question.case.crew or 1)


def _names_asked_for(question: Question) -> list[str | None]:
    """Return whom the last notice in time names, by each rule that asks for a name."""
    rules = [rule for rule in question.policy.notices if rule.names_agent]
    sent = [notices_in_time(rule, question) for rule in rules]
    return [in_time[-1].names_agent for in_time in sent if in_time]


def _told_of_change(question: Question) -> tuple[str, bool] | None:
    """Return who was named last, and whether that was a change told too late; None if nobody."""
    days = question.policy.agent_change_days
    named = [] if days is None else sorted(question.past("debt"), key=_moment)
    names = [(age, each.names_agent) for age, each in named if each.names_agent is not None]
    if not names:
        return None
    last = names[-1][1]
    before = [number for number, (_, agent) in enumerate(names) if agent != last]
    if not before:
        return last, False
    first_told = names[before[-1] + 1][0]
    return last, first_told < (days or 0)


def _moment(past: tuple[int, Contact]) -> int:
    return second_of(past[1].at)
