"""What visits ask of a crew: its size, and what its people must be."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visitplan.domain.agent import Agent
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.value import Id


class Demand(NamedTuple):
    """What some visits ask for alike; ``allowed`` is None where the cases name nobody.

    ``languages`` are those of which the crew speaks one (empty: any).
    """

    size: int
    skills: frozenset[str]
    allowed: frozenset[Id] | None
    excluded: frozenset[Id]
    pinned: frozenset[Id]
    languages: frozenset[str]

    def is_met_by(self, crew: Sequence[Agent]) -> bool:
        """Return whether these people may go together."""
        return next(self.faults(crew), None) is None

    def faults(self, crew: Sequence[Agent]) -> Iterator[str]:
        """Yield what these people lack, as a sentence's end; nothing: they may go together.

        Skills and languages of one suffice for all; each must be allowed and not excluded.
        """
        who, ids = " and ".join(agent.id for agent in crew), {agent.id for agent in crew}
        for skill in sorted(self.skills - frozenset().union(*(a.skills for a in crew))):
            yield f"none of {who} has the skill {skill}"
        for agent_id in sorted(ids - (ids if self.allowed is None else self.allowed)):
            yield f"{agent_id} is not among the agents that the case allows"
        for agent_id in sorted(ids & self.excluded):
            yield f"{agent_id} is excluded by the case"
        for agent_id in sorted(self.pinned - ids):
            yield f"{agent_id}, to whom the visit is pinned, is not with {who}"
        spoken = frozenset().union(*(agent.languages for agent in crew))
        if self.languages and not self.languages & spoken:
            yield f"none of {who} speaks {' or '.join(sorted(self.languages))}"


def demands_of(day: Day) -> dict[Demand, list[Id]]:
    """Return the cases that ask for more than one person, by what they ask for.

    Cases that the policy's statuses refuse ask for nobody.
    """
    found: dict[Demand, list[Id]] = defaultdict(list)
    pinned = {pin.case_id: pin.agent_id for pin in day.pins if pin.agent_id}
    for case in sorted(day.cases, key=lambda case: case.id):
        size = max(day.policy.crew_minimum, case.crew or 1)
        if size > 1 and case.status in day.policy.visitable_statuses:
            found[_demand(case, size, day, pinned)].append(case.id)
    return dict(found)


def _demand(case: Case, size: int, day: Day, pinned: dict[Id, Id]) -> Demand:
    return Demand(
        size=size,
        skills=case.skills,
        allowed=case.allowed_agents,
        excluded=case.excluded_agents,
        pinned=frozenset({pinned[case.id]} if case.id in pinned else ()),
        languages=case.languages if day.policy.shared_language else frozenset(),
    )
