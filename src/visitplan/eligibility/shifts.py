"""Who may go: shifts barred for the day, shifts allowed and preferred for a case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from visitplan.domain.agent import Agent, Shift
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.value import Id
from visitplan.domain.visit import BarredShift, Refusal
from visitplan.eligibility.about_crews import (
    credentials_are_valid,
    crew_size,
    language_is_shared,
    trainings_are_fresh,
)
from visitplan.eligibility.about_notices import agents_promised
from visitplan.eligibility.candidate import Candidate
from visitplan.eligibility.refusal import refuse

CREW_RULES = (credentials_are_valid, trainings_are_fresh)
"""What each of a crew must have on the day, whatever the visit."""

_Asked = tuple[object, ...]


def barred_shifts(day: Day) -> tuple[BarredShift, ...]:
    """Return the shifts of agents without a valid credential or training, each lack named."""
    agents = _agents(day)
    refused = ((shift, _refusals(_crew(shift, agents), day)) for shift in _sorted(day.shifts))
    return tuple(
        BarredShift(shift_id=shift.id, refusals=refusals) for shift, refusals in refused if refusals
    )


@dataclass(frozen=True)
class Duty:
    """The shifts on duty; cases that ask for the same people are answered once."""

    day: Day
    shifts: Sequence[Shift]
    answers: dict[_Asked, tuple[Id, ...]] = field(default_factory=dict)

    def allowed(self, candidate: Candidate, pinned: frozenset[Id]) -> tuple[Id, ...]:
        """Return the ids of those shifts that may go to this case, sorted.

        ``pinned`` names the agents that the case is pinned to (none: not pinned). Skills and
        languages of one of a crew suffice; each must be allowed, and all promised ones there.
        """
        case, size = candidate.case, crew_size(candidate)
        wanted = pinned | agents_promised(candidate)
        asked = (
            case.skills, case.allowed_agents, case.excluded_agents, case.languages, size.minimum,
            wanted,
        )  # fmt: skip
        if asked not in self.answers:
            agents = _agents(self.day)
            crews = ((shift, _crew(shift, agents)) for shift in _sorted(self.shifts))
            self.answers[asked] = tuple(
                shift.id
                for shift, crew in crews
                if size.minimum <= len(crew) <= (size.maximum or len(crew))
                and _may_go(crew, case, wanted)
                and language_is_shared(case, crew, self.day.policy)
            )
        return self.answers[asked]

    def preferred(self, case: Case) -> tuple[Id, ...] | None:
        """Return the ids of the preferred agents' shifts, sorted; None when none is preferred."""
        if not case.preferred_agents:
            return None
        return tuple(
            shift.id
            for shift in _sorted(self.shifts)
            if not case.preferred_agents.isdisjoint(shift.crew)
        )


def _may_go(crew: Sequence[Agent], case: Case, wanted: frozenset[Id]) -> bool:
    ids = frozenset(agent.id for agent in crew)
    return (
        case.skills <= frozenset[str]().union(*(agent.skills for agent in crew))
        and (case.allowed_agents is None or ids <= case.allowed_agents)
        and ids.isdisjoint(case.excluded_agents)
        and wanted <= ids
    )


def _refusals(crew: Sequence[Agent], day: Day) -> tuple[Refusal, ...]:
    return tuple(
        refuse(rule.__name__, objection, day.policy)
        for agent in crew
        for rule in CREW_RULES
        for objection in rule(agent, day.policy, day.date)
    )


def _crew(shift: Shift, agents: Mapping[Id, Agent]) -> tuple[Agent, ...]:
    return tuple(agents[agent_id] for agent_id in shift.crew)


def _sorted(shifts: Iterable[Shift]) -> list[Shift]:
    return sorted(shifts, key=lambda shift: shift.id)


def _agents(day: Day) -> dict[Id, Agent]:
    return {agent.id: agent for agent in day.agents}
