"""Why an agent may not go: skill, choice, exclusion, pin, credential."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from visitplan.domain.agent import Agent
from visitplan.domain.case import Case
from visitplan.domain.day import Day

WISHES = frozenset({"choice", "exclusion", "pin"})
"""Rules that somebody set for this case, unlike what an agent lacks."""


class Bar(NamedTuple):
    """One thing in the way; ``fault`` follows the agent, ``condition`` follows 'if'."""

    rule: str
    fault: str
    condition: str


def bars(agent: Agent, case: Case, day: Day) -> tuple[Bar, ...]:
    """Return everything that keeps an agent from a case, whatever the hours; empty: may go."""
    return (
        *_skills(agent, case),
        *_choices(agent, case),
        *_pins(agent, case, day),
        *_credentials(agent, day),
    )


def _skills(agent: Agent, case: Case) -> Iterator[Bar]:
    for skill in sorted(case.skills - agent.skills):
        yield Bar("skill", f"lacks the skill {skill}", f"{agent.id} had the skill {skill}")


def _choices(agent: Agent, case: Case) -> Iterator[Bar]:
    if case.allowed_agents is not None and agent.id not in case.allowed_agents:
        fault = "is not among the agents that the case allows"
        yield Bar("choice", fault, f"the case allowed {agent.id}")
    if agent.id in case.excluded_agents:
        yield Bar("exclusion", "is excluded by the case", f"the case did not exclude {agent.id}")


def _pins(agent: Agent, case: Case, day: Day) -> Iterator[Bar]:
    for pin in day.pins:
        if pin.case_id == case.id and pin.agent_id not in (None, agent.id):
            fault = f"is not {pin.agent_id}, to whom the visit is pinned"
            yield Bar("pin", fault, f"it were not pinned to {pin.agent_id}")


def _credentials(agent: Agent, day: Day) -> Iterator[Bar]:
    for kind in sorted(day.policy.required_credentials):
        if not _holds(agent, kind, day.date):
            fault = f"has no valid credential {kind} on {day.date}"
            yield Bar("credential", fault, f"{agent.id} had a valid credential {kind}")


def _holds(agent: Agent, kind: str, on: date) -> bool:
    return any(
        (owned.valid_from or on) <= on <= (owned.valid_until or on)
        for owned in agent.credentials
        if owned.kind == kind
    )
