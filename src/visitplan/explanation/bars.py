"""Why a crew may not go: its size, skills, languages, choice, exclusion, pin, credentials.

What the history of a case forbids (another agent than the one announced) is not told apart here:
it is the bar ``policy``, of whatever else keeps a shift away.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from visitplan.domain.agent import Agent, Shift
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.policy import Policy
from visitplan.domain.terms import Training
from visitplan.domain.visit import Visit
from visitplan.explanation.wording import listed

WISHES = frozenset({"choice", "exclusion", "pin"})
"""Rules that somebody set for this case, unlike what an agent lacks."""

Crew = tuple[Agent, ...]


class Bar(NamedTuple):
    """One thing in the way; ``fault`` follows the crew, ``condition`` follows 'if'."""

    rule: str
    fault: str
    condition: str


def bars(shift: Shift, visit: Visit, case: Case, day: Day) -> tuple[Bar, ...]:
    """Return everything that keeps a shift's crew from a case, whatever the hours.

    Empty exactly where the shift is among those allowed.
    """
    if shift.id in visit.allowed_shifts:
        return ()
    crew = day.crew(shift)
    found = (
        *_skills(crew, case),
        *_languages(crew, case, day.policy),
        *_choices(crew, case),
        *_pins(crew, case, day),
        *_credentials(crew, day),
        *_size(crew, visit),
    )
    return found or (_by_policy(crew),)


def _skills(crew: Crew, case: Case) -> Iterator[Bar]:
    for skill in sorted(case.skills.difference(*(agent.skills for agent in crew))):
        yield Bar("skill", f"lacks the skill {skill}", f"{_who(crew)} had the skill {skill}")


def _languages(crew: Crew, case: Case, policy: Policy) -> Iterator[Bar]:
    if not policy.shared_language or not case.languages:
        return
    if not any(agent.languages & case.languages for agent in crew):
        languages = " or ".join(sorted(case.languages))
        yield Bar("language", f"does not speak {languages}", f"{_who(crew)} spoke {languages}")


def _choices(crew: Crew, case: Case) -> Iterator[Bar]:
    for agent in crew:
        if case.allowed_agents is not None and agent.id not in case.allowed_agents:
            fault = "is not among the agents that the case allows"
            yield Bar("choice", _of(agent, crew, fault), f"the case allowed {agent.id}")
        if agent.id in case.excluded_agents:
            fault = _of(agent, crew, "is excluded by the case")
            yield Bar("exclusion", fault, f"the case did not exclude {agent.id}")


def _pins(crew: Crew, case: Case, day: Day) -> Iterator[Bar]:
    here = {agent.id for agent in crew}
    for pin in day.pins:
        if pin.case_id == case.id and pin.agent_id and pin.agent_id not in here:
            fault = f"is not {pin.agent_id}, to whom the visit is pinned"
            yield Bar("pin", fault, f"it were not pinned to {pin.agent_id}")


def _credentials(crew: Crew, day: Day) -> Iterator[Bar]:
    for agent in crew:
        for kind in sorted(day.policy.required_credentials):
            if not any(_is_valid_on(day.date, owned, kind) for owned in _spans(agent)):
                fault = _of(agent, crew, f"has no valid credential {kind} on {day.date}")
                yield Bar("credential", fault, f"{agent.id} had a valid credential {kind}")
        for training in day.policy.trainings:
            if not any(_is_fresh_on(day.date, owned, training) for owned in _spans(agent)):
                fault = _of(agent, crew, f"has no training {training.kind} good on {day.date}")
                yield Bar("training", fault, f"{agent.id} had the training {training.kind}")


def _size(crew: Crew, visit: Visit) -> Iterator[Bar]:
    least, most = visit.crew.minimum, visit.crew.maximum
    if len(crew) < least:
        yield Bar("crew", f"is {len(crew)} of {least} people asked for", f"{least} went together")
    if most is not None and len(crew) > most:
        yield Bar("crew", f"is {len(crew)} people, {most} at most may go", f"{most} went")


def _by_policy(crew: Crew) -> Bar:
    fault = "may not go by a rule of the policy or by what the customer was told"
    return Bar("policy", fault, f"{_who(crew)} were allowed to go")


_Owned = tuple[str, date | None, date | None]


def _spans(agent: Agent) -> list[_Owned]:
    return [(each.kind, each.valid_from, each.valid_until) for each in agent.credentials]


def _is_valid_on(day: date, owned: _Owned, kind: str) -> bool:
    own, since, until = owned
    return own == kind and (since or day) <= day <= (until or day)


def _is_fresh_on(day: date, owned: _Owned, training: Training) -> bool:
    since = owned[1]
    if not _is_valid_on(day, owned, training.kind) or training.valid_days is None:
        return _is_valid_on(day, owned, training.kind)
    return since is not None and (day - since).days <= training.valid_days


def _who(crew: Crew) -> str:
    return listed(agent.id for agent in crew)


def _of(agent: Agent, crew: Crew, fault: str) -> str:
    return fault if len(crew) == 1 else f"has {agent.id}, who {fault}"
