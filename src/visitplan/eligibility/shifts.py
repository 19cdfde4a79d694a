"""Who may go: shifts barred for the day, shifts allowed and preferred for a case."""

from collections.abc import Iterable, Sequence
from datetime import date

from visitplan.domain.agent import Agent, Credential, Shift
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.policy import Policy
from visitplan.domain.value import Id
from visitplan.domain.visit import BarredShift, CrewSize, Refusal
from visitplan.eligibility.refusal import refuse


def barred_shifts(day: Day) -> tuple[BarredShift, ...]:
    """Return the shifts of agents without a valid credential, each missing one named."""
    agents = _agents(day)
    refused = (
        (shift, tuple(no for agent_id in shift.crew for no in _refusals(agents[agent_id], day)))
        for shift in _sorted(day.shifts)
    )
    return tuple(
        BarredShift(shift_id=shift.id, refusals=refusals) for shift, refusals in refused if refusals
    )


def allowed_shifts(
    case: Case, shifts: Iterable[Shift], *, day: Day, pinned: frozenset[Id]
) -> tuple[Id, ...]:
    """Return the ids of those shifts that may go to this case, sorted.

    ``pinned`` names the agents that the case is pinned to (none: not pinned).
    """
    agents, size = _agents(day), crew_size(case, day.policy)
    return tuple(
        shift.id
        for shift in _sorted(shifts)
        if _is_of(size, shift) and _may_go([agents[each] for each in shift.crew], case, pinned)
    )


def crew_size(case: Case, policy: Policy) -> CrewSize:
    """Return how many people stand at a case's door: what the policy and the case ask for."""
    least = max(policy.crew_minimum, case.crew or 1)
    return CrewSize(minimum=least, maximum=policy.crew_maximum)


def _is_of(size: CrewSize, shift: Shift) -> bool:
    people = len(shift.crew)
    return size.minimum <= people and (size.maximum is None or people <= size.maximum)


def preferred_shifts(case: Case, shifts: Iterable[Shift]) -> tuple[Id, ...] | None:
    """Return the ids of the preferred agents' shifts, sorted; None when none is preferred."""
    if not case.preferred_agents:
        return None
    return tuple(shift.id for shift in _sorted(shifts) if case.preferred_agents & {*shift.crew})


def _may_go(crew: Sequence[Agent], case: Case, pinned: frozenset[Id]) -> bool:
    """Each of a crew is allowed and none excluded; among them are the skills and who is pinned."""
    ids = {agent.id for agent in crew}
    return (
        (not case.skills or case.skills <= frozenset().union(*(each.skills for each in crew)))
        and (case.allowed_agents is None or ids <= case.allowed_agents)
        and ids.isdisjoint(case.excluded_agents)
        and pinned <= ids
    )


def _refusals(agent: Agent, day: Day) -> tuple[Refusal, ...]:
    required = sorted(day.policy.required_credentials)
    reasons = (_lacks(agent, kind, day.date) for kind in required)
    return tuple(
        refuse("credentials_are_valid", reason, day.policy) for reason in reasons if reason
    )


def _lacks(agent: Agent, kind: str, on: date) -> str | None:
    owned = [credential for credential in agent.credentials if credential.kind == kind]
    if any(_is_valid(credential, on) for credential in owned):
        return None
    if not owned:
        return f"the required credential {kind} is missing"
    return f"the required credential {kind} is not valid on {on} (valid {_term(owned[-1])})"


def _is_valid(credential: Credential, on: date) -> bool:
    return (credential.valid_from or on) <= on <= (credential.valid_until or on)


def _term(credential: Credential) -> str:
    begin = f"from {credential.valid_from}" if credential.valid_from else ""
    end = f"until {credential.valid_until}" if credential.valid_until else ""
    return " ".join(part for part in (begin, end) if part)


def _sorted(shifts: Iterable[Shift]) -> list[Shift]:
    return sorted(shifts, key=lambda shift: shift.id)


def _agents(day: Day) -> dict[Id, Agent]:
    return {agent.id: agent for agent in day.agents}
