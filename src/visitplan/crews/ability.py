"""How many of the visits that ask for crews some people can make, told at a glance.

The visits are bits of whole numbers, since every pair of agents is held against all of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from visitplan.crews.demand import Demand
from visitplan.domain.agent import Agent
from visitplan.domain.value import Id


class Ability:
    """What is asked of crews; the same rules as ``Demand.faults``."""

    def __init__(self, asked: Mapping[Demand, Sequence[Id]], agents: Iterable[Agent]) -> None:
        self._all, at = 0, 0
        self._skill: dict[str, int] = defaultdict(int)
        self._pin: dict[Id, int] = defaultdict(int)
        self._languages: dict[frozenset[str], int] = defaultdict(int)
        self._barred = dict.fromkeys((agent.id for agent in agents), 0)
        for demand, cases in asked.items():
            bits = ((1 << len(cases)) - 1) << at
            at += len(cases)
            self._all |= bits
            self._note(demand, bits)

    def share(self, crew: Sequence[Agent]) -> float:
        """Return the share of the visits that these people can make together."""
        lost, ids = 0, {agent.id for agent in crew}
        for agent_id in ids:
            lost |= self._barred[agent_id]
        for skill, bits in self._skill.items():
            if not any(skill in agent.skills for agent in crew):
                lost |= bits
        for agent_id, bits in self._pin.items():
            if agent_id not in ids:
                lost |= bits
        for languages, bits in self._languages.items():
            if all(languages.isdisjoint(agent.languages) for agent in crew):
                lost |= bits
        return (self._all & ~lost).bit_count() / max(1, self._all.bit_count())

    def _note(self, demand: Demand, bits: int) -> None:
        for skill in demand.skills:
            self._skill[skill] |= bits
        for agent_id in demand.pinned:
            self._pin[agent_id] |= bits
        if demand.languages:
            self._languages[demand.languages] |= bits
        for agent_id in self._barred:
            allowed = demand.allowed is None or agent_id in demand.allowed
            if not allowed or agent_id in demand.excluded:
                self._barred[agent_id] |= bits
