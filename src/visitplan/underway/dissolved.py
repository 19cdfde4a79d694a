"""Crews that do not go on together, since one of them fell ill."""

from collections.abc import Collection, Iterable, Iterator

from visitplan.domain.event import Event
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan
from visitplan.domain.value import Id


def ill_agents(events: Iterable[Event]) -> frozenset[Id]:
    """Return the ids of agents who were reported ill."""
    ill = (event.agent_id for event in events if event.kind == "agent_ill")
    return frozenset(agent_id for agent_id in ill if agent_id is not None)


def crews_dissolved(old: Plan, ill: Collection[Id]) -> tuple[Finding, ...]:
    """Return a finding for each crew of the old plan that somebody ill has left."""
    return tuple(_dissolved(old, ill))


def _dissolved(old: Plan, ill: Collection[Id]) -> Iterator[Finding]:
    for route in old.routes:
        gone = [agent_id for agent_id in route.crew if agent_id in ill]
        left = [agent_id for agent_id in route.crew if agent_id not in ill]
        if route.partners and gone:
            who = " and ".join(left) or "nobody"
            verb = "go" if len(left) > 1 else "goes"
            yield Finding(
                severity="warning",
                code="VP-RP-011",
                file="events",
                problem=f"the crew {route.shift_id} is dissolved: {', '.join(gone)} fell ill;"
                f" {who} {verb} on alone or with somebody else",
                remedy="visits that ask for more people wait for another crew",
            )
